"""Who already bridges groups: bodies on many shortest ways, and what others would lose without them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graph import networkit_worker
from graph.attributes import Attribute, attributes
from graph.bodies import Network
from graph.communities import SEED
from graph.measures.cuts import cuts
from graph.measures.holes import constraint, effective_size
from graph.measures.roles import Roles, brokerage
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.snapshot import Snapshot

EXACT_UP_TO = 5_000
"""Up to so many bodies betweenness is exact; above, it is estimated and the error said."""


class Brokerage(Record):
    """Between how many pairs of its contacts, not tied to each other, a body sits, by role (Gould and Fernandez 1989).

    `by` is the attribute that gives the groups. Ties have no direction, so a gatekeeper is a representative, too, and
    `itinerant` is what others call consultant.
    """

    by: str
    coordinator: int
    gatekeeper: int
    itinerant: int
    liaison: int

    @property
    def main(self) -> str:
        """The role it has most often, "" where it has none."""
        counts = {name: getattr(self, name) for name in ("liaison", "gatekeeper", "itinerant", "coordinator")}
        best = max(counts, key=lambda name: counts[name])
        return best if counts[best] else ""


class Broker(Record):
    """A body and how it bridges; `betweenness` is normalised to 0–1, right within `error`.

    `loses` is how many bodies would lose contact with the rest if it left.
    """

    actor: str
    name: str
    betweenness: float
    error: float
    constraint: float | None
    effective_size: float | None = None
    degree: int
    loses: int = 0
    roles: tuple[Brokerage, ...] = ()
    sentence: str


def brokers(snapshot: Snapshot, *, top: int = 20, seed: int = SEED) -> list[Broker]:
    """Return the bodies with the highest betweenness in the network of bodies, highest first, equal ones by id.

    Roles are by sector and by region, where these are known of two groups or more.
    """
    two, network = network_of_bodies(snapshot)
    if not len(network.u):
        return []
    scores, error = _betweenness(network, seed)
    rounded = np.round(scores, 6)
    best = sorted(np.flatnonzero(rounded > 0).tolist(), key=lambda i: (-rounded[i], i))[:top]
    some = np.array(best, dtype=np.int64)
    degree, lost = network.degree(), cuts(network).lost
    held, alone = constraint(network, some).tolist(), effective_size(network, some).tolist()
    roles = [
        (attribute, brokerage(network, attribute.code, some))
        for attribute in attributes(snapshot)[:2]
        if len(attribute.values) > 1
    ]
    found = []
    for k, i in enumerate(best):
        position = int(two.positions[i])
        played = tuple(_played(attribute, by, k) for attribute, by in roles if attribute.code[i] >= 0)
        found.append(
            Broker(
                actor=snapshot.ids[position], name=snapshot.name(position), betweenness=float(rounded[i]), error=error,
                constraint=round(held[k], 4), effective_size=round(alone[k], 1), degree=int(degree[i]),
                loses=int(lost[i]), roles=played,
                sentence=_sentence(int(degree[i]), float(rounded[i]), error, int(lost[i]), played),
            )
        )  # fmt: skip
    return found


@lru_cache(maxsize=2)
def _betweenness(network: Network, seed: int) -> tuple[NDArray[np.float64], float]:
    scores, error = networkit_worker.run("betweenness", network.n, network.u, network.v, EXACT_UP_TO, seed)
    return scores, error


def _played(attribute: Attribute, roles: Roles, k: int) -> Brokerage:
    return Brokerage(
        by=attribute.name, coordinator=round(roles.coordinator[k]), gatekeeper=round(roles.gatekeeper[k]),
        itinerant=round(roles.itinerant[k]), liaison=round(roles.liaison[k]),
    )  # fmt: skip


_ROLE = {
    "coordinator": "joins bodies of its own {by}",
    "gatekeeper": "lets its own {by} meet others",
    "itinerant": "joins bodies of one other {by}",
    "liaison": "joins other {by}s with each other",
}


def _sentence(degree: int, betweenness: float, error: float, lost: int, roles: tuple[Brokerage, ...]) -> str:
    said = f"Works with {degree} bodies and lies on {betweenness:.1%} of the shortest ways between all others"
    said += f" (± {error:.1%})" if error else ""
    if roles and roles[0].main:
        said += f"; mostly it {_ROLE[roles[0].main].format(by=roles[0].by)}"
    return said + (f"; if it left, {lost} would lose contact with the rest." if lost else ".")
