"""What the cells of a column look like: how well they fit a field, and which field they tell by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import fmean

from ingest.cells import CellError, several
from ingest.dates import any_day, order_of
from ingest.fields import Field, Shape, code_of
from ingest.formats.countries import country_code
from ingest.identifiers import identifier
from ingest.places import place, places_in
from ingest.sums import any_sum, style_of

LOOKED_AT = 80
"""Cells of a column that are looked at, about."""
_FEWEST = 3
"""Cells without which a column tells nothing by itself."""
_MOST_OF = 0.8
_LONG_TEXT = 120
_NUMBER = re.compile(r"[\d\s.,:%€$£+/-]+")
_WRITTEN_DAY = re.compile(
    r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}.*|\d{4}-\d{2}-\d{2}.*|\d{1,2}\.?\s+[^\W\d_]{3,13}\.?\s+\d{2,4}"
)
_CODE = re.compile(r"\S{1,40}(?: \S{1,20}){0,2}")
_EURA = re.compile(r"[A-Z]\d{5}")
_COUNTRIES = ("fi", "se", "dk", "no", "ee")


def fit(field: Field, header: str, cells: Sequence[str]) -> float | None:
    """Return which share of a column's cells may be a field's, 0–1; None where the cells cannot tell."""
    if not cells:
        return None
    look = _LOOKS.get(field.shape)
    if look is not None:
        return _share(look, cells)
    match field.shape:
        case Shape.DAY | Shape.LAST_DAY | Shape.PERIOD:
            order = order_of(cells)
            return _share(lambda cell: _reads(lambda: any_day(cell, order=order)), cells)
        case Shape.SUM | Shape.NUMBER:
            style = style_of(header, cells)
            return _share(lambda cell: _reads(lambda: any_sum(cell, style)), cells)
        case Shape.CHOICE:
            return None if field.open else _share(lambda cell: code_of(field.codes, cell) is not None, cells)
    return None


def tells(field: Field, cells: Sequence[str]) -> tuple[float, str] | None:
    """Return how sure a column's cells alone make a field, and by what; None where they tell nothing."""
    if len(cells) < _FEWEST:
        return None
    for shape, codes, sure, why, look in _TELLING:
        if (
            shape is field.shape
            and (not codes or codes == field.codes)
            and _share(look(field), cells) >= _MOST_OF
        ):
            return sure, why
    if field.shape is Shape.PROSE and fmean(map(len, cells)) > _LONG_TEXT:
        return 0.6, "long texts"
    return None


def country_of_identifiers(cells: Sequence[str]) -> str:
    """Return the country in whose register most of these numbers stand by their check digit, "" where in none."""
    found = {land: _share(lambda cell, land=land: _is_registered(cell, land), cells) for land in _COUNTRIES}  # type: ignore[misc]
    best = max(found, key=lambda land: found[land])
    return best if cells and found[best] >= _MOST_OF else ""


def are_finnish_places(cells: Sequence[str]) -> bool:
    """Return whether half of these names or more are places of Finland's table."""
    return bool(cells) and _share(_is_place, cells) >= 0.5


def are_eura_codes(cells: Sequence[str]) -> bool:
    """Return whether these are codes of the Finnish structural funds (`S21468`)."""
    return bool(cells) and _share(lambda cell: _EURA.fullmatch(cell) is not None, cells) >= _MOST_OF


def is_written_day(cell: str) -> bool:
    """Return whether a text is a day that no number could be taken for."""
    return _WRITTEN_DAY.fullmatch(cell) is not None and _reads(lambda: any_day(cell))


def _share(look: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(map(look, cells)) / len(cells) if cells else 0.0


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except CellError:
        return False
    return True


def _is_registered(cell: str, land: str) -> bool:
    return (identifier(cell, land) or "").startswith(f"{land}:")


def _is_place(cell: str) -> bool:
    return any(place(name) for name in places_in(cell))


def _is_words(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is None and not is_written_day(cell)


_LOOKS: dict[Shape, Callable[[str], bool]] = {
    Shape.PROSE: _is_words,
    Shape.NAMES: _is_words,
    Shape.BODIES: _is_words,
    Shape.PLACES: _is_words,
    Shape.SUBJECTS: lambda cell: _is_words(cell) or any(map(str.isalpha, cell)) or len(cell) <= 4,
    Shape.CODE: lambda cell: _CODE.fullmatch(cell) is not None,
    Shape.CODES: lambda cell: all(any(map(str.isdigit, part)) and len(part) <= 60 for part in several(cell)),
    Shape.IDENTIFIER: lambda cell: sum(map(str.isdigit, cell)) >= 4 and len(cell) <= 40,
    Shape.COUNTRY: lambda cell: bool(country_code(cell)) or len(cell) < 40,
    Shape.ADDRESS: lambda cell: (
        cell.casefold().startswith(("http", "www.")) or ("." in cell and " " not in cell)
    ),
}
_TELLING: tuple[tuple[Shape, str, float, str, Callable[[Field], Callable[[str], bool]]], ...] = (
    (
        Shape.IDENTIFIER,
        "",
        0.75,
        "business ids",
        lambda _: lambda cell: any(_is_registered(cell, x) for x in _COUNTRIES),
    ),
    (Shape.PLACES, "", 0.7, "names of areas", lambda _: _is_place),
    (
        Shape.ADDRESS,
        "",
        0.6,
        "addresses of the web",
        lambda _: lambda cell: cell.casefold().startswith(("http", "www.")),
    ),
    (
        Shape.CODE,
        "",
        0.75,
        "codes of the structural funds",
        lambda _: lambda cell: _EURA.fullmatch(cell) is not None,
    ),
    (
        Shape.CODES,
        "",
        0.75,
        "codes of the structural funds",
        lambda _: lambda cell: all(map(_EURA.fullmatch, several(cell))),
    ),
    (
        Shape.CHOICE,
        "currency",
        0.75,
        "currencies",
        lambda _: lambda cell: code_of("currency", cell) is not None,
    ),
    (
        Shape.CHOICE,
        "",
        0.6,
        "words of its list",
        lambda field: lambda cell: code_of(field.codes, cell) is not None,
    ),
)
"""Shapes whose cells tell them: how sure, in which words, and the look of one cell of a field."""
