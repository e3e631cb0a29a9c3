"""Find groups of bodies and say which keep to themselves more than chance would have it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network, TwoMode
from graph.communities import SEED, leiden
from graph.identity import same_actor
from graph.partition import ei_index, inside_and_outside, modularity
from graph.projection import network_of_bodies
from graph.records import TieKind
from graph.records.findings import Group, NullModel, Silos, finding_id
from graph.silos.given import by_attributes
from graph.silos.labels import Labels
from graph.silos.null import EXCESS, LEVEL, SMALLEST, Null, draw, p_value, q_values
from graph.snapshot import Snapshot

TOP = 5


def silos(snapshot: Snapshot, *, redraws: int = 20, seed: int = SEED) -> Silos:
    """Return the groups of the network of bodies; silos first by how far they lie above chance, then by size.

    With `redraws` = 0 nothing is tested: `p_value`, `q_value` and `silo` are None.
    """
    two, network = network_of_bodies(snapshot)
    group = leiden(network, seed=seed)
    null = draw(two, redraws, seed + 1) if redraws and len(network.u) else None
    found = modularity(network, group)
    return Silos(
        modularity=None if found is None else round(found, 4),
        actors=len(np.unique(np.concatenate([network.u, network.v]))),
        ties=len(network.u),
        null_model=_said_of(null),
        groups=tuple(_groups(snapshot, two, network, group, null)),
        by=by_attributes(snapshot, two, network),
    )


def _groups(
    snapshot: Snapshot, two: TwoMode, network: Network, group: NDArray[np.int64], null: Null | None
) -> list[Group]:
    inside, outside = inside_and_outside(network, group)
    sizes = np.bincount(group, minlength=len(inside))
    tied = [g for g in range(len(sizes)) if sizes[g] > 1 and inside[g] + outside[g] > 0]
    share = {g: float(inside[g] / (inside[g] + outside[g])) for g in tied}
    tested = [g for g in tied if sizes[g] >= SMALLEST] if null and len(null.sizes) else []
    pools = {g: null.pool(int(sizes[g])) for g in tested} if null else {}
    p = {g: p_value(share[g], pools[g]) for g in tested}
    q = dict(zip(tested, q_values([p[g] for g in tested]), strict=True))
    excess = {g: share[g] - float(pools[g].mean()) for g in tested}
    members = _members(snapshot, two, network, group)
    projects = _projects(snapshot, two, group)
    labels = Labels(snapshot)
    found = []
    for g in tied:
        ids = [snapshot.ids[position] for position in sorted(members[g])]
        ei = ei_index(float(outside[g]), float(inside[g]))
        found.append(
            Group(
                id=finding_id("group", *ids), size=int(sizes[g]), inside_share=round(share[g], 4),
                ei_index=round(ei or 0.0, 4), p_value=_rounded(p.get(g)), q_value=_rounded(q.get(g)),
                silo=(q[g] < LEVEL and excess[g] >= EXCESS) if g in q else (False if null else None),
                top_members=tuple(snapshot.ids[position] for position in members[g][:TOP]),
                label=labels.of(projects[g]) or _countries(snapshot, members[g]), members=tuple(ids),
            )
        )  # fmt: skip
    number = {group_.id: i for i, group_ in enumerate(found)}
    rank = {
        group_.id: -excess.get(g, 0.0) if group_.silo else 0.0 for g, group_ in zip(tied, found, strict=True)
    }
    return sorted(found, key=lambda one: (not one.silo, round(rank[one.id], 6), number[one.id]))


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
            "projects and each project's number of bodies kept."
        ),
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
