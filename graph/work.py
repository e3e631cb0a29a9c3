"""What each body works on: its projects' themes, target groups and the words of their names, as rows of numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.overlap.texts import texts
from graph.projection import two_mode
from graph.records import TieKind
from graph.snapshot import Snapshot
from graph.text import terms_of
from graph.text.vocabulary import vocabulary

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, eq=False)
class Work:
    """`rows` has one row of length 1 for each body (CSR float64, bodies × subjects), zeros where nothing is known.

    A subject is the id of a theme or target group, or a term. It weighs as often as it stands in the body's projects
    (1 + ln), times its inverse document frequency over bodies.
    """

    rows: sparse.csr_matrix
    subjects: list[str]

    def alike(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how near in work bodies i[k] and j[k] are, 0–1."""
        return np.asarray(self.rows[i].multiply(self.rows[j]).sum(axis=1)).ravel()

    def shared(self, i: int, j: int, most: int) -> tuple[str, ...]:
        """Return the subjects that bring two bodies near, those that weigh most first."""
        both = self.rows[[i]].multiply(self.rows[[j]]).tocoo()
        found = sorted(zip((-both.data).round(9).tolist(), both.col.tolist(), strict=True))
        return tuple(self.subjects[column] for _, column in found[:most])


@lru_cache(maxsize=2)
def work_of_bodies(snapshot: Snapshot) -> Work:
    """Return what the bodies of `two_mode` work on, in its order."""
    two = two_mode(snapshot)
    about: dict[int, set[str]] = defaultdict(set)
    for kind in (TieKind.ABOUT, TieKind.TARGETS):
        a, b = snapshot.ends(kind)
        for thing, theme in zip(a.tolist(), b.tolist(), strict=True):
            about[thing].add(snapshot.ids[theme])
    subjects_of = []
    for thing in two.at.tolist():
        found = set(about.get(thing, ()))
        for language, text in texts(snapshot.fields[thing], "name"):
            found.update(term for term, count in terms_of(text, language).count.items() if count >= 1.0)
        subjects_of.append(found)
    counts: list[Counter[str]] = [Counter() for _ in range(two.bodies)]
    for body, thing in zip(two.body.tolist(), two.shared.tolist(), strict=True):
        counts[body].update(subjects_of[thing])
    used = Counter(subject for found in counts for subject in found)
    subjects = sorted(used)
    column = {subject: k for k, subject in enumerate(subjects)}
    rarity = {subject: np.log((1 + two.bodies) / (1 + used[subject])) + 1.0 for subject in subjects}
    starts, columns, values = [0], [], []
    for count in counts:
        row = {subject: (1.0 + np.log(times)) * rarity[subject] for subject, times in count.items()}
        length = float(np.sqrt(sum(value**2 for value in row.values()))) or 1.0
        columns += [column[subject] for subject in row]
        values += [value / length for value in row.values()]
        starts.append(len(columns))
    shape = (two.bodies, len(subjects))
    rows = sparse.csr_matrix((np.array(values), np.array(columns, np.int64), np.array(starts)), shape)
    rows.sort_indices()
    return Work(rows, subjects)


def in_each_language(snapshot: Snapshot, subjects: Sequence[str]) -> dict[str, str]:
    """Return by language how subjects are said, parted by ` · `; {} without any."""
    if not subjects:
        return {}
    told = {}
    for language in LANGUAGES:
        words: dict[str, str] = {}
        for subject in subjects:  # a theme may be called as a word is
            words.setdefault((word := said(snapshot, subject, language)).casefold(), word)
        told[language] = " · ".join(words.values())
    return told


def said(snapshot: Snapshot, subject: str, language: str) -> str:
    """Return how a subject is said: the name of a theme, a concept's term in a language, or the word itself."""
    position = snapshot.index.get(subject)
    if position is None:
        return vocabulary().said(subject, language)
    named = dict(texts(snapshot.fields[position], "name"))
    return named.get(language) or snapshot.name(position)
