"""The English list of ERDF and ESF projects 2014–2020 (ESIF), with summaries of up to 100 words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from graph.records import (
    Actor,
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
    project_id_by_name,
)
from ingest.bodies import NaturalPerson, body
from ingest.cells import CellError, day, money, tidy
from ingest.formats.csv_table import has_columns, table, wrong_width
from ingest.persons import without_person
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = (
    "Recipient of funds", "Name of Project", "Type of fund", "Summary of project (max 100 words)", "Start date",
    "End date", "ERDF/ESF investment £m", "Total project costs £m", "Percent of project funded by EU",
    "Location (postcode)", "Local Enterprise Partnership area", "Country",
    "Type and focus of support (*Category of intervention)*",
)  # fmt: skip
_WINDOWS = re.compile("[\x80-\x9f]")
_PARTED = re.compile(r"(\d{1,2})[-\s.]+([A-Za-z]{3,9})[-\s.]+(\d{2}|\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[\s-]+(\d{2}|\d{4})")
_AREAS = re.compile(r",(?!\s*North Yorkshire)")
_WHOLE_COUNTRY = frozenset({"all", "national"})
_CATEGORY = re.compile(r"(?<!\d)(\d{2,3})\s*[.:–-]\s*(.*?)(?=(?<!\d)\d{2,3}\s*[.:–-]\s|$)")
NAMELESS = "A private person's project"
"""The title of a project whose only name was a person's."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells read; equal rows are one."""

    id: str
    name: str
    summary: str
    actor: Actor | None = field(compare=False)
    left_out: int
    fund: str
    start: date | None
    end: date | None
    investment: float | None
    total: float | None
    areas: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]


