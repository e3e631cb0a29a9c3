"""What is known of each body of a network besides its ties: its sector, its region, its theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.bodies import TwoMode
from graph.identity import same_actor
from graph.projection import two_mode
from graph.records import TieKind
from graph.regions import of_one_level
from graph.snapshot import Snapshot

Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Attribute:
    """A value for each body of a network: `code` int64[bodies] counts into `values` (words, or ids), −1 is unknown."""

    name: str
    values: list[str]
    code: NDArray[np.int64]

    @property
    def known(self) -> int:
        """How many bodies have a value."""
        return int((self.code >= 0).sum())

    def of(self, body: int) -> str | None:
        """Return the value of a body, None where it is unknown."""
        code = int(self.code[body])
        return self.values[code] if code >= 0 else None


@lru_cache(maxsize=2)
def attributes(snapshot: Snapshot) -> tuple[Attribute, Attribute, Attribute]:
    """Return sector, region and theme of the bodies of `two_mode`, in its order.

    A body's region or theme is its own, else the most common one of its projects (equal counts: the smallest id).
    Regions are of one level (`graph.regions.of_one_level`).
    """
    two = two_mode(snapshot)
    sectors = [snapshot.fields[p].get("sector") for p in two.positions.tolist()]
    return (
        _attribute("sector", [str(sector) if sector else None for sector in sectors]),
        _attribute("region", _own_or_of_projects(snapshot, two, TieKind.LOCATED_IN)),
        _attribute("theme", _own_or_of_projects(snapshot, two, TieKind.ABOUT)),
    )


def _attribute(name: str, values: list[str | None]) -> Attribute:
    names = sorted({value for value in values if value is not None})
    place = {value: i for i, value in enumerate(names)}
    code = [place[value] if value is not None else -1 for value in values]
    return Attribute(name, names, np.array(code, dtype=np.int64))


def _own_or_of_projects(snapshot: Snapshot, two: TwoMode, kind: TieKind) -> list[str | None]:
    ends, values = (end.astype(np.int64) for end in snapshot.ends(kind))
    if kind is TieKind.LOCATED_IN:
        level = of_one_level(snapshot)
        known = [level.get(value) for value in values.tolist()]
        told = np.array([value is not None for value in known], dtype=np.bool_)
        ends, values = ends[told], np.array([value for value in known if value is not None], dtype=np.int64)
    if not len(ends):
        return [None] * two.bodies
    names, value = np.unique(values, return_inverse=True)
    ids = [snapshot.ids[position] for position in names.tolist()]
    n = len(snapshot.ids)
    counts = sparse.csr_matrix((np.ones(len(ends)), (ends, value)), shape=(n, len(names)))
    stands = same_actor(snapshot)
    actors = snapshot.of_kind("actor")
    own = _of_bodies(two, stands[actors], actors, n) @ counts
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    theirs = _of_bodies(two, stands[a], b, n) @ counts
    found = _commonest(own, ids)
    return [one or other for one, other in zip(found, _commonest(theirs, ids), strict=True)]


def _of_bodies(two: TwoMode, bodies: Ints, things: Ints, n: int) -> sparse.csr_matrix:
    """Return which of `things` (positions) belong to which body of the network, bodies × n; others are left out."""
    body = np.searchsorted(two.positions, bodies)
    known = body < two.bodies
    known[known] = two.positions[body[known]] == bodies[known]
    ones = np.ones(int(known.sum()))
    return sparse.csr_matrix((ones, (body[known], things[known])), shape=(two.bodies, n))


def _commonest(counts: sparse.csr_matrix, names: list[str]) -> list[str | None]:
    """Return for each row the name of the column of most counts, the first of equal ones, None for an empty row."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    order = np.lexsort((counts.indices, -counts.data, rows))
    rows, first = np.unique(rows[order], return_index=True)
    found: list[str | None] = [None] * counts.shape[0]
    for row, column in zip(rows.tolist(), counts.indices[order][first].tolist(), strict=True):
        found[row] = names[column]
    return found
