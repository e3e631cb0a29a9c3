"""Which batches count: an undo takes its batch out of force, and an undo of that undo puts it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.store.port import BatchRow


def undone_by(rows: Iterable[BatchRow]) -> dict[int, int]:
    """Return, for each batch out of force, the undo that took it out.

    An undo is younger than what it undoes, so looking from the youngest back each answer stands on settled ones.
    """
    undone: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: -row.number):
        target = row.counts.get("undoes")
        if target and row.number not in undone:
            undone[target] = row.number
    return undone


def root_of(rows: Mapping[int, BatchRow], number: int) -> int:
    """Return the batch whose effect is switched off or on by undoing this one: itself, or what its chain undid."""
    while target := rows[number].counts.get("undoes"):
        number = target
    return number
