"""Lists of operations in many languages, built from the fields of Article 49(3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats.list_of_operations import ListOfOperations
from ingest.reading import Upload
from tests.ingest.eu_tables import loaded, written_csv, written_xlsx

HEADERS = {
    "fi": "Tuensaajan nimi|Toimen nimi|Toimen tarkoitus|Alkamispäivä|Kokonaiskustannukset|Rahasto|Erityistavoite",
    "sv": "Stödmottagare|Namn på insatsen|Syfte|Startdatum|Totalkostnad|Fond|Specifikt mål",
    "en": "Beneficiary|Name of operation|Purpose|Start date|Total cost|Fund|Specific objective",
    "da": "Støttemodtager|Operationens navn|Formål|Startdato|Samlede omkostninger|Fond|Specifikt mål",
    "de": "Begünstigter|Bezeichnung des Vorhabens|Zusammenfassung|Beginn|Gesamtkosten|Fonds|Spezifisches Ziel",
    "fr": "Bénéficiaire|Nom de l’opération|Résumé|Date de début|Coût total|Fonds|Objectif spécifique",
    "es": "Beneficiario|Nombre de la operación|Resumen de la operación|Fecha de inicio|Coste total|Fondo|"
          "Objetivo específico",
    "it": "Beneficiario|Nome dell'operazione|Sintesi progetto|Data inizio|Costo totale|Fondo|Obiettivo specifico",
    "pl": "Nazwa beneficjenta|Tytuł projektu|Cel projektu|Data rozpoczęcia|Wartość projektu|Fundusz|Cel szczegółowy",
    "nl": "Begunstigde|Naam concrete actie|Samenvatting|Begindatum|Totale kosten|Fonds|Specifieke doelstelling",
    "et": "Toetuse saaja|Projekti nimi|Eesmärk|Alguskuupäev|Kogumaksumus|Fond|Erieesmärk",
    "lv": "Finansējuma saņēmējs|Projekta nosaukums|Projekta mērķis|Sākuma datums|Kopējās izmaksas|Fonds|"
          "Konkrētais mērķis",
    "lt": "Projekto vykdytojas|Projekto pavadinimas|Projekto tikslas|Pradžios data|Bendra vertė|Fondas|"
          "Konkretus uždavinys",
    "pt": "Beneficiário|Nome da operação|Resumo da operação|Data de início|Custo total|Fundo|Objetivo específico",
    "cs": "Příjemce|Název projektu|Popis projektu|Datum zahájení|Celkové náklady|Fond|Specifický cíl",
}  # fmt: skip
CELLS = ("Example Technology Oy", "Quiet harbours", "Less noise", "2023-02-01", "120000", "ERDF", "RSO1.1")
BILINGUAL = (
    "Beneficiary / Tuensaaja", "Toimen nimi / Operation name", "Purpose / Toimen tarkoitus", "Tulokset / Achievements",
    "Start date / Alkamispäivä", "Päättymispäivä / End date", "Total cost (EUR) / Kokonaiskustannukset (EUR)",
    "Rahasto / Fund", "Location / Sijainti", "Maa / Country", "Type of intervention / Tukitoimen tyyppi",
    "Unionin osarahoitusaste / Union co-financing rate",
)  # fmt: skip
OPERATION = dict(
    zip(
        BILINGUAL,
        ("Kuopion kaupunki", "Hiljaiset satamat", "Melu vähenee", "Kolme satamaa", "1.2.2023", "31.12.2025",
         "120 000,50", "EAKR", "Kuopio", "FI", "077 - Ilmanlaatu", "40 %"),
        strict=True,
    )
)  # fmt: skip


@pytest.mark.parametrize("language", HEADERS)
def test_each_language_is_read(tmp_path: Path, language: str) -> None:
    header = HEADERS[language].split("|")
    done = loaded(
        tmp_path, written_csv(tmp_path / "list.csv", header, [dict(zip(header, CELLS, strict=True))])
    )
    (project,) = done.of("project").values()
    assert (done.report.format, done.report.loaded) == ("list-of-operations", 1)
    assert project[f"name_{language}"] == "Quiet harbours"
    assert project[f"description_{language}"] == "Less noise"
    assert (project["valid_from"], project["planned_total"]) == ("2023-02-01", 120_000)
    assert (project["fund"], project["specific_objective"]) == ("ERDF", "RSO1.1")
    assert {role for _, role in done.roles()} == {"lead"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_bilingual_list_has_all_its_fields(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"list.{form}"
    if form == "csv":
        written_csv(path, BILINGUAL, [OPERATION], ";")
    else:
        written_xlsx(path, List=(BILINGUAL, [OPERATION]))
    done = loaded(tmp_path, path)
    (project,) = done.of("project").values()
    assert project["description_fi"] == "Melu vähenee\nKolme satamaa"
    assert (project["valid_to"], project["planned_total"], project["currency"]) == (
        "2025-12-31",
        120_000.5,
        "EUR",
    )
    assert done.report.source == "list-of-operations-fi"
    assert "region:fi-kunta:297" in done.entities
    assert "theme:eu-intervention-2021:077" in done.entities


def test_columns_that_mean_no_field_are_told_and_those_of_people_are_not(tmp_path: Path) -> None:
    header = (*HEADERS["de"].split("|"), "Bemerkung der Stelle", "Telefon", "Leer")
    path = written_csv(
        tmp_path / "u.csv", header, [dict(zip(header, (*CELLS, "gut", "0421 123456"), strict=False))]
    )
    assert ListOfOperations().unread(Upload.at(path)) == ["Bemerkung der Stelle"]


def test_a_natural_person_is_kept_nowhere(tmp_path: Path) -> None:
    row = {**OPERATION, BILINGUAL[0]: "Tmi Matti Meikäläinen"}
    done = loaded(tmp_path, written_csv(tmp_path / "list.csv", BILINGUAL, [row]))
    (tmp_path / "list.csv").unlink()
    assert (done.report.loaded, done.report.left_out, done.of("actor")) == (1, 1, {})
    assert "Meikäläinen".encode() not in done.data


def test_a_wrong_date_refuses_its_row_alone(tmp_path: Path) -> None:
    rows = [OPERATION, {**OPERATION, BILINGUAL[4]: "soon"}]
    done = loaded(tmp_path, written_csv(tmp_path / "list.csv", BILINGUAL, rows))
    assert done.rejected == [(3, BILINGUAL[4])]
    assert done.report.loaded == 1


@pytest.mark.parametrize(
    "header",
    [
        ("Beneficiary", "Fund", "Start date", "Total cost"),
        ("Operation name", "Fund", "Start date", "Total cost"),
        ("Beneficiary", "Operation name", "Fund"),
        ("Beneficiary", "Project name", "Start date", "End date"),
        ("Beneficiary / Operation name", "Fund", "Start date", "Total cost"),
    ],
)
def test_a_table_that_lacks_its_fields_is_not_taken(tmp_path: Path, header: tuple[str, ...]) -> None:
    path = written_csv(tmp_path / "other.csv", header, [dict.fromkeys(header, "x")])
    assert not ListOfOperations().recognises(Upload.at(path))
