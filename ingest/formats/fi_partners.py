"""Facts of Finnish ESF and ERDF projects with their partners, one JSON object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from graph.records import (
    Actor,
    Entity,
    Network,
    Practice,
    Project,
    Rank,
    Role,
    Sector,
    Source,
    Theme,
    Tie,
    TieKind,
    entity_id,
    named_id,
    project_id_by_name,
)
from ingest.bodies import NaturalPerson
from ingest.formats.finnish_fund import NAMELESS, authority_of, programme_of
from ingest.formats.legal_persons import LegalPersons
from ingest.formats.ndjson_lines import (
    KeyProblem,
    Line,
    day_of,
    first_keys,
    ndjson_lines,
    object_of,
    objects_of,
    text_of,
    texts_of,
)
from ingest.persons import without_person
from ingest.places import located
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_KEYS = frozenset({"code", "name", "lead", "partners", "target_groups", "networks", "practices"})
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_SECTORS = {
    "kunta": Sector.PUBLIC, "kuntayhtymä": Sector.PUBLIC, "valtion viranomainen": Sector.PUBLIC,
    "ammattikorkeakoulu": Sector.PUBLIC, "yliopisto": Sector.PUBLIC,
    "kansalaisjärjestö": Sector.THIRD, "muu järjestö tai yhdistys": Sector.THIRD, "säätiö": Sector.THIRD,
    "yritys": Sector.PRIVATE, "mikroyritys": Sector.PRIVATE, "pieni yritys": Sector.PRIVATE,
    "keskisuuri yritys": Sector.PRIVATE, "suuri yritys": Sector.PRIVATE,
}  # fmt: skip
"""The types that state a sector; a vocational school may be a joint authority's, a company's or an association's."""


