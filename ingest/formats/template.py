"""A template that somebody filled in (`solmu template`): known by its headers, as a workbook or saved as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.errors import DataError
from graph.records import Source
from ingest.fields import KIND_NAMES, Kind, kind
from ingest.fields.template_words import template_words
from ingest.fields.vocabulary import LANGUAGES
from ingest.formats.mapped import source_of, table_rows
from ingest.formats.table_rows import header_key
from ingest.kinds.row import Setting
from ingest.mapping import Mapping
from ingest.reading import Upload
from ingest.reading.tables import Table
from ingest.rows import RowOf
from ingest.templates import asked

_SHARE = 0.6
"""Of a template's columns, how many must be left: people take out those that they do not need."""


class Template:
    """The sheets of examples and explanation are not loaded, nor are columns that the template does not have."""

    name = "template"
    title = "a template of Solmu, filled in (xlsx, ods, csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the headers of a template."""
        return _found(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return a source named after the file."""
        return source_of(upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield what each row became; raise DataError where nothing is filled in."""
        found = _found(upload)
        if found is None:
            raise DataError(f"{upload.path} lacks the headers of a template; nothing was loaded.")
        if not found.table.has_rows:
            sheet = f"sheet {found.table.name!r}" if found.table.name else "table"
            raise DataError(
                f"{upload.path} is a template whose {sheet} is empty; fill that in (examples are not loaded)."
            )
        found.table.ends_in_notes = False
        yield from table_rows(found.table, found.mapping)


class _Found(NamedTuple):
    table: Table
    mapping: Mapping


def _found(upload: Upload) -> _Found | None:
    """Return the first table that has a template's headers, with the mapping that they are."""
    examples = {template_words(language).example for language in LANGUAGES}
    for table in upload.tables:
        if table.name in examples:
            continue
        mappings = [_mapping(table, kind(name), language) for name in KIND_NAMES for language in LANGUAGES]
        best = max(filter(None, mappings), key=lambda one: len(one.columns), default=None)
        if best is not None:
            return _Found(table, best)
    return None


def _mapping(table: Table, about: Kind, language: str) -> Mapping | None:
    """Return the mapping that a table's headers are as a template's of this kind, None where it is no such template."""
    there = {header_key(name): name for name in table.header}
    fields = asked(about)
    columns: dict[str, tuple[str, ...]] = {
        field.name: (there[key],) for field in fields if (key := header_key(field.label[language])) in there
    }
    if len(columns) < _SHARE * len(fields) or any(field.name not in columns for field in about.needed):
        return None
    return Mapping(columns, about.name, table.name, setting=Setting(language=language, currency="EUR"))
