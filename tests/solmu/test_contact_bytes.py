"""After a load of files with contact data, none of it is in the database, the exports, the rejects or the logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.eu_tables import written_csv, written_xlsx
from tests.ingest.eura2021_report import HEADER, project
from tests.journeys.command_line import Place

PERSONS = {
    "fi": ("Maija-Liisa Hämäläinen-Keksitty", "040 765 4321", "maija.hamalainen@keksitty.example"),
    "sv": ("Gösta Påhittad-Lindqvist", "+46 70 765 43 21", "gosta.pahittad@pahittad.example"),
    "en": ("Winifred Inventedbury", "+44 20 7946 0958", "winifred@inventedbury.example"),
    "da": ("Søren Opdigtet-Mikkelsen", "+45 20 98 76 54", "soren@opdigtet.example"),
}
COLUMNS = {
    "fi": ("Yhteyshenkilö", "Puhelin", "Sähköposti"),
    "sv": ("Kontaktperson", "Telefon", "E-post"),
    "en": ("Contact name", "Phone", "E-mail"),
    "da": ("Kontaktperson / Contacts", "Tlf.", "Mailadresse"),
    "bare": ("Sarake A", "Sarake B", "Sarake C"),
}
SUMMARY = "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta"
FORMATS = ("ndjson", "csv", "graphml", "gexf", "jsonld")


def secrets() -> list[str]:
    """What must be nowhere: names, their last parts, numbers without gaps and with, addresses."""
    found: list[str] = []
    for name, number, address in PERSONS.values():
        found += [name, name.split()[-1], number, "".join(number.split()), address, address.split("@")[0]]
    return found


def rows(columns: tuple[str, str, str], language: str) -> list[dict[str, object]]:
    """Four projects with a contact each: one of them wrong, one with the contact in its text."""
    person = dict(zip(columns, PERSONS[language], strict=True))
    name, number, address = PERSONS[language]
    told = f"Hankkeessa keksitään polkuja. Lisätietoja: {name}, {number}, {address}"
    made = [
        project(**{"Hankekoodi ": "S90001"}),
        project(**{"Hankekoodi ": "S90002", SUMMARY: told}),
        project(**{"Hankekoodi ": "S90003", "Aloituspvm": "32.13.2023"}),
        project(**{"Hankekoodi ": "S90004"}),
    ]
    return [one | person for one in made]


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("container", ["csv", "xlsx"])
def test_no_byte_of_it_is_kept(kind: str, container: str, empty: Place) -> None:
    language = kind if kind in PERSONS else "fi"
    header = (*HEADER, *COLUMNS[kind])
    path = empty.folder.parent / f"{empty.folder.name}-source.{container}"
    made = rows(COLUMNS[kind], language)
    if container == "csv":
        written_csv(path, header, [{k: str(v) for k, v in row.items()} for row in made], delimiter=";")
    else:
        written_xlsx(path, Hankkeet=(header, made))
    runs = [empty.here("ingest", path), empty.here("ingest", path, "--dry-run", "--json")]
    assert runs[0].code == 0, runs[0].err
    assert "1 rejected" in runs[0].out
    runs += [empty.did("export", empty.folder / f"out-{one}", "--format", one) for one in FORMATS]
    runs.append(empty.did("batches", "--json"))
    searched = {str(file): file.read_bytes() for file in empty.folder.rglob("*") if file.is_file()}
    searched |= {f"run {n}": (run.out + run.err).encode() for n, run in enumerate(runs)}
    assert any(name.endswith(".rejects.csv") for name in searched)
    for name, data in searched.items():
        text = data.decode("utf-8", errors="replace").casefold()
        for secret in secrets():
            assert secret.casefold() not in text, f"{secret} is in {name}"


def test_the_search_would_find_it(empty: Place) -> None:
    path = written_csv(
        empty.folder / "list.csv", HEADER, [{k: str(v) for k, v in project().items()}], delimiter=";"
    )
    empty.did("ingest", path)
    assert b"Keksityt polut" in empty.store_file.read_bytes() + b"".join(
        file.read_bytes() for file in Path(empty.folder).glob("*-wal")
    )
