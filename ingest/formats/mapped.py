"""A table of any columns, with a mapping that says what each holds: a person's (`--mapping`), or a proposed one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import DataError
from graph.records import Source
from ingest import mapping
from ingest.contacts import is_contact_header
from ingest.formats.table_rows import Columns, header_key
from ingest.kinds import actors, events, indicators, inputs, networks, practices, projects
from ingest.kinds.row import Setting, fed, field_of
from ingest.mapping import Mapping
from ingest.proposal import Proposal
from ingest.reading import Upload
from ingest.reading.tables import Table
from ingest.rejects import list_of
from ingest.rows import RowOf

ROWS: dict[str, Callable[[Columns, Setting], Iterator[RowOf]]] = {
    "projects": projects.rows, "actors": actors.rows, "networks": networks.rows, "practices": practices.rows,
    "events": events.rows, "inputs": inputs.rows, "indicators": indicators.rows,
}  # fmt: skip
"""What reads the rows of each kind."""


@dataclass
class Mapped:
    """A table of a text or a workbook, read by a mapping; several values in a cell are parted by `;`, `|` or lines."""

    mapping: Mapping
    proposal: Proposal | None = None
    """The proposal that the mapping is, where no person wrote it."""
    name: str = "mapped"
    title: str = "a table with a mapping"

    @classmethod
    def of(cls, path: Path) -> Mapped:
        """Return the format that a mapping file describes; raise UsageError or DataError where it is none."""
        return cls(mapping.read(path))

    @classmethod
    def proposed(cls, proposal: Proposal) -> Mapped:
        """Return the format of a table by the mapping that is proposed for it."""
        return cls(proposal.mapping, proposal, "proposed", "a table whose mapping was proposed")

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the columns that the mapping names."""
        return any(not self._missing(table) for table in self._tables(upload))

    def source(self, upload: Upload) -> Source:
        """Return a source named after the file."""
        return source_of(upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield what each row became: a thing of the mapping's kind, with its bodies, places and subjects."""
        tables = self._tables(upload)
        table = next((one for one in tables if not self._missing(one)), None)
        if table is None:
            raise DataError(self._lacking(upload, tables))
        for names in self.mapping.columns.values():
            if contact := next(filter(is_contact_header, names), None):
                raise DataError(
                    f"The mapping takes column {contact!r} of {upload.path}, which holds contact data of people, "
                    "never loaded. Take the column out of the mapping; nothing was loaded."
                )
        yield from table_rows(table, self.mapping)

    def _tables(self, upload: Upload) -> list[Table]:
        if self.mapping.delimiter and upload.is_table_text:
            upload = replace(upload, sign=self.mapping.delimiter)
        wanted = self.mapping.sheet.casefold()
        return [table for table in upload.tables if not wanted or table.name.casefold() == wanted]

    def _missing(self, table: Table) -> list[str]:
        there = {header_key(name) for name in table.header}
        return [
            name for names in self.mapping.columns.values() for name in names if header_key(name) not in there
        ]

    def _lacking(self, upload: Upload, tables: list[Table]) -> str:
        if not tables:
            sheet = f" called {self.mapping.sheet!r}" if self.mapping.sheet and upload.is_workbook else ""
            return f"{upload.path} has no table{sheet} that a mapping could read; nothing was loaded."
        nearest = min(tables, key=lambda table: len(self._missing(table)))
        columns = ", ".join(nearest.header)[:300]
        return f"{upload.path} has no column {self._missing(nearest)[0]!r}; its columns are {columns}."


def source_of(upload: Upload) -> Source:
    """Return the source of a file that tells none: named after it, mended rejects after the file they are of."""
    name = list_of(upload.path.stem)
    title = upload.name if name == upload.path.stem else name
    return Source(name=re.sub(r"[^\w.-]+", "-", name.lower()) or "table", title=title)


def table_rows(table: Table, chosen: Mapping) -> Iterator[RowOf]:
    """Yield what each row of a table became by a mapping whose columns it has."""
    at = {header_key(name): place for place, name in reversed([*enumerate(table.header)])}
    places = {
        fed(field, number): at[header_key(name)]
        for field, names in chosen.columns.items()
        for number, name in enumerate(names, 1)
    }
    bodies = [key for key in places if chosen.about.by_name[field_of(key)].name in chosen.about.bodies]
    return ROWS[chosen.kind](Columns(table, places, bodies), chosen.setting)
