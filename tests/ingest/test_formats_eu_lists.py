"""Lists of European funds, built from their publishers' column names and traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store, open_store
from ingest.load import Report, load
from tests.ingest.archives import zipped
from tests.ingest.eu_tables import written_csv, written_xlsx

KOHESIO = {
    "Operation_Unique_Identifier": "https://linkedopendata.eu/entity/Q4242", "Country": "SE",
    "Operation_Local_Identifier": "2021SE05SFPR001_23-017-S01", "Operation_Name_English": "More people in work",
    "Operation_Name_Programme_Language": "Fler i arbete", "Operation_Start_Date": "04/09/2023",
    "Operation_End_Date": "2025-12-31", "Total_Eligible_Expenditure_amount": "4973906.00",
    "Total_Eligible_Expenditure_Currency": "SEK", "Project_EU_Budget": "1989562",
    "Beneficiary_Name": "Exempelstads kommun",
    "Category_Of_Intervention": "134", "Category_Label": "Measures to improve access to employment",
    "Fund_Code": "ESF+",
    "Programme_Code": "2021SE05SFPR001", "Programme_Name": "ESF+ 2021–2027", "Region": "Mellersta Norrland",
    "Operation_Summary_English": "Support to the young", "Operation_Summary_Programme_Language": "Stöd till unga",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'x.db'}")


def only(store: Store, kind: str) -> dict[str, object]:
    """The fields and the id of the one entity of a kind."""
    (row,) = store.rows(kind)
    return {"id": row.id, **row.fields}


def names(store: Store, kind: str) -> set[str]:
    """What the entities of a kind are called."""
    return {str(v) for row in store.rows(kind) for k, v in row.fields.items() if k.startswith("name_")}


def roles(store: Store) -> set[tuple[str, str]]:
    """Each body's name with its role."""
    ties = {tie.id: tie for row in store.rows("actor") for tie in store.ties(row.id)}
    return {(store.entry(tie.a).name, str(tie.fields.get("role"))) for tie in ties.values()}


def test_kohesio_keeps_both_languages_and_the_national_code(store: Store, tmp_path: Path) -> None:
    report = load(store, written_csv(tmp_path / "latest_SE.csv", list(KOHESIO), [KOHESIO]))
    project = only(store, "project")
    assert (report.format, report.loaded) == ("kohesio", 1)
    assert project["id"] == "project:kohesio:Q4242"
    assert (project["name_sv"], project["name_en"]) == ("Fler i arbete", "More people in work")
    assert (project["valid_from"], project["valid_to"]) == ("2023-09-04", "2025-12-31")
    assert project["identifiers"] == ["2021SE05SFPR001_23-017-S01"]
    assert (project["planned_total"], project["currency"]) == (4_973_906, "SEK")
    assert roles(store) == {("Exempelstads kommun", "lead")}


def test_a_beneficiary_that_is_only_an_address_is_no_body(store: Store, tmp_path: Path) -> None:
    row = KOHESIO | {"Beneficiary_Name": "https://linkedopendata.eu/entity/Q99"}
    load(store, written_csv(tmp_path / "latest_SE.csv", list(KOHESIO), [row]))
    assert list(store.rows("actor")) == []


def test_a_project_of_two_lists_is_one_by_the_code_within_the_code(store: Store, tmp_path: Path) -> None:
    from ingest.resolution.merging import resolve
    from tests.ingest.test_formats_se_esf_bank import HEADER, ROW

    bank = tmp_path / "bank.csv"
    bank.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    load(store, bank)
    load(store, written_csv(tmp_path / "latest_SE.csv", list(KOHESIO), [KOHESIO]))
    assert resolve(store).kinds["project"].groups == (("project:kohesio:Q4242", "project:se-esf:23-017-S01"),)
    entry = store.entry("project:se-esf:23-017-S01")
    assert {entry.said_by["name_sv"], entry.said_by["name_en"]} == {"se-esf-bank", "kohesio-se"}


DANISH = {
    "Projektnavn / Project name": "Grønne job", "Journalnummer / Project ID": "ESFD-20-01",
    "Fond / Fund": "Socialfonden",
    "Støttemodtager / Beneficiary": "Keksi Kommune", "Startdato / Start date": "01-02-2021",
    "Partere / Project partners": "Aarhus Keksitet A/S.\nForeningen Keksi.\n",
    "Samlet budget / Total budget": "1.234.567,50",
    "Kontaktperson / Contacts": "Søren Opdigtet, 20 98 76 54, soren@opdigtet.example",
}  # fmt: skip


def test_the_danish_list_parts_partners_and_never_reads_contacts(store: Store, tmp_path: Path) -> None:
    report = load(store, written_xlsx(tmp_path / "liste.xlsx", Projekter=(list(DANISH), [DANISH])))
    assert (report.format, report.loaded) == ("da-list", 1)
    assert roles(store) == {
        ("Keksi Kommune", "lead"),
        ("Aarhus Keksitet A/S", "partner"),
        ("Foreningen Keksi", "partner"),
    }
    assert only(store, "project")["planned_total"] == 1_234_567.5
    store.close()
    assert b"opdigtet" not in b"".join(file.read_bytes().lower() for file in tmp_path.glob("x.db*"))


