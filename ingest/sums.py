"""Sums of money as people write them: with which decimal sign, in which unit, in which currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.cells import CellError, tidy
from ingest.dates import UNKNOWN

_CURRENCIES = {
    "EUR": ("€", r"eur(?:o|oa|os|a)?"), "SEK": ("", r"sek|skr|kronor"), "DKK": ("", r"dkk|kroner"), "NOK": ("", r"nok"),
    "GBP": ("£", r"gbp|pounds?"), "USD": (r"\$", r"usd|us dollars?"), "CHF": ("", r"chf"), "PLN": ("", r"pln|zł"),
    "CZK": ("", r"czk|kč"), "HUF": ("", r"huf|ft"), "RON": ("", r"ron|lei"), "BGN": ("", r"bgn|лв"),
}  # fmt: skip
"""The sign of each currency, which may touch a letter (`£m`), and its words, which may not."""
_SIGNS = {
    code: re.compile((f"{sign}|" if sign else "") + rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)
    for code, (sign, words) in _CURRENCIES.items()
}
_THOUSANDS = re.compile(
    r"(?<!\w)(?:1[\s.,]?000|k€|t€|tkr|tsek|t\.?\s?eur|tuhat\w*|tuhan\w*|thousands?|tusen\w*|tausend|keur|kkr)(?!\w)",
    re.IGNORECASE,
)
_MILLIONS = re.compile(
    r"(?<!\w)(?:m€|me|meur|mkr|msek|milj\w*|million\w*|mill|mio|mrd|£m|€m|m£)(?!\w)\.?|£m|€m", re.IGNORECASE
)
_PLAIN = 16
"""Digits below which a text of digits alone is read at once."""
_MOST_DIGITS = 11
"""Digits of what a typical sum of a list comes to, and one more."""
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class Style:
    """How the sums of a column are written: decimal sign, currency (ISO 4217, "" unknown) and whole units of one."""

    decimal: str = "."
    currency: str = ""
    unit: int = 1


def currency_of(text: str) -> str:
    """Return the one currency that a text names by sign or code, "" where it names none or several.

    >>> currency_of("EU-stöd i SEK / EU contribution SEK"), currency_of("costs £m"), currency_of("Summa")
    ('SEK', 'GBP', '')
    """
    found = [code for code, sign in _SIGNS.items() if sign.search(text)]
    return found[0] if len(found) == 1 else ""


def style_of(header: str, cells: Iterable[str]) -> Style:
    """Return how a column writes its sums, by its name and a sample of its cells.

    >>> style_of("Rahoitus (1 000 €)", ["12,5", "1 200"])
    Style(decimal=',', currency='EUR', unit=1000)
    """
    seen = [cell for cell in cells if cell]
    plain = [_SPACES.sub("", cell) for cell in seen]
    commas = sum(re.search(r",\d{1,2}(?!\d)", cell) is not None for cell in plain)
    points = sum(re.search(r"\.\d{1,2}(?!\d)", cell) is not None for cell in plain)
    grouped = sum(re.search(r"\d\.\d{3}(?!\d)", cell) is not None for cell in plain)
    decimal = (
        "," if commas > points or (grouped and not points and not any("," in cell for cell in plain)) else "."
    )
    currencies = {currency_of(cell) for cell in seen} - {""}
    currency = currency_of(header) or (currencies.pop() if len(currencies) == 1 else "")
    unit = 1_000 if _THOUSANDS.search(header) else 1_000_000 if _MILLIONS.search(header) else 1
    if unit > 1 and _are_whole(plain, unit):
        unit = 1
    return Style(decimal, currency, unit)


def _are_whole(cells: Iterable[str], unit: int) -> bool:
    """Whether a column that says thousands or millions holds whole units all the same: no project costs milliards."""
    whole = [len(digits[0]) for cell in cells if (digits := re.match(r"\D?(\d+)(?![.,]\d{3})", cell))]
    longest = sorted(whole)[len(whole) // 2] if whole else 0
    return longest + len(str(unit)) > _MOST_DIGITS


def any_sum(cell: Any, style: Style = Style()) -> float | None:
    """Return the sum in a cell in whole units, None where it is empty or nobody knew; raise CellError where it is none.

    >>> any_sum("4 973 906"), any_sum("1.234.567,89"), any_sum("960619,95"), any_sum("1,2 M€"), any_sum("n/a")
    (4973906.0, 1234567.89, 960619.95, 1200000.0, None)
    """
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell) * style.unit
    text = tidy(cell)
    if text.casefold() in UNKNOWN:
        return None
    unit = style.unit
    if len(text) < _PLAIN and text.isascii() and text.isdigit():
        return float(text) * unit
    own = 1_000_000 if _MILLIONS.search(text) else 1_000 if _own_thousands(text) else 0
    text = _MILLIONS.sub("", text)
    text = re.sub(r"(?i)(?:k€|t€|tkr|keur|tsek|tuhat\w*|thousands?)", "", text)
    for sign in _SIGNS.values():
        text = sign.sub("", text)
    plain = _SPACES.sub("", text).rstrip(".,-")
    negative = plain.startswith("(") and plain.endswith(")")
    value = _number(plain.strip("()+"), style.decimal)
    if value is None:
        raise CellError(f"{tidy(cell)[:40]!r} is no sum of money; write it like 12500 or 12500,50")
    return (-value if negative else value) * (own or unit)


def _own_thousands(text: str) -> bool:
    return re.search(r"(?i)k€|t€|tkr|keur|tsek|tuhat|thousand", text) is not None


def _number(text: str, decimal: str) -> float | None:
    """Return the number of a text without spaces; a sign that stands alone before three digits groups them or not."""
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and comma >= 0:
        decimal = "." if point > comma else ","
    elif grouped := _GROUPED.fullmatch(text):
        if text.count(grouped[1]) > 1 or grouped[1] != decimal:
            decimal = "," if grouped[1] == "." else "."
    elif comma >= 0:
        decimal = ","
    elif point >= 0:
        decimal = "."
    other = "," if decimal == "." else "."
    plain = text.replace(other, "").replace(decimal, ".")
    return float(plain) if re.fullmatch(r"-?\d+(?:\.\d*)?|-?\.\d+", plain) else None
