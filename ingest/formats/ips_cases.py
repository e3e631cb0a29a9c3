"""Cases of innovative public services in Europe: one case a row, as a good practice of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.errors import DataError
from graph.records import (
    Entity,
    Practice,
    Rank,
    Region,
    Sector,
    Source,
    Stage,
    Tie,
    TieKind,
    entity_id,
)
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.cells import several
from ingest.formats.countries import country_code
from ingest.formats.table_rows import Columns, each_row, places_of, table_with
from ingest.persons import without_person
from ingest.project_row import region_named, theme_named, web_address
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_NAMES = {
    "id": "id", "name": "name", "url": "url", "description": "description", "country": "geocoverage",
    "country_code": "geocoverage_codes", "owner": "lead_organisation_name", "kind": "lead_organisation_category",
    "start": "start_date", "end": "end_date", "sector": "primary_sector", "function": "secondary_sector",
    "technology": "technology", "status": "status",
}  # fmt: skip
_NEEDED = ("id", "name", "owner", "kind", "sector", "technology")
_STAGES = {"planned": Stage.IDENTIFIED, "in development": Stage.IDENTIFIED, "pilot": Stage.PILOTED}
"""What its owner alone has taken into use has not spread yet: of that no stage is told, the tie's note says it."""
_SECTORS = {
    "central-government": Sector.PUBLIC, "regional government": Sector.PUBLIC, "local government": Sector.PUBLIC,
    "governmental": Sector.PUBLIC, "academic-research": Sector.PUBLIC, "private sector": Sector.PRIVATE,
    "non-governmental": Sector.THIRD, "community led": Sector.THIRD,
}  # fmt: skip
"""Of a consortium none is told: its bodies may be of any."""


class IpsCases:
    """A case's sectors and technology become themes, the country where it is used a region.

    Many cases share an address (one brochure tells of eighteen), so a case is told by its number alone.
    """

    name = "ips-cases"
    title = "cases of innovative public services in Europe (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has this collection's columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        return Source(
            name="ips-cases", rank=Rank.COLLECTION, title="Innovative public services in Europe: cases"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a practice with its owner, sectors, technology and country."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of this collection; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("owner",))
        yield from each_row(columns, lambda line: _case(columns, line))


def _table(upload: Upload) -> Table | None:
    return table_with(upload, _NAMES, _NEEDED)


def _case(columns: Columns, line: Line) -> RowOf:
    id_ = entity_id("practice", "ips", columns.needed(line, "id"))
    name, description = columns.needed(line, "name"), columns.prose(line, "description")
    status = columns.text(line, "status")
    stage = _STAGES.get(status.casefold())
    around: list[Entity | Tie] = []
    left_out = 0
    country = country_code(columns.text(line, "country_code")) or country_code(columns.text(line, "country"))
    if owner := columns.text(line, "owner"):
        sector = _SECTORS.get(columns.text(line, "kind").casefold())
        try:
            actor = body(
                owner, country=country.lower() or NOWHERE, language="en", sector=sector, is_body=sector is Sector.PUBLIC
            )  # fmt: skip
            made = Tie(kind=TieKind.PRODUCED, a=actor.id, b=id_, stage=stage, note=status or None)
            around += [actor, made]
        except NaturalPerson:
            left_out = 1
            name, description = without_person(name, owner), without_person(description, owner)
    for field in ("sector", "function", "technology"):
        if subject := columns.text(line, field).rstrip("."):
            theme = theme_named(subject, NOWHERE, "en")
            around += [theme, Tie(kind=TieKind.ABOUT, a=id_, b=theme.id)]
    if region := _region(country, columns.text(line, "country")):
        around += [region, Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)]
    days: dict[str, Any] = {
        "valid_from": columns.day(line, "start"), "valid_to": columns.day(line, "end", last=True),
    }  # fmt: skip
    practice = Practice(
        id=id_, name={"en": name} if name else {}, description={"en": description} if description else {},
        stage=stage, url=_address(columns.prose(line, "url")), **days,
    )  # fmt: skip
    return RowOf(line.number, [practice, *around], left_out=left_out)


def _address(cell: str) -> str | None:
    """Return the first of the addresses that stand in a cell, one a line."""
    return web_address(next(iter(several(cell)), "").rstrip(", "))


def _region(country: str, name: str) -> Region | None:
    """Return the country where a case is used, or the larger area (the European Union) that the list names."""
    if not country:
        return region_named(name, NOWHERE, "en") if name else None
    return Region(
        id=entity_id("region", "iso3166", country), name={"en": name or country}, level="country", code=country,
        country=country,
    )  # fmt: skip
