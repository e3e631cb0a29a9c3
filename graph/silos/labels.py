"""What a group is about: the subjects of its projects that set it apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from graph.overlap.texts import texts
from graph.records import TieKind
from graph.snapshot import Snapshot
from graph.text import base_forms, terms_of


class Labels:
    """Counts subjects over all projects once, then labels groups."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._subjects: dict[int, set[str]] = {}
        a, b = snapshot.ends(TieKind.ABOUT)
        for project, theme in zip(a.tolist(), b.tolist(), strict=True):
            self._subjects.setdefault(project, set()).add(snapshot.name(theme))
        places = {word for r in snapshot.of_kind("region").tolist() for word in self._words(r)}
        for project in snapshot.of_kind("project").tolist():
            if project not in self._subjects:
                self._subjects[project] = self._words(project) - places
        self._all = Counter(subject for found in self._subjects.values() for subject in found)

    def of(self, projects: Sequence[int], most: int = 3) -> str:
        """Return up to `most` subjects of these projects, parted by ` · `; "" where they have none.

        A subject counts as often as it stands in the group's projects, times the logarithm of how much more common
        it is there than elsewhere.
        """
        here = Counter(subject for project in set(projects) for subject in self._subjects.get(project, ()))
        share = len(set(projects)) / max(1, len(self._subjects))
        scored = [
            (-count * math.log(count / (self._all[subject] * share)), subject)
            for subject, count in here.items()
            if count > self._all[subject] * share
        ]
        return " · ".join(subject for _, subject in sorted(scored)[:most])

    def _words(self, position: int) -> set[str]:
        """Return what a name speaks of, in base form."""
        return {
            base
            for language, text in texts(self._snapshot.fields[position], "name")
            for word in terms_of(text, language).seen.values()
            for base in base_forms(word, language)
        }
