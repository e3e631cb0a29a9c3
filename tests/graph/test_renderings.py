"""A project told in Finnish, Swedish and English is one project: its renderings find each other.

`renderings.ndjson` was written by one who did not know the vocabulary.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from graph.overlap import fit
from graph.overlap.vectors import vectors
from tests.graph.factories import Thing, id_of, snapshot

TOLD = [json.loads(line) for line in Path(__file__).with_name("renderings.ndjson").read_text().splitlines()]
LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def likeness() -> dict[tuple[str, str], np.ndarray]:
    """The cosines of all renderings in one language (rows) with all in another (columns), in the order of TOLD."""
    rows = [
        Thing(
            id_of("project", f"{one['id']}-{language}"),
            {
                f"name_{language}": one[language]["name"],
                f"description_{language}": one[language]["description"],
            },
            "made up",
        )
        for one in TOLD
        for language in LANGUAGES
    ]
    graph = snapshot(rows)
    content = vectors(model := fit(graph), model.read(graph)).content
    place = {
        language: [graph.index[id_of("project", f"{one['id']}-{language}")] for one in TOLD]
        for language in LANGUAGES
    }
    every = (content @ content.T).toarray()
    return {(a, b): every[np.ix_(place[a], place[b])] for a in LANGUAGES for b in LANGUAGES}


def test_there_are_a_hundred_in_three_languages() -> None:
    assert len(TOLD) == 100
    assert len({one[language]["description"] for one in TOLD for language in LANGUAGES}) == 300


@pytest.mark.parametrize(("asked", "among"), list(permutations(LANGUAGES, 2)))
def test_a_rendering_finds_its_partner_in_another_language(
    asked: str, among: str, likeness: dict[tuple[str, str], np.ndarray]
) -> None:
    found = likeness[asked, among]
    nearer = (found > np.diag(found)[:, None]).sum(axis=1)
    assert (nearer < 3).sum() >= 90


@pytest.mark.parametrize("asked", LANGUAGES)
def test_it_finds_one_of_both_among_all_texts_of_all_languages(
    asked: str, likeness: dict[tuple[str, str], np.ndarray]
) -> None:
    own = likeness[asked, asked] - 2 * np.eye(len(TOLD))
    others = [likeness[asked, language] for language in LANGUAGES if language != asked]
    best = np.maximum(*(np.diag(other) for other in others))[:, None]
    nearer = sum((found > best).sum(axis=1) for found in (own, *others))
    assert (nearer < 3).sum() >= 80
