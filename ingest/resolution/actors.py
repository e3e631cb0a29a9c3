"""Actors of a store as they are resolved."""

from __future__ import annotations

from collections.abc import Iterable

from graph.records import Fields, scheme_of
from graph.store.port import Row as StoreRow
from ingest.resolution.answers import UNSURE_FROM, Answer, Judged, judged, may_agree
from ingest.resolution.features import Named, rows_of
from ingest.resolution.resolving import Problem


def named(row: StoreRow) -> Named:
    """Return an actor's names, identifiers and country."""
    fields = row.fields
    names = [str(value) for key, value in sorted(fields.items()) if key.startswith("name_") and value]
    identifiers = {*texts_of(fields, "identifiers")}
    if fields.get("business_id"):
        identifiers.add(f"fi:{fields['business_id']}")
    if scheme_of(row.id) not in _NOT_REGISTERS:
        identifiers.add(row.id.removeprefix("actor:"))
    country = str(fields.get("country") or "").lower()
    return Named(
        row.id,
        tuple(dict.fromkeys([*names, *texts_of(fields, "also")])) or (row.id,),
        tuple(sorted(identifiers)),
        country,
    )


def texts_of(fields: Fields, key: str) -> list[str]:
    """Return a field that holds several texts; [] where it is not there."""
    found = fields.get(key)
    return [str(one) for one in found] if isinstance(found, list | tuple) else []


_NOT_REGISTERS = frozenset({"name"})


def problem_of(rows: Iterable[StoreRow]) -> Problem[Named]:
    """Return the actors of a store as a problem to resolve."""
    all_ = [named(row) for row in rows]
    compared, names = rows_of(all_)

    def judge(a: int, b: int, probability: float) -> Judged:
        if 0 < probability < UNSURE_FROM and not may_agree(compared[a], compared[b]):
            return Judged(Answer.DIFFERENT, probability)
        return judged(all_[a], all_[b], probability, (names.of(a), names.of(b)))

    return Problem([one.id for one in all_], compared, judge)
