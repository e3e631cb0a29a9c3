"""Kohesio's country file: the Commission's collection of all lists of operations, one operation a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.formats.countries import country_code, language_of
from ingest.formats.table_rows import (
    Columns,
    fields_of_intervention,
    period_of,
    places_of,
    project_rows,
    texts,
)
from ingest.project_row import LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_NAMES = {
    "id": "Operation_Unique_Identifier", "local": "Operation_Local_Identifier", "name_en": "Operation_Name_English",
    "name": "Operation_Name_Programme_Language", "country": "Country", "start": "Operation_Start_Date",
    "end": "Operation_End_Date", "total": "Total_Eligible_Expenditure_amount",
    "currency": "Total_Eligible_Expenditure_Currency", "eu": "Project_EU_Budget", "beneficiary": "Beneficiary_Name",
    "category": "Category_Of_Intervention", "category_label": "Category_Label", "objective": "Policy_Objective_Label",
    "older_objective": "Thematic_Objective_Label", "fund": "Fund_Code", "programme": "Programme_Code",
    "programme_name": "Programme_Name", "region": "Region", "summary_en": "Operation_Summary_English",
    "summary": "Operation_Summary_Programme_Language",
}  # fmt: skip
_NEEDED = {"id", "local", "name_en", "country"}


class Kohesio:
    """The local identifier, which often carries a national code, stays as an identifier beside the collection's own."""

    name = "kohesio"
    title = "Kohesio's file of a country (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has Kohesio's columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        return Source(name="kohesio", rank=Rank.COLLECTION, title="Kohesio: projects of EU cohesion policy")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary, programme, region and field of intervention."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks Kohesio's columns; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("beneficiary",))
        yield from project_rows(columns, lambda line: _project(columns, line))


def _table(upload: Upload) -> Table | None:
    return next((t for t in upload.tables if {*places_of(t, _NAMES)} >= _NEEDED), None)


def _project(columns: Columns, line: Line) -> ProjectRow:
    address = columns.needed(line, "id")
    country = country_code(columns.text(line, "country")) or "XX"
    language = language_of(country)
    start, programme = columns.day(line, "start"), columns.text(line, "programme")
    names = texts(en=columns.text(line, "name_en")) | texts(**{language: columns.text(line, "name")})
    beneficiary = columns.text(line, "beneficiary")
    local = columns.text(line, "local")
    subject = " ".join(filter(None, (columns.text(line, "category"), columns.text(line, "category_label"))))
    return ProjectRow(
        code=re.sub(r".*[/#]", "", address), scheme="kohesio", country=country.lower(), language=language, names=names,
        descriptions=texts(en=columns.prose(line, "summary_en")) | texts(**{language: columns.prose(line, "summary")}),
        bodies=[BodyRow(beneficiary, LEAD, (), country)] if beneficiary and "://" not in beneficiary else [],
        start=start, end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency=columns.text(line, "currency") or "EUR", fund=columns.text(line, "fund"), programme_code=programme,
        programme=columns.text(line, "programme_name"), identifiers=(local,) if local else (),
        objective=columns.text(line, "objective") or columns.text(line, "older_objective"),
        places=[place] if (place := columns.text(line, "region")) else [],
        themes=fields_of_intervention(subject, "en", period_of(programme, start)),
    )  # fmt: skip
