"""What a format makes of one row: records, or the reason why none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.records import Claim, Entity, Source, Tie

Records = Sequence[Entity | Tie]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a row was not loaded. `value` is what stood in `column`; never a person's name."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowOf:
    """One row of a file: its number as a person counts it (the header is 1), and what became of it.

    `left_out` counts the natural persons in it that were kept nowhere. A format whose rows are claims already, of
    several sources, gives `claims` and `source` instead of `records`.
    """

    number: int
    records: Records = ()
    rejected: Rejected | None = None
    left_out: int = 0
    claims: Sequence[Claim] = ()
    source: Source | None = None
