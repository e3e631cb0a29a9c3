"""Days as people write them anywhere: in which order, with which months, as a serial number of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from ingest.cells import NO_VALUE, CellError, tidy

Order = Literal["dmy", "mdy"]
UNKNOWN = NO_VALUE | {"-", "–", "—", "avoin", "?"}
"""What stands in a cell whose day or sum nobody knew, casefolded."""
_MONTHS = {
    1: "jan tam january januari januar tammikuu tammikuuta", 2: "feb hel february februari februar helmikuu helmikuuta",
    3: "mar maa mär mrz mars marts march märz maaliskuu maaliskuuta", 4: "apr huh april huhtikuu huhtikuuta",
    5: "may mai maj tou toukokuu toukokuuta", 6: "jun kes june juni kesäkuu kesäkuuta",
    7: "jul hei july juli heinäkuu heinäkuuta", 8: "aug elo august augusti elokuu elokuuta",
    9: "sep sept syy september syyskuu syyskuuta", 10: "oct okt lok october oktober lokakuu lokakuuta",
    11: "nov mar. marraskuu marraskuuta november", 12: "dec dez des jou december dezember desember joulukuu joulukuuta",
}  # fmt: skip
_MONTH = {word: month for month, words in _MONTHS.items() for word in words.split()}
_NUMBERS = re.compile(r"(\d{1,4})\s?[./\-\s]\s?(\d{1,2})\s?[./\-\s]\s?(\d{1,4})\.?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[.\s-]*([^\W\d_]{3,13})\.?[,\s-]*(\d{2,4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,13})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,13})\.?[\s/-]+(\d{2}|\d{4})")
_NUMBER_YEAR = re.compile(r"(?:(\d{1,2})[./-](\d{4}))|(?:(\d{4})[./-](\d{1,2}))")
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_COMPACT = re.compile(r"(19|20)(\d{2})([01]\d)([0-3]\d)")
_CLOCK = re.compile(
    r"[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d|[AP]M)?$", re.IGNORECASE
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}")
_SERIALS = range(20_000, 80_000)
"""Serial numbers of 1954 to 2119."""
_EPOCH = date(1899, 12, 30)


def order_of(cells: Iterable[str], beside: Iterable[str] = ()) -> Order:
    """Return whether the days of a column begin with the day or the month.

    Where they do not say, those of the columns `beside` it do; with the day where none says.

    >>> order_of(["04/09/2023", "12/25/2023"]), order_of(["04/09/2023"]), order_of(["04/09/2023"], ["12/31/2023"])
    ('mdy', 'dmy', 'mdy')
    """
    months_first = _months_first(cells) or _months_first(beside)
    return "mdy" if months_first > 0 else "dmy"


def _months_first(cells: Iterable[str]) -> int:
    """Return how many more cells begin with a month than with a day, as far as they tell."""
    firsts = seconds = 0
    for cell in cells:
        if match := _SLASHED.match(cell.strip()):
            firsts += int(match[1]) > 12
            seconds += int(match[2]) > 12
    return seconds - firsts


def is_month(text: str) -> bool:
    """Return whether a text is a month's name, which without a year is no day.

    >>> is_month("June"), is_month("kesäkuu"), is_month("June 2014"), is_month("Junior")
    (True, True, False, False)
    """
    return text.strip().rstrip(".").casefold() in _MONTH


def any_day(cell: Any, *, order: Order = "dmy", last: bool = False) -> date | None:
    """Return the day in a cell, None where it is empty or says that nobody knows; raise CellError where it is none.

    Of a month or a year alone it is the first day, or with `last` the last one.

    >>> [str(any_day(cell)) for cell in ("1.4.2008", "31. Dez 18", 45291, "04/09/2023", "toukokuu 2020", "N.a.")]
    ['2008-04-01', '2018-12-31', '2023-12-31', '2023-09-04', '2020-05-01', 'None']
    >>> str(any_day("2019.0", last=True)), str(any_day("04/09/2023", order="mdy"))
    ('2019-12-31', '2023-04-09')
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return _of_number(cell, last)
    return _of_text(tidy(cell), order, last)


def _of_number(cell: float, last: bool) -> date:
    if int(cell) in _SERIALS:
        return _EPOCH + timedelta(days=int(cell))
    return _some(_of_text(str(int(cell)), "dmy", last), str(cell))


@lru_cache(maxsize=20_000)
def _of_text(text: str, order: Order, last: bool) -> date | None:
    if text.casefold() in UNKNOWN:
        return None
    plain = _CLOCK.sub("", text).strip().removesuffix(".00") or text
    if _SERIAL.fullmatch(plain) and int(float(plain)) in _SERIALS:
        return _EPOCH + timedelta(days=int(float(plain)))
    try:
        return _some(_written(plain, order, last), text)
    except (ValueError, OverflowError):
        raise CellError(f"{text[:40]!r} is no day; write it like 1.4.2008 or 2008-04-01") from None


def _some(found: date | None, text: str) -> date:
    if found is None:
        raise CellError(f"{text[:40]!r} is no day; write it like 1.4.2008 or 2008-04-01")
    return found


def _written(text: str, order: Order, last: bool) -> date | None:
    if match := _COMPACT.fullmatch(text):
        return date(int(match[1] + match[2]), int(match[3]), int(match[4]))
    if match := _NUMBERS.fullmatch(text):
        one, two, three = (int(part) for part in match.groups())
        if len(match[1]) == 4:
            return date(one, two, three)
        if len(match[1]) > 2 or len(match[3]) == 1 or len(match[3]) == 3:
            return None
        by_month = order == "mdy" and "." not in text
        return date(_year(match[3]), *((one, two) if by_month else (two, one)))
    if match := _NAMED.fullmatch(text):
        month = _month(match[2])
        return date(_year(match[3]), month, int(match[1])) if month else None
    if match := _NAMED_FIRST.fullmatch(text):
        month = _month(match[1])
        return date(int(match[3]), month, int(match[2])) if month else None
    if match := _MONTH_YEAR.fullmatch(text):
        month = _month(match[1])
        return _of_month(_year(match[2]), month, last) if month else None
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return (date(year, 12, 31) if last else date(year, 1, 1)) if 1900 <= year <= 2200 else None
    if match := _NUMBER_YEAR.fullmatch(text):
        month, year = (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))
        return _of_month(year, month, last)
    return None


def _month(word: str) -> int | None:
    word = word.casefold()
    return _MONTH.get(word) or _MONTH.get(word[:3])


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def _of_month(year: int, month: int, last: bool) -> date:
    first = date(year, month, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if last else first
