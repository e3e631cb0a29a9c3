"""Cases of innovative public services: practices with their owners, as published."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.ingest.eu_tables import written_csv, written_xlsx
from tests.ingest.plain_tables import Known, known
from tests.ingest.real_files import real_file

CASES = "practices/ips-cases-2022.csv"
BROCHURE = "https://www.fct.pt/media/docs/Brochura_ResearchinDataScienceandAIappliedtoPA.pdf"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("cases"), real_file(CASES))


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    with real_file(CASES).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed(folder: Path, published: list[dict[str, str]], **cells: str) -> Known:
    """What is known after the first case was loaded with other cells."""
    row = {**published[0], **cells}
    return known(folder / "store", written_csv(folder / "cases.csv", list(row), [row]))


def test_every_case_is_loaded(cases: Known) -> None:
    report = cases.report
    assert (report.format, report.read, report.loaded, report.rejected, report.left_out) == (
        "ips-cases", 853, 853, [], 3,
    )  # fmt: skip
    assert {kind: len(cases.of(kind)) for kind in ("practice", "actor", "theme", "region")} == {
        "practice": 853, "actor": 694, "theme": 66, "region": 35,
    }  # fmt: skip
    kinds = Counter(tie["kind"] for tie in cases.ties.values())
    assert kinds == {"ABOUT": 3 * 853, "LOCATED_IN": 853, "PRODUCED": 853 - 23 - 3}  # 23 name no owner


def test_a_case_with_all_that_it_says(cases: Known) -> None:
    case = dict(cases.entities["practice:ips:10000"])
    assert case.pop("description_en").startswith("As of 2020, the Public Employment Service Austria (AMS)")
    assert case == {
        "name_en": "AMS - public empolyment service", "valid_from": "2020-01-01",
        "url": "https://www.frontiersin.org/articles/10.3389/fdata.2020.00005/full",
    }  # fmt: skip
    said = {tie for tie in cases.ties_said() if case["name_en"] in (tie[0], tie[2])}
    assert said == {
        (
            "Public Employment Service Austria",
            "PRODUCED Not in use anymore",
            "AMS - public empolyment service",
        ),
        ("AMS - public empolyment service", "ABOUT", "Social protection"),
        ("AMS - public empolyment service", "ABOUT", "Unemployment"),
        ("AMS - public empolyment service", "ABOUT", "Artificial intelligence"),
        ("AMS - public empolyment service", "LOCATED_IN", "Austria"),
    }


def test_cases_that_share_an_address_stay_apart(cases: Known) -> None:
    shared = [case for case in cases.of("practice").values() if case.get("url") == BROCHURE]
    assert len({case["name_en"] for case in shared}) == 18


def test_of_several_addresses_the_first_is_kept_and_a_text_is_none(cases: Known) -> None:
    case = cases.of("practice")
    assert (
        case["practice:ips:10362"]["url"]
        == "http://urbanbigdata.nl/big-data/voorbeelden/21/big-data-in-rotterdam"
    )
    assert "url" not in case["practice:ips:10188"]  # "internal web address"


def test_years_written_as_numbers(cases: Known, published: list[dict[str, str]]) -> None:
    ends = Counter(
        case["valid_to"][:4] for case in cases.of("practice").values() if case.get("valid_to", "").endswith("-12-31")
    )  # fmt: skip
    assert ends == Counter(row["end_date"].removesuffix(".0") for row in published if row["end_date"])
    assert all(case["valid_from"].endswith("-01-01") for case in cases.of("practice").values())


def test_the_stage_says_no_more_than_the_status(cases: Known) -> None:
    stages = Counter(case.get("stage") for case in cases.of("practice").values())
    assert stages == {"piloted": 312, "identified": 206 + 24, None: 263 + 25 + 23}


def test_the_sector_of_an_owner_is_as_stated(cases: Known) -> None:
    by_name = {fields["name_en"]: fields for fields in cases.of("actor").values()}
    assert {
        name: by_name[name]["sector"] for name in ("Generalitat de Catalunya", "Helen", "City of Amsterdam")
    } == {"Generalitat de Catalunya": "public", "Helen": "private", "City of Amsterdam": "public"}
    assert by_name["Helen"]["sector_basis"] == "stated"
    assert by_name["Helen"]["country"] == "FI"
    assert Counter(fields.get("sector") for fields in cases.of("actor").values()) == {
        "public": 613, "private": 52, "third": 13, None: 16,
    }  # fmt: skip


def test_finland_and_its_bodies_are_those_of_finnish_lists(cases: Known) -> None:
    finnish = [tie for tie in cases.ties.values() if tie["b"] == "region:iso3166:FI"]
    assert len(finnish) == 35
    assert sum(fields.get("country") == "FI" for fields in cases.of("actor").values()) == 30


def test_a_public_body_whose_name_looks_like_a_persons_is_kept(cases: Known) -> None:
    assert "Tante Louise" in cases.names("actor")
    assert "FCT (Fundação para a Ciência e Tecnologia)" in cases.names("actor")


def test_a_person_in_private_business_is_left_out_of_the_texts_too(
    tmp_path: Path, published: list[dict[str, str]]
) -> None:
    there = changed(
        tmp_path, published, lead_organisation_name="Maija Virtanen", lead_organisation_category="Private sector",
        name="Robot of Maija Virtanen", description="Built by Maija Virtanen, tel. +358 40 123 4567.",
    )  # fmt: skip
    assert (there.report.loaded, there.report.left_out, there.of("actor")) == (1, 1, {})
    assert there.one("practice")["name_en"] == "Robot of"
    for secret in (b"Virtanen", b"123 4567"):
        assert secret not in there.data


def test_a_wrong_year_and_a_case_without_a_name_are_told(
    tmp_path: Path, published: list[dict[str, str]]
) -> None:
    rows = [published[0], {**published[1], "start_date": "soon"}, {**published[2], "name": ""}]
    there = known(tmp_path / "store", written_csv(tmp_path / "cases.csv", list(rows[0]), rows))
    assert (there.report.read, there.report.loaded) == (3, 1)
    assert there.rejected == [(3, "start_date"), (4, "name")]


def test_a_workbook_gives_the_same(tmp_path: Path, published: list[dict[str, str]]) -> None:
    some = published[:40]
    text = known(tmp_path / "text", written_csv(tmp_path / "cases.csv", list(some[0]), some))
    book = known(tmp_path / "book", written_xlsx(tmp_path / "cases.xlsx", cases=(list(some[0]), some)))
    assert (text.entities, text.ties) == (book.entities, book.ties)
