"""What the two labour tables share: a row for each month becomes a series for each region and occupation."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from graph.records import Entity, Indicator, Region, Tie, TieKind, entity_id
from ingest.cells import CellError, day
from ingest.formats.csv_table import table, wrong_width
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

LEVELS = {"KU": "kunta", "SK": "seutukunta", "MK": "maakunta"}
_DIGITS = {"KU": 3, "SK": 3, "MK": 2}
COLUMNS = ("time", "TYOTTOMATLOPUSSA", "AVPAIKATLOPUSSA")
"""The columns of the month and of the two measures."""
MEASURES = (
    (
        "unemployed",
        "persons",
        {"fi": "Työttömät työnhakijat", "sv": "Arbetslösa arbetssökande", "en": "Unemployed"},
    ),
    (
        "vacancies",
        "vacancies",
        {"fi": "Avoimet työpaikat", "sv": "Lediga arbetsplatser", "en": "Open vacancies"},
    ),
)
"""The measures of both tables in the order of their columns: code, unit, name."""


def series_rows(
    upload: Upload, header: Sequence[str], key_of: Callable[[list[str]], tuple[str, str] | Rejected]
) -> Iterator[RowOf]:
    """Yield each row of a labour table; the series of them all are the records of the last row that is loaded.

    `key_of` returns the area code and the occupation ("" where the table has none) of a row's cells, or what is wrong.
    """
    series = LabourSeries()
    width = len(header)
    time, unemployed, vacancies = map(header.index, COLUMNS)
    held: int | None = None
    for number, cells in table(upload, header):
        if len(cells) != width:
            yield wrong_width(number, cells, header)
            continue
        key = key_of(cells)
        if isinstance(key, Rejected):
            yield RowOf(number, rejected=key)
            continue
        at = time
        try:
            month = series.month(cells[time])
            at = unemployed
            first = series.number(cells[unemployed])
            at = vacancies
            second = series.number(cells[vacancies])
        except CellError as problem:
            yield RowOf(number, rejected=Rejected(header[at], cells[at], str(problem)))
            continue
        series.add(key, month, first, second)
        if held is not None:
            yield RowOf(held)
        held = number
    if held is not None:
        yield RowOf(held, series.records())


@dataclass(slots=True)
class _Points:
    """The points of one region and occupation, in the order of their rows."""

    months: list[str] = field(default_factory=list)
    values: tuple[array[float], array[float]] = field(default_factory=lambda: (array("d"), array("d")))


class LabourSeries:
    """Gathers the rows of a labour table by region and occupation, and makes the indicators of them at the end.

    A cell that stands for nothing (empty, `NA`) makes no point. Where two rows speak of the same month, the smallest
    value counts, so that the order of rows never shows.
    """

    def __init__(self) -> None:
        self._points: dict[tuple[str, str], _Points] = {}
        self._months: dict[str, str] = {}
        self._numbers: dict[str, float] = {}

    def add(self, key: tuple[str, str], month: str, unemployed: float, vacancies: float) -> None:
        """Take in one row of an area and occupation, its cells already read."""
        points = self._points.get(key)
        if points is None:
            points = self._points[key] = _Points()
        points.months.append(month)
        points.values[0].append(unemployed)
        points.values[1].append(vacancies)

    def month(self, cell: str) -> str:
        """Return the ISO month of a cell that holds a day of it; raise CellError where it holds none."""
        month = self._months.get(cell)
        if month is None:
            date = day(cell)
            if date is None:
                raise CellError("the row names no month")
            month = self._months[cell] = date.isoformat()[:7]
        return month

    def number(self, cell: str) -> float:
        """Return the number in a cell, NaN where it stands for nothing; raise CellError where it is no number."""
        number = self._numbers.get(cell)
        if number is None:
            number = self._numbers[cell] = _number(cell)
        return number

    def records(self) -> list[Entity | Tie]:
        """Return the regions, the indicators and the ties between them."""
        records: list[Entity | Tie] = []
        for (area, occupation), points in sorted(self._points.items()):
            region = region_of(area)
            records.append(region)
            local = f"{area}.{occupation}" if occupation else area
            for (measure, unit, name), values in zip(MEASURES, points.values, strict=True):
                known = dict(sorted(_known(points.months, values)))
                if not known:
                    continue
                indicator = Indicator(
                    id=entity_id("indicator", "fi-labour", f"{measure}.{local}"),
                    name={language: f"{word} {local}" for language, word in name.items()},
                    measure=measure,
                    region=region.id,
                    occupation=occupation or None,
                    unit=unit,
                    periods=tuple(known),
                    values=tuple(known.values()),
                )
                records += [indicator, Tie(kind=TieKind.LOCATED_IN, a=indicator.id, b=region.id)]
        return records


def is_area(code: str) -> bool:
    """Return whether a code is a municipality's (`KU049`), a sub-region's (`SK011`) or a maakunta's (`MK01`)."""
    digits = code[2:]
    return len(digits) == _DIGITS.get(code[:2], 0) and digits.isascii() and digits.isdigit()


def region_of(code: str) -> Region:
    """Return the region of an area code.

    >>> region_of("KU049").id, region_of("MK01").level
    ('region:fi-kunta:049', 'maakunta')
    """
    level = LEVELS[code[:2]]
    return Region(id=entity_id("region", f"fi-{level}", code[2:]), level=level, code=code[2:], country="FI")


def _known(months: list[str], values: array[float]) -> Iterator[tuple[str, float]]:
    """Yield the points that hold a number; of one month only the smallest, last."""
    for month, value in sorted(zip(months, values, strict=True), key=lambda point: (point[0], -point[1])):
        if not math.isnan(value):
            yield month, value


def _number(cell: str) -> float:
    text = cell.strip()
    if text in ("", "NA"):
        return math.nan
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CellError(f"{text!r} is no number")
    return number
