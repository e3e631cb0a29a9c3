"""Swedish structural-fund projects 2014–2020 from the project bank of the Agency for Economic and Regional Growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.records import (
    Entity,
    Programme,
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
from ingest.cells import CellError, money
from ingest.formats.json_document import array_keys, elements
from ingest.formats.ndjson_lines import KeyProblem, Line, day_of, text_of
from ingest.persons import without_person
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_KEYS = {"ärende-id", "stödmottagare", "projektnamn", "projektbeskrivning"}
_FUND = re.compile(r"#page=(\w+)")
_GRANTED = "beviljat_belopp_sek"
_TEXTS = ("stödmottagare", "projektbeskrivning", "län", "område", "_source")
_THEMES = ("insatsområde", "tematiskt_mål")
NAMELESS = "En privatpersons projekt"
"""The title of a project whose only name was a person's."""


class SeProjects:
    """A JSON array with one object a project; contact columns were removed by who gathered it."""

    name = "se-projektbank"
    title = "Swedish structural-fund projects 2014–2020 (json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first object has this register's keys."""
        return array_keys(upload) >= _KEYS

    def source(self, upload: Upload) -> Source:
        """Return the agency's project bank as the source."""
        return Source(
            name="se-projektbank", rank=Rank.AUTHORITY, title="Tillväxtverket: projektbanken 2014–2020"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each object as a project with its beneficiary, programme, counties and themes."""
        for number, element in elements(upload):
            yield RowOf(number, rejected=element) if isinstance(element, Rejected) else _row(number, element)


def _row(number: int, element: Line) -> RowOf:
    try:
        code, name = text_of(element, "ärende-id"), text_of(element, "projektnamn")
        if not code or not name:
            missing = "projektnamn" if code else "ärende-id"
            return RowOf(number, rejected=Rejected(missing, "", "the project has none"))
        days = {
            "valid_from": day_of(element, "projekt_starttid"),
            "valid_to": day_of(element, "projekt_sluttid"),
        }
        granted = _granted(element)
        texts = {key: text_of(element, key) for key in (*_TEXTS, *_THEMES)}
    except KeyProblem as problem:
        return RowOf(number, rejected=problem.rejected)
    return _project(number, code, name, days, granted, texts)


def _granted(element: Line) -> float | None:
    sum_ = element.get(_GRANTED)
    if isinstance(sum_, (list, dict, bool)):
        raise KeyProblem(_GRANTED, "it is no sum of money")
    try:
        return money(sum_)
    except CellError as problem:
        raise KeyProblem(_GRANTED, str(problem)) from None


def _project(
    number: int, code: str, name: str, days: dict[str, Any], granted: float | None, texts: dict[str, str]
) -> RowOf:
    id_ = entity_id("project", "se", code)
    records: list[Entity | Tie] = []
    text, left_out = texts["projektbeskrivning"], 0
    if texts["stödmottagare"]:
        try:
            actor = body(texts["stödmottagare"], country="se", language="sv")
            records += [actor, Tie(kind=TieKind.PARTICIPATES_IN, a=actor.id, b=id_, role=Role.LEAD, **days)]
        except NaturalPerson:
            left_out = 1
            name = without_person(name, texts["stödmottagare"]) or NAMELESS
            text = without_person(text, texts["stödmottagare"])
    found = _FUND.search(texts["_source"])
    fund = found[1].upper() if found else None
    project = Project(
        id=id_,
        name={"sv": name},
        description={"sv": text} if text else {},
        code=code,
        fund=fund,
        eu_contribution=granted,
        currency=None if granted is None else "SEK",
        **days,
    )
    records.append(project)
    if texts["område"]:
        title = f"{texts['område']}, {fund or 'strukturfonder'} 2014–2020"
        programme = Programme(
            id=named_id("programme", title, "se"), name={"sv": title}, fund=fund,
            valid_from=date(2014, 1, 1), valid_to=date(2020, 12, 31),
        )  # fmt: skip
        records += [programme, Tie(kind=TieKind.FUNDED_UNDER, a=id_, b=programme.id)]
    for county in dict.fromkeys(part.strip() for part in texts["län"].split(",") if part.strip()):
        region = Region(id=named_id("region", county, "se"), name={"sv": county}, level="län", country="SE")
        records += [region, Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)]
    for subject in dict.fromkeys(texts[key] for key in _THEMES if texts[key]):
        theme = Theme(id=named_id("theme", subject, "se"), name={"sv": subject}, form="theme")
        records += [theme, Tie(kind=TieKind.ABOUT, a=id_, b=theme.id)]
    return RowOf(number, records, left_out=left_out)
