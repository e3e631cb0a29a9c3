"""What stands around an entity in a snapshot: its ties either way, and of a project its bodies, places and days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from graph.identity import same_actor
from graph.records import Fields, TieKind
from graph.snapshot import Snapshot

_TIES = list(TieKind)


class Neighbour(NamedTuple):
    """A tie seen from one of its ends: `outgoing` where it runs from here to `other` (a position)."""

    tie: int
    kind: TieKind
    other: int
    outgoing: bool


class Around:
    """Looks things up in a snapshot by id; made once a snapshot by `around`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        m = len(snapshot.a)
        ends = np.concatenate([snapshot.a, snapshot.b])
        order = np.argsort(ends, kind="stable")
        self._ties = (order % max(m, 1)).tolist()
        self._outgoing = (order < m).tolist()
        self._starts = np.searchsorted(ends[order], np.arange(len(snapshot.ids) + 1)).tolist()
        self._stands = same_actor(snapshot)
        self._kind = snapshot.tie_kind.tolist()
        self._a, self._b = snapshot.a.tolist(), snapshot.b.tolist()

    def position(self, id_: str) -> int | None:
        """Return where an id stands in the snapshot, None if it does not."""
        return self.snapshot.index.get(id_)

    def name(self, id_: str) -> str:
        """Return the name to show; the id where it has none."""
        position = self.position(id_)
        return id_ if position is None else self.snapshot.name(position)

    def fields(self, id_: str) -> Fields:
        """Return what is known of an id, nothing where it is not there."""
        position = self.position(id_)
        return {} if position is None else self.snapshot.fields[position]

    def neighbours(self, position: int) -> Iterator[Neighbour]:
        """Yield the ties of an entity, in the snapshot's order."""
        for i in range(self._starts[position], self._starts[position + 1]):
            tie, outgoing = self._ties[i], self._outgoing[i]
            other = self._b[tie] if outgoing else self._a[tie]
            yield Neighbour(tie, _TIES[self._kind[tie]], other, outgoing)

    def tied(self, id_: str, kind: TieKind, *, role: str | None = None) -> list[str]:
        """Return the ids that ties of a kind join to this one, each once, in order of id.

        An actor known by name only is the one of a register that bears its name, where the analyses take it so.
        """
        position = self.position(id_)
        if position is None:
            return []
        roles = self.snapshot.role
        found = {
            int(self._stands[near.other]) for near in self.neighbours(position)
            if near.kind is kind and (role is None or roles[near.tie] == role)
        }  # fmt: skip
        return [self.snapshot.ids[other] for other in sorted(found)]

    def regions(self, project: str) -> list[str]:
        """Return where a project works."""
        return self.tied(project, TieKind.LOCATED_IN)

    def bodies(self, project: str) -> list[str]:
        """Return who takes part in a project, leads first."""
        leads = self.tied(project, TieKind.PARTICIPATES_IN, role="lead")
        return leads + [id_ for id_ in self.tied(project, TieKind.PARTICIPATES_IN) if id_ not in leads]


@lru_cache(maxsize=6)
def around(snapshot: Snapshot) -> Around:
    """Return what stands around the entities of a snapshot."""
    return Around(snapshot)


def regions_of_projects(graph: Around) -> list[tuple[str, str]]:
    """Return id and name of the regions that projects work in, by name."""
    snapshot = graph.snapshot
    a, b = snapshot.ends(TieKind.LOCATED_IN)
    projects = set(snapshot.of_kind("project").tolist())
    used = {region for one, region in zip(a.tolist(), b.tolist(), strict=True) if one in projects}
    return sorted(
        ((snapshot.ids[region], snapshot.name(region)) for region in used),
        key=lambda pair: (pair[1].casefold(), pair[0]),
    )