PROJECT = {
    "id": "101000001", "acronym": "KEKSI", "status": "SIGNED", "title": "Made-up research", "startDate": "2021-01-01",
    "endDate": "2024-12-31", "totalCost": "960619,95", "ecMaxContribution": "528340.97", "frameworkProgramme": "H2020",
    "objective": '"Quoted" aims', "topics": "T-1",
}  # fmt: skip
BODY = {
    "projectID": "101000001", "projectAcronym": "KEKSI", "organisationID": "999888777", "vatNumber": "",
    "name": "UNIVERSITY OF KEKSI", "activityType": "HES", "country": "EL", "role": "coordinator",
    "ecContribution": "1000,5",
}  # fmt: skip


@pytest.mark.parametrize("order", [("project.csv", "organization.csv"), ("organization.csv", "project.csv")])
def test_cordis_is_a_pair_of_files_in_either_order(
    store: Store, tmp_path: Path, order: tuple[str, str]
) -> None:
    bodies = [BODY, BODY | {"organisationID": "999888776", "name": "KEKSINEN Maija", "role": "participant"}]
    made = {"project.csv": [PROJECT], "organization.csv": bodies}
    paths = {name: written_csv(tmp_path / name, list(rows[0]), rows, ";") for name, rows in made.items()}
    reports: dict[str, Report] = {name: load(store, paths[name]) for name in order}
    project = only(store, "project")
    assert project["id"] == "project:cordis-grant:101000001"
    assert project["name_en"] == "KEKSI: Made-up research"
    assert (project["planned_total"], project["eu_contribution"]) == (960_619.95, 528_340.97)
    assert only(store, "actor")["id"] == "actor:pic:999888777"
    assert only(store, "actor")["country"] == "GR"
    assert reports["organization.csv"].left_out == 1
    assert [batch.number for batch in store.batches()] == [1, 2]


def test_cordis_loads_from_its_archive(store: Store, tmp_path: Path) -> None:
    files = {
        name: written_csv(tmp_path / name, list(row), [row], ";").read_bytes()
        for name, row in (("project.csv", PROJECT), ("organization.csv", BODY))
    }
    load(store, zipped(tmp_path / "cordis.zip", files))
    assert roles(store) == {("UNIVERSITY OF KEKSI", "lead")}


LISTS = {
    "fi": ("Tuensaajan nimi / Beneficiary name", "Toimen nimi / Operation name", "Toimen tarkoitus", "Aloituspäivä",
           "Päättymispäivä", "Kokonaiskustannukset (EUR)", "Rahasto", "Sijainti", "Maa", "Tukitoimen ala"),
    "pl": ("Nazwa beneficjenta", "Tytuł projektu", "Cel projektu", "Data rozpoczęcia", "Data zakończenia",
           "Całkowity koszt", "Fundusz", "Miejsce realizacji", "Kraj", "Zakres interwencji"),
    "de": ("Name des Begünstigten", "Bezeichnung des Vorhabens", "Zweck des Vorhabens", "Beginn des Vorhabens",
           "Ende des Vorhabens", "Gesamtkosten", "Fonds", "Ort", "Land", "Interventionsbereich"),
    "et": ("Toetuse saaja nimi", "Projekti nimi", "Projekti eesmärk", "Alguskuupäev", "Lõppkuupäev", "Kogumaksumus",
           "Fond", "Asukoht", "Riik", "Sekkumisvaldkond"),
    "fr": ("Nom du bénéficiaire", "Nom de l’opération", "Objet de l’opération", "Date de début", "Date de fin",
           "Coût total", "Fonds", "Localisation", "Pays", "Domaine d’intervention"),
}  # fmt: skip
CELLS = (
    "Keksi Oy",
    "Keksitty toimi",
    "Keksitään",
    "1.2.2022",
    "31.12.2024",
    "1 234,50",
    "ESR+",
    "Keksilä",
    "",
    "134 Työ",
)


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("container", ["csv", "xlsx"])
def test_a_list_of_operations_in_any_language(
    store: Store, tmp_path: Path, language: str, container: str
) -> None:
    header = LISTS[language]
    row = dict(zip(header, CELLS, strict=True))
    path = tmp_path / f"lista.{container}"
    if container == "csv":
        written_csv(path, header, [row], ";")
    else:
        written_xlsx(path, Lista=(header, [row]))
    report = load(store, path)
    project = only(store, "project")
    assert (report.format, report.loaded) == ("list-of-operations", 1)
    assert project[f"name_{language}"] == "Keksitty toimi"
    assert (project["valid_from"], project["valid_to"]) == ("2022-02-01", "2024-12-31")
    assert project["planned_total"] == 1234.5
    assert roles(store) == {("Keksi Oy", "lead")}
    assert names(store, "theme") == {"Työ"}


def test_a_natural_person_among_beneficiaries_is_left_out(store: Store, tmp_path: Path) -> None:
    header = LISTS["fi"]
    row = dict(zip(header, ("Virtanen Matti Juhani", *CELLS[1:]), strict=True))
    report = load(store, written_csv(tmp_path / "lista.csv", header, [row], ";"))
    assert (report.loaded, report.left_out) == (1, 1)
    assert list(store.rows("actor")) == []
