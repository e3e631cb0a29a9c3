"""The Danish list of projects of the structural funds: bilingual headers, and several partners in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.formats.table_rows import Columns, header_key, project_rows, texts
from ingest.project_row import LEAD, PARTNER, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_WORDS = {
    "partners": ("partere", "project partners"), "beneficiary": ("støttemodtager", "beneficiary"),
    "name": ("projektnavn", "projekttitel", "project name", "operation name"),
    "code": ("journalnummer", "projekt-id", "project id", "operation id"),
    "start": ("startdato", "start date"), "end": ("slutdato", "end date"), "fund": ("fond", "fund"),
    "total": ("samlet budget", "total budget", "total cost", "samlede omkostninger"),
    "eu": ("eu-støtte", "eu-medfinansiering", "eu support", "eu contribution"),
    "summary": ("formål", "purpose", "resume", "summary", "beskrivelse"),
    "place": ("region", "kommune", "municipality", "location", "sted"),
    "programme": ("program", "programme"),
}  # fmt: skip
_NEEDED = {"partners", "name"}


class DaList:
    """Each line of the partners' cell that ends in a full stop is a body; columns of contacts are never read."""

    name = "da-list"
    title = "the Danish list of structural-fund projects (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the partners' column and a project's name."""
        return _found(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the Danish authority as the source."""
        return Source(
            name="da-list", rank=Rank.AUTHORITY, title="Erhvervsstyrelsen: projekter i strukturfondene"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary and partners."""
        found = _found(upload)
        if found is None:
            raise DataError(f"{upload.path} lacks the columns of the Danish list; nothing was loaded.")
        table, places = found
        columns = Columns(table, places, ("beneficiary", "partners"))
        yield from project_rows(columns, lambda line: _project(columns, line))


def _found(upload: Upload) -> tuple[Table, dict[str, int]] | None:
    for table in upload.tables:
        places: dict[str, int] = {}
        for at, title in enumerate(table.header):
            parts = {part.strip() for part in re.split(r"\s/\s", header_key(title))}
            for field, words in _WORDS.items():
                if parts & {*words}:
                    places.setdefault(field, at)
        if places.keys() >= _NEEDED:
            return table, places
    return None


def partners_in(cell: str) -> list[str]:
    """Return the bodies in a cell, one a line, each ended by a full stop that is no part of its name.

    >>> partners_in("Aarhus Universitet.\\nKeksi A/S.\\n")
    ['Aarhus Universitet', 'Keksi A/S']
    """
    return [name for line in cell.splitlines() if (name := " ".join(line.split()).removesuffix("."))]


def _project(columns: Columns, line: Line) -> ProjectRow:
    beneficiary = columns.text(line, "beneficiary")
    partners = [name for name in partners_in(columns.prose(line, "partners")) if name != beneficiary]
    lead = [BodyRow(beneficiary, LEAD)] if beneficiary else []
    return ProjectRow(
        code=columns.text(line, "code"), scheme="da", country="dk", language="da",
        names={"da": columns.needed(line, "name", "the row names no project")},
        descriptions=texts(da=columns.prose(line, "summary")),
        bodies=[*lead, *(BodyRow(name, PARTNER) for name in dict.fromkeys(partners))],
        start=columns.day(line, "start"), end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency=columns.currency(("total", "eu"), "DKK"), fund=columns.text(line, "fund"),
        programme=columns.text(line, "programme"), places=[place] if (place := columns.text(line, "place")) else [],
    )  # fmt: skip
