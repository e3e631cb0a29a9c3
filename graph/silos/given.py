"""The E-I index between the values of an attribute that bodies have: sector, region, theme."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from graph.bodies import Network, TwoMode
from graph.identity import same_actor
from graph.partition import between_known, ei_index, inside_and_outside
from graph.records import TieKind
from graph.records.findings import EiBy
from graph.snapshot import Snapshot


def by_attributes(snapshot: Snapshot, two: TwoMode, network: Network) -> tuple[EiBy, ...]:
    """Return the E-I index by sector, region and theme, over ties between bodies whose value is known.

    A body's region or theme is its own, else the most common one of its projects (equal counts: the smallest id).
    """
    sectors = [snapshot.fields[p].get("sector") for p in two.positions.tolist()]
    return (
        _index("sector", [str(s) if s else None for s in sectors], network),
        _index("region", _of_projects(snapshot, two, TieKind.LOCATED_IN), network),
        _index("theme", _of_projects(snapshot, two, TieKind.ABOUT), network),
    )


def _index(attribute: str, values: list[str | None], network: Network) -> EiBy:
    names = sorted({value for value in values if value is not None})
    place = {name: i for i, name in enumerate(names)}
    code = np.array([place[value] if value is not None else -1 for value in values], dtype=np.int64)
    told = between_known(network, code)
    if not len(told.u):
        return EiBy(attribute=attribute, ei_index=None, known=int((code >= 0).sum()))
    shifted = np.where(code < 0, len(names), code)
    inside, outside = inside_and_outside(told, shifted)
    total = ei_index(float(outside.sum()) / 2, float(inside.sum()))
    each = {
        name: ei_index(float(outside[i]), float(inside[i])) for name, i in place.items() if i < len(inside)
    }
    return EiBy(
        attribute=attribute, ei_index=None if total is None else round(total, 4), known=int((code >= 0).sum()),
        values={name: round(value, 4) for name, value in each.items() if value is not None},
    )  # fmt: skip


def _of_projects(snapshot: Snapshot, two: TwoMode, kind: TieKind) -> list[str | None]:
    stands = same_actor(snapshot)
    own: dict[int, Counter[str]] = defaultdict(Counter)
    of_thing: dict[int, list[str]] = defaultdict(list)
    actors = frozenset(snapshot.of_kind("actor").tolist())
    a, b = snapshot.ends(kind)
    for end, value in zip(a.tolist(), b.tolist(), strict=True):
        if end in actors:
            own[int(stands[end])][snapshot.ids[value]] += 1
        else:
            of_thing[end].append(snapshot.ids[value])
    theirs: dict[int, Counter[str]] = defaultdict(Counter)
    pa, pb = snapshot.ends(TieKind.PARTICIPATES_IN)
    for actor, project in zip(stands[pa].tolist(), pb.tolist(), strict=True):
        theirs[actor].update(of_thing.get(project, ()))
    return [_commonest(own.get(p) or theirs.get(p)) for p in two.positions.tolist()]


def _commonest(counts: Counter[str] | None) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
