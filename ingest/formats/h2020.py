"""Who took part in which Horizon 2020 project: a large real two-mode network without names and texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.records import Actor, Entity, Project, Rank, Role, Sector, Source, Tie, TieKind, entity_id
from ingest.cells import CellError, day, money
from ingest.formats.csv_table import has_columns, table, wrong_width
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = (
    "rcn", "role", "pic", "type", "contribution", "country", "start_date", "end_date", "max_contribution", "total_cost",
    "start_year", "end_year", "duration", "group", "nunique",
)  # fmt: skip
_ROLES = {"coordinator": Role.LEAD, "participant": Role.PARTNER, "partner": Role.PARTNER}
SECTORS = {
    "PUB": Sector.PUBLIC,
    "HES": Sector.PUBLIC,  # universities and schools
    "REC": Sector.PUBLIC,  # research organisations: most live on public money, whatever their legal form
    "PRC": Sector.PRIVATE,
    "OTH": Sector.THIRD,  # associations, foundations, international bodies: what is neither of the two
}
_COUNTRIES = {"EL": "GR", "UK": "GB"}
"""Where the EU's codes are not the ISO's. `NA` is Namibia: no row lacks a country."""
_MISSING = ("", "NA")
_DAYS = {6: "valid_from", 7: "valid_to"}
_SUMS = {8: "eu_contribution", 9: "planned_total"}


class H2020:
    """One row a participation; bodies and projects have numbers only. Sectors are inferred from the EU's five types."""

    name = "h2020"
    title = "Horizon 2020 participations (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this table's."""
        return has_columns(upload, _HEADER[:6])

    def source(self, upload: Upload) -> Source:
        """Return the EU's open project data as the source."""
        return Source(
            name="cordis-h2020", rank=Rank.COLLECTION, title="CORDIS: participations in Horizon 2020"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a body, a project and the tie between them."""
        maker = _Maker()
        for number, cells in table(upload, _HEADER):
            if len(cells) != len(_HEADER):
                yield wrong_width(number, cells, _HEADER)
                continue
            yield maker.row(number, cells)


class _Bad(Exception):
    """A cell that cannot be read."""

    def __init__(self, at: int, value: str, reason: str) -> None:
        super().__init__(reason)
        self.rejected = Rejected(_HEADER[at], value, reason)


class _Maker:
    """Makes each body and project once: there are a few ties for each."""

    def __init__(self) -> None:
        self._actors: dict[tuple[str, str, str], Actor] = {}
        self._projects: dict[tuple[str, ...], Project] = {}

    def row(self, number: int, cells: list[str]) -> RowOf:
        try:
            role = _ROLES.get(cells[1])
            if role is None:
                raise _Bad(1, cells[1], "this is none of coordinator, participant, partner")
            body = (cells[2], cells[3], cells[5])
            actor = self._actors.get(body) or self._actor(body)
            work = (cells[0], *cells[6:10])
            project = self._projects.get(work) or self._project(work, cells)
            amount = _sum(cells, 4)
        except _Bad as bad:
            return RowOf(number, rejected=bad.rejected)
        tie = Tie(
            kind=TieKind.PARTICIPATES_IN,
            a=actor.id,
            b=project.id,
            role=role,
            valid_from=project.valid_from,
            valid_to=project.valid_to,
            amount=amount,
            currency=None if amount is None else "EUR",
        )
        records: list[Entity | Tie] = [actor, project, tie]
        return RowOf(number, records)

    def _actor(self, body: tuple[str, str, str]) -> Actor:
        pic, form, country = body
        if not pic.isdigit():
            raise _Bad(2, pic, "this is no participant identification code (digits)")
        sector = SECTORS.get(form)
        if sector is None:
            raise _Bad(3, form, f"this is none of the types {', '.join(sorted(SECTORS))}")
        if country and not (
            len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()
        ):
            raise _Bad(5, country, "this is no country code of two capitals")
        actor = self._actors[body] = Actor(
            id=entity_id("actor", "pic", pic), sector=sector, sector_basis="inferred", legal_form=form,
            country=_COUNTRIES.get(country, country) or None,
        )  # fmt: skip
        return actor

    def _project(self, work: tuple[str, ...], cells: list[str]) -> Project:
        rcn = work[0]
        if not rcn.isdigit():
            raise _Bad(0, rcn, "this is no record number of a project (digits)")
        known: dict[str, Any] = {}
        for at, key in _DAYS.items():
            try:
                known[key] = None if cells[at] in _MISSING else day(cells[at])
            except CellError as problem:
                raise _Bad(at, cells[at], str(problem)) from None
        for at, key in _SUMS.items():
            known[key] = _sum(cells, at)
            if known[key] is not None:
                known["currency"] = "EUR"
        project = self._projects[work] = Project(
            id=entity_id("project", "cordis", rcn), code=rcn, fund="H2020", **known
        )
        return project


def _sum(cells: list[str], at: int) -> float | None:
    if cells[at] in _MISSING:
        return None
    try:
        return money(cells[at])
    except CellError as problem:
        raise _Bad(at, cells[at], str(problem)) from None
