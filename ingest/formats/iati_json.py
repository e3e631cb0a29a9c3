"""Aid activities as their donors published them (IATI), gathered into one JSON array for a country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graph.records import (
    Actor,
    Entity,
    Project,
    Rank,
    Region,
    Role,
    Source,
    Theme,
    Tie,
    TieKind,
    entity_id,
    named_id,
)
from ingest.bodies import NaturalPerson, body
from ingest.formats.json_document import array_keys, elements
from ingest.formats.ndjson_lines import KeyProblem, Line, day_of, object_of, text_of, texts_of
from ingest.persons import without_person
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_KEYS = {"identifier", "reported_by", "title", "orgs"}
_TEXTS = ("identifier", "title", "description", "reported_by")
_LISTS = {
    "orgs": ("programming", "implementing", "funding"),
    "sectors": ("dac", "humanitarian"),
    "locations": ("admin1", "admin2"),
}
_PLACEHOLDER = re.compile(r"\*{3}\s*MISSING VALUE[^*]*\*{3}")
_NOWHERE = "xx"
"""The country of a body that may be of any: ISO 3166 leaves this code to its users."""
_COUNTRY = "so"
_WORD = re.compile(r"[^\W\d_]+")
_STOPWORDS = {
    "en": frozenset({"the", "and", "of", "to", "in", "for", "with", "is", "by", "on", "will"}),
    "sv": frozenset({"och", "att", "för", "som", "är", "av", "till", "på", "ett", "samt"}),
    "fi": frozenset({"ja", "on", "että", "sekä", "joka", "ovat", "hanke", "hankkeen", "tavoitteena", "tuki"}),
    "fr": frozenset({"les", "et", "pour", "dans", "une", "du", "aux", "sur", "est", "au"}),
}


class IatiJson:
    """One object an activity, with bodies by role, sectors, places and days.

    Who runs the programme leads; the reporting body does where none is named as running it and it is no funder, or a
    lone implementing body. The other implementing bodies are partners, the funding ones FUND.
    """

    name = "iati-json"
    title = "aid activities gathered from IATI (json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first object has these keys."""
        return array_keys(upload) >= _KEYS

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        return Source(name="iati-somalia", rank=Rank.COLLECTION, title="IATI: aid activities in Somalia")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each object as a project with its bodies, places and sectors."""
        for number, element in elements(upload):
            yield RowOf(number, rejected=element) if isinstance(element, Rejected) else _row(number, element)


def _row(number: int, element: Line) -> RowOf:
    try:
        texts = {key: _PLACEHOLDER.sub("", text_of(element, key)).strip() for key in _TEXTS}
        lists = {}
        for group, keys in _LISTS.items():
            inner = object_of(element, group)
            lists.update({key: texts_of(inner, key) for key in keys})
        dates = object_of(element, "dates")
        days = {"valid_from": day_of(dates, "start"), "valid_to": day_of(dates, "end")}
    except KeyProblem as problem:
        return RowOf(number, rejected=problem.rejected)
    if not texts["identifier"]:
        return RowOf(number, rejected=Rejected("identifier", "", "the activity has no identifier"))
    return _activity(number, texts, lists, days)


def _activity(number: int, texts: dict[str, str], lists: dict[str, list[str]], days: dict[str, Any]) -> RowOf:
    id_ = entity_id("project", "iati", texts["identifier"])
    title, description = texts["title"], texts["description"]
    people: set[str] = set()
    records: list[Entity | Tie] = []
    for kind, role, name in _parts(texts["reported_by"], lists):
        actor = _body(name)
        if actor is None:
            people.add(name)
        else:
            records += [actor, Tie(kind=kind, a=actor.id, b=id_, role=role, **days)]
    for person in sorted(people):
        title, description = without_person(title, person), without_person(description, person)
    language = language_of(f"{title} {description}")
    project = Project(
        id=id_,
        name={language_of(title, unknown=language): title} if title else {},
        description={language: description} if description else {},
        code=texts["identifier"],
        **days,
    )
    records.append(project)
    for level in ("admin1", "admin2"):
        for place in lists[level]:
            region = Region(
                id=named_id("region", place, _COUNTRY),
                name={"en": place},
                level=level,
                country=_COUNTRY.upper(),
            )
            records += [region, Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)]
    for subject in dict.fromkeys((*lists["dac"], *lists["humanitarian"])):
        if not subject.startswith("("):  # "(No corresponding humanitarian cluster)"
            theme = Theme(id=named_id("theme", subject, _NOWHERE), name={"en": subject}, form="theme")
            records += [theme, Tie(kind=TieKind.ABOUT, a=id_, b=theme.id)]
    return RowOf(number, records, left_out=len(people))


def _parts(reporter: str, lists: dict[str, list[str]]) -> Iterator[tuple[TieKind, str, str]]:
    """Yield each body of an activity with its kind of tie and role."""
    running, implementing, funding = (lists[key] for key in _LISTS["orgs"])
    if running:
        leads = running
    elif reporter and reporter not in funding:
        leads = [reporter]
    elif len(implementing) == 1:
        leads = implementing
    else:
        leads = []
    for name in leads:
        yield TieKind.PARTICIPATES_IN, Role.LEAD, name
    for name in implementing:
        if name not in leads:
            yield TieKind.PARTICIPATES_IN, Role.PARTNER, name
    for name in funding:
        yield TieKind.FUNDS, "", name


@lru_cache(maxsize=20_000)
def _body(name: str) -> Actor | None:
    """Return the actor of a name, of no known country; None where it is a natural person's."""
    try:
        return body(name, country=_NOWHERE, language="en").model_copy(update={"country": None})
    except NaturalPerson:
        return None


def language_of(text: str, unknown: str = "en") -> str:
    """Return the language of a text by its small words: `sv`, `fi` or `fr` where those are clearly more, else `en`.

    A text without any small word is of the language `unknown`.

    >>> language_of("Stöd till civila samhället och arbete för att minska våld"), language_of("Water for all")
    ('sv', 'en')
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = {language: sum(word in small for word in words) for language, small in _STOPWORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    if not counts[best]:
        return unknown
    return best if counts[best] > 2 * counts["en"] else "en"
