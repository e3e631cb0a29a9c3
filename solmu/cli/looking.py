"""Look up one thing: show and search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, KnownAt, StoreUrl, Top
from solmu.cli.output import json_line, say, table
from solmu.settings import settings

if TYPE_CHECKING:
    from graph.store import Row, Store


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id such as project:fi:S21468.")],
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Show what is known of an id: its fields, who said each, and its ties.

    Example: solmu show project:fi:S21468
    """
    with settings(store).open(create=False) as kept:
        entry = kept.entry(id_, known_at)
        ties = kept.ties(entry.id) if known_at is None else _ties_then(kept, entry.id, known_at)
        names = kept.names([end for tie in ties for end in (tie.a, tie.b)])
    if json:
        json_line("solmu.entity/1", {
            "id": entry.id, "ids": list(entry.ids), "name": entry.name, "fields": entry.fields,
            "said_by": entry.said_by,
            "otherwise": {key: [{"source": source, "value": value} for source, value in said]
                          for key, said in entry.otherwise.items()},
            "ties": [{"id": tie.id, "kind": tie.fields["kind"], "a": tie.a, "b": tie.b,
                      "role": tie.fields.get("role"), "sources": tie.source.split("|")} for tie in ties],
        })  # fmt: skip
        return
    say(f"{entry.name}  ({entry.id})")
    others = [other for other in entry.ids if other != entry.id]
    if others:
        say(f"also known as {', '.join(others)}")
    width = max((len(key) for key in entry.fields), default=0)
    for key, value in entry.fields.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        say(f"  {key:<{width}}  {shown}  [{entry.said_by[key].replace('|', ', ')}]")
        for source, other in entry.otherwise.get(key, ()):
            if not key.startswith("name_"):  # other names are shown as such
                say(f"  {'':<{width}}  but {other}  [{source}]")
    rows: dict[tuple[str, str, str], list[str]] = {}
    for tie in ties:
        here = tie.a == entry.id
        other = tie.b if here else tie.a
        role = tie.fields.get("role", "")
        what = str(tie.fields["kind"]).lower().replace("_", " ")
        said_by = rows.setdefault((f"{what} →" if here else f"← {what}", str(role), other), [])
        said_by += [source for source in tie.source.split("|") if source not in said_by]
    if rows:
        table(
            "Ties", ("tie", "role", "name", "id", "source"),
            [(what, role, names[other], other, ", ".join(said_by)) for (what, role, other), said_by in rows.items()],
        )  # fmt: skip


def search(
    text: Annotated[str, typer.Argument(help="A name, or part of one; typing errors are forgiven.")],
    kind: Annotated[
        str | None, typer.Option(help="Only this kind: actor, project, network, practice, …")
    ] = None,
    top: Top = 20,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find entities by name.

    Example: solmu search "tyollisyyden edistaminen"
    """
    from graph.errors import UsageError
    from graph.records import KINDS

    if kind is not None and kind not in KINDS:
        raise UsageError(f"{kind!r} is no kind; use one of {', '.join(KINDS)}.")
    with settings(store).open(create=False) as kept:
        hits = kept.search(text, limit=top or 400, kinds=[kind] if kind else [])
    if json:
        for hit in hits:
            json_line("solmu.hit/1", {"id": hit.id, "name": hit.name, "score": hit.score})
    elif hits:
        table(
            "Found",
            ("score", "name", "id"),
            [(f"{hit.score:.2f}", hit.name, hit.id) for hit in hits],
            right=(0,),
        )
    else:
        say(f"Nothing is named like {text!r}.")


def _ties_then(kept: Store, id_: str, known_at: str) -> list[Row]:
    from graph.records import is_tie

    return [row for row in kept.rows_known_at(known_at) if is_tie(row.id) and id_ in (row.a, row.b)]
