"""The text model: how much each word weighs. Fitted once, frozen until fitted again, so that findings do not drift."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import orjson
from scipy import sparse

from graph.errors import DataError
from graph.overlap.words import lemmas
from graph.records import Fields
from graph.snapshot import Snapshot

SCHEMA = "solmu.text-model/1"
COMMON_SHARE = 0.05
"""A word in more than this share of the texts (and in more than 10) tells nothing apart."""


@dataclass(frozen=True)
class TextModel:
    """Document frequencies of words among the `documents` texts it was fitted on, and words that name places.

    The weight of a word is its smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1 (Salton and Buckley
    1988, smoothed as usual); a word the model has not seen weighs as one seen once.
    """

    documents: int
    frequency: dict[str, int]
    places: frozenset[str] = field(default_factory=frozenset)

    def weight(self, word: str) -> float:
        """Return the inverse document frequency of a word."""
        return math.log((1 + self.documents) / (1 + self.frequency.get(word, 1))) + 1.0

    def is_distinctive(self, word: str) -> bool:
        """Return whether a word is rare enough to tell texts apart."""
        return self.frequency.get(word, 1) <= max(10, COMMON_SHARE * self.documents)

    def unseen_share(self, texts: Iterable[Sequence[str]]) -> float:
        """Return which share of the words of some texts the model has never seen; high means it has grown old."""
        total = unseen = 0
        for words in texts:
            total += len(words)
            unseen += sum(word not in self.frequency for word in words)
        return unseen / total if total else 0.0

    def to_json(self) -> str:
        """Return the model as text, the same for equal models."""
        return orjson.dumps(
            {
                "schema": SCHEMA, "documents": self.documents, "frequency": self.frequency,
                "places": sorted(self.places),
            },
            option=orjson.OPT_SORT_KEYS,
        ).decode()  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> TextModel:
        """Return the model that `to_json` wrote; raise DataError for anything else."""
        try:
            data = orjson.loads(text)
            if data["schema"] != SCHEMA:
                raise DataError(f"This program reads text models of {SCHEMA}, not {data['schema']}.")
            return cls(data["documents"], data["frequency"], frozenset(data["places"]))
        except (orjson.JSONDecodeError, KeyError, TypeError):
            raise DataError("The text model is damaged; fit it again with `solmu fit overlaps`.") from None


def fit(snapshot: Snapshot) -> TextModel:
    """Return the model of all projects of a snapshot; each distinct text counts once."""
    places = place_words(snapshot)
    distinct = {tuple(sorted(set(words))) for words in project_words(snapshot, places)}
    counts: Counter[str] = Counter()
    for words in distinct:
        counts.update(words)
    return TextModel(len(distinct), {word: counts[word] for word in sorted(counts)}, places)


def place_words(snapshot: Snapshot) -> frozenset[str]:
    """Return the lemmas that name regions: they tell where, not what."""
    found: set[str] = set()
    for position in snapshot.of_kind("region").tolist():
        for language, text in texts(snapshot.fields[position], ("name",)):
            found.update(lemmas(text, language))
    return frozenset(found)


def project_words(snapshot: Snapshot, places: frozenset[str]) -> list[list[str]]:
    """Return the content words of each project (in the order of `snapshot.of_kind("project")`), the name's twice."""
    return [words_of(snapshot.fields[position], places) for position in snapshot.of_kind("project").tolist()]


def words_of(fields: Fields, places: frozenset[str]) -> list[str]:
    """Return the content words of one project's fields: those of its names twice, those of its descriptions once."""
    words: list[str] = []
    for language, text in texts(fields, ("name",)):
        words += 2 * [word for word in lemmas(text, language) if word not in places]
    for language, text in texts(fields, ("description",)):
        words += [word for word in lemmas(text, language) if word not in places]
    return words


def texts(fields: Fields, heads: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return `(language, text)` of the fields that start with one of `heads`."""
    found = []
    for key, value in fields.items():
        head, _, language = key.partition("_")
        if head in heads and isinstance(value, str):
            found.append((language, value))
    return sorted(found)


def vectors(model: TextModel, words: Sequence[Sequence[str]]) -> tuple[sparse.csr_matrix, list[str]]:
    """Return TF-IDF rows of length 1 (CSR float64, texts × vocabulary) and the vocabulary, sorted.

    Term frequency counts as 1 + ln(tf). A text without words is a row of zeros.
    """
    vocabulary = sorted({word for text in words for word in text})
    column = {word: i for i, word in enumerate(vocabulary)}
    weight = [model.weight(word) for word in vocabulary]
    starts, columns = [0], list[int]()
    values: list[float] = []
    for text in words:
        counts = Counter(column[word] for word in text)
        row = sorted(counts)
        scores = [(1.0 + math.log(counts[i])) * weight[i] for i in row]
        length = math.sqrt(math.fsum(score * score for score in scores))
        columns.extend(row)
        values.extend(score / length for score in scores)
        starts.append(len(columns))
    shape = (len(words), len(vocabulary))
    return sparse.csr_matrix(
        (
            np.array(values, dtype=np.float64),
            np.array(columns, dtype=np.int32),
            np.array(starts, dtype=np.int32),
        ),
        shape,
    ), vocabulary
