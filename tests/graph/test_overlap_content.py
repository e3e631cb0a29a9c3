"""Texts as terms, weights and near texts."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from graph.errors import DataError
from graph.overlap import TextModel, fit
from graph.overlap import vectors as vectors_module
from graph.overlap.candidates import MOST_BODIES, Texts, texts_worth_comparing
from graph.overlap.nearest import FLOOR, NEAREST, nearest
from graph.overlap.set_apart import is_technical_assistance
from graph.overlap.structure import projects
from graph.overlap.texts import ProjectText
from graph.overlap.vectors import vectors
from graph.snapshot import Snapshot
from tests.graph.factories import Bond, Thing, actor, leads, project, region, snapshot

WORDS = [f"sana{letter}" for letter in "abcdefghijkl"]
WORD = st.sampled_from(WORDS)
TEXTS = st.lists(st.lists(WORD, min_size=1, max_size=8), min_size=1, max_size=12)
YOUTH = "Etsivä nuorisotyö ja työpajatoiminta"
FROZEN = TextModel(1_000, {word: 4 * k for k, word in enumerate(WORDS, 1)})


def read(words: Sequence[str]) -> ProjectText:
    """A text of ready-made terms."""
    count = {word: float(times) for word, times in Counter(words).items()}
    return ProjectText(count, {word: word for word in count}, tuple(sorted(count)), frozenset())


def model_of(texts: Sequence[Sequence[str]]) -> TextModel:
    """A model that counts every text, as scikit-learn does."""
    return TextModel(len(texts), dict(Counter(word for text in texts for word in set(text))))


def texts_of(*rows: Thing | Bond | Sequence[Thing | Bond], model: TextModel | None = None) -> Texts:
    graph = snapshot(*rows)
    return texts_worth_comparing(model or fit(graph), projects(graph))


def members(texts: Texts, graph: Snapshot) -> list[list[str]]:
    ids = projects(graph).ids
    return [[ids[i].rpartition(":")[2] for i in found] for found in texts.members]


# the model


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_vectors_are_those_of_scikit_learn(texts: list[list[str]]) -> None:
    oracle = TfidfVectorizer(analyzer=lambda text: text, sublinear_tf=True, smooth_idf=True, norm="l2")
    expected = oracle.fit_transform(texts).toarray()
    found = vectors(model_of(texts), [read(text) for text in texts])
    assert found.terms == oracle.get_feature_names_out().tolist()
    np.testing.assert_allclose(found.content.toarray(), expected, atol=1e-12)


def test_a_text_without_words_is_a_row_of_zeros() -> None:
    found = vectors(model_of([["a"]]), [read([]), read(["a"])])
    assert found.content.toarray().tolist() == [[0.0], [1.0]]
    assert vectors(model_of([]), []).content.shape == (0, 0)


def test_one_more_text_gets_the_row_that_it_would_have_among_the_others() -> None:
    some = [read(["sanaa", "sanab"]), read(["sanab", "sanac", "sanac"])]
    more = read(["sanac", "sanab", "uusi"])
    row = vectors(FROZEN, some).with_one(FROZEN, more)
    whole = vectors(FROZEN, [*some, more])
    known = [whole.column[term] for term in row.terms]
    np.testing.assert_allclose(row.content.toarray()[2], whole.content.toarray()[2][known], atol=1e-12)


def test_each_distinct_text_counts_once_in_the_model() -> None:
    graph = snapshot(
        [project(f"P{i}", "Hitsaajien lentopallo") for i in range(30)],
        project("Q", "Parturien lentopallo"),
        project("R", "", ""),
    )
    model = fit(graph)
    both = set(model.read(graph)[0].count) & set(model.read(graph)[30].count)
    assert {model.frequency[term] for term in both} == {2}
    assert model.documents == 3


def test_an_unseen_word_weighs_as_one_seen_once() -> None:
    model = TextModel(100, {"tavallinen": 40, "harva": 1})
    assert model.weight("uusi") == model.weight("harva") > model.weight("tavallinen")


def test_the_model_says_when_it_has_grown_old() -> None:
    model = TextModel(3, {"a": 1, "b": 1})
    assert model.unseen_share([read(["a", "b"]), read(["a", "x"])]) == 0.25
    assert model.unseen_share([]) == model.unseen_share([read([])]) == 0.0


def test_a_model_lasts_as_text_and_a_damaged_one_is_told() -> None:
    sets = (frozenset({"kuopio"}), frozenset({"verso"}), frozenset({"00ff"}))
    model = TextModel(3, {"ä": 2, "b": 1}, *sets)
    assert TextModel.from_json(model.to_json()) == model
    assert TextModel(3, {"b": 1, "ä": 2}, *sets).to_json() == model.to_json()
    later = json.dumps({**json.loads(model.to_json()), "schema": "solmu.text-model/99"})
    for broken in ("", "{", "[]", "{}", model.to_json()[:-5], later):
        with pytest.raises(DataError):
            TextModel.from_json(broken)


def test_in_a_small_list_every_word_is_distinctive() -> None:
    assert TextModel(12, {"yleinen": 10}).is_distinctive("yleinen")
    assert not TextModel(12, {"yleinen": 11}).is_distinctive("yleinen")
    assert TextModel(1000, {"yleinen": 50}).is_distinctive("yleinen")


# what counts as content


def test_the_name_counts_twice_and_places_say_where_not_what() -> None:
    graph = snapshot(
        project("P", "Kuopion robotti", "Jäätelö Humppilankylässä"), region("R", name_fi="Humppilankylä")
    )
    (text,) = fit(graph).read(graph)
    name, told = (next(x for x in text.count if text.seen[x] == word) for word in ("robotti", "jäätelö"))
    assert text.count[name] == 2 * text.count[told]
    assert not {"kuopio", "kuopion"} & set(text.seen.values())


def test_a_description_under_several_names_tells_nothing_under_one_it_does() -> None:
    told = "Tilalla kasvatetaan alpakoita ja kehrätään lankaa sukkia varten."
    graph = snapshot(project("P", "Robotti", told), project("Q", "Jäätelö", told))
    assert all("alpakoita" not in text.seen.values() for text in fit(graph).read(graph))
    same = snapshot(project("P", "Robotti 1", told), project("Q", "Robotti 2", told))
    assert all("alpakoita" in text.seen.values() for text in fit(same).read(same))


def test_a_sentence_of_three_leading_bodies_is_boilerplate_of_one_it_is_its_work() -> None:
    said = "Valtakunnan varjoliitäjät kokoontuvat aina torstaisin satamassa."
    own = ["Alpakat kehräävät lankaa.", "Robotti paistaa lettuja.", "Jäätelö sulaa auringossa."]

    def seen(*bodies: str) -> bool:
        rows = [
            [project(f"P{i}", f"Nimi {own[i]}", f"{said} {own[i]}"), leads(bodies[i], f"P{i}")]
            for i in range(3)
        ]
        graph = snapshot(*rows)
        return all("varjoliitäjät" in text.seen.values() for text in fit(graph).read(graph))

    assert not seen("A", "B", "C")
    assert seen("A", "A", "A")


def test_the_names_of_the_bodies_themselves_do_not_count() -> None:
    rows = [
        [project(f"P{i}", f"Zorblaxin {what}"), leads("Z", f"P{i}")]
        for i, what in enumerate(("alpakat", "robotti", "jäätelö"))
    ]
    graph = snapshot(actor("Z", name_fi="Zorblaxin säätiö"), *rows)
    assert all(
        not any(w.startswith("zorblax") for w in text.seen.values()) for text in fit(graph).read(graph)
    )
    other = snapshot(actor("Z", name_fi="Toinen säätiö"), *rows)
    assert all(any(w.startswith("zorblax") for w in text.seen.values()) for text in fit(other).read(other))


@pytest.mark.parametrize(
    "name",
    ["EAKR tekninen tuki, viestintä", "Teknisen tuen hanke", "Tekniskt stöd 2015", "Cumbria technical assistance",
     "Technische Hilfe des Programms", "TEKNISK BISTAND"],
)  # fmt: skip
def test_technical_assistance_is_set_apart(name: str) -> None:
    assert is_technical_assistance({"name_fi": name})
    assert texts_of(project("P", f"{name} alpakka robotti"), project("Q", "Alpakka robotti")).members == [[1]]


@pytest.mark.parametrize(
    "name", ["Teknologian tukikeskus", "Tekninen työ", "Assistance for technical schools"]
)
def test_other_technical_things_are_not(name: str) -> None:
    assert not is_technical_assistance({"name_fi": name})


# distinct texts


def test_texts_of_the_same_words_are_one_whatever_their_order() -> None:
    rows = [project("A", "Robotti alpakka"), project("B", "Jäätelö humppa"), project("C", "Alpakka robotti")]
    assert members(texts_of(rows), snapshot(rows)) == [["A", "C"], ["B"]]


def test_a_text_used_by_more_than_twenty_bodies_is_a_form() -> None:
    rows = [[project(f"P{i:02}", YOUTH), leads(f"A{i:02}", f"P{i:02}")] for i in range(MOST_BODIES + 1)]
    assert texts_of(*rows).members == []
    assert texts_of(*rows[1:]).members == [list(range(MOST_BODIES))]
    one = [[project(f"P{i:02}", YOUTH), leads("A", f"P{i:02}")] for i in range(MOST_BODIES + 1)]
    assert texts_of(*one).members == [list(range(MOST_BODIES + 1))]


# near texts


def near_pairs(words: Sequence[Sequence[str]], model: TextModel = FROZEN) -> list[tuple[int, int]]:
    rows = vectors(model, [read(text) for text in words])
    i, j = nearest(rows.search).pairs(len(words))
    return list(zip(i.tolist(), j.tolist(), strict=True))


def by_brute_force(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Each text's nearest and all that tie with the last of them, found by comparing all with all."""
    dense = vectors(FROZEN, [read(text) for text in words]).content.toarray()
    raw = dense @ dense.T
    cosines = np.round(np.minimum(raw, 1.0), 6)
    found = set()
    for i in range(len(dense)):
        near = sorted(
            (j for j in range(len(dense)) if j != i and raw[i, j] > FLOOR), key=lambda j: -cosines[i, j]
        )
        if near:
            last = cosines[i, near[min(len(near), NEAREST) - 1]]
            found |= {(min(i, j), max(i, j)) for j in near if cosines[i, j] >= last}
    return sorted(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORD, min_size=2, max_size=5), min_size=1, max_size=40))
