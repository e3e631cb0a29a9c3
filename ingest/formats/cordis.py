"""CORDIS's pair of files, `project.csv` and `organization.csv`: each loads by itself, in either order."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Actor, Entity, Project, Rank, Role, Sector, Source, Tie, TieKind, entity_id
from ingest.bodies import NaturalPerson, body
from ingest.formats.countries import country_code
from ingest.formats.table_rows import BadCell, Columns, places_of, project_rows, texts
from ingest.identifiers import identifier
from ingest.project_row import ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf

SCHEME = "eu-grant"
"""Projects by their grant agreement; the participations of Horizon 2020 number them by record instead."""
_PROJECT = {
    "id": "id", "acronym": "acronym", "status": "status", "title": "title", "start": "startDate", "end": "endDate",
    "total": "totalCost", "eu": "ecMaxContribution", "programme": "frameworkProgramme", "objective": "objective",
    "topics": "topics",
}  # fmt: skip
_BODY = {
    "project": "projectID", "acronym": "projectAcronym", "pic": "organisationID", "vat": "vatNumber", "name": "name",
    "type": "activityType", "country": "country", "role": "role", "amount": "ecContribution",
}  # fmt: skip
_ROLES = {"coordinator": Role.LEAD}
_OTHERS = {"participant", "partner", "thirdparty", "internationalpartner", "associatedpartner"}
_SECTORS = {
    "HES": Sector.PUBLIC,
    "REC": Sector.PUBLIC,
    "PUB": Sector.PUBLIC,
    "PRC": Sector.PRIVATE,
    "OTH": Sector.THIRD,
}


class CordisProjects:
    """One project a row; who took part stands in the other file."""

    name = "cordis-projects"
    title = "CORDIS projects (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the columns of projects."""
        return _table(upload, _PROJECT, {"id", "acronym", "objective", "topics"}) is not None

    def source(self, upload: Upload) -> Source:
        """Return CORDIS as the source."""
        return Source(name="cordis", rank=Rank.COLLECTION, title="CORDIS: projects of EU research")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its programme."""
        table = _table(upload, _PROJECT, {"id", "acronym", "objective", "topics"})
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of CORDIS's projects; nothing was loaded.")
        columns = Columns(table, places_of(table, _PROJECT))
        yield from project_rows(columns, lambda line: _project(columns, line))


class CordisOrganizations:
    """One participation a row; a project of which only this file tells bears its acronym."""

    name = "cordis-organizations"
    title = "CORDIS participations (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the columns of participations."""
        return _table(upload, _BODY, {"project", "pic", "name", "role"}) is not None

    def source(self, upload: Upload) -> Source:
        """Return the file of participations as a source of its own, so that neither file closes what the other says."""
        return Source(name="cordis-participations", rank=Rank.OTHER, title="CORDIS: participations")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a body, a project and the tie between them."""
        table = _table(upload, _BODY, {"project", "pic", "name", "role"})
        if table is None:
            raise DataError(
                f"{upload.path} lacks the columns of CORDIS's participations; nothing was loaded."
            )
        columns = Columns(table, places_of(table, _BODY), ("name",))
        for line, wrong in columns.lines():
            try:
                yield RowOf(line.number, rejected=wrong) if wrong else _participation(columns, line)
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)
            except ValueError as problem:
                yield RowOf(line.number, rejected=Rejected("", "", str(problem).splitlines()[0]))


def _table(upload: Upload, names: dict[str, str], needed: set[str]) -> Table | None:
    return next((t for t in upload.tables if {*places_of(t, names)} >= needed), None)


def _project(columns: Columns, line: Line) -> ProjectRow:
    title, acronym = columns.text(line, "title"), columns.text(line, "acronym")
    return ProjectRow(
        code=columns.needed(line, "id"), scheme=SCHEME, country="eu", language="en", names={"en": title or acronym},
        descriptions=texts(en=columns.prose(line, "objective")), start=columns.day(line, "start"),
        end=columns.day(line, "end", last=True), status=columns.text(line, "status"), currency="EUR",
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        programme=columns.text(line, "programme"), identifiers=(acronym,) if acronym and title else (),
    )  # fmt: skip


def _participation(columns: Columns, line: Line) -> RowOf:
    role = columns.needed(line, "role").casefold()
    if role not in _ROLES and role not in _OTHERS:
        raise BadCell("role", role, f"this is none of {', '.join(sorted({*_ROLES, *_OTHERS}))}")
    code = columns.needed(line, "project")
    country = country_code(columns.text(line, "country"))
    project = Project(
        id=entity_id("project", SCHEME, code), name={"en": columns.text(line, "acronym") or code}, code=code
    )
    actor = _actor(columns, line, country)
    if actor is None:
        return RowOf(line.number, (project,), left_out=1)
    amount = columns.sum(line, "amount")
    tie = Tie(
        kind=TieKind.PARTICIPATES_IN, a=actor.id, b=project.id, role=_ROLES.get(role, Role.PARTNER), amount=amount,
        currency=None if amount is None else "EUR",
    )  # fmt: skip
    records: list[Entity | Tie] = [project, actor, tie]
    return RowOf(line.number, records)


def _actor(columns: Columns, line: Line, country: str) -> Actor | None:
    pic = identifier(columns.needed(line, "pic"), scheme="pic")
    vat = identifier(columns.text(line, "vat"), country)
    try:
        return body(
            columns.needed(line, "name"), identifiers=tuple(sorted({one for one in (pic, vat) if one})),
            country=(country or "xx").lower(), language="en", sector=_SECTORS.get(columns.text(line, "type").upper()),
        )  # fmt: skip
    except NaturalPerson:
        return None
