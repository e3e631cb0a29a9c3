"""Kohesio, the Commission's collection of all lists of operations: the file of one country, one row an operation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Region, Source, entity_id
from ingest.bodies import NOWHERE
from ingest.formats.countries import country_code, language_of
from ingest.formats.html_text import html_text
from ingest.formats.table_rows import (
    BadCell,
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
    "id": "Operation_Unique_Identifier", "local": "Operation_Local_Identifier", "name_en": "Operation_Name_English",
    "name": "Operation_Name_Programme_Language", "country": "Country", "start": "Operation_Start_Date",
    "end": "Operation_End_Date", "total": "Total_Eligible_Expenditure_amount",
    "currency": "Total_Eligible_Expenditure_Currency", "eu": "Project_EU_Budget", "beneficiary": "Beneficiary_Name",
    "body_id": "Beneficiary_Local_Identifier", "category": "Category_Of_Intervention",
    "category_label": "Category_Label", "objective": "Policy_Objective_Label", "fund": "Fund_Code",
    "programme_code": "Programme_Code", "programme": "Programme_Name", "region": "Region", "nuts3": "NUTS3_Code",
    "summary_en": "Operation_Summary_English", "summary": "Operation_Summary_Programme_Language",
    "url": "InfoRegio_URL",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
_ITEM = re.compile(r"(?:.*[/#:])?(Q\d{1,15})")
_NUTS3 = re.compile(r"[A-Z]{2}[0-9A-Z]{3}")


class Kohesio:
    """Operations by their Q number; the code of the national list stays as another identifier."""

    name = "kohesio"
    title = "Kohesio's operations of a country (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has Kohesio's header."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return Kohesio's file of the country that most rows name as the source."""
        table = _table(upload)
        country = _country(table) if table is not None else ""
        name = f"{self.name}-{country.lower()}" if country else self.name
        return Source(name=name, rank=Rank.COLLECTION, title=f"Kohesio {country}".strip())

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary, programme, region and field of intervention."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of Kohesio; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("beneficiary",))
        otherwise = _country(table)
        yield from project_rows(columns, lambda line: _project(columns, line, otherwise))


def _table(upload: Upload) -> Table | None:
    return table_with(upload, _NAMES, ("id", "name", "start", "beneficiary"))


def _country(table: Table) -> str:
    """Return the country that most rows name; "" where none does."""
    at = places_of(table, _NAMES).get("country")
    codes = Counter(
        code for cell in (table.column(at) if at is not None else ()) if (code := country_code(cell))
    )
    return codes.most_common(1)[0][0] if codes else ""


def _project(columns: Columns, line: Line, otherwise: str) -> ProjectRow:
    address = columns.needed(line, "id")
    item = _ITEM.fullmatch(address)
    if item is None:
        raise BadCell(_NAMES["id"], address, "this ends in no number of an operation like Q12345")
    country = country_code(columns.text(line, "country")) or otherwise
    language = language_of(country)
    names = texts(**{"en": columns.text(line, "name_en"), language: columns.text(line, "name")})
    if not names:
        raise BadCell(_NAMES["name"], "", "the row names no operation")
    start, local = columns.day(line, "start"), columns.text(line, "local")
    programme_code = columns.text(line, "programme_code")
    return ProjectRow(
        code=item[1], scheme="kohesio", country=country.lower() or NOWHERE, language=language, names=names,
        descriptions=texts(**{
            "en": html_text(columns.prose(line, "summary_en")), language: html_text(columns.prose(line, "summary")),
        }),
        identifiers=(local,) if local else (), bodies=_bodies(columns, line, country),
        start=start, end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency=columns.text(line, "currency").upper() or "EUR", fund=columns.text(line, "fund"),
        objective=columns.text(line, "objective"), programme=columns.text(line, "programme"),
        programme_code=programme_code, url=columns.text(line, "url"), regions=_regions(columns, line, country),
        themes=fields_of_intervention(_category(columns, line), "en", period_of(programme_code, start)),
    )  # fmt: skip


def _bodies(columns: Columns, line: Line, country: str) -> list[BodyRow]:
    """Return the beneficiary, none where only the address of its page is told."""
    name = columns.text(line, "beneficiary")
    if not name or _ADDRESS.fullmatch(name):
        return []
    known = identifier(columns.text(line, "body_id"), country)
    return [BodyRow(name, LEAD, (known,) if known else (), country)]


def _regions(columns: Columns, line: Line, country: str) -> list[Region]:
    code = columns.text(line, "nuts3").rpartition("/")[2].upper()
    if not _NUTS3.fullmatch(code):
        return []
    name = columns.text(line, "region") or code
    id_ = entity_id("region", "nuts", code)
    return [Region(id=id_, name={"en": name}, level="nuts3", code=code, country=country or None)]


def _category(columns: Columns, line: Line) -> str:
    """Return the code with its label, where there is one of each; else the codes alone."""
    code, label = columns.prose(line, "category"), columns.text(line, "category_label")
    return f"{code} {label.replace(';', ',').replace('|', ',')}" if re.fullmatch(r"\d{2,3}", code) else code
