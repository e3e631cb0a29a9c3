"""The Swedish ESF council's project bank 2021–2027: one row a project, in Swedish with a summary in English."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.formats.countries import country_code
from ingest.formats.html_text import html_text
from ingest.formats.table_rows import (
    Columns,
    fields_of_intervention,
    period_of,
    places_of,
    project_rows,
    table_with,
    texts,
)
from ingest.identifiers import identifier
from ingest.project_row import LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_NAMES = {
    "code": "Diarienummer / Operation ID", "beneficiary": "Stödmottagare / Beneficiary",
    "body_id": "Projektägare organisationsnummer / Beneficiary ID",
    "body_country": "Stödmottagarens land / Beneficiary country", "name": "Namn på insatsen / Operation Name",
    "priority": "Programområde / Priority", "objective": "Specifikt mål / Specific objective concerned",
    "intervention": "Interventionsområde / Intervention field", "total": "Total projektbudget / Total budget SEK",
    "eu": "EU-stöd i SEK / EU contribution SEK", "summary": "Sammanfattning / Summary",
    "summary_en": "Sammanfattning engelsk / Summary in english", "start": "Startdatum / Start date",
    "end": "Slutdatum / End date", "fund": "EU-fond / EU fund", "programme": "Program CCI / Program CCI",
}  # fmt: skip


class SeEsfBank:
    """One row a project; summaries are HTML. What the beneficiary's city says is not kept: it is no project's place."""

    name = "se-esf-bank"
    title = "the Swedish ESF council's project bank (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has this bank's header."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the council's project bank as the source."""
        return Source(name="se-esf-bank", rank=Rank.AUTHORITY, title="Svenska ESF-rådet: projektbanken")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary, programme and field of intervention."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of the project bank; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("beneficiary",))
        yield from project_rows(columns, lambda line: _project(columns, line))


def _table(upload: Upload) -> Table | None:
    return table_with(upload, _NAMES, ("code", "beneficiary", "name", "start"))


def _project(columns: Columns, line: Line) -> ProjectRow:
    code, name = columns.needed(line, "code"), columns.needed(line, "name", "the row names no project")
    start, programme = columns.day(line, "start"), columns.text(line, "programme")
    country = country_code(columns.text(line, "body_country")) or "SE"
    body_id = identifier(columns.text(line, "body_id"), country)
    beneficiary = columns.text(line, "beneficiary")
    return ProjectRow(
        code=code, scheme="se-esf", country="se", language="sv", names={"sv": name},
        descriptions=texts(
            sv=html_text(columns.prose(line, "summary")), en=html_text(columns.prose(line, "summary_en"))
        ),
        bodies=[BodyRow(beneficiary, LEAD, (body_id,) if body_id else (), country)] if beneficiary else [],
        start=start, end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency="SEK", fund=columns.text(line, "fund"), programme_code=programme,
        priority=columns.text(line, "priority"), objective=columns.text(line, "objective"),
        themes=fields_of_intervention(columns.prose(line, "intervention"), "sv", period_of(programme, start)),
    )  # fmt: skip
