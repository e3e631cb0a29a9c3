"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from graph.errors import UsageError

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
Top = Annotated[int | None, typer.Option("--top", min=0, help="How many to show; 0 shows all.")]


def day(text: str | None) -> date | None:
    """Return the day an option names; raise UsageError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it like 2026-03-01.") from None
