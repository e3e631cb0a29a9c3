"""Grants published to the 360Giving standard: one grant a row of a table, or an object of a JSON list.

The table's columns are the JSON's nested keys by their titles (`Recipient Org:Name`), with or without a number between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.bodies import NOWHERE
from ingest.cells import CellError, tidy
from ingest.contacts import without_contacts
from ingest.dates import any_day
from ingest.formats.json_document import elements, head_keys
from ingest.formats.ndjson_lines import Line as JsonObject
from ingest.formats.table_rows import (
    BadCell,
    Columns,
    header_key,
    people_by_project,
    project_key,
    project_rows,
    row_of,
    texts,
)
from ingest.identifiers import identifier
from ingest.project_row import FUNDER, LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf
from ingest.sums import Style, any_sum

_FIELDS = {
    "id": "identifier", "title": "title", "description": "description", "currency": "currency",
    "amount": "amount awarded", "awarded": "award date", "start": "planned dates:start date",
    "end": "planned dates:end date", "actual_start": "actual dates:start date", "actual_end": "actual dates:end date",
    "recipient": "recipient org:name", "recipient_id": "recipient org:identifier",
    "recipient_charity": "recipient org:charity number", "recipient_company": "recipient org:company number",
    "person": "recipient ind:name", "person_id": "recipient ind:identifier",
    "funder": "funding org:name", "funder_id": "funding org:identifier", "programme": "grant programme:title",
    "url": "url",
}  # fmt: skip
"""Field and its column, without the number of a repeated one."""
_OTHERWISE = {"recipient individual name": "person", "recipient individual id": "person_id"}
"""Titles that 360Giving's own search writes."""
_PLACE = "beneficiary location:name"
_NUMBERED = re.compile(r":\d+(?=:)")
_ANONYMOUS = re.compile(
    r"(?:an? )?individual(?: recipient| grant)?s?|grants?(?: awarded)? to (?:an )?individuals?", re.IGNORECASE
)
"""What stands for a person in the column of organisations."""
_DAYS = {"start": ("start", "actual_start", "awarded"), "end": ("end", "actual_end")}

Texts = Mapping[str, str]


class ThreeSixtyGiving:
    """A grant is a project that its recipient leads and its funder funds; a person who received one is kept nowhere."""

    name = "360giving"
    title = "grants in 360Giving's standard (csv, xlsx, json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the standard's columns, or the JSON its keys."""
        if {"grants", "fundingOrganization", "amountAwarded"} <= head_keys(upload):
            return True
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: each funder publishes its own."""
        stem = re.sub(r"[^\w.-]+", "-", upload.path.name.partition(".")[0].lower())
        return Source(name=f"360giving-{stem}", rank=Rank.AUTHORITY, title=f"360Giving: {upload.name}")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each grant as a project with its recipient, funder, programme and places."""
        table = _table(upload)
        if table is None:
            yield from _of_json(upload)
            return
        fields, places = _places_of(table)
        columns = Columns(table, {**fields, **places}, ("recipient", "person", "funder"))
        yield from project_rows(columns, lambda line: _of_line(columns, line, [*places]))


def _places_of(table: Table) -> tuple[dict[str, int], dict[str, int]]:
    """Return the column of each field, and those of the places of those who benefit."""
    by_title = {title: field for field, title in _FIELDS.items()} | _OTHERWISE
    fields: dict[str, int] = {}
    places: dict[str, int] = {}
    for at, name in enumerate(table.header):
        key = _NUMBERED.sub("", header_key(name))
        if key == _PLACE:
            places[f"place {at}"] = at
        elif key in by_title:
            fields.setdefault(by_title[key], at)
    return fields, places


def _table(upload: Upload) -> Table | None:
    for table in upload.tables:
        found = _places_of(table)[0].keys()
        if {"id", "funder", "amount"} <= found and found & {"recipient", "person", "person_id"}:
            return table
    return None


def _of_line(columns: Columns, line: Line, places: list[str]) -> ProjectRow:
    columns.needed(line, "id", "the grant has no identifier")
    said = {field: columns.text(line, field) for field in _FIELDS}
    said["description"] = columns.prose(line, "description")
    return _grant(
        said, [columns.text(line, field) for field in places], columns.sum(line, "amount"),
        lambda field, last: columns.day(line, field, last=last),
    )  # fmt: skip