def test_near_texts_are_those_of_a_brute_force_search(words: list[list[str]]) -> None:
    assert near_pairs(words) == by_brute_force(words)


@pytest.mark.parametrize("others", [NEAREST - 1, NEAREST, NEAREST + 1, 2 * NEAREST, 2 * NEAREST + 1, 80])
def test_all_that_tie_at_the_cut_are_kept(others: int) -> None:
    words = [["yksi", "kaksi"], *(["yksi", "kaksi", f"muu{k:02}"] for k in range(others))]
    found = near_pairs(words)
    assert found == by_brute_force(words)
    assert {(0, k) for k in range(1, others + 1)} <= set(found)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=2, max_size=5), min_size=2, max_size=25),
    st.randoms(use_true_random=False),
)
def test_near_texts_do_not_depend_on_the_order_of_rows(words: list[list[str]], chance: random.Random) -> None:
    order = list(range(len(words)))
    chance.shuffle(order)
    moved = {
        (min(order[i], order[j]), max(order[i], order[j])) for i, j in near_pairs([words[k] for k in order])
    }
    assert moved == set(near_pairs(words))


def test_texts_that_share_two_frequent_terms_are_found_by_the_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "OFTEN", 10)
    model = TextModel(1_000, {"usein": 50, "aina": 60, "joka": 70, "harva": 2})
    assert near_pairs([["usein", "aina"], ["usein", "aina", "joka"], ["joka", "harva"], ["harva"]], model) == [
        (0, 1), (2, 3),
    ]  # fmt: skip
    assert near_pairs([["usein", "yksi"], ["usein", "kaksi"]], model) == []


# kept up as texts come and go


@st.composite
def graphs(draw: st.DrawFn) -> list[Thing]:
    """Projects that say a few of a dozen things; ids come from a small set, so that two graphs share some."""
    names = draw(
        st.dictionaries(st.integers(0, 30), st.lists(WORD, min_size=2, max_size=5), min_size=2, max_size=25)
    )
    return [project(f"P{number:02}", " ".join(words)) for number, words in names.items()]


@settings(max_examples=60, deadline=None)
@given(graphs(), graphs(), st.booleans())
def test_what_is_kept_up_equals_a_full_search(old: list[Thing], new: list[Thing], often: bool) -> None:
    before, after = snapshot(old), snapshot(new)
    model = fit(before)
    with pytest.MonkeyPatch.context() as patch:
        if often:
            patch.setattr(vectors_module, "OFTEN", 3)
        known = texts_worth_comparing(model, projects(before))
        kept_up = texts_worth_comparing(model, projects(after), known)
        whole = texts_worth_comparing(model, projects(after))
    assert kept_up.members == whole.members
    for column in ("text", "other", "likeness"):
        assert getattr(kept_up.near, column).tolist() == getattr(whole.near, column).tolist()
