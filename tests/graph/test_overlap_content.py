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
from graph.overlap import Compared, TextModel, fit, overlaps
from graph.overlap import candidates as candidates_module
from graph.overlap import nearest as nearest_module
from graph.overlap import vectors as vectors_module
from graph.overlap.candidates import MOST_BODIES, Texts, texts_worth_comparing
from graph.overlap.nearest import FLOOR, MOST_TIES, NEAREST, nearest, nearest_of_row
from graph.overlap.set_apart import is_technical_assistance
from graph.overlap.structure import projects
from graph.overlap.texts import ProjectText
from graph.overlap.vectors import LEFT_OUT, vectors
from graph.snapshot import Snapshot
from graph.text import terms_of
from tests.graph.factories import Bond, Thing, actor, leads, project, region, snapshot

WORDS = [f"sana{letter}" for letter in "abcdefghijkl"]
WORD = st.sampled_from(WORDS)
TEXTS = st.lists(st.lists(WORD, min_size=1, max_size=8), min_size=1, max_size=12)
THINGS = ["alpakka", "robotti", "jäätelö", "humppa", "harmonikka", "koira", "lammas", "hevonen", "sieni", "marja",
          "silta", "lamppu"]  # fmt: skip
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


@pytest.mark.parametrize(
    ("key", "value"),
    [("documents", "three"), ("documents", None), ("frequency", ["a"]), ("frequency", {"a": "often"}),
     ("places", None), ("boilerplate", ["no digest"])],
)  # fmt: skip
def test_a_model_whose_parts_are_of_the_wrong_kind_is_damaged(key: str, value: object) -> None:
    whole = json.loads(TextModel(3, {"a": 1}).to_json())
    with pytest.raises(DataError):
        TextModel.from_json(json.dumps({**whole, key: value}))


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


def test_a_form_is_told_by_who_leads_and_a_project_of_many_is_none() -> None:
    bodies = [f"A{i:02}" for i in range(MOST_BODIES + 9)]
    one = [project("P", YOUTH), *(leads(body, "P") for body in bodies)]
    assert texts_of(*one).members == [[0]]


def test_a_text_with_fewer_than_two_distinctive_words_is_left_out() -> None:
    rows = [
        project("A", "Jäätelö humppa"), project("B", "Jäätelö alpakka"), project("C", "Robotti alpakka"),
        project("D", ""), project("E", "Robotti robotti"),
    ]  # fmt: skip
    term = {word: next(iter(terms_of(word).count)) for word in ("jäätelö", "humppa", "robotti", "alpakka")}
    model = TextModel(100, {term["jäätelö"]: 30, term["humppa"]: 30, term["alpakka"]: 1})
    assert members(texts_of(rows, model=model), snapshot(rows)) == [["C"]]


def test_shared_words_come_by_weight_and_are_shown_as_each_text_says_them() -> None:
    rows = [project("P", "Jäätelö humppa robotti alpakka"), project("Q", "Jäätelöä humppa robotit")]
    term = {word: next(iter(terms_of(word).count)) for word in ("jäätelö", "humppa", "robotti", "alpakka")}
    model = TextModel(100, {term["jäätelö"]: 50, term["humppa"]: 9, term["robotti"]: 1, term["alpakka"]: 2})
    texts = texts_of(rows, model=model)
    a, b = np.array([0, 0, 0]), np.array([1, 7, 1])
    all_three = (term["robotti"], term["humppa"], term["jäätelö"])
    assert texts.shared_terms(a, b, 9) == [all_three, (), all_three]
    assert texts.shared_terms(a, b, 1)[0] == (term["robotti"],)
    assert texts.words(0, 1, all_three) == (
        "robotti / robotit", "humppa", "jäätelö / jäätelöä",
    )  # fmt: skip
    assert texts.leading_words([0, 1], 2) == ("robotti", "alpakka")
    assert texts.leading_words([7], 2) == ()


# near texts


