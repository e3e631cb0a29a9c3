"""Grants by the 360Giving standard: a table whose columns have its names, or its JSON; one grant a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.cells import CellError, tidy
from ingest.dates import any_day
from ingest.formats.table_rows import Columns, places_of, project_rows, row_of, texts
from ingest.identifiers import identifier
from ingest.project_row import FUNDER, LEAD, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf

_NAMES = {
    "id": "Identifier", "title": "Title", "description": "Description", "currency": "Currency",
    "amount": "Amount Awarded",
    "awarded": "Award Date", "start": "Planned Dates:Start Date", "end": "Planned Dates:End Date",
    "recipient_id": "Recipient Org:Identifier", "recipient": "Recipient Org:Name",
    "funder_id": "Funding Org:Identifier",
    "funder": "Funding Org:Name", "programme": "Grant Programme:Title", "place": "Beneficiary Location:Name",
    "person": "Recipient Ind:Name",
}  # fmt: skip
_NEEDED = {"id", "title", "funder"}


class Giving360:
    """The recipient leads, the funder funds; a grant to an individual is loaded without a body."""

    name = "360giving"
    title = "grants by the 360Giving standard (csv, xlsx, json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the columns, or the first keys, are the standard's."""
        head = upload.head[:8_000]
        return _table(upload) is not None or (b'"grants"' in head and b'"fundingOrganization"' in upload.head)

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: each funder publishes its own."""
        stem = upload.path.name.partition(".")[0].casefold()
        return Source(name=f"360giving-{stem}", rank=Rank.AUTHORITY, title=f"360Giving: {upload.name}")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each grant as a project with its recipient and its funder."""
        table = _table(upload)
        if table is None:
            yield from _of_json(upload)
            return
        columns = Columns(table, places_of(table, _NAMES), ("recipient", "funder", "person"))
        yield from project_rows(columns, lambda line: _of_line(columns, line))


def _table(upload: Upload) -> Table | None:
    return next((t for t in upload.tables if {*places_of(t, _NAMES)} >= _NEEDED), None)


def _of_line(columns: Columns, line: Line) -> ProjectRow:
    def of(field: str) -> str:
        return columns.text(line, field)

    return ProjectRow(
        code=columns.needed(line, "id"), scheme="360giving", country="gb", language="en",
        names={"en": of("title") or of("id")}, descriptions=texts(en=columns.prose(line, "description")),
        bodies=list(_bodies(of("recipient") or of("person"), of("recipient_id"), of("funder"), of("funder_id"))),
        start=columns.day(line, "start") or columns.day(line, "awarded"), end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "amount")}, currency=of("currency") or "GBP",
        programme=of("programme"),
        places=[place] if (place := of("place")) else [],
    )  # fmt: skip


def _bodies(recipient: str, recipient_id: str, funder: str, funder_id: str) -> Iterator[BodyRow]:
    for name, code, part in ((recipient, recipient_id, LEAD), (funder, funder_id, FUNDER)):
        if name:
            found = identifier(code)
            yield BodyRow(name, part, (found,) if found else ())


def _of_json(upload: Upload) -> Iterator[RowOf]:
    try:
        grants = orjson.loads(upload.text()).get("grants")
    except (orjson.JSONDecodeError, AttributeError):
        raise DataError(f"{upload.path} is cut off or damaged: it is no JSON. Nothing was loaded.") from None
    if not isinstance(grants, list):
        raise DataError(f"{upload.path} has no list of grants; nothing was loaded.")
    for number, grant in enumerate(grants, 1):
        if not isinstance(grant, dict) or not grant.get("id"):
            yield RowOf(number, rejected=Rejected("id", "", "the grant has no identifier"))
            continue
        try:
            yield row_of(number, _of_grant(grant))
        except (CellError, ValueError) as problem:
            yield RowOf(number, rejected=Rejected("", "", str(problem).splitlines()[0]))


def _of_grant(grant: Mapping[str, Any]) -> ProjectRow:
    def text(*keys: str) -> str:
        """The text at a path of keys; of a list the first element counts."""
        found: Any = grant
        for key in keys:
            found = found[0] if isinstance(found, list) and found else found
            found = found.get(key) if isinstance(found, dict) else None
        return tidy(found) if isinstance(found, str | int | float) else ""

    amount = grant.get("amountAwarded")
    return ProjectRow(
        code=text("id"), scheme="360giving", country="gb", language="en", names={"en": text("title") or text("id")},
        descriptions=texts(en=text("description")),
        bodies=list(_bodies(
            text("recipientOrganization", "name") or text("recipientIndividual", "name"),
            text("recipientOrganization", "id"), text("fundingOrganization", "name"), text("fundingOrganization", "id"),
        )),
        start=any_day(text("plannedDates", "startDate") or text("awardDate")),
        end=any_day(text("plannedDates", "endDate"), last=True),
        sums={"planned_total": float(amount) if isinstance(amount, int | float) else None},
        currency=text("currency") or "GBP", programme=text("grantProgramme", "title"),
        places=[place] if (place := text("beneficiaryLocation", "name")) else [],
    )  # fmt: skip
