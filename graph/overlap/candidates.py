"""Pairs of projects worth comparing, with all that speaks for and against each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graph.meaning import Embedder, meaning_of
from graph.meaning.across import NEAR
from graph.overlap.evidence import (
    CONTENT,
    TextColumns,
    content_features,
    judged_as_texts,
    structure_features,
    text_columns,
)
from graph.overlap.nearest import LEAST_PRODUCT, NEAREST, Near, joined, nearest, touched
from graph.overlap.score import Weights
from graph.overlap.set_apart import is_technical_assistance
from graph.overlap.structure import Projects
from graph.overlap.text_model import TextModel
from graph.overlap.texts import ProjectText
from graph.overlap.vectors import Vectors, row_products, vectors

FEWEST_TERMS = 2
"""A text with fewer distinctive terms, and fewer than ENOUGH_TERMS of any kind, makes no pairs..."""
ENOUGH_TERMS = 6
EQUAL_TEXTS = 3
"""...unless so many projects share it, and it has one distinctive term at least: then they are a family."""
FEWEST_SHARED = 2
"""Fewer terms in common are no overlap, unless the texts are the same or the term has several words."""
MOST_BODIES = 20
"""A text that more bodies use (the first that leads each project) is a form, not a content."""
MOST_NEAR = 4 * NEAREST
"""Texts that each have more near ones, all as near, are one form filled in: that they are near says nothing."""
MOST_CHANGED = 0.1
"""Where a greater share of the texts is new or gone, all are searched anew."""
LEADING = 3
"""So many words of each text stand for it where its meaning, not its words, brings it near another."""
EACH = 2
"""Of a text that more projects share, the first alone is compared with other texts."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Texts:
    """Distinct texts: `members[t]` are the projects (numbers in `Projects`) that share text t, ascending."""

    members: list[list[int]]
    read: list[ProjectText]
    vectors: Vectors
    near: Near
    columns: TextColumns
    of: dict[int, int]
    """The text of each project that has one worth comparing."""
    _rows: dict[int, dict[int, float]] = field(default_factory=dict, repr=False)

    @cached_property
    def near_pairs(self) -> tuple[Ints, Ints]:
        """Pairs of near texts, each once: `i < j`, sorted; with those near in meaning, where it is known."""
        n = len(self.members)
        i, j = self.near.pairs(n)
        if self.columns.meaning is None:
            return i, j
        one, other = self.columns.meaning.pairs()
        keys = np.union1d(i * n + j, one * n + other)
        return keys // n, keys % n

    @cached_property
    def alike(self) -> Floats:
        """The cosine of each of the near pairs, 0–1."""
        return row_products(self.vectors.content, *self.near_pairs)

    def are_equal(self, i: int, j: int) -> bool:
        """Return whether projects i and j share one text."""
        return i in self.of and self.of[i] == self.of.get(j)

    def shared_terms(self, a: Ints, b: Ints, most: int, chunk: int = 50_000) -> list[tuple[str, ...]]:
        """Return the terms that bring projects a[k] and b[k] together, those that weigh most first, for each k."""
        found: list[tuple[str, ...]] = [()] * len(a)
        t, u = (np.array([self.of.get(i, -1) for i in column.tolist()], dtype=np.int64) for column in (a, b))
        known = np.flatnonzero((t >= 0) & (u >= 0))
        for start in range(0, len(known), chunk):
            some = known[start : start + chunk]
            both = self.vectors.content[t[some]].multiply(self.vectors.content[u[some]]).tocsr()
            rows = np.repeat(np.arange(len(some)), np.diff(both.indptr))
            order = np.lexsort((both.indices, -both.data, rows))
            terms = [self.vectors.terms[column] for column in both.indices[order].tolist()]
            ends = both.indptr.tolist()
            for k, pair in enumerate(some.tolist()):
                found[pair] = tuple(terms[ends[k] : min(ends[k] + most, ends[k + 1])])
        return found

    def says_little(self, i: int, j: int, terms: Sequence[str]) -> bool:
        """Return whether these terms of projects i and j are but one word, and they are not near in meaning either."""
        if len(terms) >= FEWEST_SHARED or sum(len(self.read[self.of[i]].seen[t].split()) for t in terms) >= 2:
            return False
        return not self.means_the_same(i, j)

    def means_the_same(self, i: int, j: int) -> bool:
        """Return whether projects i and j, told in different languages, are near in meaning; False if not known."""
        if self.columns.meaning is None or i not in self.of or j not in self.of:
            return False
        one, other = np.array([self.of[i]]), np.array([self.of[j]])
        return bool(self.columns.meaning.nearness(one, other)[0] >= NEAR)

    def words(self, i: int, j: int, terms: Sequence[str]) -> tuple[str, ...]:
        """Return how texts say these terms, those of i first; see `beside`."""
        one, other = (self.read[self.of[k]].seen if k in self.of else {} for k in (i, j))
        words = dict.fromkeys(beside(one.get(term, term), other.get(term, term)) for term in terms)
        if len(terms) < FEWEST_SHARED and self.means_the_same(i, j):
            leading = (", ".join(self.leading_words([k], LEADING)) for k in (i, j))
            words[" ≈ ".join(leading)] = None
        return tuple(words)

    def leading_words(self, members: Sequence[int], most: int) -> tuple[str, ...]:
        """Return the words that weigh most in the first of some projects, as it says them."""
        first = next((i for i in members if i in self.of), None)
        if first is None:
            return ()
        t = self.of[first]
        row = sorted(self._row(t).items(), key=lambda item: (-item[1], item[0]))
        return tuple(self.read[t].seen[self.vectors.terms[column]] for column, _ in row[:most])

    def _row(self, t: int) -> dict[int, float]:
        """Return the columns of text t with their weights; kept, since a text is near to several."""
        if t not in self._rows:
            matrix = self.vectors.content
            part = slice(matrix.indptr[t], matrix.indptr[t + 1])
            self._rows[t] = dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))
        return self._rows[t]


