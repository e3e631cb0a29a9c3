"""A managing authority's list of operations, in any language of headers that we have words for; one operation a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.formats.countries import country_code
from ingest.formats.operation_headers import field_of
from ingest.formats.table_rows import Columns, fields_of_intervention, period_of, project_rows, texts
from ingest.project_row import LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_COUNTRIES = {"et": "EE", "sv": "SE", "da": "DK", "cs": "CZ", "en": "XX"}
"""Country of a list by the language of its headers, where that is not the language's own code."""
_AT_LEAST = 5
"""Fields, the beneficiary and the operation's name among them, by which a list is known."""


class ListOfOperations:
    """The headers tell the language; a list without codes names each project by beneficiary, name and start."""

    name = "list-of-operations"
    title = "a list of operations of EU funds, Article 49(3) (csv, xlsx, ods)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the fields of a list of operations."""
        return _found(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the file's country and name as the source: each authority publishes its own."""
        found = _found(upload)
        stem = upload.path.name.partition(".")[0].casefold()
        title = f"List of operations: {upload.name}"
        return Source(name=f"operations-{found[2] if found else ''}-{stem}", rank=Rank.AUTHORITY, title=title)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary."""
        found = _found(upload)
        if found is None:
            raise DataError(f"{upload.path} lacks the columns of a list of operations; nothing was loaded.")
        table, places, language = found
        columns = Columns(table, places, ("beneficiary",))
        yield from project_rows(columns, lambda line: _project(columns, line, language))


def _found(upload: Upload) -> tuple[Table, dict[str, int], str] | None:
    for table in upload.tables:
        places: dict[str, int] = {}
        languages: Counter[str] = Counter()
        for at, header in enumerate(table.header):
            told = field_of(header)
            if told and told[0] not in places:
                places[told[0]] = at
                languages[told[1]] += 1
        if {"beneficiary", "name"} <= places.keys() and len(places) >= _AT_LEAST:
            return table, places, min(languages, key=lambda one: (-languages[one], one == "en", one))
    return None


def _project(columns: Columns, line: Line, language: str) -> ProjectRow:
    country = country_code(columns.text(line, "country")) or _COUNTRIES.get(language, language.upper())
    name = columns.needed(line, "name", "the row names no operation")
    beneficiary = columns.text(line, "beneficiary")
    start = columns.day(line, "start")
    return ProjectRow(
        code=columns.text(line, "code"), scheme=f"operation-{country.lower()}", country=country.lower(),
        language=language, names={language: name}, descriptions=texts(**{language: columns.prose(line, "summary")}),
        bodies=[BodyRow(beneficiary, LEAD, (), country)] if beneficiary else [], start=start,
        end=columns.day(line, "end", last=True), sums={"planned_total": columns.sum(line, "total")},
        currency=columns.currency(("total",), "EUR"), fund=columns.text(line, "fund"),
        objective=columns.text(line, "objective"), places=[place] if (place := columns.text(line, "place")) else [],
        themes=fields_of_intervention(columns.prose(line, "intervention"), language, period_of("", start)),
    )  # fmt: skip