class UkEsif:
    """One row a grant. The columns say £m and hold pounds; postcodes are not kept.

    Projects have no code, so their id stands on beneficiary, name and start. Rows of one project (the same provision
    in several areas) are one project: its sums are added up, its summaries put after one another.
    """

    name = "uk-esif"
    title = "the English list of ERDF and ESF projects 2014–2020 (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this list's."""
        return has_columns(upload, _HEADER[:4])

    def source(self, upload: Upload) -> Source:
        """Return the managing authority's list as the source."""
        return Source(name="uk-esif-england", rank=Rank.AUTHORITY, title="England: ESIF projects 2014–2020")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its beneficiary, programme, area and categories of intervention."""
        read = [_read(number, cells) for number, cells in table(upload, _HEADER)]
        whole: dict[str, set[_Row]] = defaultdict(set)
        for _, row in read:
            if isinstance(row, _Row):
                whole[row.id].add(row)
        for number, row in read:
            if isinstance(row, _Row):
                yield RowOf(number, _records(row, whole[row.id]), left_out=row.left_out)
            else:
                yield row


def _read(number: int, cells: Sequence[str]) -> tuple[int, _Row | RowOf]:
    if len(cells) != len(_HEADER):
        return number, wrong_width(number, cells, _HEADER)
    at = 0
    try:
        beneficiary, name, fund, summary = (tidy(mended(cell)) for cell in cells[:4])
        at = 4
        start = _day(cells[4], last=False)
        at = 5
        end = _day(cells[5], last=True)
        at = 6
        investment = money(tidy(cells[6]))
        at = 7
        total = money(tidy(cells[7]))
    except CellError as problem:
        return number, RowOf(number, rejected=Rejected(_HEADER[at], tidy(cells[at]), str(problem)))
    if not name:
        return number, RowOf(number, rejected=Rejected(_HEADER[1], "", "the row names no project"))
    actor, left_out = None, 0
    if beneficiary:
        try:
            actor = body(beneficiary, country="gb", language="en")
        except NaturalPerson:
            left_out = 1
            name, summary = (
                without_person(name, beneficiary) or NAMELESS,
                without_person(summary, beneficiary),
            )
            beneficiary = ""
    id_ = project_id_by_name(beneficiary, name, start.isoformat() if start else None, "gb")
    return number, _Row(
        id=id_,
        name=name,
        summary=summary,
        actor=actor,
        left_out=left_out,
        fund=fund.split()[0] if fund else "",
        start=start,
        end=end,
        investment=investment,
        total=total,
        areas=_areas(mended(cells[10])),
        themes=tuple(categories(mended(cells[12]))),
    )


def _records(row: _Row, whole: set[_Row]) -> list[Entity | Tie]:
    end = max((one.end for one in whole if one.end), default=None)
    days: dict[str, Any] = {"valid_from": row.start, "valid_to": end}
    investment, total = _added(one.investment for one in whole), _added(one.total for one in whole)
    summary = "\n\n".join(sorted({one.summary for one in whole if one.summary}))
    project = Project(
        id=row.id,
        name={"en": row.name},
        description={"en": summary} if summary else {},
        fund=row.fund or None,
        eu_contribution=investment,
        planned_total=total,
        currency=None if investment is None and total is None else "GBP",
        **days,
    )
    records: list[Entity | Tie] = [project]
    if row.actor:
        tie = Tie(kind=TieKind.PARTICIPATES_IN, a=row.actor.id, b=row.id, role=Role.LEAD, **days)
        records += [row.actor, tie]
    if row.fund:
        programme = Programme(
            id=entity_id("programme", "gb", f"{row.fund.lower()}-england-2014-2020"), fund=row.fund,
            name={"en": f"{row.fund}, England 2014–2020"}, valid_from=date(2014, 1, 1), valid_to=date(2020, 12, 31),
        )  # fmt: skip
        records += [programme, Tie(kind=TieKind.FUNDED_UNDER, a=row.id, b=programme.id)]
    for area in row.areas:
        region = Region(id=named_id("region", area, "gb"), name={"en": area}, level="lep", country="GB")
        records += [region, Tie(kind=TieKind.LOCATED_IN, a=row.id, b=region.id)]
    for code, text in row.themes:
        theme = Theme(id=entity_id("theme", "eu-intervention-2014", code), name={"en": text}, form="theme")
        records += [theme, Tie(kind=TieKind.ABOUT, a=row.id, b=theme.id)]
    return records


def _added(sums: Iterator[float | None]) -> float | None:
    known = sorted(value for value in sums if value is not None)
    return sum(known) if known else None


def _areas(cell: str) -> tuple[str, ...]:
    areas = dict.fromkeys(tidy(area) for area in _AREAS.split(cell) if tidy(area))
    return tuple(area for area in areas if area.casefold() not in _WHOLE_COUNTRY)


def categories(cell: str) -> list[tuple[str, str]]:
    """Return the EU's categories of intervention in a cell (Regulation (EU) 215/2014): code and text of each.

    >>> categories("102. Access to employment,   103- Sustainable integration.")
    [('102', 'Access to employment'), ('103', 'Sustainable integration')]
    """
    found = {code: text.strip(" ,.;") for code, text in _CATEGORY.findall(tidy(cell))}
    return [(code, text) for code, text in found.items() if text and len(code) == 3]


def _day(cell: str, *, last: bool) -> date | None:
    """Return the day in a cell; where it holds only a month, its first or last day."""
    text = tidy(cell)
    if match := _PARTED.fullmatch(text):
        return day(f"{match[1]}. {match[2]} {match[3]}")
    if match := _SLASHED.fullmatch(text):
        return day(f"{match[1]}.{match[2]}.{match[3]}")
    if match := _MONTH.fullmatch(text):
        first = day(f"1. {match[1]} {match[2]}")
        return _last_of_month(first) if last and first else first
    return day(text)


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def mended(text: str) -> str:
    r"""Return text whose Windows signs, published as control characters, are signs again.

    >>> mended("2014 \x96 2020")
    '2014 – 2020'
    """
    return _WINDOWS.sub(lambda sign: sign[0].encode("latin-1").decode("cp1252", "replace"), text)
