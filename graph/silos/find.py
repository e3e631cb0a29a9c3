"""Find groups of bodies and say which keep to themselves more than chance would have it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network, TwoMode
from graph.communities import SEED
from graph.identity import same_actor
from graph.measures.stability import RUNS, BestOf, best_of, scan
from graph.partition import ei_index, inside_and_outside
from graph.projection import network_of_bodies
from graph.records import TieKind
from graph.records.findings import finding_id
from graph.records.groups import Group, NullModel, Scanned, Silos
from graph.silos.given import by_attributes, rounded
from graph.silos.labels import Labels
from graph.silos.null import EXCESS, LEVEL, SMALLEST, Null, draw, p_value, q_values
from graph.snapshot import Snapshot

TOP = 5
MAPPED = 60
"""A map of groups shows so many, the largest."""


def silos(snapshot: Snapshot, *, redraws: int = 20, runs: int = RUNS, seed: int = SEED) -> Silos:
    """Return the groups of the network of bodies; silos first by how far they lie above chance, then by size.

    The groups are the best of a few of `runs` runs, which all tell how stable they are. With `redraws` = 0 nothing is
    tested: p-values, q-values and `silo` are None.
    """
    two, network = network_of_bodies(snapshot)
    found = best_of(network, runs=runs, seed=seed)
    null = draw(two, redraws, seed + 1, _sizes(found.group)) if redraws and len(network.u) else None
    numbered = _groups(snapshot, two, network, found, null)
    return Silos(
        modularity=rounded(found.modularity),
        actors=len(np.unique(np.concatenate([network.u, network.v]))),
        ties=len(network.u),
        runs=found.runs,
        null_model=_said_of(null),
        groups=tuple(group for _, group in numbered),
        by=by_attributes(snapshot, network, tested=redraws > 0, seed=seed),
        scan=_scanned(network, found, seed) if runs > 1 else (),
        between=_between(network, found.group, [number for number, _ in numbered]),
    )


def _sizes(group: NDArray[np.int64]) -> list[int]:
    """Return the sizes of the groups that are large enough for a test."""
    sizes = np.bincount(group)
    return [int(size) for size in np.unique(sizes[sizes >= SMALLEST])]


@dataclass(frozen=True)
class _Tested:
    """By number of a group: its p-value, its q-value, and how far its inside share lies above the null's mean."""

    p: dict[int, float]
    q: dict[int, float]
    excess: dict[int, float]


def _tested(share: dict[int, float], sizes: NDArray[np.int64], null: Null | None) -> _Tested:
    tested = [g for g in share if sizes[g] >= SMALLEST] if null and len(null.sizes) else []
    pools = {g: null.pool(int(sizes[g])) for g in tested} if null else {}
    p = {g: p_value(share[g], pools[g]) for g in tested}
    q = dict(zip(tested, q_values([p[g] for g in tested]), strict=True))
    return _Tested(p, q, {g: share[g] - float(pools[g].mean()) for g in tested})


def _groups(
    snapshot: Snapshot, two: TwoMode, network: Network, partition: BestOf, null: Null | None
) -> list[tuple[int, Group]]:
    """Return the groups with their numbers in the partition."""
    group = partition.group
    inside, outside = inside_and_outside(network, group)
    sizes = np.bincount(group, minlength=len(inside))
    share = {
        g: float(inside[g] / (inside[g] + outside[g]))
        for g in range(len(sizes))
        if sizes[g] > 1 and inside[g] + outside[g] > 0
    }
    test = _tested(share, sizes, null)
    members = _members(snapshot, two, network, group)
    projects = _projects(snapshot, two, group)
    labels = Labels(snapshot)
    things = _things(two, group)
    found = []
    for g in share:
        ids = [snapshot.ids[position] for position in sorted(members[g])]
        ei = ei_index(float(outside[g]), float(inside[g]))
        said = labels.of(projects[g])
        found.append(
            Group(
                id=finding_id("group", *ids), size=int(sizes[g]), inside_share=round(share[g], 4),
                ei_index=round(ei or 0.0, 4), p_value=rounded(test.p.get(g)), q_value=rounded(test.q.get(g)),
                excess=rounded(test.excess.get(g)),
                silo=_is_silo(test, g, int(things[g])) if g in test.q else (False if null else None),
                stability=round(float(partition.together[g]), 4), things=int(things[g]),
                top_members=tuple(snapshot.ids[position] for position in members[g][:TOP]),
                label=said.get("fi") or _countries(snapshot, members[g]), labels=said,
                regions=labels.regions(projects[g]), members=tuple(ids),
            )
        )  # fmt: skip
    numbered = list(zip(share, found, strict=True))

    def rank(item: tuple[int, Group]) -> tuple[bool, float]:
        number, one = item
        return not one.silo, round(-test.excess.get(number, 0.0), 6) if one.silo else 0.0

    return sorted(numbered, key=rank)


