"""Hostile and odd lists: nothing breaks, nothing takes long, and a form is no overlap."""

from __future__ import annotations

import time

import pytest

from graph.overlap import Compared, fit, overlaps
from graph.overlap.nearest import NEAREST
from graph.overlap.set_apart import is_technical_assistance
from graph.records.findings import Overlap
from graph.text import terms_of
from tests.graph.factories import Bond, Thing, leads, project, snapshot

TOLD = "Tilalla kasvatetaan alpakoita ja kehrätään lankaa sukkia varten talven pakkasille."
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(k: int) -> str:
    """A word that nothing else contains."""
    return "zor" + "".join(LETTERS[k // 26**power % 26] for power in range(3)) + "plax"


def in_time(rows: list[list[Thing | Bond]], seconds: float) -> list[Overlap]:
    """Find the overlaps, in less than `seconds` of the processor."""
    terms_of("nuorten")  # loads the dictionary
    graph = snapshot(*rows)
    started = time.process_time()
    found = overlaps(Compared(graph, fit(graph)))
    assert time.process_time() - started < seconds
    return found


def test_ten_thousand_names_with_one_description_do_not_overlap_for_it() -> None:
    rows: list[list[Thing | Bond]] = [
        [project(f"P{k:05}", f"{made_up(k)} {made_up(k + 10_000)}", TOLD), leads(f"A{k:05}", f"P{k:05}")]
        for k in range(10_000)
    ]
    assert in_time(rows, 20) == []


def test_ten_thousand_equal_names_of_as_many_bodies_are_a_form() -> None:
    rows: list[list[Thing | Bond]] = [
        [project(f"P{k:05}", "Alpakoiden kehräämö", TOLD), leads(f"A{k:05}", f"P{k:05}")]
        for k in range(10_000)
    ]
    assert in_time(rows, 20) == []


@pytest.mark.parametrize(
    "text",
    ["", "x" * 200_000, f"{TOLD} " * 2_500, "😀 " * 50_000, "مشروع تدريب الشباب " * 10_000, f"<p>{TOLD}</p>" * 2_000,
     "alpakka " * 50_000, "<" * 200_000, "teknisen " * 20_000, "a" * 200_000, "@" * 200_000, "työ" * 2_000,
     "\n" * 200_000, ". " * 100_000, "\u200b\u202e\u0301" * 60_000],
)  # fmt: skip
def test_odd_descriptions_break_nothing_and_take_no_time(text: str) -> None:
    rows: list[list[Thing | Bond]] = [
        [project("P", "Alpakoiden kehräämö", text), project("Q", "Alpakoiden kehräämö", text)],
        [project("R", text[:5_000] or "Robotti", TOLD)],
    ]
    for overlap in in_time(rows, 5):
        assert 0 <= overlap.score <= 1


@pytest.mark.parametrize(
    "name",
    ["teknisen" + " " * 200_000, "teknisen " * 20_000, "technical assist " * 12_000, "teknistä" * 25_000,
     "tekniskt\n\t " * 20_000, "<" * 200_000, "@" * 200_000, "a" * 200_000],
)  # fmt: skip
def test_whether_a_name_is_of_technical_assistance_is_told_in_no_time(name: str) -> None:
    started = time.process_time()
    assert not is_technical_assistance({"name_fi": name})
    assert is_technical_assistance({"name_fi": f"{name} x technical assistance"})
    assert time.process_time() - started < 1


def test_a_form_of_one_body_in_two_wordings_is_no_pair_for_each_two() -> None:
    """250 projects each: two all but equal texts that many projects share are two families, or one."""
    more = "Robotti paistaa lettuja satamassa torstaisin jäätelön kanssa."
    rows: list[list[Thing | Bond]] = [
        [project(f"P{k:05}", "Alpakoiden kehräämö", f"{TOLD} {more} Myös {'hevosia' if k % 2 else 'lampaita'}."),
         leads("A", f"P{k:05}")]
        for k in range(320)
    ]  # fmt: skip
    assert len(in_time(rows, 20)) < len(rows)


@pytest.mark.parametrize("bodies", [1, 200])
def test_a_form_in_which_each_fills_in_a_word_is_no_pair_for_each_two(bodies: int) -> None:
    form = (
        "Oppilaat lähtevät bussilla tehtaalle katsomaan robottia sekä mehiläisiä hevosia alpakoita lampaita kissoja "
        "koiria sieniä marjoja siltoja tuoleja pöytiä lamppuja kukkia jäätelöä harmonikkaa lettuja satamaa lankaa "
        "sukkia pakkasta soutamista hiihtoa luistelua kalastusta purjehdusta kutomista leipomista laulamista tanssia "
        "runoja sekä kiviä koulusta"
    )
    rows: list[list[Thing | Bond]] = [
        [project(f"P{k:05}", f"Koulun {made_up(k)} retki", f"{form} {made_up(k + 9_000)}."),
         leads(f"A{k % bodies:03}", f"P{k:05}")]
        for k in range(200)
    ]  # fmt: skip
    assert len(in_time(rows, 20)) <= len(rows) * NEAREST


def test_ten_thousand_numbered_projects_of_one_body_are_one_family() -> None:
    rows: list[list[Thing | Bond]] = [
        [project(f"P{k:05}", f"Alpakoiden kehräämö {k}", TOLD), leads("A", f"P{k:05}")] for k in range(10_000)
    ]
    (family,) = in_time(rows, 20)
    assert len(family.members) == 10_000


def test_nothing_but_empty_texts() -> None:
    assert in_time([[Thing(f"project:fi:P{k}", {}, "list") for k in range(1_000)]], 5) == []
