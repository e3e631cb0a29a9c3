"""The whole 2014–2020 list as published: every row is accounted for, and a hundred were checked by hand."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.formats.eura2014_line import Eura2014Row, LineProblem, parse_line, read_lines

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[1].parent / "shared" / "data" / "projects" / "fi-2014-2020-as-published.csv"
HAND_CHECKED = HERE / "eura2014_hand_checked.ndjson"

AUTHORITIES = {
    "Etelä-Savon elinkeino-, liikenne- ja ympäristökeskus",
    "Etelä-Savon maakuntaliitto",
    "Hämeen elinkeino-, liikenne- ja ympäristökeskus",
    "Innovaatiorahoituskeskus Tekes",
    "Kainuun liitto",
    "Keski-Pohjanmaan liitto",
    "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus",
    "Lapin liitto",
    "Pirkanmaan liitto",
    "Pohjois-Karjalan maakuntaliitto",
    "Pohjois-Pohjanmaan elinkeino-, liikenne- ja ympäristökeskus",
    "Pohjois-Pohjanmaan liitto",
    "Pohjois-Savon liitto",
    "Sosiaali- ja terveysministeriö",
    "Työ- ja elinkeinoministeriö",
    "Uudenmaan liitto",
}


@pytest.fixture(scope="module")
def lines() -> dict[int, str]:
    if not PUBLISHED.exists():
        reason = f"the published list is not on this machine ({PUBLISHED})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return dict(read_lines(PUBLISHED))


@pytest.fixture(scope="module")
def outcome(lines: dict[int, str]) -> tuple[dict[int, Eura2014Row], dict[int, LineProblem]]:
    rows: dict[int, Eura2014Row] = {}
    problems: dict[int, LineProblem] = {}
    for number, line in lines.items():
        try:
            rows[number] = parse_line(line)
        except LineProblem as problem:
            problems[number] = problem
    return rows, problems


@pytest.fixture(scope="module")
def rows(outcome: tuple[dict[int, Eura2014Row], dict[int, LineProblem]]) -> dict[int, Eura2014Row]:
    return outcome[0]


def test_every_row_is_parsed_or_has_a_problem(
    outcome: tuple[dict[int, Eura2014Row], dict[int, LineProblem]],
) -> None:
    rows, problems = outcome
    assert sorted(rows.keys() | problems.keys()) == list(range(2, 2883))
    assert len(rows) >= 2850
    assert [str(problem) for problem in problems.values()] == []


def test_no_code_stands_twice(rows: dict[int, Eura2014Row]) -> None:
    assert len({row.code for row in rows.values()}) == len(rows)


def test_the_authorities_are_few_and_clean(rows: dict[int, Eura2014Row]) -> None:
    assert {row.authority for row in rows.values()} == AUTHORITIES


def test_priorities_fit_their_fund(rows: dict[int, Eura2014Row]) -> None:
    of_fund = {fund: {row.priority for row in rows.values() if row.fund == fund} for fund in ("EAKR", "ESR")}
    assert of_fund["EAKR"] <= {"1", "2", "6", "7"}
    assert of_fund["ESR"] <= {"3", "4", "5", "6", "7"}


def test_what_the_list_lacks_is_counted(rows: dict[int, Eura2014Row]) -> None:
    lacking = Counter(row.missing for row in rows.values() if row.missing)
    assert lacking == {
        ("start", "spent_public"): 10,
        ("start",): 3,
        ("spent_eu_state",): 2,
        ("end",): 1,
        ("implementer",): 1,
        ("spent_public",): 1,
    }


def test_no_name_keeps_a_piece_of_another_column_or_of_the_damage(rows: dict[int, Eura2014Row]) -> None:
    for row in rows.values():
        assert not any(mark in row.name for mark in ("¿", "|", '""', "  ", ",1,", ",2,"))
        assert row.name.count('"') % 2 == 0, row.name
        assert "ympäristökeskus" not in row.name
        assert row.implementer is None or not row.implementer[-1].isspace()


def test_dates_lie_in_the_programming_period(rows: dict[int, Eura2014Row]) -> None:
    for row in rows.values():
        assert row.start is None or "2014-01-01" <= row.start <= "2017-01-02", row.code
        assert row.end is None or "2014-12-01" <= row.end <= "2022-12-31", row.code


@pytest.mark.parametrize(
    "expected",
    [json.loads(line) for line in HAND_CHECKED.read_text(encoding="utf-8").splitlines()],
    ids=lambda expected: expected["code"],
)
def test_a_row_checked_by_hand_reads_as_it_was_read_by_eye(
    expected: dict[str, Any], rows: dict[int, Eura2014Row]
) -> None:
    row = rows[expected["row"]]
    assert {field: getattr(row, field) for field in expected if field != "row"} == {
        field: value for field, value in expected.items() if field != "row"
    }


def test_a_hundred_rows_were_checked_by_hand() -> None:
    assert len(HAND_CHECKED.read_text(encoding="utf-8").splitlines()) == 100
