"""Compare an idea with what there is, before it becomes a project: check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from solmu.cli.options import AsJson, StoreUrl, day
from solmu.cli.output import json_line, note, say
from solmu.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.desk import Desk
    from graph.records.findings import Checked, Draft, NearProject

LONG = 160
"""A draft that is one line of more letters has its first sentence as its name."""
MOST_BYTES = 4_000_000
CALLED = 4
"""How many bodies to call are named for each project."""
SCHEMA = "solmu.draft/1"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LIKE_A_FILE = re.compile(r"\S+\.(?:txt|md|json|docx?|pdf|odt|rtf)", re.IGNORECASE)


def check(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT|FILE", help="A name, a whole draft, or the file of one.", show_default=False
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="Its name; TEXT is then the description.")] = None,
    description: Annotated[str | None, typer.Option(help="What it is to do.")] = None,
    region: Annotated[
        list[str] | None, typer.Option(metavar="R", help="Id or name of a region; may be given again.")
    ] = None,
    partner: Annotated[
        list[str] | None, typer.Option(metavar="P", help="Id or name of a body in it; may be given again.")
    ] = None,
    target_group: Annotated[
        list[str] | None, typer.Option(metavar="T", help="Whom it serves; may be given again.")
    ] = None,
    start: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it is to start (2027-01-01).")
    ] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="When it is to end.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="L", help="Its language where it does not tell; else fi.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="How many projects to show.")] = 10,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Compare an idea with the projects known: what is near, why, and whom to call. Nothing of it is stored.

    The first line is its name (of one long line the first sentence), the rest its description.
    A FILE is plain text, or a JSON object with name, description, language, regions,
    partners, target_groups, start and end. What an option says counts before it.

    Example: solmu check "Nuorten ohjaamo ja työpajat" --region Etelä-Savo --top 5
    """
    told = {
        "name": name, "description": description, "language": language,
        "regions": region, "partners": partner, "target_groups": target_group, "start": day(start), "end": day(end),
    }  # fmt: skip
    draft = _draft(text, {key: value for key, value in told.items() if value})
    desk = settings(store).desk()
    with desk.store:
        loading = desk.store.loading()
        if loading:
            note(f"Batch {loading.number} is still loading; what follows may lack part of it.")
        found = desk.check(draft, top=top)
        if json:
            json_line("solmu.checked/1", found.model_dump(mode="json"))
        else:
            print_checked(desk, draft, found)


def print_checked(desk: Desk, draft: Draft, found: Checked) -> None:
    """Print for people what is near a draft: projects with reasons and whom to call, then good practices."""
    from graph.overlap.find import LEAST
    from visualize.wording import Words

    near = [one for one in found.projects if one.score >= LEAST]
    ids = {
        id_
        for one in near
        for id_ in (one.project, *one.bodies, *(e for r in one.reasons for e in r.evidence if ":" in e))
    }
    ids |= {id_ for practice in found.practices for id_ in (practice.practice, *practice.bodies)}
    words = Words(desk.store.names(sorted(ids)))
    shown = draft.name if len(draft.name) <= LONG else draft.name[:LONG] + " …"
    if near:
        say(f"{len(near)} {'project' if len(near) == 1 else 'projects'} near {shown!r}, the nearest first")
    else:
        say(f"Nothing is near {shown!r}: no project that is known does the same or nearly so.")
    for one in near:
        say()
        _print_near(one, words)
    if found.practices:
        say()
        say("Good practices on the theme")
    for practice in found.practices[:CALLED]:
        say()
        say(f"{practice.score:.4f}  {words.name(practice.practice)}  ({practice.practice})")
        if practice.words:
            say(f"  Both speak of {', '.join(practice.words)}.")
        _print_bodies("Made by", practice.bodies, words)
    if found.unknown:
        say()
        say(f"Not recognised, and left out: {'; '.join(found.unknown)}. `solmu search` finds ids by name.")


def _print_near(near: NearProject, words: Any) -> None:
    say(f"{near.score:.4f}  {near.kind.value if near.kind else 'near'}")
    say(f"    {words.name(near.project)}  ({near.project})")
    say(f"  {words.near(near)}")
    for reason in near.reasons:
        if reason.evidence or reason.kind != "time":  # a draft often has no days yet
            sentence = words.reason(reason)
            if sentence:
                say(f"  {sentence}")
    _print_bodies("Call", near.bodies, words)


def _print_bodies(label: str, bodies: Sequence[str], words: Any) -> None:
    if bodies:
        more = f"; and {len(bodies) - CALLED} more" if len(bodies) > CALLED else ""
        say(f"  {label}: {'; '.join(words.name(body) for body in bodies[:CALLED])}{more}")


def _draft(text: str | None, told: dict[str, Any]) -> Draft:
    """Return the draft that a text, the file of one and the options make."""
    from graph.errors import DataError, UsageError
    from graph.records.findings import draft_of

    path = _file(text)
    named = "name" in told
    said = _said(path.name, _read(path), named=named) if path else _parts(text or "", named=named)
    try:
        return draft_of({**said, **told})
    except UsageError as problem:
        if path:
            raise DataError(f"{path.name}: {problem}") from None
        raise


def _parts(text: str, *, named: bool) -> dict[str, Any]:
    """Return name and description of a draft; the whole text is the description of one that is `named` already."""
    from graph.records.findings import MOST_NAME

    if named:
        return {"description": text.strip()}
    first, _, rest = text.strip().partition("\n")
    if not rest and len(first) > LONG:
        first, *others = _SENTENCE.split(first, maxsplit=1)
        rest = "".join(others)
    if len(first) > MOST_NAME:
        return {"name": first[:LONG].rpartition(" ")[0] or first[:LONG], "description": text.strip()}
    return {"name": first.strip(), "description": rest.strip()}


def _file(text: str | None) -> Path | None:
    """Return the file that a text names, None where it is the draft itself."""
    from graph.errors import UsageError

    if not text or "\n" in text:
        return None
    path = Path(text)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # too long for a path, or with a zero byte
        return None
    if _LIKE_A_FILE.fullmatch(text):
        raise UsageError(f"There is no file {text}; name one that is there, or write the draft itself.")
    return None


def _read(path: Path) -> str:
    from graph.errors import DataError

    try:
        if path.stat().st_size > MOST_BYTES:
            raise DataError(f"{path} is too large for a draft; check its summary instead.")
        data = path.read_bytes()
    except OSError as problem:
        raise DataError(f"{path} cannot be read: {problem.strerror}.") from None
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # as Notepad saves Unicode
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or text.startswith("%PDF-"):
        raise DataError(f"{path} is no text: save it as plain text (UTF-8), or paste its words.")
    if not text.strip():
        raise DataError(f"{path} is empty; there is nothing to compare.")
    return text


def _said(file: str, text: str, *, named: bool) -> dict[str, Any]:
    """Return the fields of a draft that a file holds."""
    import orjson

    from graph.errors import DataError

    if not (file.endswith(".json") or text.lstrip().startswith("{")):
        return _parts(text, named=named)
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        raise DataError(f"{file} is no JSON: {problem}.") from None
    if not isinstance(said, dict) or said.pop("schema", SCHEMA) != SCHEMA:
        raise DataError(f"{file} is no draft; one is a JSON object with a name, such as {SCHEMA}.")
    return said
