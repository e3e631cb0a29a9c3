"""CORDIS's two files, built from their column names: mixed decimals, the EU's own country codes, natural persons."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.eu_tables import loaded, written_csv, written_xlsx

PROJECT = {
    "id": "101055555", "acronym": "QUIET", "status": "SIGNED", "title": '"Quiet" harbours', "startDate": "2023-02-01",
    "endDate": "2026-01-31", "totalCost": "1528340.97", "ecMaxContribution": "960619,95", "legalBasis": "HORIZON.2.5",
    "frameworkProgramme": "HORIZON", "objective": "Less noise", "rcn": "240001",
}  # fmt: skip
BODY = {
    "projectID": "101055555", "projectAcronym": "QUIET", "organisationID": "999979500", "vatNumber": "",
    "name": "HARBOUR INSTITUTE", "SME": "false", "activityType": "REC", "country": "EL", "rcn": "1900001",
    "role": "coordinator", "ecContribution": "528340.97",
}  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_project_loads_by_itself(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"project.{form}"
    if form == "csv":
        written_csv(path, [*PROJECT], [PROJECT], ";")
    else:
        written_xlsx(path, project=([*PROJECT], [PROJECT]))
    done = loaded(tmp_path, path)
    assert (done.report.format, done.report.rejected) == ("cordis-projects", [])
    project = done.of("project")["project:cordis-grant:101055555"]
    assert project["name_en"] == 'QUIET: "Quiet" harbours'
    assert (project["planned_total"], project["eu_contribution"]) == (1_528_340.97, 960_619.95)
    assert [*project["identifiers"]] == ["cordis:240001"]


def test_participants_are_tied_to_the_same_project(tmp_path: Path) -> None:
    other = {**BODY, "organisationID": "998616262", "name": "NOISE LTD", "activityType": "PRC", "country": "UK",
             "role": "thirdParty", "ecContribution": "960619,95"}  # fmt: skip
    projects = written_csv(tmp_path / "project.csv", [*PROJECT], [PROJECT], ";")
    done = loaded(tmp_path, projects, written_csv(tmp_path / "organization.csv", [*BODY], [BODY, other], ";"))
    assert (done.report.format, done.report.rejected, len(done.of("project"))) == (
        "cordis-organizations",
        [],
        1,
    )
    assert done.roles() == {("actor:pic:999979500", "lead"), ("actor:pic:998616262", "partner")}
    assert {fields["country"] for fields in done.of("actor").values()} == {"GR", "GB"}
    assert {tie["amount"] for tie in done.ties if "amount" in tie} == {528_340.97, 960_619.95}


def test_a_natural_person_is_no_actor(tmp_path: Path) -> None:
    person = {
        **BODY,
        "name": "VIRTANEN Matti",
        "activityType": "PRC",
        "country": "FI",
        "organisationID": "998616262",
    }
    path = written_csv(tmp_path / "organization.csv", [*BODY], [BODY, person], ";")
    done = loaded(tmp_path, path)
    assert (done.report.left_out, [*done.of("actor")]) == (1, ["actor:pic:999979500"])
    assert b"VIRTANEN" not in done.data


def test_an_unknown_role_is_refused(tmp_path: Path) -> None:
    path = written_csv(tmp_path / "organization.csv", [*BODY], [BODY, {**BODY, "role": "guest"}], ";")
    assert loaded(tmp_path, path).rejected == [(3, "role")]
