"""A proposal as a mapping file: what is used, and as comments what is doubtful, with how sure it is and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from graph.errors import DataError, UsageError
from ingest.fields import kind
from ingest.persons import person_kind
from ingest.proposal.propose import ColumnGuess, Proposal


def save(proposal: Proposal, path: Path, of: str) -> None:
    """Write a proposal for the file called `of` as a mapping file; raise UsageError where the path is taken."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(_lines(proposal, of)) + "\n")
    except FileExistsError:
        raise UsageError(f"{path} is there already; name a file that is not, for the mapping.") from None
    except OSError as problem:
        raise DataError(f"{path} cannot be written: {problem.strerror}.") from None


def _lines(proposal: Proposal, of: str) -> Iterator[str]:
    setting = proposal.setting
    yield f"# What the columns of {_quoted(of)} were taken for. Correct what is wrong, then load with --mapping."
    yield "# After each column: how sure it is (0–1), and why."
    yield from (f"# Unsure: {doubt}." for doubt in proposal.doubts)
    yield from ("", "[table]", f"kind = {_quoted(proposal.kind)}")
    if proposal.other_sheets:
        yield f"sheet = {_quoted(proposal.sheet)}"
    yield f"language = {_quoted(setting.language)}"
    yield f"country = {_quoted(setting.country)}"
    yield f"scheme = {_quoted(setting.scheme)}"
    if setting.currency:
        yield f"currency = {_quoted(setting.currency)}"
    yield from ("", "[columns]")
    done: set[str] = set()
    for guess in proposal.columns:
        if guess.used and guess.field not in done:
            done.add(guess.field)
            yield _line([one for one in proposal.columns if one.used and one.field == guess.field])
    for guess in proposal.columns:
        if guess.field and not guess.used:
            yield f"# {_line([guess])}"
    rest = [guess for guess in proposal.columns if not guess.field and not person_kind(guess.column)]
    if rest:
        yield from ("", "# Columns that are not loaded:")
        yield from (f"#   {_quoted(guess.column)}: {guess.why}" for guess in rest)
    fields = ", ".join(kind(proposal.kind).by_name)
    yield from (
        "",
        *wrap(f"Fields of {proposal.kind}: {fields}", 100, initial_indent="# ", subsequent_indent="#   "),
    )


def _line(guesses: list[ColumnGuess]) -> str:
    names = [_quoted(guess.column) for guess in guesses]
    value = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    least = min(guesses, key=lambda guess: guess.confidence)
    return f"{guesses[0].field} = {value}  # {least.confidence:.2f}, {least.why}"


def _quoted(text: str) -> str:
    """Return a text as TOML and JSON both write it, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