@dataclass(frozen=True)
class Candidates:
    """Pairs of projects `a[k]`, `b[k]` (numbers in `Projects`, a < b, sorted) with features, float64[pairs] each."""

    a: Ints
    b: Ints
    features: dict[str, Floats]
    as_texts: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_]) -> Candidates:
        """Return some of the pairs."""
        features = {name: column[kept] for name, column in self.features.items()}
        return Candidates(self.a[kept], self.b[kept], features, self.as_texts[kept])


def texts_worth_comparing(
    model: TextModel, projects: Projects, before: Texts | None = None, embedder: Embedder | None = None
) -> Texts:
    """Return the distinct texts that say enough and are no form used by everyone, with their near texts.

    With the texts found `before`, by the same model, only what is new is searched; the answer is the same. With an
    `embedder` texts in different languages are near by their meaning, too.
    """
    snapshot = projects.snapshot
    read = model.read(snapshot)
    groups: dict[tuple[tuple[str, float], ...], list[int]] = {}
    for i, text in enumerate(read):
        if any(model.is_distinctive(term) for term in text.count) or len(text.count) >= ENOUGH_TERMS:
            groups.setdefault(text.key, []).append(i)
    members = []
    for found in groups.values():
        kept = [i for i in found if not is_technical_assistance(snapshot.fields[projects.positions[i]])]
        bodies = len({min(projects.leads[i] or projects.bodies[i] or {-i - 1}) for i in kept})
        terms = read[found[0]].count
        enough = len(terms) >= ENOUGH_TERMS or len(kept) >= EQUAL_TEXTS
        enough = enough or sum(map(model.is_distinctive, terms)) >= FEWEST_TERMS
        if kept and enough and (bodies <= MOST_BODIES or len(kept) == 1):
            members.append(kept)
    members.sort(key=lambda found: found[0])
    chosen = [read[found[0]] for found in members]
    rows = vectors(model, chosen)
    near = nearest(rows) if before is None else _kept_up(before, chosen, rows)
    told = model.tellings(snapshot) if embedder else []
    meaning = meaning_of([told[found[0]] for found in members], embedder) if embedder else None
    columns = text_columns(model, rows, chosen, meaning)
    return Texts(
        members, chosen, rows, near, columns, {i: t for t, found in enumerate(members) for i in found}
    )


