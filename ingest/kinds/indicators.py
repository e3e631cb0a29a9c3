"""Rows of figures: one row is one value; the rows of one measure, region, occupation and industry are one series."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import Entity, Indicator, Region, Tie, TieKind, named_id
from ingest.cells import CellError
from ingest.dates import any_day
from ingest.fields import codes, kind
from ingest.formats.table_rows import BadCell, Columns
from ingest.kinds.row import Listing, Row, Setting
from ingest.project_row import region_named
from ingest.rows import RowOf

_YEAR = re.compile(r"(?:19|20|21)\d\d")


class _Series:
    """The points of one series; of one period told twice the smallest value counts, so that order never shows."""

    def __init__(self, row: Row, region: Region, measure: str) -> None:
        self._row, self.region, self._measure = row, region, measure
        self.points: dict[str, float] = {}
        self.units: set[str] = set()

    def add(self, period: str, value: float, unit: str) -> None:
        self.points[period] = min(value, self.points.get(period, value))
        self.units |= {unit} - {""}

    def records(self) -> list[Entity | Tie]:
        row = self._row
        occupation, industry = row.text("occupation"), row.text("industry")
        parts = [self._measure, self.region.id, occupation, industry]
        place = self.region.name.get(row.setting.language) or self.region.label
        words = [_word(self._measure, row.setting.language), place, occupation, industry]
        points = dict(sorted(self.points.items()))
        indicator = Indicator(
            id=named_id("indicator", "; ".join(parts), row.setting.country),
            name={row.setting.language: ", ".join(filter(None, words))}, measure=self._measure, region=self.region.id,
            occupation=occupation or None, industry=industry or None, unit=min(self.units, default=None),
            periods=tuple(points), values=tuple(points.values()),
        )  # fmt: skip
        return [self.region, indicator, Tie(kind=TieKind.LOCATED_IN, a=indicator.id, b=self.region.id)]


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row; the series of them all are the records of the last row that is loaded."""
    listing = Listing(kind("indicators"), columns, setting)
    series: dict[tuple[str, ...], _Series] = {}
    held: int | None = None
    for line, wrong in columns.lines():
        if wrong is not None:
            yield RowOf(line.number, rejected=wrong)
            continue
        row = Row(listing, line)
        try:
            _take(row, series)
        except BadCell as bad:
            yield RowOf(line.number, rejected=bad.rejected)
            continue
        if held is not None:
            yield RowOf(held)
        held = line.number
    if held is not None:
        yield RowOf(held, [record for _, one in sorted(series.items()) for record in one.records()])


def _take(row: Row, series: dict[tuple[str, ...], _Series]) -> None:
    for field in row.kind.needed:
        row.columns.needed(row.line, field.name)
    measure, region = (
        row.choice("measure") or "",
        region_named(row.text("region"), row.setting.country, row.setting.language),
    )
    value = row.columns.sum(row.line, "value")
    key = (measure, region.id, row.text("occupation"), row.text("industry"))
    if value is not None:
        series.setdefault(key, _Series(row, region, measure)).add(_period(row), value, row.text("unit"))


def _period(row: Row) -> str:
    """Return the year or month in a cell, as `2025` or `2025-10`; raise BadCell where it holds none."""
    text = row.text("period")
    if _YEAR.fullmatch(text):
        return text
    try:
        day = any_day(text)
    except CellError:
        day = None
    if day is None:
        raise row.bad("period", f"{text[:40]!r} is no month or year; write it like 2025-10 or 2025")
    return day.isoformat()[:7]


def _word(measure: str, language: str) -> str:
    return next(
        (one.label.get(language, measure) for one in codes("measure") if one.code == measure), measure
    )
