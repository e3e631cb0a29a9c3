"""The yearly tables of Finnish municipalities with their codes and names in every area class."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from graph.errors import DataError
from graph.records import Actor, Entity, Rank, Region, Sector, Source, Tie, TieKind, entity_id
from ingest.authority_names import tidy_authority
from ingest.bodies import body
from ingest.cells import tidy
from ingest.formats.csv_table import table, wrong_width
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_LANGUAGES = ("fi", "sv", "en")
_WIDTHS = {"maakunta": 2, "seutukunta": 3, "hyvinvointialue": 2, "ely": 2, "tyollisyysalue": 2, "evk": 2}
"""How many digits the official code has; the tables lost the zeros in front."""
_VALID: dict[str, dict[str, date]] = {
    "ely": {"valid_to": date(2025, 12, 31)},
    "evk": {"valid_from": date(2026, 1, 1)},
    "tyollisyysalue": {"valid_from": date(2025, 1, 1)},
}
_ENDED = {"588": date(2024, 12, 31)}
"""Municipalities that are no more, with their last day: Pertunmaa became a part of Mäntyharju."""
_AUTHORITY = {"ely": "ELY-keskus", "evk": "elinvoimakeskus"}
"""Area classes whose areas are called by the authority that serves them, and how such a name ends; Åland's does not."""
_YEAR = re.compile(r"\d{4}")
_CODE = re.compile(r"\d{3}")


class FiMunicipalities:
    """One municipality a row, with code and names of each area that it belongs to."""

    name = "fi-municipalities"
    title = "the yearly table of Finnish municipalities and their areas (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is such a table's."""
        return (
            upload.first_line.startswith("year,municipality_name_fi,")
            and "municipality_code" in upload.first_line
        )

    def source(self, upload: Upload) -> Source:
        """Return the classification of the table's year as the source."""
        year = self._year(upload)
        return Source(
            name=f"fi-areas-{year}", rank=Rank.REGISTER, title=f"Statistics Finland: areas of {year}"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as its municipality, and each of its areas as the region that holds this municipality."""
        year = self._year(upload)
        levels: list[str] = []
        for number, row in named_rows(upload):
            if isinstance(row, RowOf):
                yield row
                continue
            if not levels:
                levels = [key.removesuffix("_code") for key in row if key.endswith("_code")]
                for column in (f"{level}_name_{language}" for level in levels for language in _LANGUAGES):
                    if column not in row:
                        raise DataError(f"{upload.path} lacks the column {column!r}; nothing was loaded.")
            yield _row(number, row, year, levels)

    def _year(self, upload: Upload) -> str:
        lines = upload.head.split(b"\n", 2)
        year = lines[1].split(b",", 1)[0].decode("ascii", errors="replace") if len(lines) > 1 else ""
        if not _YEAR.fullmatch(year):
            raise DataError(f"{upload.path} names no year in its first row; nothing was loaded.")
        return year


def named_rows(upload: Upload) -> Iterator[tuple[int, dict[str, str] | RowOf]]:
    """Yield each row's number and its tidied cells by column, or the rejection of a row of another width."""
    header = next(csv.reader([upload.first_line]))
    for number, cells in table(upload, header):
        if len(cells) != len(header):
            yield number, wrong_width(number, cells, header)
        else:
            yield number, dict(zip(header, map(tidy, cells), strict=True))


def area_id(level: str, code: str) -> str:
    """Return the id of an area by its class and its code as a table writes it.

    >>> area_id("maakunta", "6"), area_id("kunta", "020")
    ('region:fi-maakunta:06', 'region:fi-kunta:020')
    """
    return entity_id("region", f"fi-{level}", padded(level, code))


def padded(level: str, code: str) -> str:
    """Return an area's code with the zeros that the official code has in front."""
    return code.zfill(_WIDTHS.get(level, 0))


def validity(level: str, code: str) -> dict[str, Any]:
    """Return the days from and to which an area of a class is valid, as far as a reform set them."""
    if level == "kunta" and code in _ENDED:
        return {"valid_to": _ENDED[code]}
    return _VALID.get(level, {})


def authority(level: str, name: str) -> Actor | None:
    """Return the authority that an area is called by; None where the class has none or the name is no authority's."""
    ending = _AUTHORITY.get(level)
    if ending is None or not name.endswith(ending):
        return None
    actor = body(tidy_authority(name).name, sector=Sector.PUBLIC)
    also = () if name in actor.name.values() else (name,)
    return actor.model_copy(update={"also": also, **validity(level, "")})


def _row(number: int, row: dict[str, str], year: str, levels: Sequence[str]) -> RowOf:
    code = row["municipality_code"]
    if row["year"] != year:
        return RowOf(number, rejected=Rejected("year", row["year"], f"the table is of {year}"))
    if not _CODE.fullmatch(code):
        return RowOf(
            number, rejected=Rejected("municipality_code", code, "a municipality's code has three digits")
        )
    records: list[Entity | Tie] = []
    for level in levels:
        own = level == "municipality"
        local = code if own else row[f"{level}_code"]
        if not local:
            return RowOf(
                number, rejected=Rejected(f"{level}_code", "", "the municipality belongs to no such area")
            )
        kind = "kunta" if own else level
        region = Region(
            id=area_id(kind, local),
            name=_names(row, level),
            level=kind,
            code=padded(kind, local),
            country="FI",
            municipalities={year: (code,)},
            **validity(kind, local),
        )
        records.append(region)
        actor = authority(level, region.name.get("fi", ""))
        if actor is not None:
            actor = actor.model_copy(update={"name": {**region.name, **actor.name}})
            records += [actor, Tie(kind=TieKind.SERVES, a=actor.id, b=region.id, **validity(level, ""))]
    return RowOf(number, records)


def _names(row: dict[str, str], level: str) -> dict[str, str]:
    names = {language: row[f"{level}_name_{language}"] for language in _LANGUAGES}
    return {language: name.title() if name.isupper() else name for language, name in names.items() if name}
