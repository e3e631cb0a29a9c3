"""What is known of each body of a network besides its ties: its sector, its region, its theme."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graph.bodies import TwoMode
from graph.identity import same_actor
from graph.projection import two_mode
from graph.records import TieKind
from graph.snapshot import Snapshot

NAMES = ("sector", "region", "theme")


@dataclass(frozen=True, eq=False)
class Attribute:
    """A value for each body of a network: `code` int64[bodies] counts into `values` (words, or ids), −1 is unknown."""

    name: str
    values: list[str]
    code: NDArray[np.int64]

    @property
    def known(self) -> int:
        """How many bodies have a value."""
        return int((self.code >= 0).sum())

    def of(self, body: int) -> str | None:
        """Return the value of a body, None where it is unknown."""
        code = int(self.code[body])
        return self.values[code] if code >= 0 else None


@lru_cache(maxsize=2)
def attributes(snapshot: Snapshot) -> tuple[Attribute, Attribute, Attribute]:
    """Return sector, region and theme of the bodies of `two_mode`, in its order.

    A body's region or theme is its own, else the most common one of its projects (equal counts: the smallest id).
    """
    two = two_mode(snapshot)
    sectors = [snapshot.fields[p].get("sector") for p in two.positions.tolist()]
    return (
        _attribute("sector", [str(sector) if sector else None for sector in sectors]),
        _attribute("region", _own_or_of_projects(snapshot, two, TieKind.LOCATED_IN)),
        _attribute("theme", _own_or_of_projects(snapshot, two, TieKind.ABOUT)),
    )


def _attribute(name: str, values: list[str | None]) -> Attribute:
    names = sorted({value for value in values if value is not None})
    place = {value: i for i, value in enumerate(names)}
    code = [place[value] if value is not None else -1 for value in values]
    return Attribute(name, names, np.array(code, dtype=np.int64))


def _own_or_of_projects(snapshot: Snapshot, two: TwoMode, kind: TieKind) -> list[str | None]:
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