class FiPartners:
    """One project a line with its lead and partners, funder, places, themes, networks and practices."""

    name = "fi-esf-partners"
    title = "facts of Finnish ESF and ERDF projects with their partners (ndjson)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first line has this file's keys."""
        return first_keys(upload) >= _KEYS

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        title = "Finnish ESF and ERDF projects with their partners, from public project pages"
        return Source(name="fi-esf-partners", rank=Rank.COLLECTION, title=title)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each line as its project and what it is tied to.

        The file is read twice: what a business id's body is called is known only when all its names are.
        """
        bodies = LegalPersons()
        for _, line in ndjson_lines(upload):
            if not isinstance(line, Rejected):
                _count(line, bodies)
        for number, line in ndjson_lines(upload):
            if isinstance(line, Rejected):
                yield RowOf(number, rejected=line)
                continue
            try:
                yield _ProjectLine(line, bodies).row(number)
            except KeyProblem as problem:
                yield RowOf(number, rejected=problem.rejected)


def network_named(name: str, said: str = "") -> Network:
    """Return the network of a name; an ecosystem where its name, or what is `said` of it, says so."""
    form = "ecosystem" if "ekosysteemi" in f"{name} {said}".casefold() else "network"
    return Network(id=named_id("network", name), name={"fi": name}, form=form)


def _count(line: Line, bodies: LegalPersons) -> None:
    try:
        lead = object_of(line, "lead")
        sector = _SECTORS.get(text_of(lead, "type").casefold())
        bodies.count(text_of(lead, "name"), text_of(lead, "business_id"), sector)
        for partner in objects_of(line, "partners"):
            bodies.count(text_of(partner, "name"), text_of(partner, "business_id"))
    except KeyProblem:
        return  # the row is rejected when it is read


class _ProjectLine:
    """The records of one line, gathered step by step."""

    def __init__(self, line: Line, bodies: LegalPersons) -> None:
        self._line = line
        self._bodies = bodies
        self._records: list[Entity | Tie] = []
        self._people: list[str] = []
        self._start, self._end = day_of(line, "start"), day_of(line, "end")
        lead = object_of(line, "lead")
        self._lead, self._lead_id = text_of(lead, "name"), text_of(lead, "business_id")
        self._code, self._name = text_of(line, "code"), text_of(line, "name")

    def row(self, number: int) -> RowOf:
        """Return what became of the line."""
        if not self._code and not self._name:
            return RowOf(number, rejected=Rejected("name", "", "the line names no project and gives no code"))
        bodies = self._bodies_of()
        beneficiary = (
            self._lead if bodies and bodies[0][2] == Role.LEAD else ""
        )  # of a person not even a hash is kept
        if self._name:
            self._name = self._without_people(self._name) or NAMELESS
        if self._code:
            self._id = entity_id("project", "fi", self._code)
        else:
            start = self._start.isoformat() if self._start else None
            self._id = project_id_by_name(beneficiary, self._name, start)
        self._participants(bodies)
        self._project()
        self._money()
        self._known_by()
        self._subjects()
        return RowOf(number, self._records, left_out=len(self._people))

    def _bodies_of(self) -> list[tuple[Actor, str, Role]]:
        """Return the lead and the partners with their units; natural persons are set apart."""
        named = [(self._lead, self._lead_id, Role.LEAD)]
        for partner in objects_of(self._line, "partners"):
            named.append((text_of(partner, "name"), text_of(partner, "business_id"), Role.PARTNER))
        bodies: list[tuple[Actor, str, Role]] = []
        for name, business_id, role in named:
            try:
                if name:
                    bodies.append((*self._bodies.actor(name, business_id), role))
            except NaturalPerson:
                self._people.append(name)
        return bodies

    def _without_people(self, text: str) -> str:
        for person in self._people:
            text = without_person(text, person)
        return text

    def _participants(self, bodies: list[tuple[Actor, str, Role]]) -> None:
        for actor, unit, role in bodies:
            tie = Tie(
                kind=TieKind.PARTICIPATES_IN, a=actor.id, b=self._id, role=role, unit=unit, valid_from=self._start,
                valid_to=self._end, evidence=text_of(self._line, "source") or None,
            )  # fmt: skip
            self._records += [actor, tie]

    def _project(self) -> None:
        summary = self._without_people(text_of(self._line, "summary_fi"))
        project = Project(
            id=self._id,
            name={"fi": self._name} if self._name else {},
            description={"fi": summary} if summary else {},
            code=self._code or None,
            fund=text_of(self._line, "fund") or None,
            status=text_of(self._line, "status") or None,
            priority=_number(text_of(self._line, "priority_axis")),
            specific_objective=_number(text_of(self._line, "specific_objective")),
            valid_from=self._start,
            valid_to=self._end,
            url=text_of(self._line, "source") or None,
        )
        self._records.append(project)

    def _money(self) -> None:
        if text := text_of(self._line, "authority"):
            try:
                authority, unit = authority_of(text)
            except NaturalPerson:
                raise KeyProblem("authority", "it is no authority's name") from None
            tie = Tie(
                kind=TieKind.FUNDS,
                a=authority.id,
                b=self._id,
                unit=unit,
                valid_from=self._start,
                valid_to=self._end,
            )
            self._records += [authority, tie]
        fund = text_of(self._line, "fund")
        if period := period_of(fund, self._code, self._start, text_of(self._line, "priority_axis")):
            programme = programme_of(fund, period)
            self._records += [programme, Tie(kind=TieKind.FUNDED_UNDER, a=self._id, b=programme.id)]

    def _known_by(self) -> None:
        for name in texts_of(self._line, "networks"):
            network = network_named(name)
            self._records += [network, Tie(kind=TieKind.MEMBER_OF, a=self._id, b=network.id)]
        for name in texts_of(self._line, "practices"):
            practice = Practice(id=named_id("practice", name), name={"fi": name})
            self._records += [practice, Tie(kind=TieKind.PRODUCED, a=self._id, b=practice.id)]

    def _subjects(self) -> None:
        for name in texts_of(self._line, "places"):
            region = located(name)
            self._records += [region, Tie(kind=TieKind.LOCATED_IN, a=self._id, b=region.id)]
        for label in texts_of(self._line, "themes"):
            theme = Theme(id=named_id("theme", label), name={"fi": label}, form="theme")
            self._records += [theme, Tie(kind=TieKind.ABOUT, a=self._id, b=theme.id)]
        for label in texts_of(self._line, "target_groups"):
            group = Theme(
                id=named_id("theme", label, scheme="target"), name={"fi": label}, form="target-group"
            )
            self._records += [group, Tie(kind=TieKind.TARGETS, a=self._id, b=group.id)]


def period_of(fund: str, code: str, start: date | None, priority: str = "") -> str | None:
    """Return the first year of a project's programme period, None where its facts do not tell.

    The fund's name tells where only one period had it, then the code, REACT-EU, and the start. An ERDF project without
    a code that began in 2021 or 2022 may be of either period.

    >>> period_of("ESR+", "", None), period_of("ESR", "S11323", None), period_of("EAKR", "", date(2021, 9, 1))
    ('2021', '2007', None)
    """
    if fund in ("ESR+", "JTF"):
        return "2021"
    if fund not in ("ESR", "EAKR"):
        return None
    if code:
        return {"S1": "2007", "A3": "2007", "S2": "2014", "A7": "2014"}.get(code[:2])
    if "REACT-EU" in priority:
        return "2014"
    if start is None or start.year < 2007:
        return None
    if start.year < 2014:
        return "2007"
    if start.year <= 2020 or fund == "ESR":
        return "2014"
    return "2021" if start.year >= 2023 else None


def _number(text: str) -> str | None:
    """Return the number in front of a priority's or objective's text."""
    found = _NUMBER.match(text)
    return found.group() if found else None
