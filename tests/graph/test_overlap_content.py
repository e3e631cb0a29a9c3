"""Words, weights and near texts."""

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
from graph.overlap.content import FLOOR, MOST_BODIES, NEAREST, Texts, distinct_texts, near_texts
from graph.overlap.text_model import project_words, vectors
from graph.overlap.words import lemmas
from tests.graph.factories import project, region, snapshot

WORD = st.sampled_from([f"sana{letter}" for letter in "abcdefghijkl"])
TEXTS = st.lists(st.lists(WORD, min_size=1, max_size=8), min_size=1, max_size=12)
NOBODY: frozenset[int] = frozenset()


def model_of(texts: Sequence[Sequence[str]]) -> TextModel:
    """A model that counts every text, as scikit-learn does."""
    return TextModel(len(texts), dict(Counter(word for text in texts for word in set(text))))


FROZEN = TextModel(1_000, {f"sana{letter}": 4 * k for k, letter in enumerate("abcdefghijkl", 1)})


def texts_of(words: Sequence[Sequence[str]]) -> Texts:
    return distinct_texts(FROZEN, words, [NOBODY] * len(words))


# words


def test_words_are_told_by_their_base_form() -> None:
    assert lemmas("Nuorten työpajojen", "fi") == lemmas("nuori työpaja", "fi") == ["nuori", "työpaja"]
    assert lemmas("ungdomars verkstäder", "sv") == lemmas("ungdom verkstad", "sv")


def test_numbers_markup_and_words_that_say_nothing_are_left_out() -> None:
    assert lemmas("<p class='x'>Hanke 2016</p><br/>ja ja ja 12 %") == []
    assert lemmas("<b>nuori</b><i>työpaja</i>") == ["nuori", "työpaja"]
    assert lemmas("😀 نص عربي 🎉") == ["نص", "عربي"]
    assert lemmas("") == []


def test_the_name_counts_twice_and_places_say_where_not_what() -> None:
    graph = snapshot(project("P", "Kuopion työpaja", "Nuori Kuopiossa"), region("R", name_fi="Kuopio"))
    model = fit(graph)
    assert model.places == {"kuopio"}
    assert project_words(graph, model.places) == [["työpaja", "työpaja", "nuori"]]


# the model


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_vectors_are_those_of_scikit_learn(texts: list[list[str]]) -> None:
    oracle = TfidfVectorizer(analyzer=lambda text: text, sublinear_tf=True, smooth_idf=True, norm="l2")
    expected = oracle.fit_transform(texts).toarray()
    matrix, vocabulary = vectors(model_of(texts), texts)
    assert vocabulary == oracle.get_feature_names_out().tolist()
    np.testing.assert_allclose(matrix.toarray(), expected, atol=1e-12)


def test_a_text_without_words_is_a_row_of_zeros() -> None:
    matrix, _ = vectors(model_of([["a"]]), [[], ["a"]])
    assert matrix.toarray().tolist() == [[0.0], [1.0]]
    assert vectors(model_of([]), [])[0].shape == (0, 0)


def test_each_distinct_text_counts_once_in_the_model() -> None:
    graph = snapshot(
        [project(f"P{i}", "Nuorten työpaja") for i in range(30)],
        project("Q", "Vanhusten työpaja"),
        project("R", "", ""),
    )
    model = fit(graph)
    assert model.frequency["työpaja"] == 2
    assert model.frequency["nuori"] == 1
    assert model.documents == 3


def test_an_unseen_word_weighs_as_one_seen_once_and_more_texts_change_nothing() -> None:
    model = TextModel(100, {"tavallinen": 40, "harva": 1})
    assert model.weight("uusi") == model.weight("harva") > model.weight("tavallinen")
    before = vectors(model, [["harva", "tavallinen"], ["uusi", "harva"]])
    after = vectors(model, [["harva", "tavallinen"], ["uusi", "harva"], ["aivan", "muuta"]])
    one, other = (matrix[0].multiply(matrix[1]).sum() for matrix, _ in (before, after))
    assert one == other


def test_the_model_says_when_it_has_grown_old() -> None:
    model = TextModel(3, {"a": 1, "b": 1})
    assert model.unseen_share([["a", "b"], ["a", "x"]]) == 0.25
    assert model.unseen_share([]) == model.unseen_share([[]]) == 0.0


def test_a_model_lasts_as_text_and_a_damaged_one_is_told() -> None:
    model = TextModel(3, {"ä": 2, "b": 1}, frozenset({"kuopio"}))
    assert TextModel.from_json(model.to_json()) == model
    assert TextModel(3, {"b": 1, "ä": 2}, frozenset({"kuopio"})).to_json() == model.to_json()
    later = json.dumps({**json.loads(model.to_json()), "schema": "solmu.text-model/99"})
    for broken in ("", "{", "[]", "{}", model.to_json()[:-5], later):
        with pytest.raises(DataError):
            TextModel.from_json(broken)


# distinct texts


def test_texts_of_the_same_words_are_one_whatever_their_order() -> None:
    texts = texts_of([["a", "b"], ["c", "d"], ["b", "a"], ["a", "a", "b"]])
    assert texts.members == [[0, 2], [1], [3]]


