"""Kohesio's file of a country, built from its column names: Q numbers, national codes, addresses for names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.eu_tables import loaded, written_csv, written_xlsx

ROW = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q7384512",
    "Operation_Local_Identifier": "2021SE05SFPR001_23-017-S01", "Operation_Name_English": "More at work",
    "Operation_Name_Programme_Language": "Fler i arbete", "Country": "SE", "Operation_Start_Date": "04/09/2023",
    "Operation_End_Date": "31/12/2025", "Total_Eligible_Expenditure_amount": "497390.5",
    "Total_Eligible_Expenditure_Currency": "EUR", "Project_EU_Budget": "198956.2",
    "Beneficiary_Unique_Identifier": "https://linkedopendata.eu/entity/Q99", "Beneficiary_Name": "Exempelstads kommun",
    "Beneficiary_Local_Identifier": "212000-0142", "Category_Of_Intervention": "134",
    "Category_Label": "Measures; to improve access to employment", "Policy_Objective_Label": "A more social Europe",
    "Fund_Code": "ESF+", "Programme_Code": "2021SE05SFPR001", "Programme_Name": "European Social Fund Plus",
    "Region": "Stockholms län", "NUTS3_Code": "SE110", "Operation_Summary_English": "Support",
    "Operation_Summary_Programme_Language": "Stöd",
}  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_becomes_a_project_of_its_number(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"latest_SE.{form}"
    if form == "csv":
        written_csv(path, [*ROW], [ROW])
    else:
        written_xlsx(path, Operations=([*ROW], [ROW]))
    done = loaded(tmp_path, path)
    assert (done.report.format, done.report.source, done.report.rejected) == ("kohesio", "kohesio-se", [])
    project = done.of("project")["project:kohesio:Q7384512"]
    assert (project["name_en"], project["name_sv"]) == ("More at work", "Fler i arbete")
    assert [*project["identifiers"]] == ["2021SE05SFPR001_23-017-S01"]
    assert (project["valid_from"], project["valid_to"]) == ("2023-09-04", "2025-12-31")
    assert (project["planned_total"], project["eu_contribution"], project["currency"]) == (
        497390.5,
        198956.2,
        "EUR",
    )
    assert done.roles() == {("actor:se:2120000142", "lead")}
    assert [*done.of("theme")] == ["theme:eu-intervention-2021:134"]
    assert [*done.of("region")] == ["region:nuts:SE110"]


def test_days_of_both_shapes_are_read(tmp_path: Path) -> None:
    iso = {**ROW, "Operation_Unique_Identifier": "Q2", "Operation_Start_Date": "2023-09-04"}
    done = loaded(tmp_path, written_csv(tmp_path / "latest_SE.csv", [*ROW], [ROW, iso]))
    assert {fields["valid_from"] for fields in done.of("project").values()} == {"2023-09-04"}


@pytest.mark.parametrize("name", ["https://linkedopendata.eu/entity/Q99", ""])
def test_an_address_is_no_body(tmp_path: Path, name: str) -> None:
    row = {**ROW, "Beneficiary_Name": name}
    done = loaded(tmp_path, written_csv(tmp_path / "latest_SE.csv", [*ROW], [row]))
    assert (done.report.loaded, done.of("actor"), len(done.of("project"))) == (1, {}, 1)


def test_rows_without_number_or_name_are_refused(tmp_path: Path) -> None:
    nameless = {**ROW, "Operation_Name_English": "", "Operation_Name_Programme_Language": ""}
    rows = [{**ROW, "Operation_Unique_Identifier": "none"}, nameless, ROW]
    done = loaded(tmp_path, written_csv(tmp_path / "latest_SE.csv", [*ROW], rows))
    assert done.rejected == [(2, "Operation_Unique_Identifier"), (3, "Operation_Name_Programme_Language")]
