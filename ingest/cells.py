"""Cells as people write them: days, money, text."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

_SPACES = re.compile(r"\s+")
_COMMA_LOST = re.compile(r"(?<=\w) {2,}(?=\w)")
_BETWEEN = re.compile(r"[;|\n\r\u2028]")
_BULLET = re.compile(r"(?:[-–•*·]|\d{1,2}[.)])\s+")
_FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\.\s*([A-Za-zäÄ]{3,9})\.?\s+(\d{2}|\d{4})")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip


NO_VALUE = frozenset({
    "", "n.a.", "n/a", "na", "n.a", "null", "none", "nan", "tbd", "tba", "unknown", "ei tiedossa", "ei tietoa",
    "tuntematon", "puuttuu", "okänt", "okänd", "saknas", "ukendt", "unbekannt", "k.a.", "not available",
})  # fmt: skip
"""What stands in a cell whose value nobody knew, casefolded, signs around it left out."""
_ERROR_OF_FORMULA = re.compile(r"#(?:N/A|I/T|[A-ZÅÄÖÆØ]+(?:/0)?[!?])")


class CellError(ValueError):
    """A cell that cannot be read as what its column holds."""


def tidy(text: Any) -> str:
    """Return text with white space folded; "" for an empty cell."""
    if text is None:
        return ""
    plain = str(text)
    if plain.isprintable() and "  " not in plain:  # no other white space than single spaces
        return plain.strip(" ")
    return _SPACES.sub(" ", plain).strip()


def several(cell: str) -> list[str]:
    r"""Return the values of a cell, parted by `;`, `|` or lines, without bullets and numbers of a list.

    >>> several("1. Oulun kaupunki\n2. Keksitty ry;  Toinen oy | ")
    ['Oulun kaupunki', 'Keksitty ry', 'Toinen oy']
    """
    parts = (tidy(_without_bullet(part)) for part in _BETWEEN.split(cell))
    return [part for part in parts if not is_unknown(part)]


def is_unknown(text: str) -> bool:
    """Return whether a text says only that nobody knew.

    >>> is_unknown("-"), is_unknown("N/A"), is_unknown("???"), is_unknown("Tuntematon"), is_unknown("Tuntematon ry")
    (True, True, True, True, False)
    """
    return text.strip(" -–—.?").casefold() in NO_VALUE or text.casefold() in NO_VALUE


def is_error(text: str) -> bool:
    """Return whether a text is what a spreadsheet shows where a formula failed, in English, Finnish or Swedish.

    >>> is_error("#N/A"), is_error("#VIITTAUS!"), is_error("#JAKO/0!"), is_error("#NAMN?"), is_error("#yhdessä!")
    (True, True, True, True, False)
    """
    return text[:1] == "#" and _ERROR_OF_FORMULA.fullmatch(text.strip()) is not None


def _without_bullet(part: str) -> str:
    found = _BULLET.match(part.strip())
    return part.strip()[found.end() :] if found else part


def with_commas(text: str) -> str:
    """Return text in which two spaces between words are the comma that a list lost there.

    >>> with_commas("elinkeino-  liikenne  ja  ympäristö")
    'elinkeino- liikenne, ja, ympäristö'
    """
    return tidy(_COMMA_LOST.sub(", ", text.strip()) if "  " in text else text)


def day(cell: Any) -> date | None:
    """Return the day in a cell (`1.4.2008`, `2017-01-02`, `31. Dez 18`, a date of a workbook), None where empty."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _day_of(tidy(cell))


@lru_cache(maxsize=10_000)
def _day_of(text: str) -> date:
    try:
        if match := _FINNISH.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _SHORT.fullmatch(text)) and (month := _MONTHS.get(match[2][:3].lower())):
            year = int(match[3])
            return date(year if year > 99 else 2000 + year, month, int(match[1]))
    except ValueError as problem:
        raise CellError(f"{text!r} is no day: {problem}") from None
    raise CellError(f"{text!r} is no day; write it like 1.4.2008 or 2008-04-01")


def money(cell: Any) -> float | None:
    """Return the sum in a cell in whole units, None where empty; raise CellError where it is none.

    >>> [money(cell) for cell in ("308999", "14676.95", "4 973 906", "960619,95", "")]
    [308999.0, 14676.95, 4973906.0, 960619.95, None]
    >>> money("9" * 400)
    Traceback (most recent call last):
    ingest.cells.CellError: ...
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = str(cell)
    if not text.isdecimal():
        text = re.sub(r"[\s€\u00a0\u202f]", "", text)
        if "," in text and "." not in text:
            text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise CellError(f"{tidy(cell)!r} is no sum of money") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise CellError(f"{tidy(cell)!r} is no sum of money")
    return value
