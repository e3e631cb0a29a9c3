"""The Danish list, built from its column names: several partners in a cell, contacts that are never loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.eu_tables import loaded, written_csv, written_xlsx

ROW = {
    "Støttemodtager / Beneficiary": "Eksempelby Kommune", "Projektnavn / Project name": "Stille havne",
    "Formål / Purpose": "Mindre støj", "Startdato / Start date": "01-02-2023", "Slutdato / End date": "31-12-2025",
    "Fond / Fund": "EFRU", "Samlede omkostninger / Total cost": "1.200.000,50",
    "Partere / Project partners": "Eksempelby Kommune.\nEksempel Havn A/S.\nForeningen Stille Havne.",
    "Kontaktperson / Contacts": "Mette Hansen, +45 12 34 56 78, mette@eksempel.example",
}  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_line_is_a_partner(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"liste.{form}"
    if form == "csv":
        written_csv(path, [*ROW], [ROW], ";")
    else:
        written_xlsx(path, Liste=([*ROW], [ROW]))
    done = loaded(tmp_path, path)
    assert (done.report.format, done.report.loaded, done.report.rejected) == ("da-list", 1, [])
    parts = {(done.entities[actor]["name_da"], role) for actor, role in done.roles()}
    assert parts == {
        ("Eksempelby Kommune", "lead"), ("Eksempel Havn A/S", "partner"), ("Foreningen Stille Havne", "partner"),
    }  # fmt: skip
    (project,) = done.of("project").values()
    assert (project["valid_from"], project["planned_total"]) == ("2023-02-01", 1_200_000.5)


def test_contacts_are_never_loaded(tmp_path: Path) -> None:
    done = loaded(tmp_path, written_csv(tmp_path / "liste.csv", [*ROW], [ROW]))
    assert done.report.loaded == 1
    for private in ("Mette", "12 34 56 78", "mette@"):
        assert private.encode() not in done.data


def test_a_person_among_the_partners_is_left_out(tmp_path: Path) -> None:
    row = {**ROW, "Partere / Project partners": "Eksempel Havn A/S.\nMatti Virtanen."}
    done = loaded(tmp_path, written_csv(tmp_path / "liste.csv", [*ROW], [row]))
    assert (done.report.left_out, len(done.of("actor"))) == (1, 2)
    assert b"Virtanen" not in done.data
