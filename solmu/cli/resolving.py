"""One actor out of many names, one project out of many listings: resolve, and a person's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, StoreUrl, Top
from solmu.cli.output import json_line, note, say, table
from solmu.settings import settings

if TYPE_CHECKING:
    from graph.store import Store
    from ingest.resolution.merging import Resolution
    from ingest.resolution.resolving import MayBe

SHOWN = 20


def resolve(
    pair: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A B ANSWER]", help="Two ids and what you say: same, different or unsure."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only actors, or only projects; both unless told.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Compare only what was loaded since the last time with the rest.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be merged; write nothing.")
    ] = False,
    engine: Annotated[
        str, typer.Option(metavar="NAME", help="What compares: duckdb, or spark (needs solmu[spark]).")
    ] = "duckdb",
    reason: Annotated[str, typer.Option(help="Why you say so; no names of persons.")] = "",
    top: Top = SHOWN,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find which names are one body's and which listings one project's, and merge what is sure.

    Everything merged is one batch, which solmu undo takes back. Nothing merges on a name
    that anything contradicts; what is unsure is listed, for a person to answer.

    Example: solmu resolve --dry-run

    Example: solmu resolve actor:fi:0245437-2 actor:name:fi-0a1b2c3d4e5f same
    """
    from ingest.resolution.merging import find
    from ingest.resolution.merging import resolve as merge

    where = settings(store)
    with where.open(create=False) as kept:
        if pair:
            return _answer(kept, pair, reason, where.by)
        kinds = _kinds(kind)
        if dry_run:
            found = find(kept, kinds, engine=engine, only_new=new)
        else:
            found = merge(kept, kinds, engine=engine, only_new=new, by=where.by)
        _tell(found, json=json, dry_run=dry_run, top=top or 0)


def _kinds(kind: str | None) -> tuple[str, ...]:
    from graph.errors import UsageError
    from ingest.resolution.subjects import KINDS

    if kind is None:
        return KINDS
    wanted = kind.removesuffix("s")
    if wanted not in KINDS:
        raise UsageError(f"{kind!r} cannot be resolved; use actors or projects.")
    return (wanted,)


def _answer(store: Store, pair: list[str], reason: str, by: str) -> None:
    from graph.errors import UsageError
    from graph.records import Verdict
    from ingest.resolution.merging import decide

    answers = [Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE]
    if len(pair) != 3 or pair[2] not in answers:
        raise UsageError(f"Give two ids and one of {', '.join(answers)}.")
    batch = decide(store, pair[0], pair[1], Verdict(pair[2]), reason=reason, by=by)
    if batch is None:
        say(f"Kept: {pair[0]} and {pair[1]} are {pair[2]}.")
    else:
        say(f"{pair[0]} and {pair[1]} are one; batch {batch} merged them, solmu undo {batch} takes it back.")


def _tell(found: Resolution, *, json: bool, dry_run: bool, top: int) -> None:
    names = found.names
    if json:
        for kind, one in found.kinds.items():
            for group in one.groups:
                json_line("solmu.same/1", {"kind": kind, "ids": group, "names": [names.get(id_, "") for id_ in group],
                                           "batch": found.batch})  # fmt: skip
            for pair in one.unsure:
                json_line("solmu.may-be-same/1", {
                    "kind": kind, "a": pair.a, "b": pair.b, "names": [names.get(pair.a, ""), names.get(pair.b, "")],
                    "probability": pair.judged.probability, "for": pair.judged.for_, "against": pair.judged.against,
                })  # fmt: skip
        return
    for kind, one in found.kinds.items():
        ids = sum(map(len, one.groups))
        say(
            f"{kind.capitalize()}s: {ids:,} ids are {len(one.groups):,}; {len(one.unsure):,} pairs are unsure."
        )
    tell_unsure(found.unsure, names, top)
    if len(found.unsure) > top > 0:
        note(f"{len(found.unsure) - top:,} more unsure pairs; --top 0 shows all.")
    if found.unsure:
        note("Answer with solmu resolve A B same, or different; or on the page /same of solmu serve.")
    if dry_run:
        say("Nothing was written.")
    elif found.batch is not None:
        say(
            f"Batch {found.batch} merged {found.merged:,} ids into others; solmu undo {found.batch} takes it back."
        )
    else:
        say("There was nothing to merge.")
    if found.queue_batch is not None:
        say(
            f"Batch {found.queue_batch} keeps the pairs that wait; solmu undo {found.queue_batch} takes that back."
        )


def tell_unsure(pairs: Sequence[MayBe], names: Mapping[str, str], top: int) -> None:
    """Show the first `top` pairs that may be one (0: all) with what speaks for and against them."""
    if pairs:
        from api.texts.en import TEXTS

        table(
            "Unsure: is it one?", ("a", "b", "for", "against"),
            [
                (f"{names.get(pair.a, '')}\n{pair.a}", f"{names.get(pair.b, '')}\n{pair.b}",
                 ", ".join(TEXTS[f"same_for_{one}"] for one in pair.judged.for_),
                 ", ".join(TEXTS[f"same_not_{one}"] for one in pair.judged.against))
                for pair in (pairs[:top] if top else pairs)
            ],
        )  # fmt: skip
