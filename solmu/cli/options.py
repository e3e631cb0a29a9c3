"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.network_desk import View

StoreUrl = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Address of the store; else SOLMU_STORE, else ./solmu.db."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of a table.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="As things stood on this day (2026-03-01).")
]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="TIME", help="Answer as this store would have at that moment."),
]
CarryOver = Annotated[
    bool,
    typer.Option("--carry-over", help="Ties of bodies that ended count as those of who took over all of it."),
]
Top = Annotated[int | None, typer.Option("--top", min=0, help="How many to show; 0 shows all.")]

Theme = Annotated[
    str | None,
    typer.Option(
        metavar="T", help="Only what is about this theme or for this target group, or says so in its name."
    ),
]
Region = Annotated[
    str | None, typer.Option(metavar="R", help="Only what works in this region (id, code or name).")
]
Programme = Annotated[
    str | None, typer.Option(metavar="P", help="Only projects of this programme, call, fund or priority.")
]
Ties = Annotated[
    str | None,
    typer.Option(
        metavar="KINDS", help="Ties that count: projects,networks,events,collaborations; all unless told."
    ),
]


def view(
    theme: str | None = None,
    region: str | None = None,
    programme: str | None = None,
    ties: str | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
    carry_over: bool = False,
) -> View:
    """Return which network is asked for; raise UsageError for a day or a kind of tie that is none."""
    from pydantic import ValidationError

    from graph.chosen import Choice, sharings
    from graph.network_desk import View

    try:
        choice = Choice(
            theme=theme or "", region=region or "", programme=programme or "", ties=sharings(ties)
        )
    except ValidationError:
        raise UsageError("The name of a theme, a region or a programme has at most 200 letters.") from None
    return View(choice, day(as_of), known_at, carry_over)


def day(text: str | None) -> date | None:
    """Return the day an option names; raise UsageError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it like 2026-03-01.") from None
