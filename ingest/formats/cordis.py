"""CORDIS, the Commission's projects of research: one file of projects, one of who took part; each loads by itself.

Both tell a project by its grant number, which is not the record number of `ingest.formats.h2020`: the two overlap.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Actor, Entity, Project, Rank, Role, Source, Tie, TieKind, entity_id
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.formats.countries import country_code
from ingest.formats.h2020 import SECTORS
from ingest.formats.table_rows import BadCell, Columns, places_of, project_rows, table_with, texts
from ingest.identifiers import identifier
from ingest.project_row import ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line
from ingest.rows import RowOf

_SCHEME = "cordis-grant"
_PROJECT = {
    "id": "id", "acronym": "acronym", "status": "status", "name": "title", "start": "startDate", "end": "endDate",
    "total": "totalCost", "eu": "ecMaxContribution", "programme": "frameworkProgramme", "text": "objective",
    "rcn": "rcn", "basis": "legalBasis",
}  # fmt: skip
_BODY = {
    "project": "projectID", "pic": "organisationID", "vat": "vatNumber", "name": "name", "type": "activityType",
    "country": "country", "role": "role", "amount": "ecContribution",
}  # fmt: skip
_ROLES = {
    "coordinator": Role.LEAD, "participant": Role.PARTNER, "partner": Role.PARTNER, "thirdparty": Role.PARTNER,
    "internationalpartner": Role.PARTNER, "associatedpartner": Role.PARTNER,
}  # fmt: skip


class CordisProjects:
    """One row a project; its record number stays as another identifier."""

    name = "cordis-projects"
    title = "CORDIS's projects (project.csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the header of CORDIS's projects."""
        return table_with(upload, _PROJECT, {"id", "acronym", "name", "eu", "programme"}) is not None

    def source(self, upload: Upload) -> Source:
        """Return CORDIS's list of projects as the source."""
        return Source(name="cordis-projects", rank=Rank.COLLECTION, title="CORDIS: projects")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its framework programme."""
        table = table_with(upload, _PROJECT, {"id"})
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of CORDIS's projects; nothing was loaded.")
        columns = Columns(table, places_of(table, _PROJECT))
        yield from project_rows(columns, lambda line: _project(columns, line))


class CordisOrganizations:
    """One row a participation. Sectors are inferred from the EU's five types; natural persons are left out."""

    name = "cordis-organizations"
    title = "CORDIS's participants (organization.csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has the header of CORDIS's participants."""
        return table_with(upload, _BODY, {"project", "pic", "name", "role", "type"}) is not None

    def source(self, upload: Upload) -> Source:
        """Return CORDIS's list of participants as the source."""
        return Source(name="cordis-organizations", rank=Rank.COLLECTION, title="CORDIS: participants")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a body, the project it takes part in and the tie between them."""
        table = table_with(upload, _BODY, {"project", "name", "role"})
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of CORDIS's participants; nothing was loaded.")
        columns = Columns(table, places_of(table, _BODY), ("name",))
        for line, wrong in columns.lines():
            if wrong is not None:
                yield RowOf(line.number, rejected=wrong)
                continue
            try:
                yield _participation(columns, line)
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)


def _digits(columns: Columns, line: Line, field: str, name: str) -> str:
    text = columns.needed(line, field)
    if not text.isdigit():
        raise BadCell(name, text, "this is no grant number (digits)")
    return text


def _project(columns: Columns, line: Line) -> ProjectRow:
    code, rcn = _digits(columns, line, "id", _PROJECT["id"]), columns.text(line, "rcn")
    name, programme = (
        columns.needed(line, "name", "the row names no project"),
        columns.text(line, "programme"),
    )
    acronym = columns.text(line, "acronym")
    return ProjectRow(
        code=code, scheme=_SCHEME, country=NOWHERE, language="en",
        names={"en": name if not acronym or acronym in name else f"{acronym}: {name}"},
        descriptions=texts(en=columns.prose(line, "text")), identifiers=(f"cordis:{rcn}",) if rcn.isdigit() else (),
        start=columns.day(line, "start"), end=columns.day(line, "end", last=True),
        sums={"planned_total": columns.sum(line, "total"), "eu_contribution": columns.sum(line, "eu")},
        currency="EUR", fund=programme, programme=programme, status=columns.text(line, "status"),
    )  # fmt: skip


def _participation(columns: Columns, line: Line) -> RowOf:
    code = _digits(columns, line, "project", _BODY["project"])
    said = columns.needed(line, "role")
    role = _ROLES.get(said.casefold())
    if role is None:
        raise BadCell(_BODY["role"], said, "this is none of the roles coordinator, participant, partner, thirdParty, "
                      "internationalPartner, associatedPartner")  # fmt: skip
    columns.needed(line, "name", "the row names no body")
    amount = columns.sum(line, "amount")
    project = Project(id=entity_id("project", _SCHEME, code), code=code)
    try:
        actor = _actor(columns, line)
    except NaturalPerson:
        return RowOf(line.number, [project], left_out=1)
    tie = Tie(
        kind=TieKind.PARTICIPATES_IN, a=actor.id, b=project.id, role=role, amount=amount,
        currency=None if amount is None else "EUR",
    )  # fmt: skip
    records: list[Entity | Tie] = [actor, project, tie]
    return RowOf(line.number, records)


def _actor(columns: Columns, line: Line) -> Actor:
    country, form = country_code(columns.text(line, "country")), columns.text(line, "type")
    known = {
        identifier(columns.text(line, "pic"), scheme="pic"),
        identifier(columns.text(line, "vat"), country),
    }
    actor = body(
        columns.text(line, "name"), identifiers=tuple(sorted(filter(None, known))), language="en",
        country=country.lower() or NOWHERE, legal_form=form or None,
    )  # fmt: skip
    sector = SECTORS.get(form)
    return actor.model_copy(update={"sector": sector, "sector_basis": "inferred"}) if sector else actor
