"""The Swedish ESF council's project bank, built from its column names: sums, HTML, dates, a body with its number."""

from __future__ import annotations

from pathlib import Path

from graph.store import open_store
from ingest.load import load

HEADER = (
    "Diarienummer / Operation ID;Stödmottagare / Beneficiary;Projektägare organisationsnummer / Beneficiary ID;"
    "Projektägare ort / Beneficiary city;Stödmottagarens land / Beneficiary country;Namn på insatsen / Operation Name;"
    "Programområde / Priority;Specifikt mål / Specific objective concerned;Interventionsområde / Intervention field;"
    "Total projektbudget / Total budget SEK;Unionens medfinansieringsgrad / Union co-financing rate;"
    "EU-stöd i SEK / EU contribution SEK;Sammanfattning / Summary;Sammanfattning engelsk / Summary in english;"
    "Startdatum / Start date;Slutdatum / End date;EU-fond / EU fund;Program CCI / Program CCI"
)
ROW = (
    "23-017-S01;Exempelstads kommun;212000-0142;Exempelstad;Sverige;Fler i arbete;A;1.1;134;4 973 906;40;1 989 562;"
    "<p>Stöd till <b>unga</b></p>;Support;2023-09-01;2025-12-31;ESF+;2021SE05SFPR001"
)


def test_a_row_becomes_a_project_with_its_body(tmp_path: Path) -> None:
    file = tmp_path / "projektbank.csv"
    file.write_text(f"{HEADER}\n{ROW}\n", encoding="cp1252")
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        done = load(store, file)
        (project,) = store.rows("project")
        (actor,) = store.rows("actor")
    assert (done.format, done.read, done.loaded, done.rejected) == ("se-esf-bank", 1, 1, [])
    assert project.fields["name_sv"] == "Fler i arbete"
    assert project.fields["description_sv"] == "Stöd till unga"
    assert project.fields["valid_from"] == "2023-09-01"
    assert project.fields["planned_total"] == 4_973_906
    assert actor.id == "actor:se:2120000142"
