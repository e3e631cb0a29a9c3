"""A row about a project, with its bodies, places, subjects and sums."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.fields import kind
from ingest.formats.table_rows import Columns, project_rows
from ingest.kinds.row import Listing, Row, Setting
from ingest.project_row import FUNDER, LEAD, PARTNER, STEERING, BodyRow, ProjectRow
from ingest.rows import RowOf

_SUMS = {
    "total": "planned_total", "eu_contribution": "eu_contribution", "granted_eu_state": "granted_eu_state",
    "spent_eu_state": "spent_eu_state", "planned_public": "planned_public", "spent_public": "spent_public",
    "spent_total": "spent_total",
}  # fmt: skip
"""The field of the record for each sum."""
_PARTS = {"lead": LEAD, "partners": PARTNER, "funder": FUNDER, "steering": STEERING}


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as a project; rows of one code, or of one name, lead and start, are one project."""
    listing = Listing(kind("projects"), columns, setting)
    return project_rows(columns, lambda line: _project(Row(listing, line)))


def _project(row: Row) -> ProjectRow:
    code, names, days = row.text("code"), row.plain("name"), row.days()
    if not code and not names:
        raise row.bad("name", "the row names no project")
    sums = {record: row.columns.sum(row.line, field) for field, record in _SUMS.items()}
    return ProjectRow(
        code=code, scheme=row.setting.scheme, country=row.setting.country, language=row.setting.language, names=names,
        descriptions=row.plain("description"), bodies=_bodies(row), start=days["valid_from"], end=days["valid_to"],
        sums=sums, currency=row.choice("currency") or row.columns.currency(_SUMS, row.setting.currency),
        fund=row.text("fund"), programme=row.text("programme"), status=row.text("status"),
        priority=row.text("priority"), objective=row.text("objective"), url=row.text("url"), group=row.text("group"),
        places=row.several("region"), themes=[*row.several("theme")], targets=row.several("target_group"),
        networks=row.several("networks"),
    )  # fmt: skip


def _bodies(row: Row) -> list[BodyRow]:
    leads = row.several("lead")
    id_ = row.identifier("lead_business_id", row.setting.country) if len(leads) == 1 else None
    return [
        BodyRow(name, part, (id_,) if id_ and field == "lead" else ())
        for field, part in _PARTS.items()
        for name in (leads if field == "lead" else row.several(field))
    ]
