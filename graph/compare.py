"""Two days compared: which groups of bodies merged, split or ended, which ties came and went, which silos opened."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from graph.communities import SEED
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.records.groups import Group
from graph.silos import silos
from graph.silos.null import SMALLEST
from graph.snapshot import Snapshot

HALF = 0.5
"""A group goes on in another that holds this share of its bodies; where less of it makes up half of another, it has
shrunk to that."""
PART = 0.25
"""A group has split where two groups each hold this share of its bodies, and come mostly from it."""
MOVED = 0.05
"""A silo has opened, or closed, where its inside share moved by so much."""
TOP = 20
NAMED = 5


class FateKind(StrEnum):
    """What became of a group, or where one came from."""

    CONTINUED = "continued"
    SHRUNK = "shrunk"
    MERGED = "merged"
    SPLIT = "split"
    ENDED = "ended"
    BORN = "born"


class Fate(Record):
    """What became of groups of the first day: `before` and `after` are ids of groups, `label` what they are about.

    `kept` is the share of the bodies of `before` that are in `after`.
    """

    kind: FateKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    size_before: int = 0
    size_after: int = 0
    kept: float | None = None
    labels: dict[str, str]
    label: str = ""
    top_members: tuple[str, ...] = ()


class TieChange(Record):
    """A tie that came or went, with its weight on the day it was there."""

    a: str
    b: str
    weight: float


class SiloChange(Record):
    """What became of a silo: the inside share of its bodies of the first day, then and later.

    `opened` is True where it fell by MOVED or more, False where it did not, None where these bodies have no ties left.
    `by` are the bodies of it that gained most ties to others, with what weight.
    """

    group: str
    size: int
    label: str = ""
    labels: dict[str, str]
    inside_before: float
    inside_after: float | None
    opened: bool | None
    by: tuple[tuple[str, float], ...] = ()


class Comparison(Record):
    """Two days compared; lists of ties hold the heaviest first."""

    ties_before: int
    ties_after: int
    gained: int
    lost: int
    gained_ties: tuple[TieChange, ...] = ()
    lost_ties: tuple[TieChange, ...] = ()
    fates: tuple[Fate, ...] = ()
    silos: tuple[SiloChange, ...] = ()
    sentence: str


def compare(before: Snapshot, after: Snapshot, *, redraws: int = 20, seed: int = SEED) -> Comparison:
    """Return what changed between two snapshots; groups of fewer than five bodies have no fate."""
    one, other = _weights(before), _weights(after)
    gained = sorted((-w, pair) for pair, w in other.items() if pair not in one)
    lost = sorted((-w, pair) for pair, w in one.items() if pair not in other)
    first = silos(before, redraws=redraws, runs=1, seed=seed)
    second = silos(after, redraws=0, runs=1, seed=seed)
    fates = _fates(first.groups, second.groups)
    changes = tuple(_silo_change(group, before, after) for group in first.groups if group.silo)
    return Comparison(
        ties_before=len(one), ties_after=len(other), gained=len(gained), lost=len(lost),
        gained_ties=_changes(gained), lost_ties=_changes(lost), fates=fates, silos=changes,
        sentence=_sentence(len(gained), len(lost), fates, changes),
    )  # fmt: skip


def inside_share(snapshot: Snapshot, members: Sequence[str]) -> float | None:
    """Return the weight of ties inside a set of bodies over that of all their ties, None where they have none."""
    two, network = network_of_bodies(snapshot)
    inside = _inside(snapshot, two.positions, members)
    u, v = inside[network.u], inside[network.v]
    touching = float(network.w[u | v].sum())
    return float(network.w[u & v].sum()) / touching if touching else None


def _inside(snapshot: Snapshot, positions: NDArray[np.int64], members: Sequence[str]) -> NDArray[np.bool_]:
    wanted = frozenset(members)
    return np.fromiter((snapshot.ids[p] in wanted for p in positions.tolist()), np.bool_, len(positions))


def _weights(snapshot: Snapshot) -> dict[tuple[str, str], float]:
    two, network = network_of_bodies(snapshot)
    ids = [snapshot.ids[position] for position in two.positions.tolist()]
    return {
        (ids[u], ids[v]): w
        for u, v, w in zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True)
    }


def _changes(found: list[tuple[float, tuple[str, str]]]) -> tuple[TieChange, ...]:
    return tuple(TieChange(a=a, b=b, weight=round(-w, 4)) for w, (a, b) in found[:TOP])


def _fates(before: Sequence[Group], after: Sequence[Group]) -> tuple[Fate, ...]:
    """Return the fates of groups, the largest first: what was merged, then split, ended, born, continued."""
    old = [group for group in before if group.size >= SMALLEST]
    new = [group for group in after if group.size >= SMALLEST]
    where = {member: h for h, group in enumerate(new) for member in group.members}
    shared = np.zeros((len(old), len(new)))
    for g, group in enumerate(old):
        for member in group.members:
            if member in where:
                shared[g, where[member]] += 1
    of_old = shared / np.array([[group.size] for group in old]) if old else shared
    of_new = shared / np.array([[group.size for group in new]]) if new else shared
    found: list[Fate] = []
    done_old: set[int] = set()
    done_new: set[int] = set()

    def tell(kind: FateKind, gs: list[int], hs: list[int]) -> None:
        done_old.update(gs)
        done_new.update(hs)
        main = new[hs[0]] if hs else old[gs[0]]
        size = sum(old[g].size for g in gs)
        both = float(shared[np.ix_(gs, hs)].sum()) if gs and hs else 0.0
        found.append(
            Fate(
                kind=kind, before=tuple(old[g].id for g in gs), after=tuple(new[h].id for h in hs),
                size_before=size, size_after=sum(new[h].size for h in hs),
                kept=round(both / size, 4) if gs and hs else None, label=main.label, labels=main.labels,
                top_members=main.top_members,
            )
        )  # fmt: skip

    for h in range(len(new)):
        parents = [g for g in range(len(old)) if of_old[g, h] >= HALF]
        if len(parents) > 1:
            tell(FateKind.MERGED, parents, [h])
    for g in range(len(old)):
        children = [
            h for h in range(len(new))
            if h not in done_new and of_old[g, h] >= PART and of_new[g, h] >= HALF
        ]  # fmt: skip
        if g not in done_old and len(children) > 1:
            tell(FateKind.SPLIT, [g], children)
    for g in range(len(old)):
        if g in done_old:
            continue
        heirs = [h for h in range(len(new)) if of_old[g, h] >= HALF or of_new[g, h] >= HALF]
        if heirs:
            heir = max(heirs, key=lambda h: (shared[g, h], -h))
            tell(FateKind.CONTINUED if of_old[g, heir] >= HALF else FateKind.SHRUNK, [g], [heir])
        else:
            tell(FateKind.ENDED, [g], [])
    for h in range(len(new)):
        if h not in done_new:
            from_ = [g for g in range(len(old)) if of_new[g, h] >= HALF]
            tell(FateKind.SHRUNK if from_ else FateKind.BORN, from_, [h])
    order = [
        FateKind.MERGED, FateKind.SPLIT, FateKind.ENDED, FateKind.SHRUNK, FateKind.BORN, FateKind.CONTINUED,
    ]  # fmt: skip
    return tuple(
        sorted(
            found,
            key=lambda fate: (
                order.index(fate.kind),
                -max(fate.size_before, fate.size_after),
                fate.before,
                fate.after,
            ),
        )
    )


def _silo_change(group: Group, before: Snapshot, after: Snapshot) -> SiloChange:
    then, now = inside_share(before, group.members), inside_share(after, group.members)
    return SiloChange(
        group=group.id, size=group.size, label=group.label, labels=group.labels, inside_before=round(then or 0.0, 4),
        inside_after=None if now is None else round(now, 4),
        opened=None if now is None or then is None else then - now >= MOVED - 1e-9, by=_openers(group, before, after),
    )  # fmt: skip


def _openers(group: Group, before: Snapshot, after: Snapshot) -> tuple[tuple[str, float], ...]:
    then, now = _outside(before, group.members), _outside(after, group.members)
    grown = {id_: round(weight - then.get(id_, 0.0), 4) for id_, weight in now.items()}
    best = sorted((-weight, id_) for id_, weight in grown.items() if weight > 0)
    return tuple((id_, -weight) for weight, id_ in best[:NAMED])


def _outside(snapshot: Snapshot, members: Sequence[str]) -> dict[str, float]:
    """Return the weight of each member's ties to bodies that are no members."""
    two, network = network_of_bodies(snapshot)
    inside = _inside(snapshot, two.positions, members)
    out = network.only(inside[network.u] != inside[network.v]).strength()
    return {
        snapshot.ids[int(two.positions[body])]: float(out[body]) for body in np.flatnonzero(inside).tolist()
    }


def _sentence(gained: int, lost: int, fates: Sequence[Fate], changes: Sequence[SiloChange]) -> str:
    counts = {kind: sum(fate.kind is kind for fate in fates) for kind in FateKind}
    groups = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    opened = sum(change.opened is True for change in changes)
    said = f"{gained:,} tie{'' if gained == 1 else 's'} came and {lost:,} went."
    if groups:
        said += f" Groups: {groups}."
    if changes:
        said += f" Silos of the first day: {len(changes)}, of which {opened} opened."
    return said
