"""One project as any list gives it, cells already read, and the records that it becomes.

Formats of many lists end here, so that a project looks the same whoever listed it. The lists of the Finnish funds,
which say more, end in `ingest.formats.finnish_fund`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    Theme,
    Tie,
    TieKind,
    entity_id,
    named_id,
    project_id_by_name,
)
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.cells import tidy
from ingest.persons import without_person
from ingest.places import located

NAMELESS = {
    "fi": "Yksityishenkilön hanke",
    "sv": "En privatpersons projekt",
    "en": "A private person's project",
}
"""The title of a project whose only name was a person's."""
LEAD, PARTNER, FUNDER, STEERING = "lead", "partner", "funder", "steering"
_TIES = {
    LEAD: (TieKind.PARTICIPATES_IN, Role.LEAD.value), PARTNER: (TieKind.PARTICIPATES_IN, Role.PARTNER.value),
    FUNDER: (TieKind.FUNDS, ""), STEERING: (TieKind.STEERS, ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body as a list names it: its part (`lead`, `partner`, `funder`, `steering`) and what is said of it."""

    name: str
    part: str
    identifiers: tuple[str, ...] = ()
    country: str = ""
    """ISO 3166-1 alpha-2; "" is the list's own country."""
    sector: Sector | None = None
    unit: str = ""
    names: dict[str, str] = field(default_factory=dict)
    """Its names by language, where the list gives several."""
    is_person: bool = False
    """The list says that it is a natural person, whatever the name."""


@dataclass(slots=True)
class ProjectRow:
    """One project of a list. Sums are by name of the field (`planned_total`, `eu_contribution`, …) in whole units."""

    code: str = ""
    scheme: str = ""
    """Of the code: what the list numbers its projects by."""
    country: str = "fi"
    """Of the list, for the ids of what it only names; `bodies.NOWHERE` where it is of no one country."""
    language: str = "fi"
    """Of names without a language."""
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    bodies: list[BodyRow] = field(default_factory=list)
    start: date | None = None
    end: date | None = None
    sums: dict[str, float | None] = field(default_factory=dict)
    currency: str = ""
    fund: str = ""
    programme: str = ""
    programme_code: str = ""
    status: str = ""
    priority: str = ""
    objective: str = ""
    url: str = ""
    group: str = ""
    identifiers: tuple[str, ...] = ()
    """Other codes of the project (a national one beside a collection's)."""
    places: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    """Places whose code the list gives."""
    themes: list[str | Theme] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)


def project_records(row: ProjectRow) -> tuple[list[Entity | Tie], int]:
    """Return the records of one project and how many natural persons were left out of it; ValueError where it is none.

    A person's name goes from the project's own texts too.
    """
    names, descriptions = dict(row.names), dict(row.descriptions)
    actors: list[tuple[BodyRow, Actor]] = []
    people: list[str] = []
    for one in row.bodies:
        try:
            actors.append((one, actor_of(one, row.country, row.language)))
        except NaturalPerson:
            people.append(one.name)
    for person in dict.fromkeys(people):
        names = {
            key: without_person(text, person) or NAMELESS.get(key, NAMELESS["en"])
            for key, text in names.items()
        }
        descriptions = {key: without_person(text, person) for key, text in descriptions.items()}
    id_ = _id(row, names, actors)
    days: dict[str, Any] = {"valid_from": row.start, "valid_to": row.end}
    sums: dict[str, Any] = {key: value for key, value in row.sums.items() if value is not None}
    records: list[Entity | Tie] = [
        Project(
            id=id_, name=names, description={key: text for key, text in descriptions.items() if text},
            code=row.code or None, identifiers=tuple(sorted({*row.identifiers})), fund=row.fund or None,
            status=row.status or None, priority=row.priority or None, specific_objective=row.objective or None,
            url=web_address(row.url), currency=(row.currency or None) if sums else None, **days, **sums,
        )
    ]  # fmt: skip
    for one, actor in actors:
        kind, role = _TIES[one.part]
        records += [actor, Tie(kind=kind, a=actor.id, b=id_, role=role, unit=one.unit, **days)]
    records += _around(row, id_)
    return records, len(people)


def _id(row: ProjectRow, names: dict[str, str], actors: list[tuple[BodyRow, Actor]]) -> str:
    if row.code:
        return entity_id("project", row.scheme or row.country, row.code)
    name = names.get(row.language) or next(iter(names.values()), "")
    if not name:
        raise ValueError("the row names no project")
    lead = next((one.name for one, _ in actors if one.part == LEAD), "")
    return project_id_by_name(lead, name, row.start.isoformat() if row.start else None, row.country)


def actor_of(one: BodyRow, country: str, language: str) -> Actor:
    """Return the actor that a list names, `country` and `language` being the list's; NaturalPerson where it is none."""
    if one.is_person:
        raise NaturalPerson
    actor = _body(one.name, one.identifiers, (one.country or country).lower(), language, one.sector)
    others = {key: tidy(text) for key, text in one.names.items() if tidy(text)}
    if others:
        shown = {**others} if language in others else {language: actor.name[language], **others}
        also = {*actor.also, *actor.name.values()} - {*shown.values()}
        actor = actor.model_copy(update={"name": shown, "also": tuple(sorted(also))})
    return actor


@lru_cache(maxsize=50_000)
def _body(
    name: str, identifiers: tuple[str, ...], country: str, language: str, sector: Sector | None
) -> Actor:
    return body(name, identifiers=identifiers, country=country, language=language, sector=sector)


def web_address(url: str) -> str | None:
    """Return an address of the web, None for anything else: an address in a list may be anybody's."""
    plain = url.strip()
    if re.fullmatch(r"https?://[^\s\"'<>]+", plain):
        return plain
    return f"https://{plain}" if re.fullmatch(r"www\.[^\s\"'<>]+", plain) else None


def _around(row: ProjectRow, id_: str) -> Iterator[Entity | Tie]:
    """Yield what the project is about, for, in, under and part of, with the ties."""
    for name in dict.fromkeys(row.places):
        region = region_named(name, row.country, row.language)
        yield region
        yield Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)
    for region in row.regions:
        yield region
        yield Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)
    for subject in row.themes:
        theme = (
            subject
            if isinstance(subject, Theme)
            else theme_named(subject, row.country, row.language, "theme")
        )
        yield theme
        yield Tie(kind=TieKind.ABOUT, a=id_, b=theme.id)
    for name in dict.fromkeys(row.targets):
        theme = theme_named(name, row.country, row.language, "target-group")
        yield theme
        yield Tie(kind=TieKind.TARGETS, a=id_, b=theme.id)
    if row.programme or row.programme_code:
        programme = _programme(row.programme, row.programme_code, row.fund, row.country, row.language)
        yield programme
        yield Tie(kind=TieKind.FUNDED_UNDER, a=id_, b=programme.id)
    if row.group:
        network = Network(
            id=entity_id("network", f"{row.scheme or row.country}-group", row.group),
            name={row.language: row.group}, form="group-project",
        )  # fmt: skip
        yield network
        yield Tie(kind=TieKind.MEMBER_OF, a=id_, b=network.id)
    for name in dict.fromkeys(row.networks):
        network = Network(id=named_id("network", name, row.country), name={row.language: tidy(name)})
        yield network
        yield Tie(kind=TieKind.MEMBER_OF, a=id_, b=network.id)


@lru_cache(maxsize=20_000)
def region_named(name: str, country: str, language: str) -> Region:
    """Return the region that a list of a country names: of Finland's the table's own."""
    if country == "fi":
        return located(name)
    return Region(
        id=named_id("region", name, country), name={language: tidy(name)},
        country=None if country == NOWHERE else country.upper(),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def theme_named(name: str, country: str, language: str, form: str = "theme") -> Theme:
    """Return the theme of a name; `form` is `theme` or `target-group`."""
    scheme = "target" if form == "target-group" else "name"
    return Theme(id=named_id("theme", name, country, scheme), name={language: tidy(name)}, form=form)


@lru_cache(maxsize=5_000)
def _programme(name: str, code: str, fund: str, country: str, language: str) -> Programme:
    id_ = entity_id("programme", "cci", code) if code else named_id("programme", name, country)
    return Programme(id=id_, name={language: tidy(name or code)}, fund=fund or None)
