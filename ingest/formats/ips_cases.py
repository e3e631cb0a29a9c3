"""Cases of innovative public services in Europe: one case a row, as a good practice of its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
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
    Theme,
    Tie,
    TieKind,
    entity_id,
    named_id,
)
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.formats.countries import country_code
from ingest.formats.table_rows import BadCell, Columns, places_of
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf

_COLUMNS = (
    "id", "name", "url", "description", "geocoverage", "geocoverage_codes", "lead_organisation_name",
    "lead_organisation_category", "start_date", "end_date", "primary_sector", "secondary_sector", "technology",
    "status",
)  # fmt: skip
_NEEDED = {"id", "name", "lead_organisation_name", "primary_sector", "technology"}
_STAGE = {"in development": Stage.IDENTIFIED, "pilot": Stage.PILOTED}
"""What is implemented by its owner alone has not spread yet: of that no stage is told."""
_SECTOR = {
    "central-government": Sector.PUBLIC, "local government": Sector.PUBLIC, "regional-government": Sector.PUBLIC,
    "academic-research": Sector.PUBLIC, "private sector": Sector.PRIVATE, "non-profit": Sector.THIRD,
}  # fmt: skip


class IpsCases:
    """A case's sector and technology become themes, the country where it is used a region."""

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
        """Yield each row as a practice with its owner, sector, technology and country."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of this collection; nothing was loaded.")
        columns = Columns(
            table, places_of(table, {name: name for name in _COLUMNS}), ("lead_organisation_name",)
        )
        for line, wrong in columns.lines():
            if wrong is not None:
                yield RowOf(line.number, rejected=wrong)
                continue
            try:
                yield _case(columns, line)
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)


def _table(upload: Upload) -> Table | None:
    return next(
        (t for t in upload.tables if {*places_of(t, {name: name for name in _COLUMNS})} >= _NEEDED), None
    )


def _case(columns: Columns, line: Line) -> RowOf:
    id_ = entity_id("practice", "ips", columns.needed(line, "id"))
    status = columns.text(line, "status").casefold()
    days: dict[str, Any] = {
        "valid_from": _year(columns, line, "start_date", last=False),
        "valid_to": _year(columns, line, "end_date", last=True),
    }
    text = columns.prose(line, "description")
    url = columns.text(line, "url")
    try:
        records: list[Entity | Tie] = [
            Practice(
                id=id_, name={"en": columns.needed(line, "name")}, description={"en": text} if text else {},
                stage=_STAGE.get(status), url=url if url.startswith(("http://", "https://")) else None, **days,
            )
        ]  # fmt: skip
    except ValueError as problem:
        return RowOf(line.number, rejected=Rejected("", "", str(problem).splitlines()[0]))
    country = country_code(columns.text(line, "geocoverage_codes")) or ""
    left_out = 0
    owner = columns.text(line, "lead_organisation_name")
    if owner:
        try:
            actor = body(
                owner, country=country.lower() or NOWHERE, language="en",
                sector=_SECTOR.get(columns.text(line, "lead_organisation_category").casefold()),
            )  # fmt: skip
            records += [actor, Tie(kind=TieKind.PRODUCED, a=actor.id, b=id_)]
        except NaturalPerson:
            left_out = 1
    for field in ("primary_sector", "secondary_sector", "technology"):
        if name := columns.text(line, field).rstrip("."):
            theme = Theme(id=named_id("theme", name, "eu"), name={"en": name}, form="theme")
            records += [theme, Tie(kind=TieKind.ABOUT, a=id_, b=theme.id)]
    if country:
        region = Region(
            id=entity_id("region", "iso3166", country), name={"en": columns.text(line, "geocoverage") or country},
            level="country", code=country, country=country,
        )  # fmt: skip
        records += [region, Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)]
    return RowOf(line.number, records, left_out=left_out)


def _year(columns: Columns, line: Line, field: str, *, last: bool) -> date | None:
    """Return the first or the last day of the year in a cell such as `2019.0`."""
    text = columns.text(line, field)
    if not text:
        return None
    year = text.partition(".")[0]
    if not (year.isdigit() and len(year) == 4):
        raise BadCell(field, text, "it is no year; write it as 2019")
    return date(int(year), 12, 31) if last else date(int(year), 1, 1)
