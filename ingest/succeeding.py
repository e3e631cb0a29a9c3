"""Carry a reform through the ties of a store: one batch that can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from graph.records import Rank, Source, Tie, TieKind
from graph.records.succession import Fate, Succession
from graph.store import Store
from graph.store.port import Row
from ingest.gather import Gathered

SUCCESSION = Source(name="succession", rank=Rank.PERSON, title="Successions that somebody here applied")
"""Whoever applies a succession corrects what lists say of the ties of those who ended."""


def apply(store: Store, decided: Iterable[Succession], day: date, *, by: str = "") -> int | None:
    """End the ties that lost their holder on the day before and give those carried over to the successor from the day.

    Return the batch, None where nothing changed. What is for review is left as it is.
    """
    gathered = Gathered(SUCCESSION.name)
    rows: dict[str, dict[tuple[str, str, str, str], list[Row]]] = {}
    for one in decided:
        if one.fate is Fate.FOR_REVIEW:
            continue
        if one.holder not in rows:
            rows[one.holder] = _by_ends(store.ties(one.holder))
        for row in rows[one.holder].get((one.kind.value, one.a, one.b, one.role), ()):
            gathered.add(_ended(row, one, day))
    if not len(gathered):
        return None
    with store.open_batch("succession", sources=[SUCCESSION], by=by, note=f"to {day.isoformat()}") as batch:
        batch.write(list(gathered.claims()))
        closed = batch.close()
    return closed.number if closed else None


def _by_ends(ties: Iterable[Row]) -> dict[tuple[str, str, str, str], list[Row]]:
    found: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in ties:
        found[str(row.fields["kind"]), row.a, row.b, str(row.fields.get("role", ""))].append(row)
    return found


def _ended(row: Row, one: Succession, day: date) -> list[Tie]:
    """Return a tie as it ends the day before, and the successor's from the day where it is carried over."""
    fields = row.fields
    said: dict[str, Any] = {
        "kind": TieKind(str(fields["kind"])), "role": fields.get("role", ""), "unit": fields.get("unit", ""),
    }  # fmt: skip
    until: Any = fields.get("valid_to")
    since: Any = fields.get("valid_from")
    old = Tie(
        a=str(fields["a"]), b=str(fields["b"]), valid_from=since, valid_to=day - timedelta(days=1),
        note=f"{one.holder} ended", **said,
    )  # fmt: skip
    if one.fate is Fate.ENDED:
        return [old]
    taker = one.successors[0]
    a, b = (taker, row.b) if one.holder == one.a else (row.a, taker)
    return [old, Tie(a=a, b=b, valid_from=day, valid_to=until, note=f"after {one.holder}", **said)]
