"""Did it work: which ties formed, and which silos opened, since somebody acted on a finding.

Ties form anyway. So the pairs that were brought together stand beside pairs like them that nobody brought together:
bodies as busy, as near by contacts in common, and as much strangers on that day.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from graph.chosen import THINGS
from graph.communities import SEED
from graph.compare import MOVED, inside_share
from graph.identity import same_actor
from graph.measures.stability import best
from graph.projection import network_of_bodies
from graph.records import Act, ActKind, TieKind, kind_of
from graph.records.base import Record
from graph.silos.null import SMALLEST
from graph.snapshot import NO_DAY, Snapshot

LIKE = 20
"""So many pairs like it are looked for beside each proposed pair..."""
TRIES = 300
"""...among so many drawn."""
EVENT = "event:"


class FollowedUp(Record):
    """What became of a finding since `on`, the day on which it was first acted on.

    `proposed` pairs of bodies had no tie that day, and `formed` of them have one by something that began later; `like`
    and `like_formed` are the same of pairs that nobody brought together, and `p_value` tells how often chance alone
    would give the proposed ones such a lead (Fisher's exact test, one-sided). Of a silo: the inside share of its bodies
    then and now, whether it opened, and how far the shares of all other groups moved on average meanwhile.
    """

    finding: str
    on: str
    note: str = ""
    met: tuple[str, ...] = ()
    """The events where people came together."""
    proposed: int = 0
    formed: int = 0
    formed_pairs: tuple[tuple[str, str], ...] = ()
    like: int = 0
    like_formed: int = 0
    p_value: float | None = None
    inside_before: float | None = None
    inside_after: float | None = None
    opened: bool | None = None
    others_moved: float | None = None
    sentence: str


def follow_up(snapshot: Snapshot, acts: Sequence[Act], *, today: date) -> list[FollowedUp]:
    """Return what became, by the day `today`, of each finding that somebody had acted on, the earliest first."""
    first: dict[str, Act] = {}
    met: dict[str, list[str]] = defaultdict(list)
    for act in acts:
        if act.kind is ActKind.ACTED and act.on and act.on <= today.isoformat():
            known = first.get(act.finding)
            first[act.finding] = act if known is None or act.on < known.on else known
            met[act.finding] += [item for item in act.evidence if item.startswith(EVENT)]
    found = [_one(snapshot, act, sorted(set(met[finding])), today) for finding, act in first.items()]
    return sorted(found, key=lambda one: (one.on, one.finding))


def _one(snapshot: Snapshot, act: Act, met: list[str], today: date) -> FollowedUp:
    day = date.fromisoformat(act.on)
    apart = _without(snapshot, met)  # to have met over it is no tie yet
    then = _Tied(apart.as_of(day, started=True))
    since = _Tied(_begun_after(apart.as_of(today, started=True), day))
    pairs = sorted(pair for pair in _proposed(snapshot, act, met) if not then.are(*pair))
    formed = [pair for pair in pairs if since.are(*pair)]
    like = _like(then, pairs, seed=act.finding)
    like_formed = sum(since.are(*pair) for pair in like)
    told = FollowedUp(
        finding=act.finding, on=act.on, note=act.note, met=tuple(met), proposed=len(pairs), formed=len(formed),
        formed_pairs=tuple(formed), like=len(like), like_formed=like_formed,
        p_value=_lead(len(formed), len(pairs), like_formed, len(like)), sentence="",
    )  # fmt: skip
    if kind_of(act.finding) == "group":
        told = told.model_copy(update=_silo(apart, act, day, today))
    return told.model_copy(update={"sentence": _sentence(told)})


def _proposed(snapshot: Snapshot, act: Act, met: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return the pairs of bodies that a finding would bring together: those who met, where that is known."""
    came = _who_came(snapshot, met)
    if len(came) > 1:
        return combinations(came, 2)
    kind = kind_of(act.finding)
    if kind == "overlap" and len(act.members) == 2:
        one, other = (_bodies_of(snapshot, project) for project in act.members)
        return {(min(a, b), max(a, b)) for a, b in product(one, other) if a != b}
    if kind in ("link", "invitation"):
        return combinations(sorted(_standing(snapshot, act.members)), 2)
    return ()


def _who_came(snapshot: Snapshot, met: Sequence[str]) -> list[str]:
    events = {snapshot.index[id_] for id_ in met if id_ in snapshot.index}
    a, b = snapshot.ends(TieKind.ATTENDED)
    came = (snapshot.ids[one] for one, event in zip(a.tolist(), b.tolist(), strict=True) if event in events)
    return sorted(_standing(snapshot, [id_ for id_ in came if kind_of(id_) == "actor"]))


def _bodies_of(snapshot: Snapshot, project: str) -> set[str]:
    position = snapshot.index.get(project)
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    return _standing(
        snapshot,
        [snapshot.ids[one] for one, other in zip(a.tolist(), b.tolist(), strict=True) if other == position],
    )


def _standing(snapshot: Snapshot, ids: Iterable[str]) -> set[str]:
    """Return the ids that stand for some bodies, those that are known."""
    stands = same_actor(snapshot)
    return {snapshot.ids[int(stands[snapshot.index[id_]])] for id_ in ids if id_ in snapshot.index}


def _without(snapshot: Snapshot, ids: Sequence[str]) -> Snapshot:
    """Return the snapshot without some entities."""
    return snapshot.only(~np.isin(snapshot.ids, ids)) if ids else snapshot


def _begun_after(snapshot: Snapshot, day: date) -> Snapshot:
    """Return the snapshot with only those shared things, and direct collaborations, that began after a day."""
    number = day.toordinal()
    kept = np.ones(len(snapshot.ids), dtype=np.bool_)
    things = snapshot.of_kind(*THINGS)
    kept[things] = (snapshot.start[things] != NO_DAY) & (snapshot.start[things] > number)
    began = (snapshot.tie_start != NO_DAY) & (snapshot.tie_start > number)
    return snapshot.only(kept, ~snapshot.tied(TieKind.COLLABORATES_WITH) | began)


class _Tied:
    """Who is tied to whom in a snapshot, by id; every actor of the snapshot is there."""

    def __init__(self, snapshot: Snapshot) -> None:
        two, network = network_of_bodies(snapshot)
        ties = network.tied()
        self.ids = [snapshot.ids[position] for position in two.positions.tolist()]
        self._place = {id_: i for i, id_ in enumerate(self.ids)}
        self._starts = ties.indptr
        self._others = ties.indices
        self._bands: dict[int, list[str]] = defaultdict(list)
        for id_ in self.ids:
            self._bands[self.band(id_)].append(id_)

    def contacts(self, id_: str) -> frozenset[int]:
        """Return the numbers of the bodies tied to one."""
        i = self._place.get(id_)
        return (
            frozenset()
            if i is None
            else frozenset(self._others[self._starts[i] : self._starts[i + 1]].tolist())
        )

    def are(self, one: str, other: str) -> bool:
        """Return whether two bodies are tied."""
        return self._place.get(other, -1) in self.contacts(one)

    def band(self, id_: str) -> int:
        """Return how busy a body is: the binary logarithm of its contacts + 1, rounded down."""
        return int(np.log2(len(self.contacts(id_)) + 1))

    def as_busy(self, id_: str) -> list[str]:
        """Return the bodies about as busy as one."""
        return self._bands.get(self.band(id_), [])

    def have_contacts_in_common(self, one: str, other: str) -> bool:
        """Return whether two bodies know somebody in common."""
        return not self.contacts(one).isdisjoint(self.contacts(other))


def _like(then: _Tied, pairs: Sequence[tuple[str, str]], seed: str) -> list[tuple[str, str]]:
    """Return pairs like the given ones, of other bodies, each once; the same for the same seed."""
    chance = random.Random(seed)
    inside = {id_ for pair in pairs for id_ in pair}
    found: dict[tuple[str, str], None] = {}
    for one, other in pairs:
        near = then.have_contacts_in_common(one, other)
        ones, others = then.as_busy(one), then.as_busy(other)
        taken = 0
        for _ in range(TRIES if ones and others else 0):
            a, b = chance.choice(ones), chance.choice(others)
            pair = (min(a, b), max(a, b))
            if a == b or pair in found or not inside.isdisjoint(pair) or then.are(a, b):
                continue
            if then.have_contacts_in_common(a, b) == near:
                found[pair] = None
                taken += 1
                if taken == LIKE:
                    break
    return list(found)


def _lead(formed: int, pairs: int, like_formed: int, like: int) -> float | None:
    if not pairs or not like:
        return None
    table = np.array([[formed, pairs - formed], [like_formed, like - like_formed]])
    return round(float(fisher_exact(table, alternative="greater").pvalue), 4)


def _silo(snapshot: Snapshot, act: Act, day: date, today: date) -> dict[str, object]:
    """Return what became of the inside share of a group, and of all other groups meanwhile."""
    then, now = snapshot.as_of(day), snapshot.as_of(today)
    before, after = inside_share(then, act.members), inside_share(now, act.members)
    two, network = network_of_bodies(then)
    group, _ = best(network, seed=SEED)
    own = frozenset(act.members)
    moved = []
    for g in np.flatnonzero(np.bincount(group, minlength=1) >= SMALLEST).tolist():
        members = _members(then, two.positions, group, g)
        if own.isdisjoint(members):
            shares = inside_share(then, members), inside_share(now, members)
            if shares[0] is not None and shares[1] is not None:
                moved.append(shares[1] - shares[0])
    return {
        "inside_before": None if before is None else round(before, 4),
        "inside_after": None if after is None else round(after, 4),
        "opened": None if before is None or after is None else before - after >= MOVED - 1e-9,
        "others_moved": round(float(np.mean(moved)), 4) if moved else None,
    }


def _members(snapshot: Snapshot, positions: NDArray[np.int64], group: NDArray[np.int64], g: int) -> list[str]:
    return [snapshot.ids[int(position)] for position in positions[group == g].tolist()]


def _sentence(told: FollowedUp) -> str:
    said = []
    if told.proposed:
        said.append(
            f"Since {told.on}, of {told.proposed} proposed tie{'' if told.proposed == 1 else 's'} {told.formed} formed"
            + (
                f"; of {told.like} pairs like them that nobody brought together {told.like_formed} did"
                if told.like
                else "; there are no pairs like them to compare with"
            )
            + (f" (p = {told.p_value:.2g})." if told.p_value is not None else ".")
        )
    if told.inside_before is not None:
        if told.inside_after is None:
            said.append("Its bodies have no ties left, so nothing can be said of it.")
        else:
            said.append(
                f"{told.inside_before:.0%} of its ties stayed inside then, {told.inside_after:.0%} do now"
                + (
                    f"; other groups moved by {told.others_moved:+.0%}."
                    if told.others_moved is not None
                    else "."
                )
            )
    return (
        " ".join(said)
        or "Those concerned were tied already that day, or are not known now: no tie was proposed."
    )
