"""Actors of a store as they are resolved."""

from __future__ import annotations

from collections.abc import Iterable

from graph.records import scheme_of
from graph.store.port import Row as StoreRow
from ingest.resolution.answers import judged
from ingest.resolution.features import Named, rows_of
from ingest.resolution.resolving import Problem


def named(row: StoreRow) -> Named:
    """Return an actor's names, identifiers and country."""
    fields = row.fields
    names = [str(value) for key, value in sorted(fields.items()) if key.startswith("name_") and value]
    also = fields.get("also") or ()
    identifiers = {str(one) for one in fields.get("identifiers") or ()}
    if fields.get("business_id"):
        identifiers.add(f"fi:{fields['business_id']}")
    if scheme_of(row.id) not in _NOT_REGISTERS:
        identifiers.add(row.id.removeprefix("actor:"))
    country = str(fields.get("country") or "").lower()
    return Named(
        row.id,
        tuple(dict.fromkeys([*names, *map(str, also)])) or (row.id,),
        tuple(sorted(identifiers)),
        country,
    )


_NOT_REGISTERS = frozenset({"name"})


def problem_of(rows: Iterable[StoreRow]) -> Problem[Named]:
    """Return the actors of a store as a problem to resolve."""
    all_ = [named(row) for row in rows]
    return Problem([one.id for one in all_], rows_of(all_), lambda a, b, p: judged(all_[a], all_[b], p))
