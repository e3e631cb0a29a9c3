"""A managing authority's list of operations, in any of many languages: one row an operation of one beneficiary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.bodies import NOWHERE
from ingest.formats.countries import country_code, language_of
from ingest.formats.html_text import html_text
from ingest.formats.operation_headers import header_language, operation_field, operation_places
from ingest.formats.table_rows import Columns, fields_of_intervention, period_of, project_rows, texts
from ingest.places import places_in
from ingest.project_row import LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_TELLING = frozenset({"fund", "objective", "rate", "intervention"})
"""Fields that a list of operations has and an office's own table of projects seldom: one must be there."""
_OF_ONE_COUNTRY = {"fi": "FI", "da": "DK", "pl": "PL", "et": "EE", "lv": "LV", "lt": "LT", "cs": "CZ"}
_CCI = re.compile(r"20(?:14|21)([A-Z]{2})\d{2}[A-Z0-9]{6}")
_POSITION = re.compile(r"[\s\d.,;:°'\"NSEW()+-]+")


class ListOfOperations:
    """Recognised by what its columns are called. The co-financing rate is told by the sums and is not kept."""

    name = "list-of-operations"
    title = "a list of operations of an EU fund (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table names beneficiary, operation and two more fields of such a list."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the list of its country as the source; `list-of-operations` where its country is not told."""
        table = _table(upload)
        country = Operations(table).country if table is not None else NOWHERE
        if country == NOWHERE:
            return Source(name=self.name, rank=Rank.AUTHORITY, title="List of operations")
        name, title = f"{self.name}-{country}", f"List of operations, {country.upper()}"
        return Source(name=name, rank=Rank.AUTHORITY, title=title)

    def unread(self, upload: Upload) -> list[str]:
        """Return the columns whose names mean none of a list's fields."""
        table = _table(upload)
        if table is None:
            return []
        Operations(table)  # contact columns are told once it is known which ones name beneficiaries
        contacts = table.contacts
        return [
            name
            for at, name in enumerate(table.header)
            if operation_field(name) is None and at not in contacts and table.column(at)
        ]

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary, places and type of intervention."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of a list of operations; nothing was loaded.")
        operations = Operations(table)
        yield from project_rows(operations.columns, operations.project)


def _table(upload: Upload) -> Table | None:
    return next((table for table in upload.tables if not table.tags and _is_list(table)), None)


def _is_list(table: Table) -> bool:
    fields = {*operation_places(table.header)}
    return {"beneficiary", "name"} <= fields and len(fields) >= 4 and bool(fields & _TELLING)


class Operations:
    """A list's columns, and the country and language that it is of."""

    def __init__(self, table: Table, others: Mapping[str, int] | None = None) -> None:
        """Tell them from the header; `others` are places of fields beside a list's own: `partners` are bodies too."""
        places = {**operation_places(table.header), **(others or {})}
        self.columns = Columns(table, places, ("beneficiary", "partners"))
        spoken = header_language(table.header)
        self.country = self._country(spoken)
        of_country = language_of(self.country.upper())
        self.language = spoken if spoken != "en" or of_country == "und" else of_country

    def _country(self, spoken: str) -> str:
        """Return the country most rows name, else that of the programme's code, else that of the header's language."""
        for field, read in (("country", country_code), ("programme", _country_of_cci)):
            if field in self.columns.places:
                cells = self.columns.table.column(self.columns.places[field])
                counted = Counter(code for cell in cells if (code := read(cell)))
                if counted:
                    return counted.most_common(1)[0][0].lower()
        return _OF_ONE_COUNTRY.get(spoken, NOWHERE).lower()

    def project(self, line: Line) -> ProjectRow:
        """Return the project of a row; BadCell where it is none."""
        columns, language = self.columns, self.language
        name = columns.needed(line, "name", "the row names no operation")
        start, programme = columns.day(line, "start"), columns.text(line, "programme")
        cci = match[0] if (match := _CCI.search(programme)) else ""
        code, scheme = columns.text(line, "code"), self._scheme(cci)
        beneficiary, country = columns.text(line, "beneficiary"), country_code(columns.text(line, "country"))
        purpose = (html_text(columns.prose(line, field)) for field in ("purpose", "achievements"))
        places = [
            place for place in places_in(columns.text(line, "location")) if not _POSITION.fullmatch(place)
        ]
        return ProjectRow(
            code=code if scheme else "", scheme=scheme, country=self.country, language=language,
            names={language: name}, descriptions=texts(**{language: "\n".join(filter(None, purpose))}),
            bodies=[BodyRow(beneficiary, LEAD, country=country)] if beneficiary else [],
            identifiers=(code,) if code and not scheme else (),
            start=start, end=columns.day(line, "end", last=True),
            sums={"planned_total": columns.sum(line, "total")}, currency=columns.currency(("total",)),
            fund=columns.text(line, "fund"), objective=columns.text(line, "objective"), programme_code=cci,
            programme=programme if programme != cci else "", places=places,
            themes=fields_of_intervention(columns.prose(line, "intervention"), language, period_of(cci, start)),
        )  # fmt: skip

    def _scheme(self, cci: str) -> str:
        """Return what a code is unique in: Finland's one list, elsewhere a programme; "" where that is not told."""
        return "fi" if self.country == "fi" else f"cci-{cci.lower()}" if cci else ""


def _country_of_cci(cell: str) -> str:
    match = _CCI.search(cell)
    return country_code(match[1]) if match and match[1] not in ("TC", "CB", "RC") else ""
