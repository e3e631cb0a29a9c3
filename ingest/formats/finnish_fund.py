"""What the lists of the Finnish structural funds share: programmes, authorities, programme parts, the shape of a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.records import (
    Actor,
    Entity,
    Network,
    Programme,
    Project,
    Region,
    Role,
    Sector,
    Tie,
    TieKind,
    entity_id,
)
from ingest.authority_names import tidy_authority
from ingest.bodies import NaturalPerson, body
from ingest.persons import without_person

_PERIODS = {
    "2007": ("2007-2013", "2007–2013"),
    "2014": ("2014-2020", "2014–2020"),
    "2021": ("2021-2027", "2021–2027"),
}
_PARTS = {"etelä": "etela", "länsi": "lansi", "itä": "ita", "pohjois": "pohjois", "valtakunnallinen": "valtakunnallinen"}
_PART_NAMES = {
    "etela": "Etelä-Suomi", "lansi": "Länsi-Suomi", "ita": "Itä-Suomi", "pohjois": "Pohjois-Suomi",
    "valtakunnallinen": "Valtakunnallinen",
}  # fmt: skip
NAMELESS = "Yksityishenkilön hanke"
"""The title of a project whose only name was a person's."""


@dataclass(frozen=True, slots=True)
class FundRow:
    """One project of a Finnish list, cells already parsed; money is in euros."""

    code: str
    fund: str
    name: str
    period: str
    """First year of the programme period."""
    authority: str | None = None
    """As published; its unit is told apart here unless `unit` says it already."""
    unit: str = ""
    implementer: str | None = None
    business_id: str | None = None
    part: str | None = None
    priority: str | None = None
    specific_objective: str | None = None
    status: str | None = None
    start: date | None = None
    end: date | None = None
    group: str | None = None
    summary: str | None = None
    url: str | None = None
    sums: dict[str, float | None] = field(default_factory=dict)


class FundRows:
    """Turns rows of one list into records; what rows share is made once."""

    def __init__(self) -> None:
        self._made: dict[str, Entity] = {}

    def records(self, row: FundRow) -> tuple[list[Entity | Tie], int]:
        """Return the records of one row and how many natural persons were left out of it."""
        records: list[Entity | Tie] = []
        project_id = entity_id("project", "fi", row.code)
        days = {"valid_from": row.start, "valid_to": row.end}
        name, left_out = row.name, 0
        if row.implementer:
            try:
                actor = body(row.implementer, business_id=row.business_id)
                records += [actor, Tie(kind=TieKind.PARTICIPATES_IN, a=actor.id, b=project_id, role=Role.LEAD, **days)]
            except NaturalPerson:
                left_out = 1
                name = without_person(name, row.implementer) or NAMELESS
        project = Project(
            id=project_id,
            name={"fi": name},
            description={"fi": row.summary} if row.summary else {},
            code=row.code,
            fund=row.fund,
            status=row.status,
            priority=row.priority,
            specific_objective=row.specific_objective,
            url=row.url,
            currency="EUR" if any(value is not None for value in row.sums.values()) else None,
            **days,
            **row.sums,
        )
        records.append(project)
        if row.authority:
            authority, unit = self._authority(row.authority)
            records += [authority, Tie(kind=TieKind.FUNDS, a=authority.id, b=project_id, unit=unit or row.unit, **days)]
        programme = self._programme(row.fund, row.period)
        records += [programme, Tie(kind=TieKind.FUNDED_UNDER, a=project_id, b=programme.id)]
        if row.part and (region := self._part(row.part)):
            records += [region, Tie(kind=TieKind.LOCATED_IN, a=project_id, b=region.id)]
        if row.group:
            network = Network(id=entity_id("network", "fi-group", row.group), name={"fi": f"Ryhmähanke {row.group}"},
                              form="group-project")  # fmt: skip
            records += [network, Tie(kind=TieKind.MEMBER_OF, a=project_id, b=network.id)]
        return records, left_out

    def _authority(self, text: str) -> tuple[Actor, str]:
        tidied = tidy_authority(text)
        name, unit = tidied.name, tidied.unit
        key = f"authority {name}"
        if key not in self._made:
            actor = body(name)
            if actor.sector is None:
                actor = actor.model_copy(update={"sector": Sector.PUBLIC, "sector_basis": "inferred"})
            self._made[key] = actor
        made = self._made[key]
        assert isinstance(made, Actor)
        return made, unit or ""

    def _programme(self, fund: str, period: str) -> Programme:
        slug, years = _PERIODS[period]
        key = f"programme {fund} {period}"
        if key not in self._made:
            local = f"{fund.lower().replace('+', 'plus')}-{slug}"
            self._made[key] = Programme(
                id=entity_id("programme", "fi", local), name={"fi": f"{fund}, ohjelmakausi {years}"}, fund=fund,
                valid_from=date(int(period), 1, 1), valid_to=date(int(period) + 6, 12, 31),
            )  # fmt: skip
        made = self._made[key]
        assert isinstance(made, Programme)
        return made

    def _part(self, text: str) -> Region | None:
        slug = next((slug for word, slug in _PARTS.items() if text.lower().startswith(word)), None)
        if slug is None:
            return None
        return Region(
            id=entity_id("region", "fi-programme-part", slug), level="programme-part", country="FI",
            name={"fi": f"{_PART_NAMES[slug]} (ohjelman osio)"},
        )  # fmt: skip