def _kept_up(before: Texts, chosen: list[ProjectText], rows: Vectors) -> Near:
    """Return the near texts of `chosen`, taking over what was found before for all texts that no change touches.

    A text is looked at again if it is new or crowded, or if one that came or went is among those looked at for it.
    """
    old = {text.key: t for t, text in enumerate(before.read)}
    now = np.array([old.get(text.key, -1) for text in chosen], dtype=np.int64)
    stays = np.flatnonzero(now >= 0)
    place = np.full(len(before.read), -1, dtype=np.int64)
    place[now[stays]] = stays
    fresh, gone = np.flatnonzero(now < 0), np.flatnonzero(place < 0)
    if len(fresh) + len(gone) > MOST_CHANGED * len(chosen):
        return nearest(rows)
    least = np.full(len(chosen), LEAST_PRODUCT)
    least[stays] = before.near.least[now[stays]]
    left = place[np.union1d(before.near.crowded, touched(before.vectors, before.near.least, gone))]
    again = np.unique(np.concatenate([fresh, left[left >= 0], touched(rows, least, fresh)]))
    text, other = place[before.near.text], place[before.near.other]
    kept = (text >= 0) & ~np.isin(text, again)
    untouched = Near(text[kept], other[kept], np.empty(0, np.int64), least)
    return joined(rows, untouched, nearest(rows, again), again)


def candidates(texts: Texts, projects: Projects, weights: Weights, least: float) -> Candidates:
    """Return the pairs of projects of near or equal texts whose score may reach `least` (0–1)."""
    t, u = texts.near_pairs
    several = np.array([k for k, found in enumerate(texts.members) if len(found) > 1], dtype=np.int64)
    t, u = np.concatenate([t, several]), np.concatenate([u, several])
    features = content_features(texts.columns, t, u, np.append(texts.alike, np.ones(len(several))))
    as_texts = judged_as_texts(texts.columns, t, u)
    reach = np.log(least / (1 - least)) - weights.most_of_structure() if least > 0 else -np.inf
    many = np.bincount(texts.near.text, minlength=len(texts.members)) > MOST_NEAR
    form = many[t] & many[u] & (t != u)
    kept = np.flatnonzero((weights.log_odds(features, as_texts) >= reach) & ~form)
    a, b, of = [], [], []
    for k in kept.tolist():
        for one, other in _between(texts.members[t[k]], texts.members[u[k]]):
            a.append(one)
            b.append(other)
            of.append(k)
    order = np.lexsort((b, a))
    i, j, of_pair = (np.array(column, dtype=np.int64)[order] for column in (a, b, of))
    found = {name: features[name][of_pair] for name in CONTENT} | structure_features(projects, i, j)
    return Candidates(i, j, found, as_texts[of_pair])


def compare(texts: Texts, projects: Projects, pairs: Sequence[tuple[int, int]]) -> Candidates:
    """Return the features of given pairs of projects; those of content are 0 where one has no text worth comparing."""
    a = np.array([i for i, _ in pairs], dtype=np.int64)
    b = np.array([j for _, j in pairs], dtype=np.int64)
    t, u = (np.array([texts.of.get(i, -1) for i in column.tolist()], dtype=np.int64) for column in (a, b))
    known = np.flatnonzero((t >= 0) & (u >= 0))
    features = {name: np.zeros(len(pairs)) for name in CONTENT}
    for name, column in content_features(texts.columns, t[known], u[known]).items():
        features[name][known] = column
    as_texts = np.zeros(len(pairs), dtype=np.bool_)
    as_texts[known] = judged_as_texts(texts.columns, t[known], u[known])
    return Candidates(a, b, features | structure_features(projects, a, b), as_texts)


@lru_cache(maxsize=100_000)
def beside(word: str, other: str) -> str:
    """Return how two texts say one thing: the word of the first, and that of the other where it is another."""
    return word if word == other else f"{word} / {other}"


def _between(one: list[int], other: list[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of projects of two texts, or of one: of a text that many share the first stands for all."""
    if one is other:
        yield from combinations(one, 2) if len(one) <= EACH else ()
        return
    for i in one if len(one) <= EACH else one[:1]:
        for j in other if len(other) <= EACH else other[:1]:
            yield (i, j) if i < j else (j, i)
