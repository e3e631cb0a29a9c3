"""Draw the table of Finnish area names that ships beside this file.

Run by hand, never by the program: `python -m ingest.data.draw_areas ../shared/data/regions`. The tables there are
Statistics Finland's classifications (CC BY 4.0) as collected by rOpenGov/geofi, one for each year.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

COLUMNS = ("scheme", "code", "name_fi", "name_sv", "name_en", "also", "maakunta", "years")
_WIDTHS = {"maakunta": 2, "seutukunta": 3, "suuralue": 1}
# No table names the five coordination areas; their Swedish and English names are those of the areas they follow.
_COORDINATION_AREAS = (
    ("uusimaa", "Uusimaa", "Nyland", "Uusimaa"),
    ("etela-suomi", "Etelä-Suomi", "Södra Finland", "Southern Finland"),
    ("lansi-suomi", "Länsi-Suomi", "Västra Finland", "Western Finland"),
    ("ita-suomi", "Itä-Suomi", "Östra Finland", "Eastern Finland"),
    ("pohjois-suomi", "Pohjois-Suomi", "Norra Finland", "Northern Finland"),
)
_SWEDISH = ("regionen", "botten", "stad", "bygd", "gård")
_GENITIVES = (
    ("Turku", "Turun"), ("Helsinki", "Helsingin"), ("lahti", "lahden"), ("Lahti", "Lahden"), ("Tampere", "Tampereen"),
    ("Varkaus", "Varkauden"), ("Forssa", "Forssan"), ("ranta", "rannan"), ("joki", "joen"), ("mäki", "mäen"),
    ("nen", "sen"), ("kunnat", "kuntien"), ("koski", "kosken"), ("niemi", "niemen"), ("järvi", "järven"),
    ("kaari", "kaaren"), ("Lappi", "Lapin"), ("Suomi", "Suomen"), ("Satakunta", "Satakunnan"),
)  # fmt: skip


def draw(folder: Path, to: Path) -> int:
    """Write the table of areas from the yearly tables in a folder, and return how many areas it holds."""
    areas: dict[tuple[str, str], dict[str, str]] = {}
    for path in sorted(folder.glob("fi-municipalities-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                maakunta = row["maakunta_code"].zfill(2)
                _add(areas, row, "kunta", "municipality", row["municipality_code"].zfill(3), maakunta)
                for level, width in _WIDTHS.items():
                    _add(areas, row, level, level, row[f"{level}_code"].zfill(width), "")
    for slug, fi, sv, en in _COORDINATION_AREAS:
        areas["fi-coordination-area", slug] = {"name_fi": fi, "name_sv": sv, "name_en": en}
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for (scheme, code), area in sorted(areas.items()):
            writer.writerow([scheme, code, *(area.get(column, "") for column in COLUMNS[2:])])
    return len(areas)


def genitive(name: str) -> str:
    """Return the genitive of a sub-region's name, as in *Salon seutu*.

    >>> genitive("Kaustinen"), genitive("Kemi-Tornio"), genitive("Seinäjoki")
    ('Kaustisen', 'Kemi-Tornion', 'Seinäjoen')
    """
    for end, instead in _GENITIVES:
        if name.endswith(end):
            return name.removesuffix(end) + instead
    return f"{name}n"


def _add(
    areas: dict[tuple[str, str], dict[str, str]],
    row: dict[str, str],
    level: str,
    column: str,
    code: str,
    maakunta: str,
) -> None:
    area = areas.setdefault((f"fi-{level}", code), {"years": ""})
    for language in ("fi", "sv", "en"):
        area[f"name_{language}"] = " ".join(row[f"{column}_name_{language}"].split())
    area["maakunta"] = maakunta
    if row["year"] not in area["years"].split():
        area["years"] = f"{area['years']} {row['year']}".strip()
    if level == "seutukunta" and not area["name_fi"].endswith(("seutu", *_SWEDISH)):
        owner = genitive(area["name_fi"])
        area["also"] = f"{owner} seutu|{owner} seutukunta"


if __name__ == "__main__":
    drawn = draw(Path(sys.argv[1]), Path(__file__).parent / "fi-areas.csv")
    sys.stdout.write(f"{drawn} areas\n")
