"""Swedish and English projects and aid activities: other languages, other money, other habits."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.records import Actor, Entity, Project, Region, Theme, Tie
from ingest.cells import money
from ingest.rows import RowOf
from tests.ingest.real_files import claims_of, real_file, rows_of

SWEDISH = "projects/se-2014-2020.json"
ENGLISH = "projects/uk-england-2014-2020.csv"
AID = "projects/iati-somalia.json.gz"


def projects(rows: list[RowOf]) -> dict[str, Project]:
    return {one.id: one for row in rows for one in row.records if isinstance(one, Project)}


def of_kind(row: RowOf, kind: str) -> list[Tie]:
    return [one for one in row.records if isinstance(one, Tie) and one.kind == kind]


def named(row: RowOf, class_: type[Entity]) -> list[str]:
    return [one.label for one in row.records if isinstance(one, class_)]


def published(name: str) -> list[dict[str, Any]]:
    path = real_file(name)
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    found: list[dict[str, Any]] = json.loads(text)
    return found


def as_json(folder: Path, elements: list[Any]) -> Path:
    path = folder / "array.json"
    path.write_text(json.dumps(elements, ensure_ascii=False, indent=0), encoding="utf-8")
    return path


def english(folder: Path, rows: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = folder / "list.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def english_rows() -> list[list[str]]:
    with real_file(ENGLISH).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


# Swedish


def test_every_swedish_project_is_loaded_with_its_money_days_and_counties() -> None:
    rows = rows_of(real_file(SWEDISH))
    assert [row.number for row in rows] == list(range(1, 375))
    assert not any(row.rejected for row in rows)
    found = projects(rows)
    elements = published(SWEDISH)
    assert len(found) == len(elements) == 374
    for row, element in zip(rows, elements, strict=True):
        project = found[f"project:se:{element['ärende-id']}"]
        assert project.eu_contribution == element["beviljat_belopp_sek"]
        assert (project.currency, project.fund) == ("SEK", "ERUF")
        assert str(project.valid_from) == element["projekt_starttid"]
        assert str(project.valid_to) == element["projekt_sluttid"]
        assert len(of_kind(row, "LOCATED_IN")) == len(element["län"].split(", "))
        assert set(named(row, Theme)) == {element["insatsområde"], element["tematiskt_mål"]}


def test_a_swedish_beneficiary_is_a_swedish_body() -> None:
    first = rows_of(real_file(SWEDISH))[0]
    (actor,) = [one for one in first.records if isinstance(one, Actor)]
    assert (actor.name, actor.country) == ({"sv": "Arjeplogs kommun"}, "SE")
    assert actor.id.startswith("actor:name:se-")
    (project,) = projects([first]).values()
    assert list(project.name) == list(project.description) == ["sv"]
    (region,) = [one for one in first.records if isinstance(one, Region)]
    assert (region.id.startswith("region:name:se-"), region.label) == (True, "Norrbotten")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ärende-id", ""),
        ("projektnamn", None),
        ("projekt_starttid", "i våras"),
        ("beviljat_belopp_sek", "mycket"),
        ("beviljat_belopp_sek", [1]),
        ("län", {"namn": "Skåne"}),
    ],
)
def test_a_bad_swedish_value_is_named(tmp_path: Path, key: str, value: Any) -> None:
    good = published(SWEDISH)[:2]
    rows = rows_of(as_json(tmp_path, [good[0], {**good[1], key: value}, "no object"]))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.rejected.column if row.rejected else None for row in rows] == [None, key, ""]


def test_a_swede_with_a_grant_is_left_out_and_named_nowhere(tmp_path: Path) -> None:
    element = published(SWEDISH)[0] | {
        "stödmottagare": "Matti Virtanen",
        "projektnamn": "Matti Virtanen bygger",
        "projektbeskrivning": "Stöd till Matti Virtanen för ett nät.",
    }
    (row,) = rows_of(as_json(tmp_path, [element]))
    assert (row.left_out, named(row, Actor)) == (1, [])
    assert "Virtanen" not in repr(row.records)


# English


def test_the_english_list_is_loaded_but_for_two_days_that_do_not_exist() -> None:
    rows = rows_of(real_file(ENGLISH))
    assert [row.number for row in rows] == list(range(2, 396))
    rejected = {row.number: (row.rejected.column, row.rejected.value) for row in rows if row.rejected}
    assert rejected == {204: ("Start date", "31/04/2014"), 364: ("End date", "31-Nov-18")}
    loaded = [cells for number, cells in enumerate(english_rows()[1:], 2) if number not in rejected]
    found = projects(rows).values()
    assert sum(one.eu_contribution or 0 for one in found) == sum(money(cells[6]) or 0 for cells in loaded)
    assert sum(one.planned_total or 0 for one in found) == sum(money(cells[7]) or 0 for cells in loaded)
    assert {one.currency for one in found} == {"GBP"}
    assert Counter(one.fund for one in found).keys() == {"ERDF", "ESF"}


def test_rows_of_one_english_project_are_one_project_with_all_its_areas_and_money() -> None:
    rows = rows_of(real_file(ENGLISH))
    loaded = [row for row in rows if "ESF 2014-2020 Provision" in named(row, Project)]
    by_id = Counter(id_ for row in loaded for id_ in projects([row]))
    id_, count = by_id.most_common(1)[0]
    assert count == 8
    areas = {area for row in loaded if id_ in projects([row]) for area in named(row, Region)}
    assert len(areas) == 8
    assert projects(loaded)[id_].eu_contribution == 43_741_437
    assert str(projects(loaded)[id_].valid_to) == "2021-09-30"


def test_english_days_come_in_many_shapes(tmp_path: Path) -> None:
    header, good, *_ = english_rows()
    days = ["01. Nov 15", "25-Jan-2016", "10-Mrz-2016", "30/04/2014", "Feb 16", ""]
    path = english(
        tmp_path, [header, *([*good[:1], f"Project {day}", *good[2:4], day, day, *good[6:]] for day in days)]
    )
    found = {one.label: (str(one.valid_from), str(one.valid_to)) for one in projects(rows_of(path)).values()}
    assert found == {
        "Project 01. Nov 15": ("2015-11-01", "2015-11-01"),
        "Project 25-Jan-2016": ("2016-01-25", "2016-01-25"),
        "Project 10-Mrz-2016": ("2016-03-10", "2016-03-10"),
        "Project 30/04/2014": ("2014-04-30", "2014-04-30"),
        "Project Feb 16": ("2016-02-01", "2016-02-29"),
        "Project": ("None", "None"),
    }


def test_english_areas_keep_the_comma_of_york_and_no_whole_country(tmp_path: Path) -> None:
    header, good, *_ = english_rows()
    areas = ["York, North Yorkshire & East Riding", "Cumbria, Lancashire", " London ", "National", "All"]
    rows = rows_of(english(tmp_path, [header, *([*good[:10], area, *good[11:]] for area in areas)]))
    assert [named(row, Region) for row in rows] == [
        ["York, North Yorkshire & East Riding"], ["Cumbria", "Lancashire"], ["London"], [], [],
    ]  # fmt: skip


def test_an_english_row_that_is_too_short_or_without_sum_is_named(tmp_path: Path) -> None:
    header, good, *_ = english_rows()
    path = english(tmp_path, [header, good[:9], [*good[:6], "a lot", *good[7:]], ["Body", "", *good[2:]]])
    rejected = [row.rejected for row in rows_of(path)]
    assert [one.column if one else None for one in rejected] == ["", header[6], header[1]]


# Aid


def test_every_activity_is_loaded_with_its_bodies_by_role() -> None:
    rows = rows_of(real_file(AID))
    assert [row.number for row in rows] == list(range(1, 1_755))
    assert not any(row.rejected for row in rows)
    elements = published(AID)
    found = projects(rows)
    assert {one.code for one in found.values()} == {element["identifier"] for element in elements}
    assert len(found) == 1_754
    assert not any("/" in id_ for id_ in found)
    assert sum("%2F" in id_ for id_ in found) == sum("/" in element["identifier"] for element in elements)
    funding = sum(len(of_kind(row, "FUNDS")) for row in rows)
    assert funding > 0.99 * sum(len(set(element["orgs"]["funding"])) for element in elements)


def test_no_placeholder_is_a_text_and_1900_is_no_day() -> None:
    elements = published(AID)
    rows = rows_of(real_file(AID))
    for row, element in zip(rows, elements, strict=True):
        (project,) = projects([row]).values()
        assert "MISSING VALUE" not in str(project.description)
        if element["dates"]["start"] == "1900-01-01":
            assert project.valid_from is None
    assert projects(rows[:1]).popitem()[1].description == {}


def test_who_runs_it_leads_and_who_carries_it_out_is_a_partner() -> None:
    first = rows_of(real_file(AID))[0]
    names = {one.id: one.label for one in first.records if isinstance(one, Actor)}
    assert [(names[tie.a], tie.role) for tie in of_kind(first, "PARTICIPATES_IN")] == [
        ("Diakonia", "lead"),
        ("Country Office Somalia", "partner"),
    ]
    assert {names[tie.a] for tie in of_kind(first, "FUNDS")} == {"sida", "Diakonia"}
    assert all(one.country is None for one in first.records if isinstance(one, Actor))


def activity(**said: Any) -> dict[str, Any]:
    return {
        "identifier": "A/1", "source": "IATI", "reported_by": "donor", "title": "Water for all", "description": "",
        "orgs": {"implementing": [], "programming": [], "funding": []},
        "sectors": {"dac": ["Health"], "humanitarian": ["(No corresponding humanitarian cluster)"]},
        "locations": {"admin1": ["bay"], "admin2": [], "countries": ["SO"]},
        "dates": {"start": "2020-01-01", "end": "2020-12-31"},
    } | said  # fmt: skip


@pytest.mark.parametrize(
    ("reporter", "orgs", "roles"),
    [
        ("donor", {"funding": ["donor"], "implementing": ["Doer Oy"]}, {"Doer Oy": "lead"}),
        (
            "donor",
            {"funding": ["donor"], "implementing": ["A Oy", "B Oy"]},
            {"A Oy": "partner", "B Oy": "partner"},
        ),
        ("runner", {"funding": ["donor"], "implementing": ["A Oy"]}, {"runner": "lead", "A Oy": "partner"}),
        ("donor", {"funding": ["donor"]}, {}),
    ],
)
def test_without_a_running_body_the_reporter_leads_unless_it_only_pays(
    tmp_path: Path, reporter: str, orgs: dict[str, list[str]], roles: dict[str, str]
) -> None:
    (row,) = rows_of(as_json(tmp_path, [activity(reported_by=reporter, orgs=orgs)]))
    names = {one.id: one.label for one in row.records if isinstance(one, Actor)}
    assert {names[tie.a]: tie.role for tie in of_kind(row, "PARTICIPATES_IN")} == roles


def test_an_activity_is_about_its_sectors_and_lies_in_its_places(tmp_path: Path) -> None:
    (row,) = rows_of(as_json(tmp_path, [activity()]))
    assert (named(row, Theme), named(row, Region)) == (["Health"], ["bay"])


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Stöd till hälsovård för nomader och deras barn", "sv"),
        ("Hanke tukee koulutusta ja terveyttä", "fi"),
        ("Appui aux écoles pour les enfants", "fr"),
        ("Support to the health of mothers", "en"),
        ("Hiil hooyo", "en"),
    ],
)
def test_a_text_is_in_the_language_of_its_small_words(tmp_path: Path, said: str, language: str) -> None:
    (row,) = rows_of(as_json(tmp_path, [activity(title=said, description=said)]))
    (project,) = projects([row]).values()
    assert project.name == project.description == {language: said}


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"identifier": ""}, "identifier"),
        ({"title": 5}, "title"),
        ({"orgs": []}, "orgs"),
        ({"orgs": {"funding": "donor"}}, "funding"),
        ({"dates": {"start": "soon"}}, "start"),
    ],
)
def test_a_bad_value_of_an_activity_is_named(tmp_path: Path, said: dict[str, Any], column: str) -> None:
    rows = rows_of(as_json(tmp_path, [activity(), activity(**said)]))
    assert [row.rejected.column if row.rejected else None for row in rows] == [None, column]


# All of them


@pytest.mark.parametrize("name", [SWEDISH, AID])
def test_shuffled_elements_say_the_same(tmp_path: Path, name: str) -> None:
    elements = published(name)
    as_they_are = claims_of(as_json(tmp_path, elements))
    random.Random(3).shuffle(elements)
    assert claims_of(as_json(tmp_path, elements)) == as_they_are


def test_shuffled_english_rows_say_the_same(tmp_path: Path) -> None:
    header, *rows = english_rows()
    as_they_are = claims_of(english(tmp_path, [header, *rows]))
    random.Random(3).shuffle(rows)
    assert claims_of(english(tmp_path, [header, *rows])) == as_they_are
