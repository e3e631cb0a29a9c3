"""What the columns of a table were taken for, told to people and to programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from solmu.cli.output import say, table

if TYPE_CHECKING:
    from ingest.proposal import Proposal


def tell_proposal(proposal: Proposal, *, saved: Path | None) -> None:
    """Print what each column was taken for, how sure that is, and how to correct it."""
    table(
        f"No format knew this table; its rows were taken for {proposal.kind}, its columns so",
        ("column", "taken for", "sure", "why"),
        [
            (one.column, _taken_for(one.field, one.used), f"{one.confidence:.2f}" if one.field else "", one.why)
            for one in proposal.columns
        ],
        right=(2,),
    )  # fmt: skip
    if proposal.other_sheets:
        say(f"Not read: {', '.join(map(repr, proposal.other_sheets))}; a mapping can name another sheet.")
    if saved is not None:
        say(f"The mapping is in {saved}; correct it there and use it with --mapping {saved}.")
    else:
        say(
            "Is a column wrong? --save-mapping FILE writes this down, for you to correct and give with --mapping FILE."
        )


def proposal_as_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as programs are told of it."""
    return {
        "kind": proposal.kind, "sheet": proposal.sheet or None, "other_sheets": list(proposal.other_sheets),
        "columns": [
            {"column": one.column, "field": one.field or None, "confidence": one.confidence, "why": one.why,
             "used": one.used}
            for one in proposal.columns
        ],
    }  # fmt: skip


def _taken_for(field: str, used: bool) -> str:
    if not field:
        return "–"
    return field if used else f"({field}?)"
