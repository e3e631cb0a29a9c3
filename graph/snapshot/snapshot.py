"""Columns of entities and ties, with compressed sparse adjacency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.records import KINDS, Fields, TieKind
from graph.records.entities import display_name

KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
TIE_CODES = {kind.value: code for code, kind in enumerate(TieKind)}
NO_DAY = np.iinfo(np.int32).min
"""Stands for an unknown day in columns of days."""

Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def day_number(text: str | None) -> int:
    """Return a day (ISO) as days since year 1, NO_DAY where unknown."""
    return date.fromisoformat(text).toordinal() if text else NO_DAY


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Entities sorted by id, ties sorted by (kind, a, b, role, days, source); both as columns.

    With n entities and m ties: `ids`, `fields`, `sources` have length n; `kind` is uint8[n]; `start`, `end` are
    int32[n] (days since year 1, NO_DAY unknown). `tie_kind` uint8[m], `a` and `b` int32[m] index the entities,
    `lead` bool[m] marks the role, `tie_start` and `tie_end` int32[m], `tie_sources` has length m.
    """

    ids: list[str]
    kind: Codes
    fields: list[Fields]
    sources: list[str]
    start: Ints
    end: Ints
    tie_kind: Codes
    a: Ints
    b: Ints
    role: list[str]
    tie_start: Ints
    tie_end: Ints
    tie_sources: list[str]

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each id."""
        return {id_: i for i, id_ in enumerate(self.ids)}

    def of_kind(self, *kinds: str) -> Ints:
        """Return the positions of the entities of these kinds, ascending."""
        codes = [KIND_CODES[kind] for kind in kinds]
        return np.flatnonzero(np.isin(self.kind, codes)).astype(np.int32)

    def tied(self, *kinds: TieKind) -> Mask:
        """Return which ties are of these kinds, bool[m]."""
        return np.isin(self.tie_kind, [TIE_CODES[kind.value] for kind in kinds])

    def ends(self, kind: TieKind) -> tuple[Ints, Ints]:
        """Return both ends of the ties of one kind."""
        mask = self.tied(kind)
        return self.a[mask], self.b[mask]

    def name(self, position: int) -> str:
        """Return the name to show."""
        return display_name(self.ids[position], self.fields[position])

    def adjacency(self, kinds: Iterable[TieKind]) -> sparse.csr_matrix:
        """Return how many ties of these kinds join each two entities, either way: symmetric CSR, n × n, int32."""
        mask = self.tied(*kinds)
        n = len(self.ids)
        a, b = self.a[mask], self.b[mask]
        ones = np.ones(len(a), dtype=np.int32)
        half = sparse.csr_matrix((ones, (a, b)), shape=(n, n))
        return (half + half.T).tocsr()

    def only(self, entities: Mask, ties: Mask | None = None) -> Snapshot:
        """Return the snapshot of some entities, with the ties (of those in `ties`) that have both ends among them."""
        kept = np.flatnonzero(entities)
        place = np.full(len(self.ids), -1, dtype=np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        ends = (place[self.a] >= 0) & (place[self.b] >= 0)
        kept_ties = np.flatnonzero(ends if ties is None else ends & ties)
        return replace(
            self, ids=_pick(self.ids, kept), kind=self.kind[kept], fields=_pick(self.fields, kept),
            sources=_pick(self.sources, kept), start=self.start[kept], end=self.end[kept],
            tie_kind=self.tie_kind[kept_ties], a=place[self.a[kept_ties]], b=place[self.b[kept_ties]],
            role=_pick(self.role, kept_ties), tie_start=self.tie_start[kept_ties], tie_end=self.tie_end[kept_ties],
            tie_sources=_pick(self.tie_sources, kept_ties),
        )  # fmt: skip

    def moved(self, place: Ints, ties: Mask) -> Snapshot:
        """Return the snapshot with the ends of some ties moved, those at position i to `place[i]` (int32[n]).

        A tie that would come to join an entity with itself is left out.
        """
        a, b = (np.where(ties, place[ends], ends).astype(np.int32) for ends in (self.a, self.b))
        kept = np.flatnonzero((a != b) | (self.a == self.b))
        order = kept[_order(
            self.tie_kind[kept], a[kept], b[kept], _pick(self.role, kept), self.tie_start[kept], self.tie_end[kept],
            _pick(self.tie_sources, kept),
        )]  # fmt: skip
        return replace(
            self, tie_kind=self.tie_kind[order], a=a[order], b=b[order], role=_pick(self.role, order),
            tie_start=self.tie_start[order], tie_end=self.tie_end[order],
            tie_sources=_pick(self.tie_sources, order),
        )  # fmt: skip

    def as_of(self, day: date, *, started: bool = False) -> Snapshot:
        """Return what was valid on a day, unknown days kept; with `started` what had begun by then, ended or not."""
        number = day.toordinal()

        def valid(start: Ints, end: Ints) -> Mask:
            begun: Mask = (start == NO_DAY) | (start <= number)
            return begun if started else begun & ((end == NO_DAY) | (end >= number))

        return self.only(valid(self.start, self.end), valid(self.tie_start, self.tie_end))

    @classmethod
    def of(
        cls,
        entities: Sequence[tuple[str, Fields, str]],
        ties: Sequence[tuple[str, str, str, str, str | None, str | None, str]],
    ) -> Snapshot:
        """Return the snapshot of rows `(id, fields, source)` and ties `(kind, a, b, role, from, to, source)`."""
        rows = sorted(entities, key=lambda row: row[0])
        ids = [row[0] for row in rows]
        place = {id_: i for i, id_ in enumerate(ids)}
        codes = np.fromiter((TIE_CODES[tie[0]] for tie in ties), np.uint8, len(ties))
        a = np.fromiter((place[tie[1]] for tie in ties), np.int32, len(ties))
        b = np.fromiter((place[tie[2]] for tie in ties), np.int32, len(ties))
        start = _days(tie[4] for tie in ties)
        end = _days(tie[5] for tie in ties)
        roles, sources = [tie[3] for tie in ties], [tie[6] for tie in ties]
        order = _order(codes, a, b, roles, start, end, sources)
        return cls(
            ids=ids,
            kind=np.fromiter((KIND_CODES[id_.partition(":")[0]] for id_ in ids), np.uint8, len(ids)),
            fields=[row[1] for row in rows],
            sources=[row[2] for row in rows],
            start=_days(_text(row[1].get("valid_from")) for row in rows),
            end=_days(_text(row[1].get("valid_to")) for row in rows),
            tie_kind=codes[order], a=a[order], b=b[order], role=_pick(roles, order), tie_start=start[order],
            tie_end=end[order], tie_sources=_pick(sources, order),
        )  # fmt: skip


def _order(
    kind: Codes, a: Ints, b: Ints, role: list[str], start: Ints, end: Ints, sources: list[str]
) -> NDArray[np.intp]:
    """Return the order in which ties stand in a snapshot."""
    return np.lexsort((_ranks(sources), end, start, _ranks(role), b, a, kind))


def _pick(values: list[Any], positions: NDArray[np.intp]) -> list[Any]:
    return [values[i] for i in positions.tolist()]


def _text(value: Any) -> str | None:
    return str(value) if value else None


def _days(texts: Iterable[str | None]) -> Ints:
    cache: dict[str | None, int] = {}
    days = []
    for text in texts:
        if text not in cache:
            cache[text] = day_number(text)
        days.append(cache[text])
    return np.array(days, dtype=np.int32)


def _ranks(texts: list[str]) -> Ints:
    rank = {text: i for i, text in enumerate(sorted(set(texts)))}
    return np.fromiter((rank[text] for text in texts), np.int32, len(texts))
