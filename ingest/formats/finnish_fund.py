"""What the lists of the Finnish structural funds share: programmes, authorities, programme parts, a row's shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

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
from ingest.cells import tidy
from ingest.persons import without_person
from ingest.places import place

_PERIODS = {
    "2007": ("2007-2013", "2007–2013"),
    "2014": ("2014-2020", "2014–2020"),
    "2021": ("2021-2027", "2021–2027"),
}
_PARTS = {
    "etelä": "etela", "länsi": "lansi", "itä": "ita", "pohjois": "pohjois",
    "valtakunnallinen": "valtakunnallinen",
}  # fmt: skip
_PART_NAMES = {
    "etela": "Etelä-Suomi", "lansi": "Länsi-Suomi", "ita": "Itä-Suomi", "pohjois": "Pohjois-Suomi",
    "valtakunnallinen": "Valtakunnallinen",
}  # fmt: skip
_ELY_SHORT = re.compile(r"\S+n ELY-keskus")
_MUNICIPALITY = "region:fi-kunta:"
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


@lru_cache(maxsize=4_096)
def authority_of(text: str) -> tuple[Actor, str]:
    """Return the funding authority that a list names, and the unit of it that decided ("" where none is named)."""
    tidied = tidy_authority(text)
    actor = body(tidied.name)
    if actor.sector is None:
        actor = actor.model_copy(update={"sector": Sector.PUBLIC, "sector_basis": "inferred"})
    return actor, tidied.unit or ""


@lru_cache(maxsize=50_000)
def actor_of(name: str, business_id: str | None = None, sector: Sector | None = None) -> Actor:
    """Return the actor of a body's name as `body` does, but an ELY centre under the one name its authority has.

    A body that is called as a municipality is (`Sipoo`) is inferred to be public.

    >>> actor_of("Hämeen ELY-keskus").id == authority_of("Hämeen elinkeino-  liikenne- ja ympäristökeskus")[0].id
    True
    """
    short = tidy(name)
    if business_id or not _ELY_SHORT.fullmatch(short):
        actor = body(name, business_id=business_id, sector=sector)
        if actor.sector is None and (place(short) or "").startswith(_MUNICIPALITY):
            return actor.model_copy(update={"sector": Sector.PUBLIC, "sector_basis": "inferred"})
        return actor
    actor = body(tidy_authority(short).name, sector=sector)
    return actor.model_copy(update={"also": (short,)})


@lru_cache(maxsize=64)
def programme_of(fund: str, period: str) -> Programme:
    """Return the programme of a fund (`ESR`, `EAKR`, `ESR+`, …) in the period that begins with the year `period`."""
    slug, years = _PERIODS[period]
    local = f"{fund.lower().replace('+', 'plus')}-{slug}"
    return Programme(
        id=entity_id("programme", "fi", local), name={"fi": f"{fund}, ohjelmakausi {years}"}, fund=fund,
        valid_from=date(int(period), 1, 1), valid_to=date(int(period) + 6, 12, 31),
    )  # fmt: skip


class FundRows:
    """Turns rows of one list into records; what rows share is made once."""

    def records(self, row: FundRow) -> tuple[list[Entity | Tie], int]:
        """Return the records of one row and how many natural persons were left out of it."""
        records: list[Entity | Tie] = []
        project_id = entity_id("project", "fi", row.code)
        days: dict[str, Any] = {"valid_from": row.start, "valid_to": row.end}
        name, left_out = row.name, 0
        if row.implementer:
            try:
                actor = actor_of(row.implementer, row.business_id)
                records += [
                    actor,
                    Tie(kind=TieKind.PARTICIPATES_IN, a=actor.id, b=project_id, role=Role.LEAD, **days),
                ]
            except NaturalPerson:
                left_out = 1
                name = without_person(name, row.implementer) or NAMELESS
        sums: dict[str, Any] = row.sums
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
            **sums,
        )
        records.append(project)
        if row.authority:
            authority, unit = authority_of(row.authority)
            records += [
                authority,
                Tie(kind=TieKind.FUNDS, a=authority.id, b=project_id, unit=unit or row.unit, **days),
            ]
        programme = programme_of(row.fund, row.period)
        records += [programme, Tie(kind=TieKind.FUNDED_UNDER, a=project_id, b=programme.id)]
        if row.part and (region := _part(row.part)):
            records += [region, Tie(kind=TieKind.LOCATED_IN, a=project_id, b=region.id)]
        if row.group:
            network = Network(id=entity_id("network", "fi-group", row.group), name={"fi": f"Ryhmähanke {row.group}"},
                              form="group-project")  # fmt: skip
            records += [network, Tie(kind=TieKind.MEMBER_OF, a=project_id, b=network.id)]
        return records, left_out


@lru_cache(maxsize=64)
def _part(text: str) -> Region | None:
    slug = next((slug for word, slug in _PARTS.items() if text.lower().startswith(word)), None)
    if slug is None:
        return None
    return Region(
        id=entity_id("region", "fi-programme-part", slug), level="programme-part", country="FI",
        name={"fi": f"{_PART_NAMES[slug]} (ohjelman osio)"},
    )  # fmt: skip
