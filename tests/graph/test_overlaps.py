"""Which projects do the same, why, and whether they know of each other."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.overlap import Compared, TextModel, fit, overlaps
from graph.overlap.choose import choose
from graph.overlap.kinds import SAME_THING, is_same_thing, kind_of_overlap, who_should_hear
from graph.overlap.score import CONSTANT, REGIMES, Weights, shipped
from graph.overlap.structure import Place, Time
from graph.records import named_id
from graph.records.findings import Overlap, OverlapKind, Recipients
from graph.text import terms_of
from tests.graph.factories import (
    ACROSS,
    AFTER,
    Bond,
    Thing,
    actor,
    found,
    group_project,
    joins,
    leads,
    located,
    project,
    region,
    snapshot,
    targets,
    tie,
)

YOUTH = "Etsivä nuorisotyö ja työpajatoiminta"
DUPLICATE, PARALLEL, COMPLEMENTARY, CONTINUATION, FAMILY = OverlapKind
ROUTES = [
    "Maahanmuuttajien kielikoulutus työpaikoilla", "Maahanmuuttajien kielikoulutus oppilaitoksissa",
    "Etsivä nuorisotyö ja työpajat", "Etsivä nuorisotyö ja valmennus", "Digitaalinen osaaminen matkailussa",
    "Matkailun digitaalinen markkinointi", "Hoiva-alan rekrytointi ja työhyvinvointi", "Työhyvinvointi hoivassa",
    "Etsivä nuorisotyö ja työpajat", "Etsivä nuorisotyö ja työpajat",
]  # fmt: skip


def only(overlaps_: list[Overlap]) -> Overlap:
    assert len(overlaps_) == 1
    return overlaps_[0]


def pair(
    *rows: Thing | Bond, days: tuple[tuple[str, str] | None, tuple[str, str] | None] | None = None
) -> Overlap:
    """The one overlap of two projects P and Q that say the same thing."""
    p, q = days or (("2016-01-01", "2018-12-31"), ("2016-06-01", "2017-12-31"))
    return only(found(project("P", YOUTH, days=p), project("Q", YOUTH, days=q), list(rows)))


# kinds


@pytest.mark.parametrize(
    ("same", "place", "time_", "body", "lead", "people", "kind"),
    [
        (True, "same", "together", False, False, False, DUPLICATE),
        (True, "same", "unknown", False, False, False, DUPLICATE),
        (True, "unknown", "together", True, True, False, DUPLICATE),
        (True, "unknown", "together", True, False, False, PARALLEL),
        (True, "other", "together", False, False, False, PARALLEL),
        (True, "other", "together", True, True, False, PARALLEL),
        (True, "same", "apart", True, False, False, CONTINUATION),
        (True, "other", "apart", True, True, False, CONTINUATION),
        (True, "same", "apart", False, False, False, PARALLEL),
        (False, "same", "together", False, False, False, COMPLEMENTARY),
        (False, "other", "together", True, False, False, COMPLEMENTARY),
        (False, "other", "together", False, False, True, COMPLEMENTARY),
        (False, "unknown", "unknown", True, True, False, COMPLEMENTARY),
        (False, "other", "together", False, False, False, None),
        (False, "same", "apart", True, True, True, None),
    ],
)
def test_each_kind_has_its_rule(
    same: bool, place: str, time_: str, body: bool, lead: bool, people: bool, kind: OverlapKind | None
) -> None:
    found_ = kind_of_overlap(
        same_thing=same,
        maybe=same,
        place=Place(place),
        time=Time(time_),
        shared_body=body,
        same_lead=lead,
        shared_people=people,
    )
    assert found_ is kind


def test_perhaps_the_same_thing_is_parallel_where_nothing_else_is_shared() -> None:
    def kind(**shared: bool) -> OverlapKind | None:
        told = {"shared_body": False, "same_lead": False, "shared_people": False, **shared}
        return kind_of_overlap(same_thing=False, maybe=True, place=Place.UNKNOWN, time=Time.TOGETHER, **told)

    assert kind() is PARALLEL
    assert kind(shared_people=True) is COMPLEMENTARY


def test_the_same_thing_is_told_by_the_score_or_by_equal_words_but_those_of_two_firms() -> None:
    assert is_same_thing(SAME_THING, equal_texts=False, firms=True)
    assert not is_same_thing(SAME_THING - 0.0001, equal_texts=False, firms=False)
    assert is_same_thing(0.01, equal_texts=True, firms=False)
    assert not is_same_thing(0.01, equal_texts=True, firms=True)


def test_who_should_hear() -> None:
    assert all(who_should_hear(kind, same_lead=False) is Recipients.BOTH_BODIES for kind in OverlapKind)
    assert who_should_hear(DUPLICATE, same_lead=True) is Recipients.FUNDER
    for kind in (PARALLEL, COMPLEMENTARY, CONTINUATION):
        assert who_should_hear(kind, same_lead=True) is Recipients.NOBODY_NEW


def test_the_same_thing_in_one_place_at_one_time_is_a_duplicate() -> None:
    one = pair(leads("A", "P"), leads("B", "Q"), located("P", "R"), located("Q", "R"))
    assert (one.a, one.b, one.kind, one.undated) == ("project:fi:P", "project:fi:Q", DUPLICATE, False)
    parts = {reason.kind: reason.weight for reason in one.reasons}
    assert sum(parts.values()) == pytest.approx(one.score, abs=1e-9)
    assert parts["content"] > parts["place"] > 0
    assert {reason.kind: reason.evidence for reason in one.reasons}["place"] == ("region:fi:R",)
    assert one.recipients is Recipients.BOTH_BODIES


def test_elsewhere_it_is_parallel_and_later_by_the_same_body_a_continuation() -> None:
    places = [region("R", "001"), region("S", "002"), located("P", "R"), located("Q", "S")]
    assert pair(*places, leads("A", "P"), leads("B", "Q")).kind is PARALLEL
    later = (("2016-01-01", "2018-12-31"), AFTER)
    assert pair(*places, leads("A", "P"), leads("A", "Q"), days=later).kind is CONTINUATION
    assert pair(*places, leads("A", "P"), leads("B", "Q"), days=later).kind is PARALLEL


def test_another_thing_for_the_same_people_at_one_time_is_complementary() -> None:
    rows = [
        project("P", "Etsivä nuorisotyö ja työpajatoiminta"),
        project("Q", "Etsivä nuorisotyö ja digitaalinen verkkovalmennus"),
        targets("P", "T"), targets("Q", "T"),
    ]  # fmt: skip
    one = only(found(rows))
    assert one.kind is COMPLEMENTARY
    people = next(reason for reason in one.reasons if reason.kind == "target_groups")
    assert people.evidence == ("theme:fi:T",)
    assert people.weight > 0
    assert found(rows[:2]) == []


def test_places_meet_by_their_municipalities() -> None:
    def kind(*rows: Thing | Bond) -> OverlapKind:
        return pair(*rows, located("P", "R"), located("Q", "S")).kind

    assert kind(region("R", "001", "002"), region("S", "002", "003")) is DUPLICATE
    assert kind(region("R", "001"), region("S", "003")) is PARALLEL
    assert kind(region("R", "001", level="country"), region("S", "001")) is PARALLEL


def test_names_that_speak_of_two_towns_count_before_the_area_that_holds_both() -> None:
    towns = [
        region("K", "297", name_fi="Kuopio"),
        region("M", "491", name_fi="Mikkeli"),
        region("I", "297", "491", name_fi="Itä-Suomi"),
    ]
    places = [located("P", "I"), located("Q", "I")]
    two = [project("P", f"{YOUTH} Kuopiossa"), project("Q", f"{YOUTH} Mikkelissä")]
    assert only(found(towns, places, two)).kind is PARALLEL
    assert (
        only(found(towns, places, two[0], two[1]._replace(fields={**two[1].fields, "name_fi": YOUTH}))).kind
        is DUPLICATE
    )


def test_unknown_days_are_said() -> None:
    assert pair(days=(None, ("2016-01-01", "2018-12-31"))).undated
    apart = pair(days=(("2010-01-01", "2012-12-31"), AFTER))
    assert not apart.undated
    assert apart.reasons[0].kind == "content"
    assert not any(reason.evidence for reason in apart.reasons if reason.kind == "time")


# the score


SHORT = "Työhyvinvointi hoivassa"
LONGER = f"{SHORT} ja rekrytointi"
LONGEST = f"{LONGER} sekä perhehoito ja omaishoito"


def score_of(*rows: Thing | Bond | Sequence[Thing | Bond], p: str = YOUTH, q: str = YOUTH) -> float:
    """The score of P and Q in one place, by a model that has seen none of their words."""
    places = [located("P", "R"), located("Q", "R")]
    every = found(project("P", p), project("Q", q), places, *rows, model=TextModel(100, {}), pairs=True)
    return only([o for o in every if o.projects == ("project:fi:P", "project:fi:Q")]).score


def test_the_more_words_two_names_share_the_higher_the_score() -> None:
    equal = [score_of(p=text, q=text) for text in (SHORT, LONGER, LONGEST)]
    assert equal == sorted(set(equal))
    assert score_of(p=f"{LONGER} matkailussa", q=f"{LONGER} kouluissa") < score_of(p=LONGER, q=LONGER)


def test_a_body_in_both_raises_the_score_and_the_more_so_the_rarer_it_is() -> None:
    elsewhere = [joins("A", f"X{i}") for i in range(20)]
    apart = score_of(joins("A", "P"), joins("B", "Q"))
    common = score_of(joins("A", "P"), joins("A", "Q"), elsewhere)
    assert apart < common < score_of(joins("A", "P"), joins("A", "Q"))


def test_a_hub_in_both_raises_no_score() -> None:
    hub = [joins("HUB", "P"), joins("HUB", "Q")]
    for rows in ([joins("A", "P"), joins("B", "Q")], [joins("A", "P"), joins("A", "Q")]):
        assert score_of(HUB, rows, hub) == score_of(HUB, rows)


def test_firms_alone_lower_the_score_unless_they_work_together() -> None:
    firms = [actor(local, sector="private") for local in "AB"]
    own = [leads("A", "P"), leads("B", "Q")]
    assert score_of(firms, own) < score_of(own)
    assert score_of(firms, own) < score_of(firms, own, joins("C", "Q"))
    assert score_of(firms, own, joins("A", "Q")) > score_of(own)


@pytest.mark.parametrize("text", [SHORT, YOUTH, LONGEST])
@pytest.mark.parametrize("days", [None, AFTER, ("1990-01-01", "1999-01-01")])
def test_two_that_say_the_very_same_do_the_same_thing_but_not_two_firms(
    text: str, days: tuple[str, str] | None
) -> None:
    rows = [project("P", text), project("Q", text, days=days), leads("A", "P"), leads("B", "Q")]
    low = Weights({regime: {**shipped().of[regime], CONSTANT: -9.0} for regime in REGIMES})

    def kinds(*more: Thing | Bond) -> list[OverlapKind]:
        graph = snapshot(rows, *more)
        every = overlaps(Compared(graph, fit(graph)), low)
        assert all(one.score < SAME_THING for one in every)
        return [one.kind for one in every]

    places = [located("P", "R"), located("Q", "R")]
    assert kinds() == [PARALLEL]
    assert kinds(*places) == [PARALLEL if days else DUPLICATE]
    assert kinds(*places, *(actor(local, sector="private") for local in "AB")) == []


def test_what_lowers_a_score_is_a_part_of_it_too() -> None:
    def parts(*days: tuple[str, str]) -> dict[str, float]:
        one = pair(leads("A", "P"), leads("A", "Q"), days=(days[0], days[1]))
        found_ = {reason.kind: reason.weight for reason in one.reasons}
        assert round(sum(found_.values()), 4) == one.score
        return found_

    assert parts(("2010-01-01", "2010-12-31"), AFTER)["time"] < 0
    assert parts(ACROSS, ACROSS)["time"] == 0


# blind or not


def knows(*rows: Thing | Bond, sources: tuple[str, str] = ("list", "list")) -> tuple[bool | None, int | None]:
    p, q = (project(local, YOUTH, source=source) for local, source in zip("PQ", sources, strict=True))
    one = only([o for o in found(p, q, list(rows)) if o.projects == (p.id, q.id)])
    return one.blind, one.distance


STRANGERS = (leads("A", "P"), joins("A2", "P"), leads("B", "Q"))


def test_two_projects_that_nothing_joins_are_blind_to_each_other() -> None:
    assert knows(*STRANGERS) == (True, None)


def test_it_is_not_known_unless_both_come_from_sources_that_name_partners() -> None:
    assert knows(leads("A", "P"), leads("B", "Q")) == (None, None)
    assert knows(*STRANGERS, sources=("list", "another")) == (None, None)
    assert knows(*STRANGERS, sources=("another", "another")) == (None, None)
    assert knows(*STRANGERS, sources=("another|list", "list")) == (True, None)
    assert knows(*STRANGERS, joins("C", "X", "another"), sources=("list", "another")) == (True, None)


def test_a_list_of_one_body_a_row_tells_nothing_even_of_its_own_body() -> None:
    assert knows(leads("A", "P"), leads("A", "Q")) == (None, 2)


def test_a_body_that_funds_the_other_is_no_stranger_to_it_and_a_common_funder_is_none() -> None:
    assert knows(*STRANGERS, tie("FUNDS", "actor:fi:A", "Q")) == (None, None)
    assert knows(*STRANGERS, tie("FUNDS", "actor:fi:B", "P")) == (None, None)
    both = [tie("FUNDS", "actor:fi:FUNDER", local) for local in "PQ"]
    assert knows(*STRANGERS, *both) == (True, None)


def test_projects_of_one_group_code_know_of_each_other() -> None:
    assert knows(leads("A", "P"), leads("B", "Q"), *group_project("7", "P", "Q")) == (False, 2)


def test_a_way_of_at_most_four_steps_lets_them_know() -> None:
    assert knows(*STRANGERS, joins("A", "Q")) == (False, 2)
    assert knows(*STRANGERS, joins("A", "X"), joins("B", "X")) == (False, 4)
    assert knows(*STRANGERS, tie("MEMBER_OF", "actor:fi:A", "N"), tie("MEMBER_OF", "actor:fi:B", "N")) == (
        False,
        4,
    )
    assert knows(*STRANGERS, tie("ATTENDED", "actor:fi:A", "E"), tie("ATTENDED", "actor:fi:B", "E")) == (
        False,
        4,
    )


def test_a_longer_way_does_not() -> None:
    further = [joins("A", "X"), joins("C", "X"), joins("C", "Y"), joins("B", "Y")]
    assert knows(*STRANGERS, *further) == (True, 6)
    assert knows(
        *STRANGERS, joins("A", "X"), tie("COLLABORATES_WITH", "actor:fi:C", "actor:fi:B"), joins("C", "X")
    ) == (True, 5)


def test_a_shared_funder_introduces_nobody() -> None:
    assert knows(*STRANGERS, tie("FUNDS", "F", "P"), tie("FUNDS", "F", "Q")) == (True, None)


HUB = [leads("HUB", f"H{i}") for i in range(60)] + [leads(f"B{i}", f"R{i}") for i in range(220)]


def test_a_shared_hub_body_says_nothing_and_a_hub_elsewhere_is_no_way() -> None:
    assert knows(*STRANGERS, *HUB, joins("HUB", "P"), joins("HUB", "Q")) == (None, None)
    assert knows(*STRANGERS, *HUB, joins("HUB", "P"), joins("HUB", "Q"), joins("A2", "Q")) == (False, 2)
    assert knows(*STRANGERS, *HUB, tie("STEERS", "HUB", "P"), tie("STEERS", "HUB", "Q")) == (True, None)


def test_it_is_not_known_while_a_body_of_one_may_be_a_body_of_the_other() -> None:
    unsure = named_id("actor", "Nuorisosäätiö")
    bearers = [
        actor("1", name_fi="Nuorisosäätiö"),
        actor("2", name_fi="Nuorisosäätiö"),
        actor(unsure, name_fi="Nuorisosäätiö"),
    ]
    assert knows(*STRANGERS, *bearers, joins(unsure, "P"), joins("1", "Q")) == (None, None)
    assert knows(*STRANGERS, *bearers, joins("2", "P"), joins(unsure, "Q")) == (None, None)
    assert knows(*STRANGERS, *bearers, joins("1", "P"), joins("2", "Q")) == (True, None)
    assert knows(*STRANGERS, *bearers, joins(unsure, "P")) == (True, None)


def test_those_who_know_both_introduce() -> None:
    own = pair(leads("A", "P"), leads("B", "Q"), joins("C", "P"), joins("C", "Q"))
    assert own.introducers == ("actor:fi:C",)
    outside = pair(
        leads("A", "P"), leads("B", "Q"), tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:Z"),
        tie("COLLABORATES_WITH", "actor:fi:Z", "actor:fi:B"),
    )  # fmt: skip
    assert outside.introducers == ("actor:fi:Z",)
    assert pair(leads("A", "P"), leads("B", "Q")).introducers == ()


# families


def test_three_projects_of_one_text_are_one_family() -> None:
    rows = [project(local, YOUTH) for local in "PQR"]
    family = only(found(rows))
    assert (family.kind, family.members, family.a, family.b) == (
        FAMILY,
        ("project:fi:P", "project:fi:Q", "project:fi:R"),
        None,
        None,
    )
    pairs = found(rows, pairs=True)
    assert [one.projects for one in pairs] == list(combinations(family.members, 2))
    assert FAMILY not in {one.kind for one in pairs}


def test_a_family_keeps_its_id_when_it_grows_and_when_others_come() -> None:
    rows = [project(local, YOUTH) for local in "PQR"]
    model = fit(snapshot(rows))
    grown = found(rows, project("A", YOUTH), project("B", "Hoiva-alan rekrytointi"), model=model)
    assert only(grown).finding == only(found(rows, model=model)).finding
    assert len(only(grown).members) == 4


def test_projects_of_one_group_code_are_one_family_whatever_they_say() -> None:
    rows = [
        project("P", "Hoiva-alan rekrytointi"),
        project("Q", YOUTH),
        project("R", "Matkailun digitaalinen markkinointi"),
        project("S", YOUTH),
    ]
    code = group_project("S1234", "P", "Q", "R")
    family, two = sorted(found(rows, code), key=lambda one: one.kind is not FAMILY)
    assert family.members == ("project:fi:P", "project:fi:Q", "project:fi:R")
    assert two.projects == ("project:fi:Q", "project:fi:S")
    assert family.recipients is Recipients.NOBODY_NEW
    assert [one.projects for one in found(rows, code, pairs=True)] == [("project:fi:Q", "project:fi:S")]
    assert (
        family.finding
        == only([o for o in found(rows, group_project("S1234", "P", "Q", "R", "S")) if o.members]).finding
    )


def test_a_group_of_two_is_a_pair_like_any_other() -> None:
    rows = [project("P", YOUTH), project("Q", YOUTH), *group_project("S1", "P", "Q")]
    assert only(found(rows)).projects == ("project:fi:P", "project:fi:Q")


def test_a_member_said_twice_is_one_member() -> None:
    code = group_project("S1", "P", "Q", "R")
    rows = [
        *(project(local, YOUTH) for local in "PQR"),
        *code,
        *(bond._replace(source="b", start="2016-01-01") for bond in code if isinstance(bond, Bond)),
    ]
    assert only(found(rows)).members == ("project:fi:P", "project:fi:Q", "project:fi:R")
    assert len(found(rows, pairs=True)) == 3


def test_a_family_of_more_than_fifty_is_still_one_finding() -> None:
    many = [f"P{i:03}" for i in range(60)]
    words = [f"sana{one}{other}" for one in "kmprt" for other in "aeiouyäökmrt"]
    rows = [project(local, f"{YOUTH} {word}") for local, word in zip(many, words, strict=True)]
    assert len(only(found(rows, group_project("S1", *many), model=TextModel(1000, {}))).members) == 60


def test_one_that_says_the_same_as_a_group_is_not_lost() -> None:
    rows = [*(project(local, YOUTH) for local in "PQRST"), *group_project("S1", "P", "Q", "R")]
    alone = [one.projects for one in found(rows) if one.kind is not FAMILY]
    assert alone == [
        ("project:fi:P", "project:fi:S"),
        ("project:fi:P", "project:fi:T"),
        ("project:fi:S", "project:fi:T"),
    ]


def test_two_groups_that_say_the_same_are_told_of_each_other() -> None:
    rows = [
        *(project(local, YOUTH) for local in "PQRSTU"),
        *group_project("S1", "P", "Q", "R"),
        *group_project("S2", "S", "T", "U"),
    ]
    one, *families = sorted(found(rows), key=lambda o: o.kind is FAMILY)
    assert one.projects == ("project:fi:P", "project:fi:S")
    assert [family.members[0] for family in families] == ["project:fi:P", "project:fi:S"]


def test_a_form_used_by_more_than_twenty_bodies_makes_no_overlaps() -> None:
    rows = [[project(f"P{i:02}", YOUTH), leads(f"A{i:02}", f"P{i:02}")] for i in range(21)]
    assert found(*rows) == []
    assert len(only(found(*rows[1:])).members) == 20


@pytest.mark.parametrize("name", ["", "Hanke 2016", "Nuori", "Nuorten nuori nuoria"])
def test_a_text_that_says_too_little_makes_no_pairs(name: str) -> None:
    assert found([project(f"P{i}", name) for i in range(2)]) == []
    assert found([project("P", name), project("Q", f"{name} robotti")]) == []


def test_one_word_that_three_projects_or_more_are_called_is_a_family_and_nothing_else() -> None:
    called = [
        project(f"P{i}", name) for i, name in enumerate(("Ohjaamo Lahti", "Ohjaamo Turku", "Ohjaamo Oulu"))
    ]
    family = only(found([*called, project("Q", "Ohjaamo robotti"), project("R", "Ohjaamon alpakka")]))
    assert (family.kind, len(family.members)) == (OverlapKind.FAMILY, 3)


def test_a_long_text_of_common_words_is_compared() -> None:
    words = ("vesi", "terveys", "koulu", "ruoka", "maatalous", "suoja")
    common = TextModel(100, dict.fromkeys(terms_of(" ".join(words)).count, 40))
    rows = [project("P", " ".join(words)), project("Q", " ".join(words))]
    assert only(found(*rows, model=common)).a == "project:fi:P"
    assert found(project("P", "vesi terveys"), project("Q", "vesi terveys"), model=common) == []


def test_one_shared_word_is_no_overlap() -> None:
    model = TextModel(
        100,
        dict.fromkeys(terms_of("työpaja").count, 1) | dict.fromkeys(terms_of("nuori ikäihminen").count, 60),
    )
    assert found(project("P", "Nuorten työpaja"), project("Q", "Ikäihmisten työpaja"), model=model) == []


# the same answer always


@st.composite
def lists(draw: st.DrawFn) -> list[Thing | Bond]:
    """Projects that say a few things, with bodies, places, groups and days."""
    n = draw(st.integers(2, 12))
    rows: list[Thing | Bond] = [region("R1", "001"), region("R2", "002"), region("R3", "001", "002")]
    for i in range(n):
        name, text = draw(st.sampled_from(ROUTES)), draw(st.sampled_from(["", *ROUTES]))
        days = draw(
            st.sampled_from([None, AFTER, ("2014-01-01", "2016-12-31"), ("2016-01-01", "2019-12-31")])
        )
        rows.append(project(f"P{i:02}", name, text, days=days))
        rows += [
            leads(f"A{draw(st.integers(0, 4))}", f"P{i:02}"),
            joins(f"A{draw(st.integers(0, 4))}", f"P{i:02}"),
        ]
        rows += (
            [located(f"P{i:02}", draw(st.sampled_from(["R1", "R2", "R3"])))] if draw(st.booleans()) else []
        )
    if n >= 3 and draw(st.booleans()):
        rows += group_project("S1", "P00", "P01", "P02")
    return rows


@settings(max_examples=40, deadline=None)
@given(lists(), st.randoms(use_true_random=False), st.booleans())
def test_findings_hold_together_and_the_order_of_rows_never_shows(
    rows: list[Thing | Bond], chance: random.Random, pairs: bool
) -> None:
    one = found(rows, pairs=pairs)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert found(shuffled, pairs=pairs) == one

    assert one == sorted(one, key=lambda o: (-o.score, o.projects))
    assert len({o.finding for o in one}) == len(one) == len({o.projects for o in one})
    for o in one:
        assert 0 <= o.score <= 1
        assert o.score == round(o.score, 4)
        assert sum(reason.weight for reason in o.reasons) == pytest.approx(o.score, abs=1e-9)
        assert list(o.projects) == sorted(set(o.projects))
        assert (o.kind is FAMILY) == (len(o.members) > 2) == (o.a is None)
        assert Overlap.model_validate_json(o.model_dump_json()) == o
    if pairs:
        assert FAMILY not in {o.kind for o in one}


@settings(max_examples=25, deadline=None)
@given(lists(), lists())
def test_new_projects_change_neither_scores_nor_ids_of_old_pairs(
    old: list[Thing | Bond], new: list[Thing | Bond]
) -> None:
    model = fit(snapshot(old))
    renamed = [
        row._replace(
            id=row.id.replace(":P", ":Z"), fields={**row.fields, "description_fi": f"{row.id} uusi sana"}
        )
        for row in new
        if isinstance(row, Thing) and row.id.startswith("project")
    ]
    before = {o.projects: o for o in found(old, model=model, pairs=True)}
    after = {o.projects: o for o in found(old, renamed, model=model, pairs=True)}
    for projects, o in before.items():
        if projects in after:  # a pair may be crowded out of the ten nearest
            now = after[projects]
            assert (now.finding, now.score, now.kind, now.reasons) == (o.finding, o.score, o.kind, o.reasons)
    old_ids = {row.id for row in old if isinstance(row, Thing)}
    if len(old) + len(renamed) < 10:
        assert set(before) == {projects for projects in after if set(projects) <= old_ids}


def test_an_id_is_that_of_the_pair_whatever_it_scores() -> None:
    one = pair(leads("A", "P"), leads("B", "Q"))
    other = only(found(project("P", YOUTH), project("Q", YOUTH, days=AFTER)))
    assert one.finding == other.finding
    assert one.score != other.score


def test_of_an_earlier_day_only_projects_that_had_started_are_compared() -> None:
    rows = [
        project("P", YOUTH, days=("2010-01-01", "2012-12-31")),
        project("Q", YOUTH, days=("2013-01-01", "2014-12-31")),
        project("R", YOUTH, days=("2016-01-01", "2018-12-31")),
    ]
    graph = snapshot(rows)
    model = fit(graph)

    def on(day: date) -> list[tuple[str, ...]]:
        return [o.projects for o in overlaps(Compared(graph.as_of(day, started=True), model))]

    assert on(date(2012, 12, 31)) == []
    assert on(date(2015, 6, 1)) == [("project:fi:P", "project:fi:Q")]
    assert [len(projects) for projects in on(date(2020, 1, 1))] == [3]


# choosing


def test_findings_are_chosen_by_kind_region_and_blindness() -> None:
    graph = snapshot(
        region("K", "297", name_fi="Kuopio", name_sv="Kuopio stad"),
        region("I", "297", "491", name_fi="Itä"),
        region("L", "999", name_fi="Länsi"),
        project("P", YOUTH),
        project("Q", YOUTH),
        located("P", "I"),
        located("Q", "L"),
        STRANGERS,
    )
    one = overlaps(Compared(graph, fit(graph)))
    assert choose(graph, one, kind="parallel", region="kuopio  STAD", blind=True) == one
    assert choose(graph, one, region="region:fi:L") == one
    assert choose(graph, one, kind="duplicate") == []
    with pytest.raises(NotFound):
        choose(graph, one, region="Atlantis")


# odd texts


@pytest.mark.parametrize(
    "text",
    [
        "", "   \n\t", "\x00\x01", "😀🎉👩‍👩‍👧‍👦" * 50, "مشروع تدريب الشباب في العمل" * 3, "<p>" * 2_000, "<" * 200_000,
        "<script>alert('työpaja')</script><b>nuori", "-" * 100_000, "a-" * 50_000, "İstanbul ﬁ ß ẞ",
        "kehittämistyöpaja " * 12_000, "ä" * 200_000, "&amp;&lt;", "١٢٣ 一二三",
    ],
)  # fmt: skip
def test_odd_texts_break_nothing_and_take_no_time(text: str) -> None:
    terms_of(YOUTH)  # loads the dictionary
    started = time.process_time()
    for o in found([project(local, YOUTH, text) for local in "PQRS"], project("Z", text, text)):
        assert 0 <= o.score <= 1
    assert time.process_time() - started < 3


def test_ten_thousand_projects_of_one_text_are_one_family_in_seconds() -> None:
    rows = [[project(f"P{i:05}", YOUTH), leads(f"A{i % 15}", f"P{i:05}")] for i in range(10_000)]
    graph = snapshot(*rows)
    started = time.process_time()
    assert len(only(overlaps(Compared(graph, fit(graph)))).members) == 10_000
    assert time.process_time() - started < 10
