"""What speaks for and against two projects doing the same: numbers that the score weighs, a column for each feature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.meaning import Meaning
from graph.overlap.structure import Place, Projects
from graph.overlap.text_model import TextModel
from graph.overlap.texts import ProjectText
from graph.overlap.vectors import Vectors, row_products

FEATURES = {
    "likeness": "content", "shared_words": "content", "coined": "content",
    "same_lead": "bodies", "shared_bodies": "bodies", "firms": "bodies",
    "same_place": "place", "years_apart": "time", "same_programme": "programme", "target_groups": "target_groups",
}  # fmt: skip
"""Each feature with the reason that it belongs to:

- likeness: cosine of the TF-IDF rows, 0–1; across languages their nearness in meaning, where it is known, adds to it
- shared_words: ln(1 + how many words both have); a compound's parts share the one word that it is
- coined: how rare the rarest made-up word is that both have, 0–1
- same_lead: one body leads both
- shared_bodies: the sum of `Projects.rarity` over bodies in both, at most 5
- firms: they share no body, and private firms alone take part in both
- same_place: they share a region or a municipality
- years_apart: between their starts, at most 4, 2 where one is unknown
- same_programme: one fund and priority
- target_groups: how many both serve, at most 3
"""
CONTENT = tuple(name for name, reason in FEATURES.items() if reason == "content")
LONG = 16
"""From so many terms in the longer text on, a pair is judged as texts, below as names."""
FAR = 4.0
USUAL_GAP = 2.0
MOST_TARGETS = 3
MOST_SHARED = 5.0
ACROSS = 0.25
"""What the full nearness in meaning of two texts in different languages adds to their likeness."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TextColumns:
    """What of each text the features need: arrays and lists over texts."""

    content: sparse.csr_matrix
    words: sparse.csr_matrix
    terms: Ints
    coined: list[frozenset[str]]
    rarity: dict[str, float] = field(repr=False)
    """Of each made-up word, 0–1."""
    meaning: Meaning | None = None


def text_columns(
    model: TextModel, vectors: Vectors, texts: Sequence[ProjectText], meaning: Meaning | None
) -> TextColumns:
    """Return the columns over texts."""
    return TextColumns(
        content=vectors.content, words=_words(vectors, texts), terms=np.diff(vectors.content.indptr).astype(np.int64),
        coined=[text.coined for text in texts],
        rarity=_rarity(model, {term for text in texts for term in text.coined}), meaning=meaning,
    )  # fmt: skip


def with_one_text(
    of: TextColumns, model: TextModel, vectors: Vectors, text: ProjectText, told: tuple[str, str]
) -> TextColumns:
    """Return the columns with one more text at the end: the last row of `vectors`, `told` as it stands."""
    row, share = vectors.content[-1], _shares(text)
    row.data = np.sqrt(np.array([share[vectors.terms[column]] for column in row.indices.tolist()]))
    return TextColumns(
        content=vectors.content, words=sparse.vstack([of.words, row], "csr"),
        terms=np.append(of.terms, len(text.count)),
        coined=[*of.coined, text.coined], rarity={**of.rarity, **_rarity(model, text.coined)},
        meaning=of.meaning.with_one(*told) if of.meaning else None,
    )  # fmt: skip


def _words(vectors: Vectors, texts: Sequence[ProjectText]) -> sparse.csr_matrix:
    """Return rows whose product counts the words that two texts share: the terms of one word share its one."""
    found = vectors.content.copy()
    share = [_shares(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), np.diff(found.indptr)).tolist()
    terms = vectors.terms
    values = (share[row][terms[column]] for row, column in zip(rows, found.indices.tolist(), strict=True))
    found.data = np.sqrt(np.fromiter(values, np.float64, len(rows)))
    return found


def _shares(text: ProjectText) -> dict[str, float]:
    """Return the part of a word that each term is: a compound and its parts are one word together."""
    times = Counter(text.seen.values())
    return {term: 1.0 / times[word] for term, word in text.seen.items()}


def _rarity(model: TextModel, terms: Collection[str]) -> dict[str, float]:
    """Return how rare each term is, 0–1: its weight over that of a term seen once."""
    rarest = model.weight("") - 1.0
    return {term: (model.weight(term) - 1.0) / rarest if rarest else 0.0 for term in terms}


def content_features(of: TextColumns, i: Ints, j: Ints, alike: Floats | None = None) -> dict[str, Floats]:
    """Return the features CONTENT of pairs of texts, float64[pairs] each; `alike` their cosine where it is known."""
    product = row_products(of.content, i, j) if alike is None else alike
    if of.meaning is not None:
        product = product + ACROSS * of.meaning.nearness(i, j)
    return {
        "likeness": np.minimum(product, 1.0),
        "shared_words": np.log1p(row_products(of.words, i, j)),
        "coined": np.fromiter(
            (
                max((of.rarity[term] for term in of.coined[one] & of.coined[other]), default=0.0)
                for one, other in zip(i.tolist(), j.tolist(), strict=True)
            ),
            np.float64,
            len(i),
        ),
    }


def judged_as_texts(of: TextColumns, i: Ints, j: Ints) -> NDArray[np.bool_]:
    """Return which pairs of texts are judged as texts, the others as names."""
    return np.asarray(np.maximum(of.terms[i], of.terms[j]) >= LONG, dtype=np.bool_)


def structure_features(projects: Projects, i: Ints, j: Ints) -> dict[str, Floats]:
    """Return the features of bodies, place, time, programme and target groups of pairs of projects."""
    found = {name: np.zeros(len(i)) for name in FEATURES if name not in CONTENT}
    p = projects
    for k, (one, other) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        shared = p.bodies[one] & p.bodies[other]
        if shared:
            found["shared_bodies"][k] = min(sum(map(p.rarity, shared)), MOST_SHARED)
            found["same_lead"][k] = bool(p.leads[one] & p.leads[other])
        else:
            found["firms"][k] = p.of_firms[one] and p.of_firms[other]
        found["same_place"][k] = p.place(one, other)[0] is Place.SAME
        found["same_programme"][k] = p.programme[one] is not None and p.programme[one] == p.programme[other]
        found["target_groups"][k] = min(len(p.targets[one] & p.targets[other]), MOST_TARGETS)
        gap = p.days_between_starts(one, other)
        found["years_apart"][k] = USUAL_GAP if gap is None else min(gap / 365.25, FAR)
    return found
