"""Hostile and odd lists: nothing breaks, nothing takes long, and a form is no overlap."""

from __future__ import annotations

import time

import pytest

from graph.overlap import Compared, fit, overlaps
from graph.records.findings import Overlap
from graph.text import terms_of
from tests.graph.factories import Bond, Thing, leads, project, snapshot

TOLD = "Tilalla kasvatetaan alpakoita ja kehrätään lankaa sukkia varten talven pakkasille."
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def made_up(k: int) -> str:
    """A word that nothing else contains."""
    return "zor" + "".join(LETTERS[k // 26**power % 26] for power in range(3)) + "plax"


def in_time(rows: list[list[Thing | Bond]], seconds: float) -> list[Overlap]:
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
     "alpakka " * 50_000, "<" * 200_000, "teknisen " * 20_000],
)  # fmt: skip
def test_odd_descriptions_break_nothing_and_take_no_time(text: str) -> None:
    rows: list[list[Thing | Bond]] = [
        [project("P", "Alpakoiden kehräämö", text), project("Q", "Alpakoiden kehräämö", text)],
        [project("R", text[:5_000] or "Robotti", TOLD)],
    ]
    for overlap in in_time(rows, 5):
        assert 0 <= overlap.score <= 1
