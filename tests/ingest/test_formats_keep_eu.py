"""keep.eu's workbook of two sheets, built from its column names: two ways of joining, N.a., a curly apostrophe."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.eu_tables import loaded, written_csv, written_xlsx

PROJECT = {
    "Period": "2021-2027", "Programme": "Central Baltic", "Project ID (2021-2027 only)": "CB0100",
    "Project acronym": "QUIET", "Project name in English": "Quiet harbours", "Project start": "2023-02-01",
    "Project end": "N.a.", "Project’s total budget / expenditure": "1 200 000.50", "Project’s EU funding": "960000",
    "Description in English": "Less noise", "Expected Achievements in English": "Three harbours",
    "Actual Achievements in English": "N.a.", "Theme 1": "Ports", "Website": "https://quiet.example",
}  # fmt: skip
EARLIER = {
    **PROJECT,
    "Project ID (2021-2027 only)": "",
    "Project acronym": "CALM",
    "Project name in English": "Calm",
}
PARTNER = {
    "Programme": "Central Baltic", "Project ID (2021-2027 only)": "CB0100", "Project acronym": "QUIET",
    "Organisation in English": "City of Exampleby", "Organisation in language 2": "Exempelby kommun",
    "Lead partner": "Yes", "Country code": "SE", "Participant Identification Code": "N.a.",
    "Partner’s ID if not PIC": "212000-0142",
}  # fmt: skip
OTHER = {
    **PARTNER, "Organisation in English": "Harbour Institute", "Organisation in language 2": "", "Lead partner": "No",
    "Country code": "EE", "Participant Identification Code": "999979500", "Partner’s ID if not PIC": "",
}  # fmt: skip


def written(path: Path, *partners: dict[str, str]) -> Path:
    return written_xlsx(
        path,
        Search_results__projects=([*PROJECT], [PROJECT, EARLIER]),
        Search_results__partners=([*PARTNER], partners),
    )


def test_partners_are_joined_by_id_or_acronym(tmp_path: Path) -> None:
    of_earlier = {
        **OTHER,
        "Project ID (2021-2027 only)": "",
        "Project acronym": "CALM",
        "Lead partner": "Yes",
    }
    done = loaded(tmp_path, written(tmp_path / "keep.xlsx", PARTNER, OTHER, of_earlier))
    assert (done.report.format, done.report.rejected, len(done.of("project"))) == ("keep-eu", [], 2)
    parts = {
        (tie["a"], tie["role"], done.entities[tie["b"]]["name_en"]) for tie in done.ties if tie.get("role")
    }
    assert parts == {
        ("actor:se:2120000142", "lead", "Quiet harbours"),
        ("actor:pic:999979500", "partner", "Quiet harbours"),
        ("actor:pic:999979500", "lead", "Calm"),
    }
    assert done.entities["actor:se:2120000142"]["name_sv"] == "Exempelby kommun"


def test_what_nobody_knows_is_left_empty(tmp_path: Path) -> None:
    done = loaded(tmp_path, written(tmp_path / "keep.xlsx", PARTNER))
    (project,) = (fields for fields in done.of("project").values() if fields["name_en"] == "Quiet harbours")
    assert project.get("valid_to") is None
    assert project["description_en"] == "Less noise\nThree harbours"
    assert (project["planned_total"], project["currency"]) == (1_200_000.5, "EUR")


def test_a_partner_of_no_project_is_refused(tmp_path: Path) -> None:
    stray = {**OTHER, "Project ID (2021-2027 only)": "CB0999"}
    done = loaded(tmp_path, written(tmp_path / "keep.xlsx", PARTNER, stray))
    assert done.rejected == [(3, "Project acronym")]
    assert "actor:pic:999979500" not in done.entities


def test_the_sheet_of_projects_loads_alone(tmp_path: Path) -> None:
    done = loaded(tmp_path, written_csv(tmp_path / "keep.csv", [*PROJECT], [PROJECT]))
    assert (done.report.format, done.report.loaded, done.of("actor")) == ("keep-eu", 1, {})
