"""A finding in plain words: each reason is told, in each language, also one that shows nothing or speaks against."""

from __future__ import annotations

import pytest

from graph.records.findings import (
    Changed,
    NearProject,
    Overlap,
    OverlapKind,
    Reason,
    Recipients,
)
from visualize.wording import LANGUAGES, Words

KINDS = ("content", "bodies", "place", "time", "programme", "target_groups")


def overlap(*reasons: Reason, changed: Changed | None = None, undated: bool = False) -> Overlap:
    return Overlap(
        finding="overlap:1", a="project:x:1", b="project:x:2", score=0.6, kind=OverlapKind.PARALLEL,
        recipients=Recipients.BOTH_BODIES, reasons=reasons, changed=changed, undated=undated,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["bodies", "time"])
def test_a_reason_that_speaks_against_and_shows_nothing_is_told(language: str, kind: str) -> None:
    words = Words(language=language)
    said = words.reason(Reason(kind=kind, weight=-0.05))
    assert said.endswith(".")
    assert "{" not in said
    assert said in words.sentences(overlap(Reason(kind=kind, weight=-0.05)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_reason_of_a_family_without_one_thing_in_all_is_told(language: str, kind: str) -> None:
    assert Words(language=language).reason(Reason(kind=kind, weight=0.05)).endswith(".")


def test_a_reason_that_neither_weighs_nor_shows_is_not_told() -> None:
    assert Words().reason(Reason(kind="time", weight=0.0)) == ""


def test_fund_and_priority_are_told_as_one() -> None:
    reason = Reason(kind="programme", weight=0.1, evidence=("ESR", "4"))
    assert Words().reason(reason) == "Both are funded under ESR, priority 4."
    assert Words(language="fi").reason(reason) == "Molempien rahoitus: ESR, toimintalinja 4."
    assert Words(language="sv").reason(reason) == "Båda finansieras ur ESR, prioritet 4."


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_two_do_the_same_in_one_place_is_said_only_where_the_place_is_on_record(language: str) -> None:
    place = Reason(kind="place", weight=0.0, evidence=("region:x:1",))
    alike = Reason(kind="content", weight=0.6, evidence=("nuoret",))
    there, somewhere = (
        overlap(*reasons).model_copy(update={"kind": OverlapKind.DUPLICATE, "recipients": Recipients.FUNDER})
        for reasons in ((alike, place), (alike,))
    )
    words = Words(language=language)
    assert words.what(there) != words.what(somewhere)
    assert words.tell(there) != words.tell(somewhere)
    same_place = {"en": "one place", "fi": "samassa paikassa", "sv": "samma plats"}[language]
    assert same_place in words.what(there)
    assert same_place not in words.what(somewhere)


def test_words_that_differ_stand_side_by_side() -> None:
    reason = Reason(kind="content", weight=0.4, evidence=("työpaja / verkstad", "nuoret"))
    assert Words().reason(reason) == "Both speak of työpaja / verkstad, nuoret."


def test_a_firms_own_project_is_no_shared_body() -> None:
    shared = overlap(Reason(kind="bodies", weight=0.1, evidence=("actor:x:a",)))
    firms = overlap(Reason(kind="bodies", weight=-0.1))
    assert "they share" in Words().knows(shared)[0]
    assert Words().knows(firms) == ["Whether they know of each other cannot be told from these sources."]


def test_time_that_is_unknown_is_not_told_as_apart() -> None:
    reason = Reason(kind="time", weight=-0.02)
    assert "They do not run at one time." in Words().sentences(overlap(reason))
    assert "A start or end is unknown, so that the time says little." in Words().sentences(
        overlap(reason, undated=True)
    )


def test_a_change_of_funding_is_told_in_words() -> None:
    changed = Changed(added=("programme:4", "programme:ESR"), gone=("programme:3", "programme:EAKR"))
    assert Words().returned(overlap(changed=changed))[1:] == [
        "New: funding under ESR 4.", "Gone: funding under EAKR 3.",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*(kind for kind in OverlapKind if kind is not OverlapKind.FAMILY), None])
def test_what_a_project_would_be_to_a_draft_is_told(language: str, kind: OverlapKind | None) -> None:
    assert (
        Words(language=language).near(NearProject(project="project:x:1", score=0.5, kind=kind)).endswith(".")
    )
