"""What a group is about and where: the subjects and regions of its projects that set it apart."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from graph.overlap.texts import texts
from graph.records import TieKind
from graph.snapshot import Snapshot
from graph.text import terms_of
from graph.work import in_each_language

SUBJECTS = 3
REGIONS = 2
MOSTLY = 1 / 3
"""A region is named of a group where at least this share of its projects is."""

_Key = TypeVar("_Key", bound=Hashable)


class Labels:
    """Counts subjects and regions over all projects once, then labels groups."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._subjects: dict[int, set[str]] = _ends_of(snapshot, TieKind.ABOUT)
        self._regions = _ends_of(snapshot, TieKind.LOCATED_IN)
        for project in snapshot.of_kind("project").tolist():
            if project not in self._subjects:
                self._subjects[project] = self._words(project)
        self._all = Counter(subject for found in self._subjects.values() for subject in found)
        self._everywhere = Counter(region for found in self._regions.values() for region in found)

    def of(self, projects: Sequence[int]) -> dict[str, str]:
        """Return by language up to three subjects of these projects, parted by ` · `; {} where they have none.

        A subject counts as often as it stands in the group's projects, times the logarithm of how much more common
        it is there than elsewhere.
        """
        found = _apart(projects, self._subjects, self._all)[:SUBJECTS]
        return in_each_language(self._snapshot, found)

    def regions(self, projects: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of up to two regions that hold a third of these projects or more, and more than elsewhere."""
        placed = {project for project in projects if project in self._regions}
        counts = Counter(region for project in placed for region in self._regions[project])
        apart = _apart(projects, self._regions, self._everywhere)
        return tuple(region for region in apart if counts[region] >= MOSTLY * len(placed))[:REGIONS]

    def _words(self, position: int) -> set[str]:
        """Return what a name speaks of: concepts and base forms, places and parts of compounds left out."""
        return {
            term
            for language, text in texts(self._snapshot.fields[position], "name")
            for term, count in terms_of(text, language).count.items()
            if count >= 1.0
        }


def _ends_of(snapshot: Snapshot, kind: TieKind) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    a, b = snapshot.ends(kind)
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        found[one].add(snapshot.ids[other])
    return dict(found)


def _apart(projects: Iterable[int], of: Mapping[int, set[_Key]], everywhere: Counter[_Key]) -> list[_Key]:
    """Return what sets some projects apart from all others, what does so most first, equal ones in order."""
    inside = {project for project in projects if project in of}
    here = Counter(one for project in inside for one in of[project])
    share = len(inside) / max(1, len(of))
    scored = [
        (-count * math.log(count / (everywhere[one] * share)), one)
        for one, count in here.items()
        if count > everywhere[one] * share
    ]
    return [one for _, one in sorted(scored, key=lambda item: (round(item[0], 9), str(item[1])))]
