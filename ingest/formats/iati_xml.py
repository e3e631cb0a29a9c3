"""Aid activities as their publishers write them: IATI's own XML, of any version.

An activity and a body without a register's number get the ids that `ingest.formats.iati_json` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from graph.errors import DataError
from graph.records import Rank, Region, Source, Theme, entity_id, named_id
from ingest.bodies import NOWHERE
from ingest.cells import CellError, tidy
from ingest.contacts import without_contacts
from ingest.dates import any_day
from ingest.formats.iati_json import language_of
from ingest.formats.table_rows import BadCell, people_by_project, project_key, row_of
from ingest.identifiers import identifier
from ingest.project_row import FUNDER, LEAD, PARTNER, STEERING, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.xml import XmlElement, elements, root_tag
from ingest.rows import RowOf

_ACTIVITY = frozenset({"iati-activity"})
_FUNDING, _ACCOUNTABLE, _EXTENDING, _IMPLEMENTING = "1", "2", "3", "4"
_ROLES = {
    "funding": _FUNDING, "accountable": _ACCOUNTABLE, "extending": _EXTENDING, "implementing": _IMPLEMENTING,
}  # fmt: skip
"""Roles in words, as version 1 has them, and their numbers."""
_PARTS = {_FUNDING: FUNDER, _ACCOUNTABLE: STEERING, _EXTENDING: PARTNER, _IMPLEMENTING: PARTNER}
_DAYS = {
    "start": (("2", "start-actual"), ("1", "start-planned")), "end": (("4", "end-actual"), ("3", "end-planned")),
}  # fmt: skip
"""Types of the days of each end, the actual one first."""
_STATUS = {
    "1": "pipeline", "2": "implementation", "3": "finalisation", "4": "closed", "5": "cancelled", "6": "suspended",
}  # fmt: skip
_DAC = ("", "1", "2", "DAC", "DAC-3")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


class IatiXml:
    """One `iati-activity` a row; who leads is told as in the JSON, and contact data is never read."""

    name = "iati-xml"
    title = "aid activities in IATI's XML"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the outermost element is IATI's."""
        return root_tag(upload) in ("iati-activities", "iati-activity")

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: each publisher has its own."""
        stem = re.sub(r"[^\w.-]+", "-", upload.path.name.partition(".")[0].lower())
        return Source(name=f"iati-{stem}", rank=Rank.AUTHORITY, title=f"IATI: {upload.name}")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each activity as a project with its bodies, places and sectors, numbered by its position."""
        people = people_by_project(row for _, row in _made(upload) if isinstance(row, ProjectRow))
        number = 0
        for number, row in _made(upload):
            if isinstance(row, BadCell):
                yield RowOf(number, rejected=row.rejected)
            else:
                yield row_of(number, row, people.get(project_key(row), ()))
        if not number:
            raise DataError(f"{upload.path} holds no activity; nothing was loaded.")


def _made(upload: Upload) -> Iterator[tuple[int, ProjectRow | BadCell]]:
    for number, activity in enumerate(elements(upload, _ACTIVITY), 1):
        try:
            yield number, _project(activity)
        except BadCell as bad:
            yield number, bad


def _project(activity: XmlElement) -> ProjectRow:
    code = _first(activity, "iati-identifier")
    if not code:
        raise BadCell("iati-identifier", "", f"the activity at line {activity.line} has no identifier")
    names, descriptions = _texts(activity, "title"), _texts(activity, "description")
    unknown = language_of(" ".join((*names.values(), *descriptions.values())))
    language = _language(activity.get("lang"))
    return ProjectRow(
        code=code, scheme="iati", country=NOWHERE, language="en",
        names=_settled(names, language or language_of(names.get("", ""), unknown)),
        descriptions={
            key: without_contacts(text) for key, text in _settled(descriptions, language or unknown).items()
        },
        bodies=_bodies(activity), start=_day(activity, "start"), end=_day(activity, "end"),
        status=_STATUS.get(_code(activity, "activity-status"), ""),
        themes=list(_sectors(activity)), regions=list(_regions(activity)),
    )  # fmt: skip


def _narratives(element: XmlElement) -> Iterator[tuple[str, str]]:
    """Yield each text of an element with its language ("" the activity's own); version 1 has no narratives."""
    for one in list(element.all("narrative")) or [element]:
        if text := tidy(one.text):
            yield _language(one.get("lang") or element.get("lang")), text


