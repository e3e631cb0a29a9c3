"""A mapping proposes itself: for real lists as if nobody knew them, for made-up tables, and what it is not sure of."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError, UsageError
from graph.store import open_store
from ingest.bodies import NOWHERE
from ingest.formats.mapped import Mapped
from ingest.gather import Gathered
from ingest.kinds.row import Setting
from ingest.load import load
from ingest.proposal import Proposal, propose, save
from ingest.reading import Upload
from tests.ingest.eu_tables import written_csv, written_xlsx
from tests.ingest.plain_tables import known
from tests.ingest.real_files import real_file


def proposed(path: Path) -> Proposal:
    found = propose(Upload.at(path))
    assert found is not None
    return found


def used(proposal: Proposal) -> dict[str, str]:
    """The field of each column that is used."""
    return {guess.column: guess.field for guess in proposal.columns if guess.used}


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# Real lists, as if nobody knew them


def test_the_finnish_list_of_2007() -> None:
    proposal = proposed(real_file("projects/fi-2007-2013.csv"))
    assert proposal.sure
    assert used(proposal) == {
        "Koodi": "code", "Rahasto": "fund", "Projektin nimi": "name", "Ohjelma / osio": "programme", "Tl": "priority",
        "Viranomainen": "funder", "Toiminnan tila": "status", "Aloituspvm": "start", "Päättymispvm": "end",
        "Toteuttajan nimi": "lead", "Myönnetty EU- ja valtion rahoitus": "granted_eu_state",
        "Toteutunut EU- ja valtion rahoitus": "spent_eu_state",
        "Suunniteltu julkinen rahoitus yhteensä": "planned_public",
        "Toteutunut julkinen rahoitus yhteensä": "spent_public",
    }  # fmt: skip
    assert (proposal.kind, proposal.setting) == ("projects", Setting("fi", "fi", "fi", "EUR"))


def test_the_english_list(tmp_path: Path) -> None:
    proposal = proposed(real_file("projects/uk-england-2014-2020.csv"))
    assert proposal.sure
    assert used(proposal) == {
        "Recipient of funds": "lead", "Name of Project": "name", "Type of fund": "fund",
        "Summary of project (max 100 words)": "description", "Start date": "start", "End date": "end",
        "ERDF/ESF investment £m": "eu_contribution", "Total project costs £m": "total",
        "Local Enterprise Partnership area": "region",
        "Type and focus of support (*Category of intervention)*": "theme",
    }  # fmt: skip
    assert proposal.setting == Setting("en", "gb", "gb", "GBP")


def test_the_english_list_loads_by_its_proposal_with_its_days_and_whole_pounds() -> None:
    upload = Upload.at(real_file("projects/uk-england-2014-2020.csv"))
    rows = [*Mapped.proposed(proposed(upload.path)).rows(upload)]
    gathered = Gathered("test")
    for row in rows:
        gathered.add(row.records)
    claims = {claim.id: claim.fields for claim in gathered.claims()}
    projects = [fields for id_, fields in claims.items() if id_.startswith("project:")]
    assert sum(row.rejected is None for row in rows) >= 0.98 * len(rows)
    clinic = next(fields for fields in projects if fields["name_en"] == "Uclan Innovation Clinic")
    assert (clinic["valid_from"], clinic["currency"]) == (_clinic(upload, 4), "GBP")
    assert clinic["planned_total"] == float(_raw(upload)[7])
    assert max(float(str(fields.get("planned_total", 0))) for fields in projects) < 10**9


def _raw(upload: Upload) -> list[str]:
    return next(record for record in upload.records() if record[1].strip() == "Uclan Innovation Clinic")


def _clinic(upload: Upload, column: int) -> str:
    from ingest.cells import day

    return str(day(_raw(upload)[column]))


def test_the_swedish_list_as_a_table(tmp_path: Path) -> None:
    rows = json.loads(real_file("projects/se-2014-2020.json").read_text("utf-8"))
    proposal = proposed(written_csv(tmp_path / "lista.csv", [*rows[0]], rows))
    assert proposal.sure
    assert used(proposal) == {
        "ärende-id": "code", "stödmottagare": "lead", "beviljat_belopp_sek": "granted_eu_state", "projektnamn": "name",
        "projektbeskrivning": "description", "projekt_starttid": "start", "projekt_sluttid": "end", "län": "region",
        "kommuner": "region", "område": "region", "insatsområde": "theme", "tematiskt_mål": "theme",
    }  # fmt: skip
    assert proposal.setting == Setting("sv", "se", "lista", "SEK")


def test_the_european_cases_are_practices_by_the_name_of_their_file() -> None:
    proposal = proposed(real_file("practices/ips-cases-2022.csv"))
    assert proposal.kind == "practices"
    assert used(proposal) == {
        "id": "code", "name": "name", "url": "url", "description": "description",
        "lead_organisation_name": "producer", "start_date": "start", "primary_sector": "theme",
        "secondary_sector": "theme",
    }  # fmt: skip


def test_a_table_of_units_under_bodies_is_a_table_of_bodies_in_three_languages() -> None:
    proposal = proposed(real_file("names/fi-research-bodies.csv"))
    assert (proposal.kind, proposal.setting.language) == ("actors", "fi")
    assert used(proposal) == {"org_name_fi": "name_fi", "org_name_en": "name_en", "org_name_sv": "name_sv"}


@pytest.mark.parametrize(
    "name", ["regions/fi-municipalities-2026.csv", "networks/h2020-participations.csv.gz"]
)
def test_a_list_of_something_else_is_not_taken_for_one_of_ours(name: str) -> None:
    assert not proposed(real_file(name)).sure


# Made-up tables

TABLES: dict[str, tuple[str, str, Mapping[str, str], Setting]] = {
    "fi": (
        "hankelista.csv",
        "Hanketunnus;Hankkeen nimi;Hakijan nimi;Y-tunnus;Osatoteuttajat;Hankkeen alkamispäivä;Päättymispäivä;Kunnat;"
        "Kokonaiskustannukset (1 000 €);Yhteyshenkilö;Kohderyhmä\n"
        "S90001;Kylien kyytipalvelu;Keksitty ry;0245437-2;Oulun kaupunki|Toinen Oy;1.4.2018;31.12.2019;Pori, Rauma;"
        "12,5;Liisa Virtanen;nuoret;\n",
        {"Hanketunnus": "code", "Hankkeen nimi": "name", "Hakijan nimi": "lead", "Y-tunnus": "lead_business_id",
         "Osatoteuttajat": "partners", "Hankkeen alkamispäivä": "start", "Päättymispäivä": "end", "Kunnat": "region",
         "Kokonaiskustannukset (1 000 €)": "total", "Kohderyhmä": "target_group"},
        Setting("fi", "fi", "fi", "EUR"),
    ),
    "sv": (
        "lista.csv",
        "Diarienummer;Projektets namn;Projektägare;Organisationsnummer;Startdatum;Slutdatum;Kommun;Total budget SEK\n"
        "23-017;Fler i arbete;Exempelstads kommun;212000-0142;2023-09-01;2025-12-31;Luleå;4 973 906\n",
        {"Diarienummer": "code", "Projektets namn": "name", "Projektägare": "lead",
         "Organisationsnummer": "lead_business_id", "Startdatum": "start", "Slutdatum": "end", "Kommun": "region",
         "Total budget SEK": "total"},
        Setting("sv", "se", "lista", "SEK"),
    ),
    "en": (
        "list.csv",
        "Operation ID,Operation name,Name of beneficiary,Operation start date,Operation end date,Operation Summary,"
        "Total eligible expenditure (EUR),Union co-financing rate,Intervention field\n"
        "7/1,Bridges,Example Association,04/09/2023,12/25/2025,We build,12500.50,40,134\n",
        {"Operation ID": "code", "Operation name": "name", "Name of beneficiary": "lead",
         "Operation start date": "start", "Operation end date": "end", "Operation Summary": "description",
         "Total eligible expenditure (EUR)": "total", "Intervention field": "theme"},
        Setting("en", NOWHERE, "list", "EUR"),
    ),
    "da": (
        "liste.csv",
        "Projektets navn;Støttemodtager;CVR-nummer;Startdato;Slutdato;Kommune;Målgruppe;Partnere;Kontaktperson\n"
        "Veje til job;Eksempel Kommune;25313763;1. maj 2023;31. dec 2025;Aarhus;unge;A Forening;Hans Hansen\n",
        {"Projektets navn": "name", "Støttemodtager": "lead", "CVR-nummer": "lead_business_id", "Startdato": "start",
         "Slutdato": "end", "Kommune": "region", "Målgruppe": "target_group", "Partnere": "partners"},
        Setting("da", "dk", "dk", "DKK"),
    ),
    "de": (
        "liste.csv",
        "Bezeichnung des Vorhabens;Name des Begünstigten;Beginn des Vorhabens;Ende des Vorhabens;"
        "Zusammenfassung des Vorhabens;Gesamtkosten;Ansprechpartner\n"
        "Brücken bauen;Beispielverein e.V.;1. Mär 2023;31. Dez 25;Wir bauen;1.234.567,89;Eva Muster\n",
        {"Bezeichnung des Vorhabens": "name", "Name des Begünstigten": "lead", "Beginn des Vorhabens": "start",
         "Ende des Vorhabens": "end", "Zusammenfassung des Vorhabens": "description", "Gesamtkosten": "total"},
        Setting("de", "de", "de", "EUR"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", TABLES)
def test_a_list_of_projects_in_each_language(tmp_path: Path, language: str) -> None:
    name, text, columns, setting = TABLES[language]
    proposal = proposed(table(tmp_path / name, text))
    assert proposal.doubts == ()
    assert (proposal.kind, used(proposal), proposal.setting) == ("projects", columns, setting)


def test_the_finnish_one_becomes_its_records(tmp_path: Path) -> None:
    done = known(tmp_path, table(tmp_path / "hankelista.csv", TABLES["fi"][1]))
    assert (done.report.format, done.report.loaded, done.rejected) == ("proposed", 1, [])
    ((id_, project),) = done.of("project").items()
    assert (id_, project["planned_total"], project["currency"]) == ("project:fi:S90001", 12_500, "EUR")
    assert (project["valid_from"], project["valid_to"]) == ("2018-04-01", "2019-12-31")
    assert {*done.of("region")} == {"region:fi-kunta:609", "region:fi-kunta:684"}
    assert done.names("actor") == {"Keksitty ry", "Oulun kaupunki", "Toinen Oy"}
    assert done.ties_said()["Keksitty ry", "PARTICIPATES_IN lead", "Kylien kyytipalvelu"] == 1
    assert "actor:fi:0245437-2" in done.entities
    assert b"Virtanen" not in done.data


KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "actors": (
        "Organisaation nimi;Y-tunnus;Sektori;Kotipaikka;Puhelin\nKeksitty ry;0245437-2;kolmas;Pori;040 1234567\n",
        {"Organisaation nimi": "name", "Y-tunnus": "business_id", "Sektori": "sector", "Kotipaikka": "region"},
    ),
    "networks": (
        "Verkosto;Koollekutsuja;Jäsenet;Perustettu\nKeksitty verkosto;Porin kaupunki;Keksitty ry;2019\n",
        {"Verkosto": "name", "Koollekutsuja": "convener", "Jäsenet": "members", "Perustettu": "start"},
    ),
    "practices": (
        "Toimintamalli;Kuvaus;Vaihe;Kehittäjä;Hankekoodi\nAamut;Kahvit;pilotoitu;Keksitty ry;S90001\n",
        {"Toimintamalli": "name", "Kuvaus": "description", "Vaihe": "stage", "Kehittäjä": "producer",
         "Hankekoodi": "projects"},
    ),
    "events": (
        "Tapahtuma;Päivämäärä;Järjestäjä;Osallistujat;Paikkakunta\nFoorumi;15.4.2026;Porin kaupunki;Keksitty ry;Pori\n",
        {"Tapahtuma": "name", "Päivämäärä": "start", "Järjestäjä": "organiser", "Osallistujat": "attendees",
         "Paikkakunta": "region"},
    ),
    "inputs": (
        "Kehittämisehdotus;Perustelut;Esittäjä;Pvm\nYhteinen kalenteri;Päällekkäin;Keksitty ry;10.2.2026\n",
        {"Kehittämisehdotus": "name", "Perustelut": "description", "Esittäjä": "raised_by", "Pvm": "start"},
    ),
    "indicators": (
        "Indikaattori;Maakunta;Kuukausi;Lukumäärä\nTyöttömät;Lappi;2025-10;5120\n",
        {"Indikaattori": "measure", "Maakunta": "region", "Kuukausi": "period", "Lukumäärä": "value"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_each_other_kind(tmp_path: Path, kind: str) -> None:
    text, columns = KINDS[kind]
    proposal = proposed(table(tmp_path / "taulukko.csv", text))
    assert proposal.doubts == ()
    assert (proposal.kind, used(proposal)) == (kind, columns)
    assert known(tmp_path, tmp_path / "taulukko.csv").report.loaded == 1


STYLES = {
    "1.4.2008": "2008-04-01", "31. Dez 18": "2018-12-31", "45291": "2023-12-31", "2017-01-02": "2017-01-02",
    "toukokuu 2020": "2020-05-01", "1 jan 2021": "2021-01-01", "N.a.": None, "2019": "2019-01-01",
    "2018-02-03 00:00:00": "2018-02-03",
}  # fmt: skip


def test_days_of_every_style_in_one_column(tmp_path: Path) -> None:
    rows = [
        {"Hanke": f"Hanke {n}", "Toteuttaja": "Keksitty ry", "Alkaa": day} for n, day in enumerate(STYLES)
    ]
    done = known(tmp_path, written_csv(tmp_path / "hankkeet.csv", ["Hanke", "Toteuttaja", "Alkaa"], rows))
    found = {fields["name_fi"]: fields.get("valid_from") for fields in done.of("project").values()}
    assert found == {f"Hanke {n}": day for n, day in enumerate(STYLES.values())}


@pytest.mark.parametrize(
    ("cells", "start"),
    [(["04/09/2023", "25/12/2023"], "2023-09-04"), (["04/09/2023", "12/25/2023"], "2023-04-09")],
)
def test_the_order_of_day_and_month_is_the_columns(tmp_path: Path, cells: Sequence[str], start: str) -> None:
    rows = [
        {"Project": f"P{n}", "Applicant": "An Association", "Start": cell} for n, cell in enumerate(cells)
    ]
    done = known(tmp_path, written_csv(tmp_path / "projects.csv", ["Project", "Applicant", "Start"], rows))
    assert {fields["valid_from"] for fields in done.of("project").values()} >= {start}


def test_a_column_that_does_not_say_its_order_is_read_as_the_one_beside_it(tmp_path: Path) -> None:
    rows = [
        {"Project": f"P{n}", "Applicant": "An Association", "Start": "04/09/2023", "End": end}
        for n, end in enumerate(("12/31/2023", "11/30/2023"))
    ]
    done = known(
        tmp_path, written_csv(tmp_path / "projects.csv", ["Project", "Applicant", "Start", "End"], rows)
    )
    days = {(fields["valid_from"], fields["valid_to"]) for fields in done.of("project").values()}
    assert days == {("2023-04-09", "2023-12-31"), ("2023-04-09", "2023-11-30")}


def test_several_values_in_a_cell_and_in_several_columns(tmp_path: Path) -> None:
    text = (
        "Hanke;Päätoteuttaja;Kumppani 1;Kumppani 2;Teemat;Alue\n"
        '"Silta";"Keksitty ry";"Oulun kaupunki | Toinen Oy";"Kolmas Oy";"ohjaus;osaaminen";"Pori, Ulvila"\n'
    )
    done = known(tmp_path, table(tmp_path / "lista.csv", text))
    partners = {one for one, tie, _ in done.ties_said() if tie == "PARTICIPATES_IN partner"}
    assert partners == {"Oulun kaupunki", "Toinen Oy", "Kolmas Oy"}
    assert done.names("theme") == {"ohjaus", "osaaminen"}
    assert len(done.of("region")) == 2


def test_a_workbook_with_a_title_above_and_days_as_days(tmp_path: Path) -> None:
    from datetime import datetime

    rows: list[dict[str, Any]] = [
        {"Hankkeen nimi": "Silta", "Hakija": "Keksitty ry", "Alkaa": datetime(2025, 1, 2)}
    ]
    book = written_xlsx(
        tmp_path / "kirja.xlsx", Muistio=(["Huom"], []), Hankkeet=(["Hankkeen nimi", "Hakija", "Alkaa"], rows)
    )
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        report = load(store, book)
        (project,) = store.rows("project")
    assert report.proposal is not None
    assert report.proposal.sheet == "Hankkeet"
    assert str(project.fields["valid_from"]).startswith("2025-01-02")


# What is not sure


def test_a_name_that_is_only_near_is_not_sure(tmp_path: Path) -> None:
    proposal = proposed(
        table(tmp_path / "x.csv", "Hankeen nimmi;Toteuttaja;Alkaa\nSilta;Keksitty ry;1.1.2020\n")
    )
    assert not proposal.sure
    assert "'Hankeen nimmi' may hold the project name" in proposal.doubts[0]


def test_rows_that_may_be_of_two_kinds_are_not_sure_unless_the_file_tells(tmp_path: Path) -> None:
    text = "Nimi;Kuvaus;Teema\nSilta;Rakennetaan;ohjaus\n"
    doubtful = proposed(table(tmp_path / "taulukko.csv", text))
    assert doubtful.doubts
    assert "may be" in doubtful.doubts[0]
    assert proposed(table(tmp_path / "verkostot.csv", text)).sure
    assert proposed(tmp_path / "verkostot.csv").kind == "networks"


def test_a_column_whose_cells_look_otherwise_is_not_used(tmp_path: Path) -> None:
    text = "Hankkeen nimi;Toteuttaja;Alkaa\n" + "Silta;Keksitty ry;pian\n" * 5
    proposal = proposed(table(tmp_path / "x.csv", text))
    assert proposal.sure
    assert "start" not in used(proposal).values()
    (guess,) = [one for one in proposal.columns if one.column == "Alkaa"]
    assert (guess.field, guess.used) == ("start", False)


def test_cells_tell_what_a_header_does_not(tmp_path: Path) -> None:
    rows = "".join(
        f"Silta {n};Keksitty {n} ry;0245437-2;Pori;S9000{n};1.1.2020;31.12.2021\n" for n in range(4)
    )
    proposal = proposed(table(tmp_path / "x.csv", f"Hankkeen nimi;Toteuttaja;A;B;C;D;E\n{rows}"))
    assert used(proposal) == {
        "Hankkeen nimi": "name", "Toteuttaja": "lead", "A": "lead_business_id", "B": "region", "C": "code",
    }  # fmt: skip
    suggested = {one.column: one.field for one in proposal.columns if one.field and not one.used}
    assert suggested == {"D": "start", "E": "end"}


def test_contact_data_is_never_mapped_whatever_it_is_called(tmp_path: Path) -> None:
    people = ["Liisa Virtanen", "Matti Korhonen", "Anna Nieminen", "Juhani Laine"]
    rows = "".join(f"Silta {n};Keksitty ry;{name};a{n}@example.org\n" for n, name in enumerate(people))
    path = table(tmp_path / "x.csv", f"Hankkeen nimi;Toteuttaja;Kuvaus;Kotisivu\n{rows}")
    proposal = proposed(path)
    assert used(proposal) == {"Hankkeen nimi": "name", "Toteuttaja": "lead", "Kotisivu": "url"}  # emptied
    data = known(tmp_path, path).data
    assert not [word for word in (*people, "Virtanen", "example.org") if word.encode() in data]


def test_the_refusal_says_what_is_unsure_and_what_to_do(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", "Mikä;Toteuttaja;Alkaa\nSilta;Keksitty ry;1.1.2020\n")
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store, pytest.raises(DataError) as refusal:
        load(store, path)
    for words in ("x.csv", "no column seems to hold the project name", "--save-mapping", "--mapping"):
        assert words in str(refusal.value)


# Saved, corrected, used again


def test_a_saved_proposal_loads_the_same(tmp_path: Path) -> None:
    path = table(tmp_path / "hankelista.csv", TABLES["fi"][1])
    save(proposed(path), tmp_path / "m.toml", path.name)
    direct, again = known(tmp_path / "1", path), known(tmp_path / "2", path, tmp_path / "m.toml")
    assert (direct.entities, direct.ties) == (again.entities, again.ties)
    assert again.report.proposal is None


def test_a_saved_doubtful_proposal_says_why_and_comes_right_by_hand(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.csv", 'Mikä "se" on;Toteuttaja;Alkaa;Puhelin\nSilta;Keksitty ry;1.1.2020;040 1234567\n'
    )
    save(proposed(path), tmp_path / "m.toml", path.name)
    text = (tmp_path / "m.toml").read_text("utf-8")
    assert "# Unsure: no column seems to hold the project name." in text
    assert '#   "Puhelin": contact data' in text
    with pytest.raises(UsageError, match="name"):
        Mapped.of(tmp_path / "m.toml")
    (tmp_path / "m.toml").write_text(
        text.replace("[columns]", '[columns]\nname = "Mikä \\"se\\" on"'), "utf-8"
    )
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store:
        assert load(store, path, mapping=tmp_path / "m.toml").loaded == 1


def test_a_mapping_is_never_written_over(tmp_path: Path) -> None:
    path = table(tmp_path / "hankelista.csv", TABLES["fi"][1])
    kept = table(tmp_path / "m.toml", "mine")
    with pytest.raises(UsageError, match="is there already"):
        save(proposed(path), kept, path.name)
    assert kept.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[table]\nkind = "people"\n[columns]\nname = "A"', "kind"),
        ("[table]\nlanguage = 3\n[columns]\nname = 'A'", "quotation marks"),
        ("[table]\nlanguage = 'finnish'\n[columns]\nname = 'A'", "two letters"),
        ("[table]\ndelimiter = 'x'\n[columns]\nname = 'A'", "delimiter"),
        ("[table]\nscheme = 'a b'\n[columns]\nname = 'A'", "scheme"),
        ("[table]\ncurrency = 'moneys'\n[columns]\nname = 'A'", "currency"),
        ("[table]\ncolour = 'red'\n[columns]\nname = 'A'", "colour"),
        ("[columns]\nnome = 'A'", "nome"),
        ("[columns]\nname = ['A', 'B']", "one value"),
        ("[columns]\nname = 3", "quotation marks"),
        ("[columns]\nlead = 'A'", "name or code"),
        ("columns = 3", r"\[columns\]"),
        ("[table]\nkind = 'indicators'\n[columns]\nmeasure = 'A'", "region"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Mapped.of(table(tmp_path / "m.toml", text))


def test_a_mapping_cannot_take_contact_data_for_something_else(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", "Hanke;Yhteyshenkilö\nSilta;Liisa Virtanen\n")
    table(tmp_path / "m.toml", '[columns]\nname = "Hanke"\nlead = "Yhteyshenkilö"\n')
    with pytest.raises(DataError, match=r"'Yhteyshenkilö'.*never loaded"):
        known(tmp_path / "s", path, tmp_path / "m.toml")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_told_from_the_file_or_by_the_mapping(tmp_path: Path, delimiter: str) -> None:
    path = table(
        tmp_path / "x.csv",
        delimiter.join(("Hanke", "Tekijä")) + "\n" + delimiter.join(("Silta", "Oy")) + "\n",
    )
    for name, sign in (("a", ""), ("b", f"delimiter = {json.dumps(delimiter)}\n")):
        mapping = table(
            tmp_path / f"{name}.toml", f'[table]\n{sign}[columns]\nname = "Hanke"\nlead = "Tekijä"\n'
        )
        assert known(tmp_path / name, path, mapping).names("actor") == {"Oy"}


def test_a_mapping_names_a_sheet_and_several_columns_of_one_field(tmp_path: Path) -> None:
    header = ["Nimi", "A", "B"]
    rows = [{"Nimi": "Silta", "A": "Keksitty ry", "B": "Toinen Oy"}]
    book = written_xlsx(
        tmp_path / "k.xlsx", Eka=(header, [{"Nimi": "Väärä", "A": "x", "B": "y"}]), Toka=(header, rows)
    )
    table(tmp_path / "m.toml", '[table]\nsheet = "Toka"\n[columns]\nname = "Nimi"\npartners = ["A", "B"]\n')
    with open_store(f"sqlite:///{tmp_path / 's.db'}") as store:
        load(store, book, mapping=tmp_path / "m.toml")
        assert [row.fields["name_fi"] for row in store.rows("project")] == ["Silta"]
        assert len([*store.rows("actor")]) == 2


def test_a_wide_table_is_proposed_for_in_little_time(tmp_path: Path) -> None:
    header = [f"Sarake kummallinen {n}" for n in range(290)]
    path = tmp_path / "wide.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([f"solu {n}" for n in range(290)] for _ in range(400))])
    began = time.process_time()
    propose(Upload.at(path))
    assert time.process_time() - began < 20


def test_a_business_id_with_a_wrong_digit_rejects_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "Hankkeen nimi;Toteuttaja;Y-tunnus;Aloituspäivä\n"
        "Eka hanke;Keksitty Yksi Oy;0245437-2;1.2.2020\nToka hanke;Keksitty Kaksi Oy;0245437-3;1.2.2021\n"
        "Kolmas hanke;Keksitty Kolme Oy;0201256-6;1.2.2022\n",
        encoding="utf-8",
    )
    with open_store(f"sqlite:///{tmp_path / 'solmu.db'}") as store:
        report = load(store, path)
    assert (report.loaded, len(report.rejected)) == (2, 1)
    wrong = report.rejected[0].rejected
    assert wrong is not None
    assert (report.rejected[0].number, wrong.column, wrong.value) == (3, "Y-tunnus", "0245437-3")