def _of_json(upload: Upload) -> Iterator[RowOf]:
    made: list[tuple[int, ProjectRow]] = []
    refused: list[RowOf] = []
    for number, element in elements(upload, "grants"):
        if isinstance(element, Rejected):
            refused.append(RowOf(number, rejected=element))
            continue
        try:
            made.append((number, _of_object(element)))
        except BadCell as bad:
            refused.append(RowOf(number, rejected=bad.rejected))
    if not made and not refused:
        raise DataError(f"{upload.path} lists no grants; nothing was loaded.")
    yield from refused
    people = people_by_project(row for _, row in made)
    for number, row in made:
        yield row_of(number, row, people.get(project_key(row), ()))


def _of_object(grant: JsonObject) -> ProjectRow:
    recipient, funder = _first(grant, "recipientOrganization"), _first(grant, "fundingOrganization")
    person, planned = _first(grant, "recipientIndividual"), _first(grant, "plannedDates")
    actual, programme = _first(grant, "actualDates"), _first(grant, "grantProgramme")
    places = grant.get("beneficiaryLocation")
    said = {
        "id": _text(grant, "id"), "title": _text(grant, "title"),
        "description": without_contacts(str(grant.get("description") or "").strip()),
        "currency": _text(grant, "currency"), "awarded": _text(grant, "awardDate"),
        "start": _text(planned, "startDate"), "end": _text(planned, "endDate"),
        "actual_start": _text(actual, "startDate"), "actual_end": _text(actual, "endDate"),
        "recipient": _text(recipient, "name"), "recipient_id": _text(recipient, "id"),
        "recipient_charity": _text(recipient, "charityNumber"), "recipient_company": _text(recipient, "companyNumber"),
        "person": _text(person, "name"), "person_id": _text(person, "id"),
        "funder": _text(funder, "name"), "funder_id": _text(funder, "id"), "programme": _text(programme, "title"),
        "url": _text(grant, "url"),
    }  # fmt: skip
    if not said["id"]:
        raise BadCell("id", "", "the grant has no identifier")

    def day(field: str, last: bool) -> date | None:
        try:
            return any_day(said[field], last=last)
        except CellError as problem:
            raise BadCell(field, said[field], str(problem)) from None

    try:
        amount = any_sum(grant.get("amountAwarded"), Style())
    except CellError as problem:
        raise BadCell("amountAwarded", "", str(problem)) from None
    names = (
        [_text(one, "name") for one in places if isinstance(one, dict)] if isinstance(places, list) else []
    )
    return _grant(said, names, amount, day)


def _first(grant: JsonObject, key: str) -> JsonObject:
    """Return the object under a key, or the first of a list of them; empty where there is none."""
    value = grant.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _text(one: JsonObject, key: str) -> str:
    value: Any = one.get(key)
    return tidy(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _grant(
    said: Texts, places: list[str], amount: float | None, day: Callable[[str, bool], date | None]
) -> ProjectRow:
    currency = said["currency"].upper()
    country = "gb" if currency in ("", "GBP") else NOWHERE
    days = {
        end: next((one for field in fields if said[field] and (one := day(field, end == "end"))), None)
        for end, fields in _DAYS.items()
    }
    return ProjectRow(
        code=said["id"], scheme="360giving", country=country, language="en", names=texts(en=said["title"]),
        descriptions=texts(en=said["description"]), bodies=[*_recipients(said, country), *_funders(said)],
        start=days["start"], end=days["end"], sums={"planned_total": amount}, currency=currency,
        programme=said["programme"], url=said["url"], places=[place for place in places if place],
    )  # fmt: skip


def _recipients(said: Texts, country: str) -> Iterator[BodyRow]:
    if said["person"] or said["person_id"]:
        yield BodyRow(said["person"], LEAD, is_person=True)
    if name := said["recipient"]:
        numbers = [said["recipient_id"]]
        if (charity := said["recipient_charity"]) and country == "gb":
            numbers.append(f"GB-{'SC' if charity[:2] == 'SC' else 'CHC'}-{charity}")
        if (company := said["recipient_company"]) and country == "gb":
            numbers.append(f"GB-COH-{company.zfill(8)}")
        found = {one for number in numbers if number and (one := identifier(number))}
        yield BodyRow(name, LEAD, tuple(sorted(found)), is_person=bool(_ANONYMOUS.fullmatch(name)))


def _funders(said: Texts) -> Iterator[BodyRow]:
    if said["funder"]:
        one = identifier(said["funder_id"]) if said["funder_id"] else None
        yield BodyRow(said["funder"], FUNDER, (one,) if one else ())