def _texts(activity: XmlElement, tag: str) -> dict[str, str]:
    """Return the texts of all elements of a tag by language; several of one language stand after each other."""
    found: dict[str, list[str]] = {}
    for element in activity.all(tag):
        for language, text in _narratives(element):
            found.setdefault(language, []).append(text)
    return {language: "\n".join(dict.fromkeys(texts)) for language, texts in found.items()}


def _settled(texts: dict[str, str], language: str) -> dict[str, str]:
    """Return texts with the language of those that name none."""
    own = texts.get("", "")
    named = {key: text for key, text in texts.items() if key}
    if not own:
        return named
    return {**named, language: f"{own}\n{named[language]}" if language in named else own}


def _language(code: str) -> str:
    match = _LANGUAGE.fullmatch(code.strip())
    return match[1].lower() if match else ""


def _first(activity: XmlElement, tag: str) -> str:
    return next((text for element in activity.all(tag) for _, text in _narratives(element)), "")


def _name(element: XmlElement) -> str:
    """Return the one name of a body: English first, else the first."""
    texts = list(_narratives(element))
    return next((text for language, text in texts if language in ("", "en")), texts[0][1] if texts else "")


def _code(activity: XmlElement, tag: str) -> str:
    return next((element.get("code") for element in activity.all(tag)), "")


def _bodies(activity: XmlElement) -> list[BodyRow]:
    """Return the bodies with their parts.

    The body that reports leads where it is no funder, else a lone implementing one, as in the JSON.
    """
    found: list[BodyRow] = []
    by_role: dict[str, list[str]] = {role: [] for role in _PARTS}
    for element in activity.all("participating-org"):
        said = element.get("role").casefold()
        role, name = _ROLES.get(said, said), _name(element)
        if role in _PARTS and name:
            by_role[role].append(name)
            found.append(_body(element, name, _PARTS[role]))
    implementing = set(by_role[_IMPLEMENTING])
    reporter = next(iter(activity.all("reporting-org")), None)
    reporting = _name(reporter) if reporter is not None else ""
    if reporter is not None and reporting and reporting not in by_role[_FUNDING]:
        lead = _body(reporter, reporting, LEAD)
    elif len(implementing) == 1:
        only = implementing.pop()
        lead = next(replace(one, part=LEAD) for one in found if one.name == only and one.part == PARTNER)
    else:
        return found
    others = [one for one in found if not (one.part == PARTNER and _is(one, lead))]
    return [lead, *others]


def _is(one: BodyRow, other: BodyRow) -> bool:
    return one.name == other.name or bool({*one.identifiers} & {*other.identifiers})


def _body(element: XmlElement, name: str, part: str) -> BodyRow:
    number = identifier(element.get("ref"))
    return BodyRow(name, part, (number,) if number else ())


def _day(activity: XmlElement, end: str) -> date | None:
    days = {element.get("type"): element for element in activity.all("activity-date")}
    for types in _DAYS[end]:
        for type_ in types:
            if type_ in days:
                cell = days[type_].get("iso-date") or tidy(days[type_].text)
                try:
                    return any_day(cell, last=end == "end")
                except CellError as problem:
                    raise BadCell(
                        "activity-date", cell[:40], f"{problem} (line {days[type_].line})"
                    ) from None
    return None


def _sectors(activity: XmlElement) -> Iterator[str | Theme]:
    """Yield each sector: by its name where the file gives one, as the JSON has them, else by its DAC code."""
    for element in activity.all("sector"):
        code = element.get("code")
        if name := _name(element):
            yield name
        elif code and element.get("vocabulary") in _DAC:
            yield Theme(id=entity_id("theme", "dac", code), name={"und": code}, form="theme")


def _regions(activity: XmlElement) -> Iterator[Region]:
    for element in activity.all("recipient-country"):
        code, name = element.get("code").upper(), _name(element)
        if re.fullmatch(r"[A-Z]{2}", code):
            yield Region(
                id=entity_id("region", "iso3166", code), name={"en": name} if name else {"und": code}, level="country",
                code=code, country=code,
            )  # fmt: skip
    for element in activity.all("recipient-region"):
        code, name = element.get("code"), _name(element)
        if code and element.get("vocabulary") in _DAC:
            yield Region(
                id=entity_id("region", "dac", code), name={"en": name} if name else {"und": code}, code=code
            )
        elif name:
            yield Region(id=named_id("region", name, NOWHERE), name={"en": name})
