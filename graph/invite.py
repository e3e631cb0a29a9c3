"""Whom to bring to one table: the bodies whose meeting closes the most gaps between groups.

What a table is worth: of all the work whose bodies keep to their own group, the share that somebody at the table can
speak for. A body speaks for itself wholly, and for each body it works with by the share of that one's ties that it has.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy import sparse

from graph.alone import alone
from graph.attributes import Attribute, attributes
from graph.bodies import Network, TwoMode
from graph.communities import SEED
from graph.errors import NotFound, UsageError
from graph.identity import same_actor
from graph.measures.mixing import mixing
from graph.measures.stability import best
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.records.findings import finding_id
from graph.silos.labels import Labels
from graph.snapshot import Snapshot
from graph.work import in_each_language, work_of_bodies

EVEN = 1.5
"""No sector and no region takes more than so many times its even share of the seats, while others can fill them."""
SIZE = 25
LARGEST = 200
FAR = 0.5
"""Two groups with less than this share of the ties that chance would give them have a gap between them."""
SUBJECTS = 3

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Seat(Record):
    """A body at the table and why: `gain` is the share of all gaps that it adds to those before it (0–1).

    `group` is what its group is about and `both_work_on` what it shares with the one `beside` it, by language.
    """

    actor: str
    name: str
    sector: str | None = None
    region: str | None = None
    group: dict[str, str] = Field(default_factory=dict)
    group_size: int = 1
    closed: float = 0.0
    """How much less its group is tied to others than chance would have it, 0–1."""
    contacts: int = 0
    gain: float
    asked: bool = False
    """Whether it was asked for by name."""
    beside: str | None = None
    both_work_on: dict[str, str] = Field(default_factory=dict)
    new_to_each_other: bool = True
    """Whether the one beside it is of a group with which its own has next to no ties."""
    sentence: str


class Invitation(Record):
    """An invitation list, in the order in which bodies add most.

    `covered` is the share of all gaps that the table speaks for; `bound` says that no table of that size could speak
    for more than `covered` / `bound`. `gaps` are pairs of groups with next to no ties, both at the table; `pairs` those
    who should sit together.
    """

    finding: str
    seats: tuple[Seat, ...] = ()
    covered: float
    bound: float
    gaps: int
    of_gaps: int
    pairs: tuple[tuple[str, str], ...] = ()
    sentence: str


@dataclass(frozen=True, eq=False)
class _Room:
    """What the search knows: `worth` float64[n] is the work of each body that keeps to its group, `speaks` (n × n CSR)
    how far body v speaks for body b at [b, v], `gap` bool[groups, groups] which groups of several bodies have next to
    no ties. Of a body without ties whose sources name no partners it cannot be told, so it is worth nothing.
    """

    two: TwoMode
    network: Network
    group: Ints
    closed: Floats
    worth: Floats
    speaks: sparse.csr_matrix
    gap: NDArray[np.bool_]

    def is_gap(self, g: int, h: int) -> bool:
        """Return whether two groups of several bodies have next to no ties."""
        return max(g, h) < len(self.gap) and bool(self.gap[g, h])


def invite(
    snapshot: Snapshot,
    *,
    size: int = SIZE,
    must: Sequence[str] = (),
    without: Collection[str] = (),
    seed: int = SEED,
) -> Invitation:
    """Return whom to invite, `must` first (ids), nobody of `without`.

    Greedy on a monotone submodular gain, which reaches at least 1 − 1/e of the best without the balance of sectors and
    regions, and a third with it (Nemhauser, Wolsey and Fisher 1978; Fisher, Nemhauser and Wolsey 1978); `bound` is the
    better one that the gains left over prove (Leskovec et al. 2007, KDD, 420–429).
    """
    if not 1 <= size <= LARGEST:
        raise UsageError(f"A table has 1 to {LARGEST} seats, not {size}.")
    two, network = network_of_bodies(snapshot)
    room = _room(two, network, alone(snapshot)[1], seed)
    asked, unwanted = _bodies(snapshot, two, must), frozenset(_bodies(snapshot, two, without))
    if len(asked) > size:
        seats = "there is 1 seat" if size == 1 else f"there are {size} seats"
        raise UsageError(f"{len(asked)} bodies must come, but {seats}.")
    if unwanted.intersection(asked):
        raise UsageError("One body cannot both have to come and have to stay away.")
    chosen, gains, left = _choose(snapshot, room, size, asked, unwanted)
    total = float(room.worth.sum())
    covered = sum(gains) / total if total else 0.0
    left_gains = _gains(room, left)
    left_gains[chosen] = 0.0
    most = covered + float(np.sort(left_gains)[::-1][:size].sum()) / total if total else 0.0
    pairs = _seated(snapshot, room, chosen)
    present = np.unique(room.group[chosen])
    present = present[present < len(room.gap)]
    ids = [snapshot.ids[int(two.positions[body])] for body in chosen]
    gaps, of_gaps = int(np.triu(room.gap[np.ix_(present, present)], 1).sum()), int(np.triu(room.gap, 1).sum())
    return Invitation(
        finding=finding_id("invitation", *sorted(ids)),
        seats=_seats(snapshot, room, chosen, gains, pairs, frozenset(asked)),
        covered=round(covered, 4), bound=round(covered / min(most, 1.0), 4) if covered else 1.0,
        gaps=gaps, of_gaps=of_gaps, pairs=tuple((ids[i], ids[j]) for i, j in pairs),
        sentence=_said_of(network, len(ids), covered, gaps),
    )  # fmt: skip


def _said_of(network: Network, seats: int, covered: float, gaps: int) -> str:
    if not seats and not len(network.u):
        return "Nobody works with anybody in what is loaded, so there is nobody to bring together."
    if not seats:
        return "No work keeps to a group of its own here, so there is no gap to close."
    who = "This one speaks" if seats == 1 else f"These {seats} speak"
    said = f"{who} for {covered:.0%} of the work that keeps to its own group"
    if not gaps:
        return said + "."
    pairs = "a pair of groups" if gaps == 1 else f"{gaps} pairs of groups"
    return f"{said}, and bring{'s' if seats == 1 else ''} together {pairs} that have next to no ties."


def _room(two: TwoMode, network: Network, untold: NDArray[np.bool_], seed: int) -> _Room:
    group, _ = best(network, seed=seed)
    several = int(
        (np.bincount(group, minlength=1) > 1).sum()
    )  # groups go by size, so single bodies come last
    found = mixing(network, np.where(group < several, group, -1))
    strength = found.observed.sum(axis=1)
    apart = ~np.eye(len(strength), dtype=bool)
    missing = np.where(apart, np.maximum(found.expected - found.observed, 0.0), 0.0).sum(axis=1)
    closed = np.divide(missing, strength, out=np.ones(len(strength)), where=strength > 0)
    closed = np.concatenate([closed, np.ones(int(group.max(initial=-1)) + 1 - several)])
    work = np.bincount(two.body, minlength=two.bodies).astype(np.float64)
    work[untold] = 0.0
    own = network.strength()
    share = np.divide(1.0, own, out=np.zeros(network.n), where=own > 0)
    speaks = sparse.csr_matrix(sparse.diags_array(share) @ network.matrix())
    gap = apart & (found.expected > 0) & (found.observed < FAR * found.expected)
    return _Room(two, network, group, closed, work * closed[group], speaks, gap)


def _bodies(snapshot: Snapshot, two: TwoMode, ids: Collection[str]) -> list[int]:
    """Return the numbers of bodies, each once; raise NotFound for one that takes part in nothing here."""
    place = {int(position): body for body, position in enumerate(two.positions.tolist())}
    stands = same_actor(snapshot)
    found = []
    for id_ in ids:
        position = snapshot.index.get(id_)
        body = place.get(int(stands[position])) if position is not None else None
        if body is None:
            raise NotFound(
                f"{id_[:80]!r} takes part in nothing here; `solmu search` finds the ids of bodies."
            )
        found.append(body)
    return list(dict.fromkeys(found))


def _choose(
    snapshot: Snapshot, room: _Room, size: int, asked: list[int], unwanted: frozenset[int]
) -> tuple[list[int], list[float], Floats]:
    """Return the bodies in the order they are taken, the worth each adds, and what of each body's worth is left."""
    left = room.worth.copy()
    free = np.ones(room.two.bodies, dtype=np.bool_)
    free[list(unwanted)] = False
    balance = _Balance(attributes(snapshot)[:2], np.flatnonzero(free), size)
    chosen: list[int] = []
    gains: list[float] = []

    def take(body: int) -> None:
        gains.append(float(_gains(room, left)[body]))
        chosen.append(body)
        free[body] = False
        balance.take(body)
        column = room.speaks[:, [body]].toarray().ravel()
        left[:] *= 1.0 - np.minimum(column, 1.0)
        left[body] = 0.0

    for body in asked:
        take(body)
    while len(chosen) < size:
        gain = np.round(_gains(room, left), 9)
        for allowed in (free & balance.fits(), free):
            candidates = np.flatnonzero(allowed & (gain > 0))
            if len(candidates):
                take(int(candidates[np.argmax(gain[candidates])]))
                break
        else:
            break
    return chosen, gains, left