def _things(two: TwoMode, group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each group how many things two of its bodies or more share, int64[groups]."""
    groups = int(group.max()) + 1 if len(group) else 0
    keys, times = np.unique(group[two.body] * max(two.things, 1) + two.shared, return_counts=True)
    return np.bincount(keys[times > 1] // max(two.things, 1), minlength=groups)


def _between(
    network: Network, group: NDArray[np.int64], shown: list[int]
) -> tuple[tuple[int, int, float], ...]:
    """Return the weight of ties between the MAPPED largest groups, by their places in `shown`."""
    place = np.full(int(group.max()) + 1 if len(group) else 0, -1, dtype=np.int64)
    for i, g in enumerate(shown):
        if g < MAPPED:
            place[g] = i
    one, other = place[group[network.u]], place[group[network.v]]
    kept = (one >= 0) & (other >= 0) & (one != other)
    low, high = np.minimum(one, other)[kept], np.maximum(one, other)[kept]
    keys, inverse = np.unique(low * len(shown) + high, return_inverse=True)
    sums = np.bincount(inverse, network.w[kept], len(keys))
    return tuple(
        (key // len(shown), key % len(shown), round(w, 4))
        for key, w in zip(keys.tolist(), sums.tolist(), strict=True)
    )


def _is_silo(test: _Tested, g: int, things: int) -> bool:
    """Return whether a group keeps to itself; one occasion alone does not tell whether its bodies do."""
    return test.q[g] < LEVEL and test.excess[g] >= EXCESS and things > 1


def _scanned(network: Network, found: BestOf, seed: int) -> tuple[Scanned, ...]:
    if not len(network.u):
        return ()
    return tuple(
        Scanned(
            resolution=one.resolution, groups=one.groups, modularity=rounded(one.modularity),
            agreement=round(one.agreement, 4),
        )
        for one in scan(network, found.group, seed=seed)
    )  # fmt: skip


def _members(
    snapshot: Snapshot, two: TwoMode, network: Network, group: NDArray[np.int64]
) -> dict[int, list[int]]:
    """Return the positions of each group's bodies, those with most weight inside it first."""
    strength = network.only(group[network.u] == group[network.v]).strength()
    members: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for body, g in enumerate(group.tolist()):
        members[g].append((-round(float(strength[body]), 9), int(two.positions[body])))
    return {g: [position for _, position in sorted(found)] for g, found in members.items()}


def _projects(snapshot: Snapshot, two: TwoMode, group: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return the positions of the projects in which a group's bodies take part."""
    group_of = dict(zip(two.positions.tolist(), group.tolist(), strict=True))
    stands = same_actor(snapshot)
    found: dict[int, list[int]] = defaultdict(list)
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    for actor, project in zip(stands[a].tolist(), b.tolist(), strict=True):
        if actor in group_of:
            found[group_of[actor]].append(project)
    return found


def _countries(snapshot: Snapshot, members: list[int]) -> str:
    """Return the commonest countries of bodies that have neither names nor projects with words."""
    counts: dict[str, int] = defaultdict(int)
    for position in members:
        country = snapshot.fields[position].get("country")
        if country:
            counts[str(country)] += 1
    return " · ".join(sorted(counts, key=lambda country: (-counts[country], country))[:3])


def _said_of(null: Null | None) -> NullModel:
    if null is None:
        return NullModel(
            name="none", redraws=0,
            sentence="Nothing was compared with chance: a search for groups finds some in any network.",
        )  # fmt: skip
    redraws = len(null.modularities)
    mean = float(null.shares.mean()) if len(null.shares) else 0.0
    return NullModel(
        name="curveball", redraws=redraws, mean_inside_share=round(mean, 4),
        mean_modularity=round(float(np.mean(null.modularities)), 4),
        sentence=(
            f"Compared with {len(null.shares)} groups found in {redraws} networks redrawn with each body's number of "
            "things shared and each thing's number of bodies kept; the p-value of a group is its place among those of "
            "like size."
            if len(null.shares)
            else f"No group of five bodies was found in {redraws} redrawn networks: there is nothing to compare with."
        ),
    )  # fmt: skip
