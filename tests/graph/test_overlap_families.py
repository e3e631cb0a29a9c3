"""Families: projects that belong together come as one finding."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.overlap import Compared, TextModel
from graph.overlap.families import CORE, MOST_MEMBERS, Family, components, families
from graph.records.findings import Overlap, OverlapKind, Recipients
from tests.graph.factories import (
    AFTER,
    Bond,
    Thing,
    found,
    group_project,
    leads,
    located,
    project,
    region,
    snapshot,
)

MODEL = TextModel(1_000, {})
"""Every word weighs the same."""
CORE_WORDS = "zorblax quuxim vantrel mibjork plondra fexiwum garblen tivosk nurdap brenquil"
YOUTH = "Etsivä nuorisotyö ja työpajatoiminta"
Rows = Sequence[Thing | Bond | Sequence[Thing | Bond]]


def told(*rows: Thing | Bond | Sequence[Thing | Bond], model: TextModel = MODEL) -> list[Overlap]:
    """The families among the findings."""
    return [one for one in found(*rows, model=model) if one.kind is OverlapKind.FAMILY]


def family_of(*rows: Thing | Bond | Sequence[Thing | Bond]) -> Overlap:
    (one,) = told(*rows)
    return one


def gathered(*rows: Thing | Bond | Sequence[Thing | Bond]) -> tuple[list[str], list[Family]]:
    compared = Compared(snapshot(*rows), MODEL)
    return compared.projects.ids, families(compared.projects, compared.texts)


def named(*names: str) -> list[Thing]:
    """Projects P00, P01, … of these names."""
    return [project(f"P{i:02}", name) for i, name in enumerate(names)]


def differing(n: int, core: str = CORE_WORDS) -> list[str]:
    """Names that share ten words and differ in one."""
    own = [f"{a}{b}{c}orz" for a in "bdfgklmnprst" for b in "aeiou" for c in "vxzqwhjc"]
    return [f"{core} {word}" for word in own[:n]]


def ids(n: int) -> tuple[str, ...]:
    return tuple(f"project:fi:P{i:02}" for i in range(n))


@pytest.mark.parametrize(
    "names",
    [
        [YOUTH] * 3,
        [f"{YOUTH} I", f"{YOUTH} II", f"{YOUTH} III"],
        [f"{YOUTH} 1", f"{YOUTH} 2", f"{YOUTH} 3/2019"],
        [f"{YOUTH} Kuopiossa", f"{YOUTH} Mikkelissä", f"{YOUTH} Joensuussa"],
        differing(3),
    ],
    ids=["one text", "Roman numbers", "numbers", "places", "a word"],
)
def test_a_name_told_three_times_with_a_number_a_place_or_a_word_of_its_own_is_one_family(
    names: list[str],
) -> None:
    family = family_of(
        named(*names), named("Aivan muuta matkailusta saaristossa")[0]._replace(id="project:fi:Z")
    )
    assert family.members == ids(3)
    assert (family.a, family.b) == (None, None)
    assert round(sum(reason.weight for reason in family.reasons), 4) == family.score
    assert family.reasons[0].evidence
    assert not told(named(*names[:2]))


def test_a_code_makes_a_family_of_whatever_its_members_say_and_comes_first() -> None:
    rows = named(YOUTH, YOUTH, "Matkailun digitaalinen markkinointi", YOUTH, YOUTH)
    names, every = gathered(rows, group_project("S1", "P00", "P01", "P02"))
    assert [family.by_code for family in every] == [True]  # two are left that say the same: a pair
    assert [names[i] for i in every[0].members] == list(ids(3))
    more = gathered(rows, project("P05", YOUTH), group_project("S1", "P00", "P01", "P02"))[1]
    assert [family.by_code for family in more] == [True, False]
    assert more[1].members == (3, 4, 5)


def test_a_project_of_two_codes_is_in_both_families() -> None:
    codes = [*group_project("S1", "P00", "P01", "P02"), *group_project("S2", "P02", "P03", "P04")]
    _, every = gathered(named(*differing(5)), codes)
    assert [family.members for family in every if family.by_code] == [(0, 1, 2), (2, 3, 4)]


def test_the_id_stays_when_members_come_and_go() -> None:
    names = differing(8)
    ids_ = {family_of(named(*names[:n])).finding for n in range(3, 9)}
    ids_ |= {family_of(named(*names)[first:]).finding for first in range(1, 6)}
    assert len(ids_) == 1


def test_the_id_stays_when_one_of_five_leaves_a_word_out_and_changes_when_the_core_does() -> None:
    names = differing(10)
    shorter = CORE_WORDS.rpartition(" ")[0]
    before = family_of(named(*names)).finding
    few, many = round(10 * (1 - CORE)), 5
    without = [f"{shorter} {name.rpartition(' ')[2]}" for name in names]
    assert family_of(named(*without[:few], *names[few:])).finding == before
    assert family_of(named(*without[:many], *names[many:])).finding != before


def test_two_families_that_say_other_things_have_other_ids() -> None:
    other = " ".join(word[::-1] for word in CORE_WORDS.split())
    one, two = told(named(*differing(3), *differing(3, other)))
    assert {one.members, two.members} == {ids(6)[:3], ids(6)[3:]}
    assert one.finding != two.finding


def test_a_heap_of_near_texts_is_a_form_and_no_family_but_one_text_may_have_any_number() -> None:
    def all_of(names: list[str]) -> list[Family]:
        return gathered([project(f"P{i:03}", name) for i, name in enumerate(names)])[1]

    assert [len(family.members) for family in all_of(differing(MOST_MEMBERS))] == [MOST_MEMBERS]
    assert all_of(differing(MOST_MEMBERS + 1)) == []
    one = [[project(f"P{i:03}", YOUTH), leads("A", f"P{i:03}")] for i in range(MOST_MEMBERS + 1)]
    assert [len(family.members) for family in gathered(*one)[1]] == [MOST_MEMBERS + 1]


def test_what_one_body_does_again_elsewhere_and_later_is_one_finding_and_news_to_nobody() -> None:
    names = [
        f"{' '.join(CORE_WORDS.split()[:6])} {own}" for own in ("maru pelo sinx", "tovi kelx", "ruso vimx")
    ]
    days = (("2010-01-01", "2011-12-31"), ("2013-01-01", "2014-12-31"), AFTER)
    rows: list[Thing | Bond] = []
    for i, (name, when) in enumerate(zip(names, days, strict=True)):
        local = f"P{i:02}"
        rows += [
            project(local, name, days=when),
            leads("A", local),
            region(f"R{i}", f"00{i}"),
            located(local, f"R{i}"),
        ]
    pairs = found(rows, model=MODEL, pairs=True)
    assert {one.projects for one in pairs} == set(combinations(ids(3), 2))
    assert gathered(rows)[1] == []  # their texts are not near enough by themselves
    (family,) = found(rows, model=MODEL)
    assert (family.kind, family.members) == (OverlapKind.FAMILY, ids(3))
    assert family.recipients is Recipients.NOBODY_NEW
    assert "actor:fi:A" in next(reason.evidence for reason in family.reasons if reason.kind == "bodies")


@st.composite
def lists(draw: st.DrawFn) -> list[Thing | Bond]:
    """Projects whose names share most of their words, some with a code."""
    words = [*CORE_WORDS.split(), *YOUTH.split(), "Kuopiossa", "II", "2019"]
    cores = [CORE_WORDS, YOUTH, " ".join(CORE_WORDS.split()[:5])]
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(cores), st.sampled_from(words)).map(" ".join), min_size=1, max_size=12
        )
    )
    rows: list[Thing | Bond] = list(named(*names))
    for code in draw(st.lists(st.sets(st.integers(0, len(names) - 1), min_size=1), max_size=2)):
        rows += group_project(f"S{len(rows)}", *(f"P{i:02}" for i in sorted(code)))
    return rows


@settings(max_examples=60, deadline=None)
@given(lists(), st.randoms(use_true_random=False))
def test_nobody_is_in_two_families_of_texts_and_the_order_of_rows_never_shows(
    rows: list[Thing | Bond], chance: random.Random
) -> None:
    names, every = gathered(rows)
    by_text = [family for family in every if not family.by_code]
    members = [i for family in by_text for i in family.members]
    assert len(members) == len(set(members))
    assert not set(members).intersection(
        *[i for family in every if family.by_code for i in [family.members]] or [()]
    )
    for family in every:
        assert len(family.members) > 2
        assert list(family.members) == sorted(set(family.members))
        assert family.members[-1] < len(names)
    assert len({family.key for family in every}) == len(every)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert gathered(shuffled) == (names, every)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40),
    st.randoms(use_true_random=False),
)
def test_what_pairs_join_is_one_group_in_any_order(
    pairs: list[tuple[int, int]], chance: random.Random
) -> None:
    groups = components(pairs)
    home = {i: number for number, group in enumerate(groups) for i in group}
    assert len(home) == sum(map(len, groups))
    assert home.keys() == {i for pair in pairs for i in pair}
    assert all(home[i] == home[j] for i, j in pairs)
    turned = [(j, i) for i, j in pairs]
    chance.shuffle(turned)
    assert components(turned) == groups