def _gains(room: _Room, left: Floats) -> Floats:
    """Return what each body would add."""
    return np.asarray(left + left @ room.speaks, dtype=np.float64).ravel()


class _Balance:
    """Keeps one sector or region from taking the table: EVEN times its even share of the seats at most."""

    def __init__(self, of: Sequence[Attribute], candidates: Ints, size: int) -> None:
        self._of = of
        self._taken: list[Counter[int]] = [Counter() for _ in of]
        self._most = []
        for attribute in of:
            present = len(np.unique(attribute.code[candidates][attribute.code[candidates] >= 0]))
            self._most.append(max(1, math.ceil(EVEN * size / present)) if present > 1 else size)

    def take(self, body: int) -> None:
        for attribute, taken in zip(self._of, self._taken, strict=True):
            taken[int(attribute.code[body])] += 1

    def fits(self) -> NDArray[np.bool_]:
        """Return which bodies may still come; one whose sector or region is unknown always may."""
        fits = np.ones(len(self._of[0].code), dtype=np.bool_)
        for attribute, taken, most in zip(self._of, self._taken, self._most, strict=True):
            full = [code for code, count in taken.items() if code >= 0 and count >= most]
            fits &= ~np.isin(attribute.code, full)
        return fits


def _seated(snapshot: Snapshot, room: _Room, chosen: list[int]) -> list[tuple[int, int]]:
    """Return who should sit together (numbers into `chosen`): not tied, of groups with a gap, near in work.

    The pairing of most weight in all (Edmonds 1965, by networkx).
    """
    work = work_of_bodies(snapshot)
    tied = room.network.tied()[chosen][:, chosen].toarray() > 0
    graph: nx.Graph[int] = nx.Graph()
    pairs = [(i, j) for i in range(len(chosen)) for j in range(i)]
    if not pairs:
        return []
    one, other = (np.array([chosen[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
    near = work.alike(one, other)
    for (i, j), alike in zip(pairs, near.tolist(), strict=True):
        g, h = int(room.group[chosen[i]]), int(room.group[chosen[j]])
        if not tied[i, j]:
            graph.add_edge(j, i, weight=round(0.1 + (g != h) + room.is_gap(g, h) + 2 * alike, 6))
    matched = nx.max_weight_matching(graph)
    return sorted((min(pair), max(pair)) for pair in matched)


def _seats(
    snapshot: Snapshot,
    room: _Room,
    chosen: list[int],
    gains: list[float],
    pairs: list[tuple[int, int]],
    asked: frozenset[int],
) -> tuple[Seat, ...]:
    sector, region, _ = attributes(snapshot)
    work, label = work_of_bodies(snapshot), _labels(snapshot, room)
    beside = {i: j for pair in pairs for i, j in (pair, pair[::-1])}
    degree, total = room.network.degree(), float(room.worth.sum()) or 1.0
    sizes = np.bincount(room.group)
    seats = []
    for k, (body, gain) in enumerate(zip(chosen, gains, strict=True)):
        g = int(room.group[body])
        position = int(room.two.positions[body])
        other = beside.get(k)
        both = work.shared(body, chosen[other], SUBJECTS) if other is not None else ()
        seat = Seat(
            actor=snapshot.ids[position], name=snapshot.name(position), sector=sector.of(body),
            region=region.of(body), group=label(g), group_size=int(sizes[g]), closed=round(float(room.closed[g]), 4),
            contacts=int(degree[body]), gain=round(gain / total, 4), asked=body in asked,
            beside=snapshot.ids[int(room.two.positions[chosen[other]])] if other is not None else None,
            both_work_on=in_each_language(snapshot, both),
            new_to_each_other=other is not None and room.is_gap(g, int(room.group[chosen[other]])), sentence="",
        )  # fmt: skip
        seats.append(seat.model_copy(update={"sentence": _why(seat, room.network.n)}))
    return tuple(seats)


def _labels(snapshot: Snapshot, room: _Room) -> Callable[[int], dict[str, str]]:
    """Return how to call a group: its subjects."""
    labels = Labels(snapshot)
    things: dict[int, list[int]] = {}
    for body, thing in zip(room.two.body.tolist(), room.two.shared.tolist(), strict=True):
        things.setdefault(int(room.group[body]), []).append(int(room.two.at[thing]))
    known: dict[int, dict[str, str]] = {}

    def label(group: int) -> dict[str, str]:
        if group not in known:
            known[group] = labels.of(things[group])
        return known[group]

    return label


def _bodies_said(count: int) -> str:
    return "1 body" if count == 1 else f"{count} bodies"


def _why(seat: Seat, bodies: int) -> str:
    """Return in one sentence why a body is at the table."""
    about = f" on {seat.group['en']}" if seat.group else ""
    if not seat.contacts:
        why = "Works with nobody yet" + (f"; its own work: {seat.group['en']}" if seat.group else "")
    elif seat.group_size == bodies:
        why = f"Speaks for the {_bodies_said(seat.contacts)} it works with"
    else:
        why = (
            f"Works with {_bodies_said(seat.contacts)}; its group of {seat.group_size}{about} has "
            f"{seat.closed:.0%} less contact with the others than by chance"
        )
    return ("Asked for; " + why[0].lower() + why[1:] if seat.asked else why) + "."
