"""What holds the network together: its parts, who stands alone, its core, and the bodies and ties it hangs by."""

from __future__ import annotations

import numpy as np

from graph.alone import alone
from graph.measures.cuts import cores, cuts, parts
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.snapshot import Snapshot

TOP = 5


class Part(Record):
    """Bodies that reach each other: how many, and those with most weight of ties."""

    size: int
    top_members: tuple[str, ...]


class CutPoint(Record):
    """A body without which `loses` others would have no way to the rest."""

    actor: str
    loses: int
    sentence: str


class Bridge(Record):
    """A tie on which all contact of `loses` bodies with the rest hangs."""

    a: str
    b: str
    loses: int
    sentence: str


class Structure(Record):
    """The shape of the network of bodies; lists hold the largest first, and at most as many as were asked for.

    `isolates` take part in something, but with nobody else; of `untold` more that cannot be told: their sources name no
    partners. `core` is the innermost k-core: bodies each tied to
    `core_number` others of it.
    """

    actors: int
    ties: int
    parts: int
    largest: tuple[Part, ...] = ()
    isolates: int = 0
    isolated: tuple[str, ...] = ()
    untold: int = 0
    core_number: int = 0
    core_size: int = 0
    core: tuple[str, ...] = ()
    cut_points: tuple[CutPoint, ...] = ()
    bridges: tuple[Bridge, ...] = ()


def structure(snapshot: Snapshot, *, top: int = 20) -> Structure:
    """Return the parts of the network of bodies, its isolates and core, and the bodies and ties that hold it together.

    Isolates are by name; core members by weight of ties.
    """
    two, network = network_of_bodies(snapshot)
    ids = [snapshot.ids[position] for position in two.positions.tolist()]
    strength = np.round(network.strength(), 9)
    if not len(ids):
        return Structure(actors=0, ties=0, parts=0)
    component = parts(network)
    sizes = np.bincount(component)
    several = int((sizes > 1).sum())
    by_weight = np.lexsort((np.arange(len(ids)), -strength))
    by_itself, untold = alone(snapshot)
    single = sorted(
        np.flatnonzero(by_itself).tolist(), key=lambda i: (snapshot.name(int(two.positions[i])), ids[i])
    )
    found, number = cuts(network), cores(network)
    innermost = int(number.max())
    hold = sorted(np.flatnonzero(found.lost).tolist(), key=lambda i: (-int(found.lost[i]), i))[:top]
    hang = sorted(found.bridges, key=lambda bridge: (-bridge[2], bridge))[:top]
    return Structure(
        actors=len(ids), ties=len(network.u), parts=several,
        largest=tuple(
            Part(size=int(sizes[p]), top_members=tuple(ids[i] for i in by_weight[component[by_weight] == p][:TOP]))
            for p in range(min(several, top))
        ),
        isolates=len(single), isolated=tuple(ids[i] for i in single[:top]),
        untold=int(untold.sum()), core_number=innermost,
        core_size=int((number == innermost).sum()) if innermost else 0,
        core=tuple(ids[i] for i in by_weight.tolist() if number[i] == innermost)[:top] if innermost else (),
        cut_points=tuple(
            CutPoint(actor=ids[i], loses=int(found.lost[i]), sentence=_if_gone(int(found.lost[i]))) for i in hold
        ),
        bridges=tuple(
            Bridge(a=ids[u], b=ids[v], loses=lost, sentence=f"Contact of {_bodies(lost)} with the rest hangs by it.")
            for u, v, lost in hang
        ),
    )  # fmt: skip


def _if_gone(lost: int) -> str:
    return f"If it left, {_bodies(lost)} would lose contact with the rest."


def _bodies(count: int) -> str:
    return "1 body" if count == 1 else f"{count} bodies"
