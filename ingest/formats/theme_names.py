"""Which line of the theme's facts a name means: what repeats what, and which project or programme is named."""

from __future__ import annotations

import re
from collections import defaultdict

from graph.records import Project, entity_id, name_key, named_id, project_id_by_name
from ingest.formats.ndjson_lines import KeyProblem, Line, day_of, text_of, texts_of
from ingest.persons import person_kind

KINDS = ("project", "programme", "call", "network", "practice", "event")
_CODE_IN_ADDRESS = re.compile(r"[?&]projektikoodi=([A-Z]\d{5})\b")
_CODE_IN_NAME = re.compile(r"\(([A-Z]\d{5})\)$")
_CALLED = re.compile(r"\s*-?(?:koordinaatiohanke|hanke|ohjelma)(?:\s*\([^)]*\))?$", re.IGNORECASE)
_CLASS = re.compile(
    r"(?:keskukset|toimistot|virastot|kunnat|kuntaa|kaupungit|kaupunkia|laitokset|yritykset|toimijat|järjestöt"
    r"|ministeriöt|liitot|centres|offices)$",
    re.IGNORECASE,
)
_ALONE = frozenset(
    {"ely-keskus", "te-toimisto", "maakuntaliitto", "elinvoimakeskus", "työllisyysalue", "kunta"}
)


class ThemeNames:
    """The names and ids of one file's lines; note them all before asking for one.

    Every answer stands on the whole file, so that the order of its lines never shows.
    """

    def __init__(self) -> None:
        self._groups: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
        self._projects: dict[str, tuple[str, str]] = {}
        self._programmes: dict[str, str] = {}
        self._ids: dict[tuple[str, str], str] = {}

    def note(self, line: Line) -> None:
        """Take in what a line is about and by which names it calls it; a faulty line is passed over."""
        try:
            kind, group = text_of(line, "record_kind"), _group(line)
            names = [text_of(line, "name"), text_of(line, "same_as")]
            projects = texts_of(line, "projects")
            day_of(line, "start"), text_of(line, "owner"), text_of(line, "source")
        except KeyProblem:
            return
        self._groups[group].append(line)
        if kind == "project":
            names += projects[:1] if len(projects) == 1 else []
            for key in filter(None, map(_key, names)):
                self._projects[key] = min(group, self._projects.get(key, group))
        elif kind == "programme":
            self._programmes.setdefault(_key(names[0]), named_id("programme", names[0]))

    def id_of(self, line: Line) -> str:
        """Return the id of what a line is about; lines that repeat one thing have the id of what they repeat."""
        return self._id(_group(line))

    def project(self, name: str) -> str | None:
        """Return the id of the project of this file that a name means, None where it means none of them."""
        group = self._projects.get(_key(name))
        return self._id(group) if group else None

    def programme(self, name: str) -> str | None:
        """Return the id of the programme of this file that a name means, None where it means none of them."""
        return self._programmes.get(_key(name))

    def projects_of(self, line: Line) -> list[Project]:
        """Return the projects that a line names, as far as it says who they are: lines of this file, or by their code.

        The code stands behind the name, or in the address of the page, which then is that of a project named. Other
        names are left: a project cannot be told by its name alone.
        """
        names = texts_of(line, "projects")
        found: dict[str, Project] = {}
        for name in names:
            coded = _CODE_IN_NAME.search(name)
            if id_ := self.project(name):
                found[id_] = Project(id=id_)
            elif coded:
                project = _coded(coded[1], _CODE_IN_NAME.sub("", name))
                found[project.id] = project
        paged = _CODE_IN_ADDRESS.search(text_of(line, "source"))
        if names and not found and paged:
            project = _coded(paged[1], names[0] if len(names) == 1 else "")
            found[project.id] = project
        return list(found.values())

    def coordinates(self, project: str) -> bool:
        """Return whether a project is one of this file's, which all coordinate others."""
        return any(self._id(group) == project for group in self._groups if group[0] == "project")

    def _id(self, group: tuple[str, str]) -> str:
        if group not in self._ids:
            self._ids[group] = _id_of_lines(group[0], self._groups[group])
        return self._ids[group]


def is_class_of_bodies(name: str) -> bool:
    """Return whether a name means a whole class of bodies and no single one.

    >>> [is_class_of_bodies(name) for name in ("ELY-keskukset", "28 seutukaupunkia", "Lapin oppilaitokset")]
    [True, True, True]
    >>> [is_class_of_bodies(name) for name in ("Uudenmaan yrittäjät", "työ- ja elinkeinoministeriö", "Hämeen Kylät")]
    [False, False, False]
    """
    return name[:1].isdigit() or name.casefold() in _ALONE or _CLASS.search(name) is not None


def _group(line: Line) -> tuple[str, str]:
    return text_of(line, "record_kind"), name_key(text_of(line, "same_as") or text_of(line, "name"))


def _id_of_lines(kind: str, lines: list[Line]) -> str:
    """Return the id of what these lines are all about: by code, else by the most telling line's own names."""
    if kind != "project":
        name = min(text_of(line, "same_as") or text_of(line, "name") for line in lines)
        return named_id(kind, name)
    codes = [found for line in lines for found in _codes(line)]
    if codes:
        return entity_id("project", "fi", min(codes))
    owner, start, name = min(map(_telling, lines))[1:]
    return project_id_by_name(owner, name, start or None)


def _telling(line: Line) -> tuple[tuple[bool, bool, bool], str, str, str]:
    owner = text_of(line, "owner")
    if person_kind(owner):
        owner = ""  # of a person not even a hash is kept
    start, name = day_of(line, "start"), text_of(line, "name")
    same_as = text_of(line, "same_as")
    lacks = (bool(same_as) and name_key(same_as) != name_key(name), not owner, start is None)
    return lacks, owner, start.isoformat() if start else "", name


def _codes(line: Line) -> list[str]:
    """Return the codes that a project's own line gives: in its page's address, or behind its name."""
    texts = [(_CODE_IN_ADDRESS, text_of(line, "source"))]
    texts += [(_CODE_IN_NAME, name) for name in texts_of(line, "projects")]
    return [found[1] for pattern, text in texts if (found := pattern.search(text))]


def _coded(code: str, name: str) -> Project:
    return Project(id=entity_id("project", "fi", code), code=code, name={"fi": name} if name else {})


def _key(name: str) -> str:
    """Return a key under which a name and the same with *-hanke* or *!* behind it meet."""
    return name_key(_CALLED.sub("", _CODE_IN_NAME.sub("", name))).strip(" !.-–")
