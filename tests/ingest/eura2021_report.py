"""Builds a report as EURA 2021 gives it out, with made-up projects: its columns, its dates, its footer."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

HEADER = (
    "Hankekoodi ", "Ryhmähanketunnus", "Rahasto", "EAKR-/JTF-alatyyppi", "Tl", "Et", "Hankkeen nimi",
    "Toteuttajan nimi", "Toteuttajan Y-tunnus", "Rahoittava viranomainen", "Toiminnan tila", "Aloituspvm",
    "Päättymispvm", "Suunniteltu EU- ja valtion rahoitus", "Suunniteltu julkinen rahoitus",
    "Suunniteltu rahoitus yhteensä", "Toteutunut EU- ja valtion rahoitus", "Toteutunut julkinen rahoitus",
    "Toteutunut rahoitus yhteensä", "Toteutunut EU-rahoituksen määrä", "Tukitoimen ala", "Sijainti",
    "Toteutuspaikan postinumero", "Toteutuspaikan postitoimipaikka", "Tuensaajan postinumero",
    "Tuensaajan postitoimipaikka", "Tukimuoto",
    "Alueellinen täytäntöönpanomekanismi ja alueellinen painopiste", "Taloudellinen toiminta",
    "Toissijainen teema, vain ESR+", "Sukupuolten tasa-arvo", "Itämeren alueen strategia",
    "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta", "Hankekuvauksen osoite",
    "Hankkeen kotisivun osoite",
)  # fmt: skip
FOOTER: tuple[dict[str, Any], ...] = (
    {"Hankkeen nimi": "Yhteensä", "Suunniteltu rahoitus yhteensä": 1_000_000},
    {"Rahasto": "Tiedot haettu", "Aloituspvm": datetime(2025, 3, 1)},
)


def project(**cells: Any) -> dict[str, Any]:
    """One made-up project; give other cells by their columns."""
    return {
        "Hankekoodi ": "S90001",
        "Ryhmähanketunnus": "R-7",
        "Rahasto": "ESR+",
        "Tl": 4,
        "Et": 4.1,
        "Hankkeen nimi": "Keksityt polut töihin",
        "Toteuttajan nimi": "Keksitty Koulutus Oy",
        "Toteuttajan Y-tunnus": "1234567-1",
        "Rahoittava viranomainen": "Hämeen elinkeino-, liikenne- ja ympäristökeskus",
        "Toiminnan tila": "Käynnissä",
        "Aloituspvm": date(2023, 1, 1),
        "Päättymispvm": date(2025, 12, 31),
        "Suunniteltu EU- ja valtion rahoitus": 80_000,
        "Suunniteltu julkinen rahoitus": 90_000.5,
        "Suunniteltu rahoitus yhteensä": 100_000,
        "Toteutunut EU- ja valtion rahoitus": 8_000,
        "Toteutunut julkinen rahoitus": 9_000,
        "Toteutunut rahoitus yhteensä": 10_000,
        "Toteutunut EU-rahoituksen määrä": 5_000,
        "Tukitoimen ala": "134 Toimenpiteet työllisyyden parantamiseksi",
        "Sijainti": "Kuopio, Mikkeli; Keksittylä",
        "Toteutuspaikan postinumero": "00100",
        "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta": "Hankkeessa keksitään polkuja.\nNiitä kuljetaan.",
        "Hankekuvauksen osoite": "https://example.org/hankkeet/S90001",
    } | cells


def report(
    path: Path,
    projects: list[dict[str, Any]],
    *,
    footer: tuple[dict[str, Any], ...] = FOOTER,
    header: tuple[str, ...] = HEADER,
    above: int = 0,
) -> Path:
    """Write a report of these projects, with `above` title rows over the header, after a sheet of notes."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Ohje").write_row(0, 0, ["Raportin ohje"])
        sheet = book.add_worksheet("Hankkeet")
        days = book.add_format({"num_format": "d.m.yyyy"})
        for at in range(above):
            sheet.write_string(at, 0, "EURA 2021")
        sheet.write_row(above, 0, header)
        for at, cells in enumerate((*projects, *footer), above + 1):
            for column, name in enumerate(header):
                value = cells.get(name)
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, days)
                elif isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif value is not None:
                    sheet.write(at, column, value)
    return path