def near_pairs(words: Sequence[Sequence[str]], model: TextModel = FROZEN) -> list[tuple[int, int]]:
    rows = vectors(model, [read(text) for text in words])
    i, j = nearest(rows).pairs(len(words))
    return list(zip(i.tolist(), j.tolist(), strict=True))


def by_brute_force(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Each text's nearest and all that tie with the last of them if not too many, found by comparing all with all."""
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
            crowded = sum(cosines[i, j] == last for j in near) > MOST_TIES
            kept = [j for j in near if cosines[i, j] > last or (cosines[i, j] == last and not crowded)]
            found |= {(min(i, j), max(i, j)) for j in kept}
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


@pytest.mark.parametrize("families", [15, 30])
def test_ties_at_the_cut_that_only_one_side_sees_are_kept_until_they_are_too_many(families: int) -> None:
    words = [["yksi", "kaksi", *(f"h{k}" for k in range(8))]]
    for k in range(families):  # each of these has NEAREST nearer ones of its own family
        own = [f"{k}x{m}" for m in range(3)]
        words += [["yksi", "kaksi", *own, f"{k}y{copy}"] for copy in range(NEAREST + 1)]
    assert near_pairs(words) == by_brute_force(words)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(WORD, min_size=2, max_size=5), min_size=1, max_size=30),
    st.lists(WORD, max_size=5),
    st.sampled_from([3, 20, 1_000]),
)
def test_a_draft_is_near_what_the_same_text_would_be_near_in_the_list(
    words: list[list[str]], more: list[str], often: int
) -> None:
    listed = [read(text) for text in words]
    known = {word for text in words for word in text}
    draft = read([word for word in more if word in known])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors_module, "OFTEN", often)
        rows = vectors(FROZEN, listed)
        near = nearest_of_row(rows.with_one(FROZEN, draft), rows.turned)
        whole = nearest(vectors(FROZEN, [*listed, draft]))
    mine = whole.text == len(words)
    assert near.tolist() == whole.other[mine].tolist()


@st.composite
def texts_of_frequent_terms(draw: st.DrawFn) -> tuple[TextModel, list[list[str]]]:
    """Texts of many frequent terms and a few rare ones, and how often each term stands elsewhere."""
    frequent = [f"usein{k:02}" for k in range(14)]
    rare = [f"harva{k}" for k in range(6)]
    model = TextModel(
        1_000, {**{word: draw(st.integers(11, 60)) for word in frequent}, **dict.fromkeys(rare, 2)}
    )
    text = st.lists(st.sampled_from([*frequent, *rare]), min_size=1, max_size=14)
    return model, draw(st.lists(text, min_size=2, max_size=10))


@settings(max_examples=100, deadline=None)
@given(texts_of_frequent_terms())
def test_texts_are_searched_by_all_but_their_most_frequent_terms(
    drawn: tuple[TextModel, list[list[str]]],
) -> None:
    model, words = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors_module, "OFTEN", 10)
        rows = vectors(model, [read(text) for text in words])
    for content, search in zip(rows.content.toarray(), rows.search.toarray(), strict=True):
        left_out = np.flatnonzero(content != search)
        assert (search[left_out] == 0).all()
        assert (content[left_out] ** 2).sum() <= LEFT_OUT
        often = {k: model.frequency[rows.terms[k]] for k in np.flatnonzero(content)}
        kept = [often[k] for k in often if k not in left_out]
        assert all(often[k] > 10 and often[k] >= max(kept) for k in left_out)
    assert (rows.search.toarray() == rows.content.toarray()).all() or any(
        model.frequency[word] > 10 for text in words for word in text
    )


