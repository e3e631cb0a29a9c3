"""The export of keep.eu, the library of Interreg: a workbook of projects and of their partners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.bodies import NOWHERE
from ingest.dates import UNKNOWN
from ingest.formats.countries import country_code, language_of
from ingest.formats.table_rows import Columns, places_of, project_rows, texts
from ingest.identifiers import identifier
from ingest.persons import person_kind
from ingest.project_row import LEAD, PARTNER, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf

_JOIN = {"programme": "Programme", "id": "Project ID (2021-2027 only)", "acronym": "Project acronym"}
_PROJECT = {
    **_JOIN, "name": "Project name in English", "start": "Project start", "end": "Project end",
    "total": "Project's total budget / expenditure", "eu": "Project's EU funding",
    "description": "Description in English", "expected": "Expected Achievements in English",
    "actual": "Actual Achievements in English", "theme1": "Theme 1", "theme2": "Theme 2", "theme3": "Theme 3",
    "url": "Website",
}  # fmt: skip
_PARTNER = {
    **_JOIN, "name": "Organisation in English", "own": "Organisation in language 2", "lead": "Lead partner",
    "country": "Country code", "pic": "Participant Identification Code", "body_id": "Partner's ID if not PIC",
}  # fmt: skip
_Key = tuple[str, str, str]


class KeepEu:
    """Projects with all their partners, joined on programme and the project's id, or its acronym where no id stands."""

    name = "keep-eu"
    title = "keep.eu's Interreg projects and partners (xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table is keep.eu's of projects."""
        return _table(upload, _PROJECT, {"programme", "acronym", "name", "start"}) is not None

    def source(self, upload: Upload) -> Source:
        """Return keep.eu as the source."""
        return Source(name="keep-eu", rank=Rank.COLLECTION, title="keep.eu: Interreg projects and partners")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each project with its partners, then each partner's row: refused where its project is not there."""
        table = _table(upload, _PROJECT, {"programme", "acronym", "name", "start"})
        if table is None:
            raise DataError(f"{upload.path} lacks the sheet of keep.eu's projects; nothing was loaded.")
        projects = Columns(table, places_of(table, _PROJECT))
        listed = _table(upload, _PARTNER, {"programme", "acronym", "name", "lead"})
        partners = (
            Columns(listed, places_of(listed, _PARTNER), ("name", "own")) if listed is not None else None
        )
        bodies = _bodies_by_project(partners) if partners is not None else {}
        yield from project_rows(projects, lambda line: _project(projects, line, bodies))
        if partners is not None:
            yield from _partner_rows(projects, partners)


def _table(upload: Upload, names: dict[str, str], needed: set[str]) -> Table | None:
    return next((table for table in upload.tables if needed <= {*places_of(table, names)}), None)


def _known(columns: Columns, line: Line, field: str) -> str:
    """Return a cell's text, "" where it says that nobody knows."""
    text = columns.text(line, field)
    return "" if text.casefold() in UNKNOWN else text


def _keys(columns: Columns, line: Line) -> tuple[_Key, ...]:
    """Return by what a row is joined, the best first."""
    programme = _known(columns, line, "programme").casefold()
    said = ((field, _known(columns, line, field).casefold()) for field in ("id", "acronym"))
    return tuple((programme, field, value) for field, value in said if value)


def _bodies_by_project(columns: Columns) -> dict[_Key, list[BodyRow]]:
    found: dict[_Key, list[BodyRow]] = defaultdict(list)
    for line, wrong in columns.lines():
        keys = _keys(columns, line)
        if wrong is None and keys and (one := _body(columns, line)):
            found[keys[0]].append(one)
    return found


def _body(columns: Columns, line: Line) -> BodyRow | None:
    country = country_code(_known(columns, line, "country"))
    names = texts(**{language_of(country): _known(columns, line, "own"), "en": _known(columns, line, "name")})
    if not names:
        return None
    name = next(filter(person_kind, names.values()), names.get("en") or next(iter(names.values())))
    known = {
        identifier(_known(columns, line, "pic"), scheme="pic"),
        identifier(_known(columns, line, "body_id"), country),
    } - {None}
    part = LEAD if _known(columns, line, "lead").casefold() == "yes" else PARTNER
    return BodyRow(name, part, tuple(sorted(filter(None, known))), country or NOWHERE, names=names)


def _project(columns: Columns, line: Line, bodies: dict[_Key, list[BodyRow]]) -> ProjectRow:
    programme, acronym = columns.needed(line, "programme"), _known(columns, line, "acronym")
    name = (
        _known(columns, line, "name") or acronym or columns.needed(line, "name", "the row names no project")
    )
    code = _known(columns, line, "id") or acronym or name
    prose = (columns.prose(line, field) for field in ("description", "expected", "actual"))
    description = "\n".join(text for text in prose if text and text.casefold() not in UNKNOWN)
    themes = (_known(columns, line, field) for field in ("theme1", "theme2", "theme3"))
    return ProjectRow(
        code=f"{programme} {code}", scheme="keep-eu", country=NOWHERE, language="en", names={"en": name},
        descriptions=texts(en=description), identifiers=(acronym,) if acronym else (),
        bodies=[one for key in _keys(columns, line) for one in bodies.get(key, ())],
        start=columns.day(line, "start"), end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency=columns.currency(("total", "eu"), "EUR"), programme=programme, url=_known(columns, line, "url"),
        themes=[theme for theme in themes if theme],
    )  # fmt: skip


def _partner_rows(projects: Columns, partners: Columns) -> Iterator[RowOf]:
    there = {key for line, wrong in projects.lines() if wrong is None for key in _keys(projects, line)}
    for line, wrong in partners.lines():
        if wrong is None and not {*_keys(partners, line)[:1]} & there:
            reason = "no project of this programme and id or acronym stands in the sheet of projects"
            wrong = Rejected(_PARTNER["acronym"], partners.text(line, "acronym"), reason)
        yield RowOf(line.number, rejected=wrong)
