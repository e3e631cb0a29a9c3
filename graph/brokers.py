"""Who already bridges groups: bodies on many shortest paths, and those whose contacts do not know each other."""

from __future__ import annotations

import numpy as np

from graph import networkit_worker
from graph.communities import SEED
from graph.measures.holes import constraint
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.snapshot import Snapshot

EXACT_UP_TO = 5_000
"""Up to so many bodies betweenness is exact; above, it is estimated and the error said."""


class Broker(Record):
    """A body and how it bridges; `betweenness` is normalised to 0–1, right within `error`."""

    actor: str
    name: str
    betweenness: float
    error: float
    constraint: float | None
    degree: int
    sentence: str


def brokers(snapshot: Snapshot, *, top: int = 20, seed: int = SEED) -> list[Broker]:
    """Return the bodies with the highest betweenness in the network of bodies, highest first, equal ones by id."""
    two, network = network_of_bodies(snapshot)
    if not len(network.u):
        return []
    scores, error = networkit_worker.run("betweenness", network.n, network.u, network.v, EXACT_UP_TO, seed)
    rounded = np.round(scores, 6)
    best = sorted(np.flatnonzero(rounded > 0).tolist(), key=lambda i: (-rounded[i], i))[:top]
    degree = network.degree()
    held = constraint(network, np.array(best, dtype=np.int64)).tolist()
    found = []
    for i, by in zip(best, held, strict=True):
        position = int(two.positions[i])
        found.append(
            Broker(
                actor=snapshot.ids[position], name=snapshot.name(position), betweenness=float(rounded[i]), error=error,
                constraint=round(by, 4), degree=int(degree[i]),
                sentence=_sentence(int(degree[i]), float(rounded[i])),
            )
        )  # fmt: skip
    return found


def _sentence(degree: int, betweenness: float) -> str:
    return (
        f"Works with {degree} bodies and lies on {betweenness:.1%} of the shortest ways between all others."
    )
