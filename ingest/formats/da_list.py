"""The Danish list of operations: its headers are bilingual, and one cell holds all partners of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.errors import DataError
from graph.records import Rank, Source, name_key
from ingest.cells import tidy
from ingest.formats.list_of_operations import Operations
from ingest.formats.operation_headers import operation_places
from ingest.formats.table_rows import places_of, project_rows
from ingest.project_row import PARTNER, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_PARTNERS = {"partners": "Partere / Project partners"}


class DaList:
    """A list of operations with partners, one a line of a cell, each ended by a full stop; contacts are not loaded."""

    name = "da-list"
    title = "the Danish list of operations with project partners (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table names operations and has the column of project partners."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the Danish list as the source."""
        return Source(name=self.name, rank=Rank.AUTHORITY, title="Danish list of operations")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary and its partners."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of the Danish list; nothing was loaded.")
        operations = Operations(table, places_of(table, _PARTNERS))
        yield from project_rows(operations.columns, lambda line: _project(operations, line))


def _table(upload: Upload) -> Table | None:
    return next(
        (t for t in upload.tables if places_of(t, _PARTNERS) and "name" in operation_places(t.header)), None
    )


def _project(operations: Operations, line: Line) -> ProjectRow:
    row = operations.project(line)
    there = {name_key(one.name) for one in row.bodies}
    partners = [
        BodyRow(name, PARTNER)
        for name in partners_in(operations.columns.prose(line, "partners"))
        if name_key(name) not in there
    ]
    return replace(row, bodies=[*row.bodies, *partners])


def partners_in(cell: str) -> list[str]:
    r"""Return the bodies of a cell, one a line, without the full stop that ends each.

    >>> partners_in("Eksempel Havn A/S.\nEksempelby Kommune.\n")
    ['Eksempel Havn A/S', 'Eksempelby Kommune']
    """
    names = (tidy(line).removesuffix(".").rstrip() for line in cell.splitlines())
    return list(dict.fromkeys(filter(None, names)))
