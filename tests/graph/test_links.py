"""Which bodies should know each other: what a score is made of, what is left out, and what each link says."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.communities import SEED
from graph.links import ENOUGH, LEAST, NEAR, Link, links
from graph.measures.stability import best
from graph.partition import ei_index
from graph.projection import network_of_bodies, two_mode
from graph.snapshot import Snapshot
from graph.work import in_each_language, work_of_bodies
from tests.graph.factories import (
    Bond,
    Thing,
    actor,
    joins,
    participations,
    project,
    snapshot,
    targets,
    thing,
    tie,
)
from tests.graph.test_brokers import bodies

NAMES = (
    "Nuorten työpaja", "Nuorten digitaalinen työpaja", "Vanhusten hoiva", "Vanhusten digitaalinen hoiva",
    "Matkailu saaristossa", "Metsien mittaus", "",
)  # fmt: skip


@st.composite
def at_work(draw: st.DrawFn) -> list[Thing | Bond]:
    """Random participations in projects that have names of a few words, or none."""
    rows: list[Thing | Bond] = list(draw(participations(bodies=9)))
    for local in sorted({row.b.rpartition(":")[2] for row in rows if isinstance(row, Bond)}):
        name = draw(st.sampled_from(NAMES))
        if name:
            rows.append(project(local, name))
    return rows


def scores(found: list[Link]) -> list[float]:
    return [link.score for link in found]


def link_of(found: list[Link], a: str, b: str) -> Link:
    return next(link for link in found if (link.a, link.b) == (f"actor:fi:{a}", f"actor:fi:{b}"))


@settings(max_examples=60, deadline=None)
@given(at_work())
def test_each_link_joins_two_bodies_that_are_not_tied_once(rows: list[Thing | Bond]) -> None:
    graph = snapshot(rows)
    people, found = bodies(graph), links(graph, top=100)
    pairs = [(link.a, link.b) for link in found]
    assert len(set(pairs)) == len({link.finding for link in found}) == len(pairs)
    for a, b in pairs:
        assert a < b
        assert not people.has_edge(a, b)
    assert found == sorted(found, key=lambda link: (-link.score, link.a, link.b))


@settings(max_examples=60, deadline=None)
@given(at_work())
def test_a_score_is_made_of_contacts_and_of_work_and_reasons_add_up_to_it(rows: list[Thing | Bond]) -> None:
    graph = snapshot(rows)
    people, work = bodies(graph), work_of_bodies(graph)
    two = two_mode(graph)
    active = np.bincount(two.body, minlength=two.bodies)
    place = {graph.ids[p]: i for i, p in enumerate(two.positions.tolist())}
    rows_of_work = work.rows.toarray()
    for link in links(graph, top=100):
        i, j = place[link.a], place[link.b]
        shared = sum(people.degree(z) ** -0.75 for z in nx.common_neighbors(people, link.a, link.b))
        common = float(shared * (active[i] * active[j]) ** (1 / 3))
        near = float(rows_of_work[i] @ rows_of_work[j])
        fewer = int(min((rows_of_work[i] > 0).sum(), (rows_of_work[j] > 0).sum()))
        alike = near * fewer / (fewer + ENOUGH) if near >= NEAR - 1e-12 else 0.0
        assert link.score == pytest.approx(1 - (1 - common / (1 + common)) * (1 - alike), abs=2e-4)
        assert LEAST <= link.score <= 1
        assert sum(reason.weight for reason in link.reasons) == pytest.approx(link.score, abs=2e-4)
        kinds = [reason.kind for reason in link.reasons]
        assert kinds == [kind for kind, part in (("contacts", common), ("work", alike)) if part > 1e-9]
        assert bool(link.both_work_on) == (alike > 0)
        assert link.contacts == len(list(nx.common_neighbors(people, link.a, link.b)))


@settings(max_examples=40, deadline=None)
@given(at_work(), st.randoms(use_true_random=False))
def test_the_same_rows_in_any_order_give_the_same_links(
    rows: list[Thing | Bond], chance: random.Random
) -> None:
    found = links(snapshot(rows), top=5)
    chance.shuffle(rows)
    assert links(snapshot(rows), top=5) == found


@settings(max_examples=100, deadline=None)
@given(at_work(), st.integers(1, 5))
def test_the_best_are_the_best_however_many_are_asked_for(rows: list[Thing | Bond], top: int) -> None:
    graph = snapshot(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.links.ROWS", 1)  # as in a network too large to be looked at all at once
        few = links(graph, top=top)
    more = links(graph, top=top + 5)
    assert scores(few) == scores(more[:top])
    least = few[-1].score if len(more) > top else -1.0  # of equal ones at the end any may be there
    assert [link for link in few if link.score > least] == [link for link in more if link.score > least]


def test_a_pair_that_is_second_by_contacts_and_second_by_work_may_be_first_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """E and F have two contacts of few ties in common, and do the same; others have more of one alone."""
    names = {
        "PE": "Nuorten työpaja, ohjaus, musiikki, liikunta ja hoito kylissä",  # near in work
        "PF": "Nuorten työpaja, ohjaus, musiikki, liikunta ja hoito kaupungeissa",
        "PG": "Metsien mittaus", "PH": "Metsien mittaus",  # nearest in work
    }  # fmt: skip
    rows: list[Thing | Bond] = [project(local, name) for local, name in names.items()]
    rows += [joins(who, f"P{who}") for who in "EFGH"]
    rows += [joins(who, f"X{who}{contact}") for who in "EF" for contact in "12"]
    rows += [joins(f"K{contact}", f"X{who}{contact}") for who in "EF" for contact in "12"]
    for pair, contact in (("AB", "L"), ("CD", "M")):  # most in common by contacts
        rows += [joins(who, f"Y{who}{i}") for who in pair for i in range(3)]
        rows += [joins(f"{contact}{i}", f"Y{who}{i}") for who in pair for i in range(3)]
    graph = snapshot(rows)
    everything = links(graph, top=1_000)
    assert (everything[0].a, everything[0].b) == ("actor:fi:E", "actor:fi:F")
    monkeypatch.setattr("graph.links.ROWS", 1)
    assert links(graph, top=1) == everything[:1]


def test_the_best_by_work_are_those_who_share_much_not_those_who_share_one_word() -> None:
    rows: list[Thing | Bond] = [
        project("P", "Työpaja"), project("Q", "Työpaja"),  # the same, and nothing else is known of them
        project("R", "Metsien mittaus, kartoitus, raivaus, hoito, kaatuminen ja istutus saaristossa"),
        project("S", "Metsien mittaus, kartoitus, raivaus, hoito, kaatuminen ja istutus sisämaassa"),
        joins("A", "P"), joins("B", "Q"), joins("C", "R"), joins("D", "S"),
    ]  # fmt: skip
    graph = snapshot(rows)
    everything = links(graph, top=1_000)
    assert [(link.a[-1], link.b[-1]) for link in everything] == [("C", "D"), ("A", "B")]
    assert links(graph, top=1) == everything[:1]


def test_bodies_that_may_be_one_are_no_link_and_take_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        actor("A", name_fi="Kuopio"),
        actor("B", name_fi="Kuopio"),
        actor("actor:name:k", name_fi="Kuopio"),
    ]
    pairs = [(who, f"{who[-1]}{i}") for who in ("A", "B", "actor:name:k") for i in range(3)]
    ties: list[Thing | Bond] = [joins(who, thing_) for who, thing_ in pairs]
    ties += [joins(f"C{thing_[-1]}", thing_) for _, thing_ in pairs]
    ties += [joins(who, f"Z{who}") for who in "DE"] + [joins("F", f"Z{who}") for who in "DE"]
    found = links(snapshot(rows, ties), top=100)
    unsure = {("actor:fi:A", "actor:name:k"), ("actor:fi:B", "actor:name:k")}
    assert not unsure & {(link.a, link.b) for link in found}
    assert link_of(found, "D", "E").contacts == 1
    monkeypatch.setattr("graph.links.ROWS", 1)
    for top in range(1, len(found) + 1):
        assert scores(links(snapshot(rows, ties), top=top)) == scores(found)[:top]


def test_both_at_work_on_one_theme_far_apart_are_a_link_by_work_alone() -> None:
    rows: list[Thing | Bond] = [
        project("P", "Nuorten työpaja"), project("Q", "Nuorten työpaja"), joins("A", "P"), joins("B", "Q"),
        thing("theme", "T", name_fi="Nuoret", name_en="Young people"), targets("P", "T"), targets("Q", "T"),
    ]  # fmt: skip
    (link,) = links(snapshot(rows))
    assert (link.contacts, link.through, link.distance, link.crosses, link.between) == (
        0,
        (),
        None,
        True,
        0.0,
    )
    assert [reason.kind for reason in link.reasons] == ["work"]
    assert "Young people" in link.both_work_on["en"]
    assert link.ei_change == 0.0  # there are no ties yet, so there is no index to move
    assert link.sentence == (
        f"They both work on {link.both_work_on['en']}, but no project, network or event; no way leads from one to "
        "the other. It would be the first tie between their groups."
    )


@pytest.mark.parametrize("steps", [3, 6, 7, 9])
def test_a_long_way_is_a_way(steps: int) -> None:
    """A chain: each body shares a project with the next, and the ends work on the same."""
    rows: list[Thing | Bond] = [joins(f"A{i}", f"P{i}") for i in range(steps)]
    rows += [joins(f"A{i + 1}", f"P{i}") for i in range(steps)]
    rows += [project("Q", "Nuorten työpaja"), project("R", "Nuorten työpaja")]
    rows += [joins("A0", "Q"), joins(f"A{steps}", "R")]
    link = link_of(links(snapshot(rows), top=100), "A0", f"A{steps}")
    assert link.distance in ({steps} if steps <= 6 else {steps, None})
    assert "no way leads" not in link.sentence
    if link.distance is not None:
        assert f"{steps} steps lie between them" in link.sentence


@settings(max_examples=60, deadline=None)
@given(at_work())
def test_what_a_tie_would_change_is_what_it_changes(rows: list[Thing | Bond]) -> None:
    graph = snapshot(rows)
    two, network = network_of_bodies(graph)
    people = bodies(graph)
    group, _ = best(network, seed=SEED)
    of = {graph.ids[p]: int(g) for p, g in zip(two.positions.tolist(), group.tolist(), strict=True)}
    weights = {
        (graph.ids[two.positions[u]], graph.ids[two.positions[v]]): w
        for u, v, w in zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True)
    }
    inside = sum(w for (a, b), w in weights.items() if of[a] == of[b])
    outside = sum(w for (a, b), w in weights.items() if of[a] != of[b])
    now = ei_index(outside, inside)
    for link in links(graph, top=100):
        crosses = of[link.a] != of[link.b]
        between = sum(w for (a, b), w in weights.items() if {of[a], of[b]} == {of[link.a], of[link.b]})
        then = ei_index(outside + crosses, inside + (not crosses))
        assert link.crosses == crosses
        assert link.between == pytest.approx(between if crosses else 0.0, abs=1e-4)
        assert link.ei_change == pytest.approx((then or 0.0) - now if now is not None else 0.0, abs=2e-6)
        way = nx.has_path(people, link.a, link.b) and nx.shortest_path_length(people, link.a, link.b)
        assert link.distance == (way if way and way <= 6 else None)


# what a body works on


def test_a_body_that_works_on_the_same_is_as_near_as_can_be() -> None:
    graph = snapshot(
        project("P", "Nuorten työpaja"), project("Q", "Nuorten työpaja"), project("R", "Metsien mittaus"),
        joins("A", "P"), joins("B", "Q"), joins("C", "R"), joins("D", "Nameless"),
    )  # fmt: skip
    work = work_of_bodies(graph)
    one, other = np.array([0, 0, 0, 3]), np.array([1, 2, 3, 3])
    assert work.alike(one, other).tolist() == pytest.approx([1.0, 0.0, 0.0, 0.0])
    assert work.shared(0, 1, 1) == work.shared(0, 1, 5)[:1]
    assert work.shared(0, 2, 5) == ()
    assert in_each_language(graph, ()) == {}


@settings(max_examples=40, deadline=None)
@given(at_work())
def test_rows_of_work_have_length_one_or_nothing(rows: list[Thing | Bond]) -> None:
    work = work_of_bodies(snapshot(rows))
    lengths = np.sqrt(np.asarray(work.rows.multiply(work.rows).sum(axis=1)).ravel())
    assert set(np.round(lengths, 9).tolist()) <= {0.0, 1.0}
    assert len(work.subjects) == len(set(work.subjects)) == work.rows.shape[1]


def test_ties_of_any_kind_count_as_known_to_each_other() -> None:
    rows: list[Thing | Bond] = [
        project("P", "Nuorten työpaja"),
        project("Q", "Nuorten työpaja"),
        joins("A", "P"),
        joins("B", "Q"),
    ]

    def found(*more: Bond) -> Snapshot:
        return snapshot(rows, more)

    assert len(links(found())) == 1
    assert links(found(tie("COLLABORATES_WITH", "actor:fi:B", "actor:fi:A"))) == []
    assert links(found(*(tie("ATTENDED", who, "event:fi:E") for who in "AB"))) == []
    assert links(found(*(tie("MEMBER_OF", who, "network:fi:N") for who in "AB"))) == []
