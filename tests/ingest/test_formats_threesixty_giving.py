"""Grants of the 360Giving standard, as table and as JSON: one and the same project, and no private person anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError
from ingest.formats.registry import format_of
from ingest.reading import Upload
from tests.ingest.eu_tables import Loaded, loaded, written_csv, written_xlsx

HEADER = (
    "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Planned Dates:Start Date",
    "Planned Dates:End Date", "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number",
    "Recipient Org:Company Number", "Recipient Ind:Identifier", "Recipient Ind:Name", "Funding Org:Identifier",
    "Funding Org:Name", "Grant Programme:Title", "Beneficiary Location:0:Name", "Beneficiary Location:1:Name",
)  # fmt: skip
GRANT = {
    "Identifier": "360G-Examplefund-1", "Title": "Youth café", "Description": "Ask +44 20 7946 0958 for more.",
    "Currency": "GBP", "Amount Awarded": "12500.50", "Award Date": "2021-01-05",
    "Planned Dates:Start Date": "2021-02-01", "Planned Dates:End Date": "2022-01-31T00:00:00Z",
    "Recipient Org:Identifier": "GB-CHC-1234567", "Recipient Org:Name": "Made-up Youth Trust",
    "Recipient Org:Company Number": "123456", "Funding Org:Identifier": "GB-CHC-7654321",
    "Funding Org:Name": "Example Foundation", "Grant Programme:Title": "Open Fund",
    "Beneficiary Location:0:Name": "Leeds", "Beneficiary Location:1:Name": "York",
}  # fmt: skip
TO_A_PERSON = {
    **GRANT, "Identifier": "360G-Examplefund-2", "Title": "Study of Zebulon Quixley", "Recipient Org:Name": "",
    "Recipient Org:Identifier": "", "Recipient Org:Company Number": "", "Recipient Ind:Identifier": "360G-X-9",
    "Recipient Ind:Name": "Zebulon Quixley",
}  # fmt: skip
ANONYMOUS = {**GRANT, "Identifier": "360G-Examplefund-3", "Recipient Org:Name": "Individual Recipient",
    "Recipient Org:Identifier": "", "Recipient Org:Company Number": "",
}  # fmt: skip


def nested(row: dict[str, str]) -> dict[str, Any]:
    """The same grant as the standard's JSON writes it."""
    grant: dict[str, Any] = {
        "id": row["Identifier"], "title": row["Title"], "description": row["Description"], "currency": row["Currency"],
        "amountAwarded": float(row["Amount Awarded"]), "awardDate": row["Award Date"],
        "plannedDates": [
            {"startDate": row["Planned Dates:Start Date"], "endDate": row["Planned Dates:End Date"], "duration": 12}
        ],
        "fundingOrganization": [{"id": row["Funding Org:Identifier"], "name": row["Funding Org:Name"]}],
        "grantProgramme": [{"title": row["Grant Programme:Title"]}],
        "beneficiaryLocation": [{"name": "Leeds"}, {"name": "York"}],
    }  # fmt: skip
    if row.get("Recipient Ind:Name"):
        person = {"id": row["Recipient Ind:Identifier"], "name": row["Recipient Ind:Name"]}
        grant["recipientIndividual"] = person
    else:
        grant["recipientOrganization"] = [{
            "id": row["Recipient Org:Identifier"], "name": row["Recipient Org:Name"],
            "companyNumber": row["Recipient Org:Company Number"],
        }]  # fmt: skip
    return grant


def written_json(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text(json.dumps({"grants": [nested(row) for row in rows]}), encoding="utf-8")
    return path


def of_each_kind(folder: Path, *rows: dict[str, str]) -> list[Loaded]:
    files = (
        written_csv(folder / "grants.csv", HEADER, rows),
        written_xlsx(folder / "grants.xlsx", grants=(HEADER, rows)),
        written_json(folder / "grants.json", *rows),
    )
    found = []
    for file in files:
        place = folder / file.suffix[1:]
        place.mkdir()
        found.append(loaded(place, file))
    return found


def test_a_grant_is_the_same_project_from_table_workbook_and_json(tmp_path: Path) -> None:
    first, *others = of_each_kind(tmp_path, GRANT)
    assert (first.report.format, first.report.loaded, first.report.rejected) == ("360giving", 1, [])
    (project,) = first.of("project").values()
    assert project["name_en"] == "Youth café"
    assert (project["valid_from"], project["valid_to"]) == ("2021-02-01", "2022-01-31")
    assert (project["planned_total"], project["currency"]) == (12500.5, "GBP")
    assert "7946" not in project["description_en"]
    assert first.roles() == {("actor:gb-chc:1234567", "lead"), ("actor:gb-chc:7654321", "FUNDS")}
    assert first.entities["actor:gb-chc:1234567"]["identifiers"] == ["gb-chc:1234567", "gb-coh:00123456"]
    assert first.named("programme") == {"Open Fund"}
    assert first.named("region") == {"Leeds", "York"}
    for other in others:
        assert other.entities == first.entities
        assert sorted(map(str, other.ties)) == sorted(map(str, first.ties))


def test_a_person_is_counted_and_kept_nowhere(tmp_path: Path) -> None:
    for one in of_each_kind(tmp_path, GRANT, TO_A_PERSON, ANONYMOUS):
        assert (one.report.loaded, one.report.left_out, one.report.rejected) == (3, 2, [])
        assert len(one.of("project")) == 3
        assert one.named("actor") == {"Made-up Youth Trust", "Example Foundation"}
        assert b"Quixley" not in one.data
        assert b"Zebulon" not in one.data


def test_without_planned_dates_a_grant_begins_when_it_was_awarded(tmp_path: Path) -> None:
    row = {**GRANT, "Planned Dates:Start Date": "", "Planned Dates:End Date": ""}
    for one in of_each_kind(tmp_path, row):
        (project,) = one.of("project").values()
        assert project["valid_from"] == "2021-01-05"
        assert "valid_to" not in project


def test_what_is_wrong_in_a_grant_is_told_with_its_row(tmp_path: Path) -> None:
    rows = [GRANT, {**GRANT, "Identifier": ""}, {**GRANT, "Identifier": "x", "Award Date": "soon",
            "Planned Dates:Start Date": ""}]  # fmt: skip
    table, _, document = of_each_kind(tmp_path, *rows)
    assert table.rejected == [(3, "Identifier"), (4, "Award Date")]
    assert document.rejected == [(2, "id"), (3, "awarded")]


def test_grants_that_are_no_list_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "grants.json"
    file.write_text('{"grants": {"fundingOrganization": 1, "amountAwarded": 2}}', encoding="utf-8")
    upload = Upload.at(file)
    with pytest.raises(DataError, match="no list under 'grants'"):
        list(format_of(upload).rows(upload))
