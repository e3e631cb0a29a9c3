"""Small lists in the form of the national list of 2007–2013; the bodies are made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

HEADER = (
    "Koodi,Rahasto,Projektin nimi,Ohjelma / osio,Tl,Viranomainen,Toiminnan tila,Aloituspvm,Päättymispvm,"
    "Toteuttajan nimi,Myönnetty EU- ja valtion rahoitus,Toteutunut EU- ja valtion rahoitus,"
    "Suunniteltu julkinen rahoitus yhteensä,Toteutunut julkinen rahoitus yhteensä"
)


def row(code: str, name: str, body: str, *, start: str = "1.1.2010", part: str = "Itä-Suomi") -> str:
    """A row of the list."""
    authority = "Keksityn elinkeino-  liikenne- ja ympäristökeskus"
    cells = (code, "ESR", name, part, "2", authority, "Päättynyt", start, "31.12.2012", body)
    return ",".join((*cells, "1000", "900", "1200", "1100"))


FIVE_PROJECTS = (
    row(
        "S90001",
        "Nuorten työpajatoiminnan ja oppisopimusten kehittäminen",
        "Kuvitteellisen kunnan koulutuskuntayhtymä",
    ),
    row(
        "S90002",
        "Nuorten työpajatoiminnan ja oppisopimusten kehittäminen saaristossa",
        "Toisen kunnan säätiö",
    ),
    row(
        "S90003",
        "Metsäkoneenkuljettajien rekrytointi ja valmennus",
        "Kuvitteellinen Metsä Oy",
        part="Länsi-Suomi",
    ),
    row(
        "S90004", "Ikääntyvien hoiva-avustajien täsmäkoulutus", "Kuvitteellinen Hoiva ry", part="Etelä-Suomi"
    ),
    row(
        "S90005",
        "Matkailuyrittäjien kielitaito ja verkostot",
        "Kuvitteellinen Matkailu ry",
        part="Pohjois-Suomi",
    ),
)


def written(path: Path, rows: Sequence[str], header: str = HEADER) -> Path:
    """A list as a file."""
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path
