"""Two listings of a project: what their names, days and bodies must say before they are one without being asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ingest.resolution.answers import Answer
from ingest.resolution.names.keys import keys_of
from ingest.resolution.projects import Listed, judged

NAME = "Nuorten työpajat tulevaisuuden tekijöinä"
START, END = date(2016, 1, 1), date(2018, 12, 31)


def listed(
    of: str, name: str = NAME, *, body: str = "Keksitty kehitysyhtiö Oy", start: date = START
) -> Listed:
    actor = "actor:name:fi-" + body.casefold().replace(" ", "")
    return Listed(
        f"project:{of}:1", (name,), frozenset(), start, END, ((actor, (keys_of(body),)),), frozenset({of})
    )


def test_one_name_one_body_and_days_a_little_apart_are_one() -> None:
    other = listed("kohesio", start=START + timedelta(days=9))
    assert judged(listed("own"), other, 0.99).answer is Answer.SAME


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME} Kainuussa",
        "Nuorten työpajat tulevaisuuden tekijöinä 2",
        "Nuorten työpajat tulevaisuuden tekijöinä II",
        "Nuorten verstaat tulevaisuuden tekijöinä",
    ],
)
def test_another_word_or_a_number_more_is_asked_about(name: str) -> None:
    assert judged(listed("own"), listed("kohesio", name), 0.99).answer is Answer.UNSURE
    assert judged(listed("kohesio", name), listed("own"), 0.99).answer is Answer.UNSURE


def test_another_name_of_another_body_is_another_project() -> None:
    other = listed("kohesio", "Hiilineutraali satama", body="Toinen satama Oy")
    assert judged(listed("own"), other, 0.0).answer is Answer.DIFFERENT


def test_two_codes_written_alike_are_asked_about_unless_one_is_shared() -> None:
    one, other = (
        replace(listed(of), codes=frozenset(codes)) for of, codes in (("fi", {"A70401"}), ("own", {"A70403"}))
    )
    assert (judged(one, other, 0.99).answer, judged(one, other, 0.99).against) == (
        Answer.UNSURE,
        ("pattern",),
    )
    assert judged(one, replace(other, codes=frozenset({"A70401", "A70403"})), 0.99).answer is Answer.SAME
    assert judged(one, replace(other, codes=frozenset({"HANKE-1"})), 0.99).answer is Answer.SAME
