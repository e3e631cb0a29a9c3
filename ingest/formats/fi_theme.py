"""Facts about the coordination themes of Finnish ESF programmes: projects, calls, networks, practices and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.records import (
    Actor,
    Call,
    Entity,
    Event,
    Practice,
    Programme,
    Project,
    Rank,
    Role,
    Source,
    Stage,
    Tie,
    TieKind,
)
from ingest.bodies import NaturalPerson
from ingest.formats.fi_partners import network_named
from ingest.formats.finnish_fund import actor_of
from ingest.formats.ndjson_lines import KeyProblem, Line, day_of, first_keys, ndjson_lines, text_of, texts_of
from ingest.formats.theme_names import KINDS, ThemeNames, is_class_of_bodies
from ingest.persons import without_person
from ingest.places import located
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_KEYS = frozenset({"record_kind", "owner_kind", "members", "projects", "stage"})
_MEMBER: dict[str, tuple[TieKind, str]] = {
    "project": (TieKind.PARTICIPATES_IN, Role.PARTNER),
    "network": (TieKind.MEMBER_OF, ""),
    "practice": (TieKind.PRODUCED, ""),
    "event": (TieKind.ATTENDED, ""),
}
"""How a member is tied to what a line is about; none is to a programme or call, which a body may only coordinate."""
_OWNER: dict[str, tuple[TieKind, str, str | None]] = {
    "project": (TieKind.PARTICIPATES_IN, Role.LEAD, None),
    "network": (TieKind.MEMBER_OF, "", "convener"),
    "practice": (TieKind.PRODUCED, "", None),
    "event": (TieKind.ATTENDED, "", "organiser"),
    "programme": (TieKind.COORDINATES, "", None),
    "call": (TieKind.COORDINATES, "", None),
}
"""How the owner is tied, in which role, and with which note."""
_PROJECT = {"network": TieKind.MEMBER_OF, "practice": TieKind.PRODUCED, "event": TieKind.ATTENDED}
_FUNDER = "rahoittaja on {}"


class FiTheme:
    """One fact a line, with its owner, members, projects and places, and the page that it comes from."""

    name = "fi-themes"
    title = "facts about Finnish coordination themes: projects, calls, networks, practices, events (ndjson)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first line has this file's keys."""
        return first_keys(upload) >= _KEYS

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        title = "Coordination themes of Finnish ESF programmes, from public pages"
        return Source(name="fi-themes", rank=Rank.COLLECTION, title=title)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each line as what it is about and its ties.

        The file is read twice: lines that repeat one thing have one id, and lines name each other's projects.
        """
        names = ThemeNames()
        for _, line in ndjson_lines(upload):
            if not isinstance(line, Rejected):
                names.note(line)
        for number, line in ndjson_lines(upload):
            if isinstance(line, Rejected):
                yield RowOf(number, rejected=line)
                continue
            try:
                yield _row(number, line, names)
            except KeyProblem as problem:
                yield RowOf(number, rejected=problem.rejected)


def _row(number: int, line: Line, names: ThemeNames) -> RowOf:
    kind, name = text_of(line, "record_kind"), text_of(line, "name")
    if kind not in KINDS:
        return RowOf(number, rejected=Rejected("record_kind", kind, f"it is none of {', '.join(KINDS)}"))
    if not name:
        return RowOf(number, rejected=Rejected("name", "", "the line names nothing"))
    bodies, people = _bodies(line)
    about = _about(kind, line, names.id_of(line), people)
    records: list[Entity | Tie] = [about]
    for actor, is_owner in bodies:
        if tie := _tie(kind, line, actor, is_owner, about.id):
            records += [actor, tie]
    owner = text_of(line, "owner")
    match text_of(line, "owner_kind"):
        case "project":
            records += _of_project(kind, line, names.project(owner), about.id)
        case "programme":
            programme = names.programme(owner)
            if programme and kind == "practice":
                records.append(_said(line, kind=TieKind.PRODUCED, a=programme, b=about.id))
    for project in names.projects_of(line):
        known = names.coordinates(project.id)
        ties = _of_project(kind, line, project.id, about.id, known)
        records += ties if known or not ties else [project, *ties]
    for place in texts_of(line, "places"):
        region = located(place)
        records += [region, _said(line, kind=TieKind.LOCATED_IN, a=about.id, b=region.id)]
    return RowOf(number, records, left_out=len(people))


def _about(kind: str, line: Line, id_: str, people: list[str]) -> Entity:
    name, summary, url = text_of(line, "name"), text_of(line, "summary_fi"), text_of(line, "source")
    for person in people:
        name, summary = without_person(name, person), without_person(summary, person)
    shared: dict[str, Any] = {
        "id": id_, "name": {"fi": name}, "description": {"fi": summary} if summary else {}, "url": url or None,
        "valid_from": day_of(line, "start"), "valid_to": day_of(line, "end"),
    }  # fmt: skip
    match kind:
        case "project":
            code = id_.rpartition(":")[2] if id_.startswith("project:fi:") else None
            return Project(**shared, role="coordination", code=code)
        case "network":
            return network_named(name, summary).model_copy(update=shared)
        case "practice":
            # The end that pages give is that of the project which made it; a practice is meant to go on.
            return Practice(**{**shared, "valid_to": None}, stage=_stage(line))
        case "event":
            return Event(**shared)
        case "call":
            return Call(**shared)
    return Programme(**shared)


def _bodies(line: Line) -> tuple[list[tuple[Actor, bool]], list[str]]:
    """Return the bodies of a line, the owner first and marked, and the natural persons that are left out."""
    owner = text_of(line, "owner") if text_of(line, "owner_kind") == "actor" else ""
    named = [(owner, True)] if owner else []
    named += [(member, False) for member in texts_of(line, "members") if not is_class_of_bodies(member)]
    bodies: list[tuple[Actor, bool]] = []
    people: list[str] = []
    for name, is_owner in named:
        try:
            actor = actor_of(name)
        except NaturalPerson:
            people.append(name)
            continue
        if all(actor.id != other.id for other, _ in bodies):
            bodies.append((actor, is_owner))
    return bodies, people


def _tie(kind: str, line: Line, actor: Actor, is_owner: bool, id_: str) -> Tie | None:
    days: dict[str, Any] = {}
    if kind in ("project", "event"):
        days = {"valid_from": day_of(line, "start"), "valid_to": day_of(line, "end")}
    stage = _stage(line) if kind == "practice" else None
    if is_owner:
        tie, role, note = _OWNER[kind]
        return _said(line, kind=tie, a=actor.id, b=id_, role=role, note=note, stage=stage, **days)
    if kind not in _MEMBER:
        return None
    if kind == "project" and any(
        _FUNDER.format(said) in text_of(line, "summary_fi") for said in _names(actor)
    ):
        return _said(line, kind=TieKind.FUNDS, a=actor.id, b=id_, **days)
    tie, role = _MEMBER[kind]
    return _said(line, kind=tie, a=actor.id, b=id_, role=role, stage=stage, **days)


def _of_project(kind: str, line: Line, project: str | None, id_: str, coordinates: bool = False) -> list[Tie]:
    """Return the tie from a project, by its id, to what a line is about."""
    if project is None or project == id_:
        return []
    if kind in _PROJECT:
        stage = _stage(line) if kind == "practice" else None
        return [_said(line, kind=_PROJECT[kind], a=project, b=id_, stage=stage)]
    if kind in ("programme", "call"):
        tie = TieKind.COORDINATES if coordinates else TieKind.FUNDED_UNDER
        return [_said(line, kind=tie, a=project, b=id_)]
    return []


def _stage(line: Line) -> Stage | None:
    stage = text_of(line, "stage")
    try:
        return Stage(stage) if stage else None
    except ValueError:
        raise KeyProblem("stage", f"a stage is one of {', '.join(Stage)}") from None


def _said(line: Line, **tie: Any) -> Tie:
    return Tie(**tie, evidence=text_of(line, "source") or None)


def _names(actor: Actor) -> tuple[str, ...]:
    return (*actor.name.values(), *actor.also)
