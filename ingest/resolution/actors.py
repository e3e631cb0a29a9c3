"""Actors of a store as they are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.records import Fields, scheme_of
from graph.store.port import Row as StoreRow
from ingest.resolution.answers import UNSURE_FROM, Answer, Judged, judged, may_agree
from ingest.resolution.features import Named, Stated, rows_of
from ingest.resolution.names.anatomy import forms_of, is_one_wherever
from ingest.resolution.resolving import Problem


def named(row: StoreRow, towns: Iterable[str] = ()) -> Named:
    """Return an actor's names, identifiers and country, and what is stated of it; `towns` are those it is in."""
    fields = row.fields
    names = [str(value) for key, value in sorted(fields.items()) if key.startswith("name_") and value]
    identifiers = {*texts_of(fields, "identifiers")}
    if fields.get("business_id"):
        identifiers.add(f"fi:{fields['business_id']}")
    if scheme_of(row.id) not in _NOT_REGISTERS:
        identifiers.add(row.id.removeprefix("actor:"))
    names = [*dict.fromkeys([*names, *texts_of(fields, "also")])] or [row.id]
    country = str(fields.get("country") or "").lower()
    return Named(
        row.id, tuple(names), tuple(sorted(identifiers)), country, _stated(fields, names, frozenset(towns))
    )


def _stated(fields: Fields, names: Sequence[str], towns: frozenset[str]) -> Stated:
    sector = str(fields.get("sector") or "") if fields.get("sector_basis") == "stated" else ""
    if towns and any(map(is_one_wherever, names)):
        towns = frozenset()  # a university is one in all its towns
    return Stated(frozenset(forms_of(str(fields.get("legal_form") or ""))), sector, towns)


def texts_of(fields: Fields, key: str) -> list[str]:
    """Return a field that holds several texts; [] where it is not there."""
    found = fields.get(key)
    return [str(one) for one in found] if isinstance(found, list | tuple) else []


_NOT_REGISTERS = frozenset({"name"})


def problem_of(rows: Iterable[StoreRow], towns: Mapping[str, Iterable[str]] | None = None) -> Problem[Named]:
    """Return the actors of a store as a problem to resolve; `towns` are those that each is in, by id."""
    all_ = [named(row, (towns or {}).get(row.id, ())) for row in rows]
    compared, names = rows_of(all_)

    def judge(a: int, b: int, probability: float) -> Judged:
        if 0 < probability < UNSURE_FROM and not may_agree(compared[a], compared[b]):
            return Judged(Answer.DIFFERENT, probability)
        return judged(all_[a], all_[b], probability, (names.of(a), names.of(b)))

    return Problem([one.id for one in all_], compared, judge)
