"""How near texts in different languages are in meaning.

The vectors of a multilingual model lie apart by language, and squeezed: two texts in one language are nearer than one
text and its translation, and every cosine is high. So the mean of each language is taken off, and the cosine is
measured against that of things known to mean the same. Both come from the vocabulary of `graph.text`, whose concepts
have terms in each language; so they do not change as projects come and go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.meaning.embedder import Embedder
from graph.text.language import AT_HOME, language_of
from graph.text.vocabulary import vocabulary
from graph.text.words import words

LISTS, CONCEPTS = 60, 6
"""The yardstick: so many lists of so many concepts in each language."""
NEAR = 0.5
"""From this nearness on, two texts are worth comparing."""
LONGEST = 1_000
"""How many characters of a text are embedded."""
MOST = 5
"""So many near texts in each other language are looked at."""
_BLOCK = 2_048
_CHUNK = 50_000

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Yardstick:
    """The mean vector of each language, and the cosine (after taking it off) of what means the same."""

    mean: dict[str, Rows]
    same: float


@dataclass(frozen=True)
class Meaning:
    """Texts as vectors of length 1 (zeros in a language without a mean), float32[texts, dimensions]."""

    rows: Rows
    language: tuple[str, ...]
    yardstick: Yardstick
    embedder: Embedder

    def nearness(self, i: Ints, j: Ints) -> Floats:
        """Return how near texts i[k] and j[k] are, 0–1; 0 in one language. 1 is as near as what means the same."""
        code = self._code
        found = np.zeros(len(i))
        across = np.flatnonzero(code[i] != code[j])
        for start in range(0, len(across), _CHUNK):
            some = across[start : start + _CHUNK]
            found[some] = _nearness((self.rows[i[some]] * self.rows[j[some]]).sum(axis=1), self.yardstick)
        return found

    @cached_property
    def _code(self) -> Ints:
        """A number for the language of each text."""
        return np.unique(self.language, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def _of_language(self) -> dict[str, Ints]:
        """The texts of each language that has a mean."""
        return {one: np.flatnonzero(np.array(self.language) == one) for one in self.yardstick.mean}

    def pairs(self) -> tuple[Ints, Ints]:
        """Return pairs of near texts in different languages, `i < j`: of each text the MOST in each other language."""
        found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
        for one, here in self._of_language.items():
            for other, there in self._of_language.items():
                if one != other and len(there):
                    found += self._near(here, there)
        i, j = (np.concatenate(ends) for ends in zip(*found, strict=True))
        return np.minimum(i, j), np.maximum(i, j)

    def with_one(self, text: str, declared: str) -> Meaning:
        """Return the same with one more text at the end."""
        more = meaning_of([(text, declared)], self.embedder, self.yardstick)
        return replace(
            self, rows=np.concatenate([self.rows, more.rows]), language=self.language + more.language
        )

    def near(self, k: int) -> Ints:
        """Return the texts near text k in other languages: the MOST in each."""
        others = (there for one, there in self._of_language.items() if one != self.language[k] and len(there))
        found = [to for there in others for _, to in self._near(np.array([k]), there)]
        return np.concatenate([np.empty(0, np.int64), *found])

    def _near(self, here: Ints, there: Ints) -> list[tuple[Ints, Ints]]:
        found = []
        for start in range(0, len(here), _BLOCK):
            some = here[start : start + _BLOCK]
            near = _nearness(self.rows[some] @ self.rows[there].T, self.yardstick)
            if near.shape[1] > MOST:
                least = np.partition(near, -MOST, axis=1)[:, -MOST]
                near[near < least[:, None]] = 0.0
            at, to = np.nonzero(near >= NEAR)
            found.append((some[at], there[to]))
        return found


def meaning_of(
    texts: Sequence[tuple[str, str]], embedder: Embedder, yardstick: Yardstick | None = None
) -> Meaning:
    """Return the meaning of texts, each with the language its source declared."""
    yardstick = yardstick or _yardstick(embedder)
    language = tuple(language_of(words(text), declared) for text, declared in texts)
    known = [k for k, one in enumerate(language) if one in yardstick.mean]
    rows = np.zeros((len(texts), len(yardstick.mean[AT_HOME[0]])), np.float32)
    if known:
        vectors = embedder.embed([texts[k][0][:LONGEST] for k in known])
        rows[known] = _aligned(vectors, np.stack([yardstick.mean[language[k]] for k in known]))
    return Meaning(rows, language, yardstick, embedder)


def _yardstick(embedder: Embedder) -> Yardstick:
    concepts = vocabulary().in_each(AT_HOME)
    step = max(1, len(concepts) // (LISTS * CONCEPTS))
    lists = [concepts[k * step :: LISTS * step][:CONCEPTS] for k in range(LISTS)]
    told = [[", ".join(concept[language] for concept in one) for one in lists] for language in AT_HOME]
    rows = [embedder.embed(one) for one in told]
    mean = [one.mean(axis=0) for one in rows]
    aligned = [_aligned(one, middle) for one, middle in zip(rows, mean, strict=True)]
    same = [float((aligned[a] * aligned[b]).sum(axis=1).mean()) for a, b in ((0, 1), (0, 2), (1, 2))]
    return Yardstick(dict(zip(AT_HOME, mean, strict=True)), max(sum(same) / len(same), 1e-3))


def _aligned(rows: Rows, mean: Rows) -> Rows:
    off = rows - mean
    length = np.linalg.norm(off, axis=1, keepdims=True)
    return np.asarray(off / np.where(length > 0, length, 1.0), dtype=np.float32)


def _nearness(cosine: Rows, yardstick: Yardstick) -> Rows:
    """Return 0 up to half the cosine of what means the same, 1 from it on: two project texts always share some."""
    return np.asarray(np.round(np.clip(2.0 * cosine / yardstick.same - 1.0, 0.0, 1.0), 4), dtype=np.float32)