def test_a_text_with_fewer_than_two_distinctive_words_is_left_out() -> None:
    common = {"yleinen": 30, "usea": 30, "harva": 1}
    model = TextModel(100, common)
    assert not model.is_distinctive("yleinen")
    words = [
        ["yleinen", "usea", "harva"],
        ["yleinen", "usea", "harva", "harva"],
        ["harva", "uusi"],
        [],
        ["harva", "harva"],
    ]
    assert distinct_texts(model, words, [NOBODY] * 5).members == [[2]]


def test_in_a_small_list_every_word_is_distinctive() -> None:
    assert TextModel(12, {"yleinen": 10}).is_distinctive("yleinen")
    assert not TextModel(12, {"yleinen": 11}).is_distinctive("yleinen")
    assert TextModel(1000, {"yleinen": 50}).is_distinctive("yleinen")


def test_a_text_used_by_more_than_twenty_bodies_is_a_form() -> None:
    words = [["lomake", "sama"]] * (MOST_BODIES + 1)
    bodies = [frozenset({i}) for i in range(MOST_BODIES + 1)]
    model = model_of([words[0]])
    assert distinct_texts(model, words, bodies).members == []
    assert distinct_texts(model, words[1:], bodies[1:]).members == [list(range(MOST_BODIES))]
    assert distinct_texts(model, words, [frozenset({1})] * len(words)).members == [list(range(len(words)))]
    assert distinct_texts(model, words[:1], [frozenset(range(99))]).members == [[0]]


# near texts


def by_brute_force(texts: Texts) -> list[tuple[int, int, float]]:
    """Each text's ten nearest and all that tie with the tenth, found by comparing all with all."""
    dense = texts.matrix.toarray()
    n = len(dense)
    cosines = np.round(np.minimum(dense @ dense.T, 1.0), 6)
    raw = dense @ dense.T
    pairs = set()
    for i in range(n):
        near = sorted((j for j in range(n) if j != i and raw[i, j] > FLOOR), key=lambda j: -cosines[i, j])
        if near:
            last = cosines[i, near[min(len(near), NEAREST) - 1]]
            pairs |= {(min(i, j), max(i, j)) for j in near if cosines[i, j] >= last}
    return [(i, j, float(cosines[i, j])) for i, j in sorted(pairs)]


def pairs_of(texts: Texts) -> list[tuple[int, int, float]]:
    i, j, cosine = near_texts(texts)
    return list(zip(i.tolist(), j.tolist(), cosine.tolist(), strict=True))


def same(one: list[tuple[int, int, float]], other: list[tuple[int, int, float]]) -> bool:
    return [p[:2] for p in one] == [p[:2] for p in other] and all(
        abs(p[2] - q[2]) < 2e-6 for p, q in zip(one, other, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORD, min_size=2, max_size=5), min_size=1, max_size=40))
def test_near_texts_are_those_of_a_brute_force_search(words: list[list[str]]) -> None:
    texts = texts_of(words)
    assert same(pairs_of(texts), by_brute_force(texts))


@pytest.mark.parametrize("others", [9, 10, 11, 25, 31, 60])
def test_all_that_tie_at_the_cut_are_kept(others: int) -> None:
    words = [["yksi", "kaksi"], *(["yksi", "kaksi", f"muu{k:02}"] for k in range(others))]
    texts = texts_of(words)
    found = pairs_of(texts)
    assert same(found, by_brute_force(texts))
    assert {(0, k) for k in range(1, others + 1)} <= {(i, j) for i, j, _ in found}


def test_ties_at_the_cut_that_only_one_side_sees_are_kept() -> None:
    hub = [f"h{k}" for k in range(8)]
    words = [["yksi", "kaksi", *hub]]
    for k in range(45):  # each of these has ten nearer ones of its own family
        words += [["yksi", "kaksi", *(f"{k}x{m}" for m in range(3)), f"{k}y{copy}"] for copy in range(12)]
    texts = texts_of(words)
    assert same(pairs_of(texts), by_brute_force(texts))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=2, max_size=5), min_size=2, max_size=25),
    st.randoms(use_true_random=False),
)
def test_near_texts_do_not_depend_on_the_order_of_rows(words: list[list[str]], chance: random.Random) -> None:
    order = list(range(len(words)))
    chance.shuffle(order)
    one = texts_of(words)
    other = texts_of([words[k] for k in order])

    def said(texts: Texts) -> set[tuple[frozenset[tuple[str, ...]], float]]:
        return {(frozenset({texts.words[i], texts.words[j]}), cosine) for i, j, cosine in pairs_of(texts)}

    assert said(one) == said(other)


def test_shared_words_come_by_weight_then_by_spelling() -> None:
    texts = distinct_texts(
        TextModel(100, {"a": 50, "b": 1, "c": 1, "d": 9}), [["a", "c", "b", "x"], ["a", "b", "c", "d"]], [NOBODY] * 2
    )  # fmt: skip
    assert texts.shared_words(0, 1) == ("b", "c", "a")
    assert texts.shared_words(0, 1, most=1) == ("b",)
    assert texts.leading_words(1, most=3) == ("b", "c", "d")