def test_what_is_near_by_frequent_terms_is_no_nearer_than_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three texts of eight things each, five of them in common, are no family, however the search finds them."""
    said = {"A": THINGS[:8], "B": THINGS[:5] + THINGS[8:11], "C": THINGS[2:7] + THINGS[8:10] + THINGS[11:]}
    rows = [project(name, " ".join(words)) for name, words in said.items()]
    found = overlaps(Compared(snapshot(rows), fit(snapshot(rows))))
    monkeypatch.setattr(vectors_module, "OFTEN", 1)
    assert overlaps(Compared(snapshot(rows), fit(snapshot(rows)))) == found


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
        patch.setattr(candidates_module, "MOST_CHANGED", 1.0)
        if often:
            patch.setattr(vectors_module, "OFTEN", 3)
        known = texts_worth_comparing(model, projects(before))
        kept_up = texts_worth_comparing(model, projects(after), known)
        whole = texts_worth_comparing(model, projects(after))
    assert kept_up.members == whole.members
    for column in ("text", "other", "crowded", "least"):
        assert getattr(kept_up.near, column).tolist() == getattr(whole.near, column).tolist()


SAID = st.lists(st.sampled_from(THINGS), min_size=2, max_size=5).map(" ".join)


@st.composite
def lists_over_time(draw: st.DrawFn) -> list[Snapshot]:
    """A list that changes: projects come, go, and say something else; others take part."""
    text = st.sampled_from(["", draw(SAID), draw(SAID), draw(SAID)])
    told = st.tuples(SAID, text, st.sampled_from("ABC"), st.sampled_from(["2016", "2018", "2020"]))
    now: dict[int, tuple[str, str, str, str]] = draw(
        st.dictionaries(st.integers(0, 30), told, min_size=3, max_size=20)
    )
    found = []
    for _ in range(3):
        rows = [
            [
                project(f"P{k:02}", name, text, days=(f"{year}-01-01", f"{year}-12-31")),
                leads(body, f"P{k:02}"),
            ]
            for k, (name, text, body, year) in now.items()
        ]
        found.append(snapshot(*rows))
        gone = draw(st.sets(st.sampled_from(sorted(now)), max_size=len(now) // 2))
        now = {k: one for k, one in now.items() if k not in gone}
        now |= draw(st.dictionaries(st.integers(0, 30), told, max_size=4))
    return found


@settings(max_examples=80, deadline=None)
@given(lists_over_time(), st.sampled_from([3, 1_000]), st.sampled_from([(2, 4), (NEAREST, 2 * NEAREST)]))
def test_findings_kept_up_over_time_equal_those_found_from_scratch(
    lists: list[Snapshot], often: int, room: tuple[int, int]
) -> None:
    model = fit(lists[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors_module, "OFTEN", often)
        patch.setattr(nearest_module, "NEAREST", room[0])
        patch.setattr(nearest_module, "LOOKED_AT", room[1])
        patch.setattr(nearest_module, "_ROOM", room[1] + 1)
        patch.setattr(candidates_module, "MOST_CHANGED", 1.0)
        kept: Texts | None = None
        for graph in lists:
            kept_up, whole = Compared(graph, model, kept), Compared(graph, model)
            kept = kept_up.texts
            assert kept.members == whole.texts.members
            for column in ("text", "other", "crowded", "least"):
                assert getattr(kept.near, column).tolist() == getattr(whole.texts.near, column).tolist()
            for pairs in (False, True):
                assert overlaps(kept_up, pairs=pairs) == overlaps(whole, pairs=pairs)


def test_a_change_without_new_texts_and_a_list_that_was_emptied_are_kept_up() -> None:
    rows = [project("A", "Robotti alpakka"), project("B", "Robotti jäätelö"), project("C", "Alpakka jäätelö")]
    model = fit(snapshot(rows))
    whole = Compared(snapshot(rows), model)
    assert len(whole.texts.near.text) == 6
    fewer = Compared(snapshot(rows[:2]), model, whole.texts)
    assert [len(fewer.texts.near.text), *fewer.texts.near.other.tolist()] == [2, 1, 0]
    empty = Compared(snapshot([]), model, fewer.texts)
    assert (empty.texts.members, len(empty.texts.near.text)) == ([], 0)
    again = Compared(snapshot(rows), model, empty.texts)
    assert again.texts.near.other.tolist() == whole.texts.near.other.tolist()
    assert overlaps(again) == overlaps(whole)
