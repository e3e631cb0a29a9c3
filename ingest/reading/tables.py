"""The tables of a file: where the header stands, what its columns are called, and the rows under it.

People put a title above the header, part it over two rows, leave columns empty, call two alike, and end with totals.
What is a header is told from its shape alone, so that a format and a mapping see the same columns.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest
from typing import Any

from ingest.cells import tidy
from ingest.contacts import contact_columns, people_in, without_contacts
from ingest.persons import without_person

LOOKED_AT = 60
"""Rows from which header and columns are told."""
SAMPLE = 400
_HEADER_WITHIN = 30
_FOOTERS = 6
_NUMBER = re.compile(r"[\s\u00a0€$£%+-]*\d[\d\s\u00a0.,:/-]*[\s€$£%]*")
_CODE = re.compile(rf"{_NUMBER.pattern}|(?=.*\d)\S+")
"""A number, or one word with a digit in it, as codes are."""
_TAG = re.compile(r"#[a-z]\w*\s*(?:[+]\w+\s*)*", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:yhteensä|kaikki yhteensä|summa|total|totalt|totals|grand total|subtotal|sum|gesamt|summe|insgesamt|"
    r"i alt|samtliga)"
    r"\b",
    re.IGNORECASE,
)
REJECT_COLUMNS = ("solmu_column", "solmu_reason")
"""What a rejects file adds to the user's own columns; they are passed over when it comes again."""

Cell = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the header: its number as a person counts it (from 1, all rows counted) and its cells."""

    number: int
    cells: tuple[Cell, ...]
    width: int
    """How many cells the row has in the file; where it is not the table's, the row is wrong."""

    @property
    def is_run(self) -> int | None:
        """The place of a cell that a spreadsheet would run as a formula, None where there is none."""
        return next((at for at, cell in enumerate(self.cells) if isinstance(cell, str) and runs(cell)), None)


def runs(cell: str) -> bool:
    """Return whether a spreadsheet would run a text as a formula.

    >>> [runs(cell) for cell in ("=1+1", "@SUM(A1)", "-5", "+358", "-cmd|'/c calc'!A1", "- ostos", "=> uusi")]
    [True, True, False, False, True, False, False]
    """
    first = cell[:1]
    if first == "=":
        return len(cell) > 1 and cell[1] not in "=>< "
    return first in "@+-" and bool(first) and _CALLS.match(cell) is not None


_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> neutral("=1+1")
    "'=1+1"
    """
    return "'" + cell if cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def as_it_was(cell: str) -> str:
    """Return a cell as it was before it was neutralised.

    >>> as_it_was("'=1+1"), as_it_was("'quoted'")
    ('=1+1', "'quoted'")
    """
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_RUN_BY_SPREADSHEETS) else cell


_CALLS = re.compile(r"[@+-]\s*(?:[A-Za-z.]+\(|\w+\|)")


class Table:
    """A header and the rows under it, contact data of people taken out.

    `name` is the sheet's ("" of a text), `header` the columns' names tidied, each once; `tags` the HXL hashtags, where
    a row of them stands. `bodies` may be told which columns hold beneficiaries (see `ingest.contacts`).
    """

    def __init__(self, name: str, records: Callable[[], Iterator[Sequence[Any]]]) -> None:
        self.name = name
        self._records = records
        self._head = [[_cell(cell) for cell in record] for record in islice(records(), LOOKED_AT)]
        self._at, height, self.tags = _header_rows(self._head)
        self._first = self._at + height + (1 if self.tags and height and self._tags_under(height) else 0)
        names = _names(self._head[self._at : self._at + height]) if height else ()
        if self.tags and not any(names):
            names = self.tags
        self.names = tuple(name for name in names if name not in REJECT_COLUMNS)
        """What every column is called, also those that are empty; "" where it has no name."""
        self._comes_again = any(name in REJECT_COLUMNS for name in names)
        self._rejects_at = [at for at, name in enumerate(names) if name in REJECT_COLUMNS]
        filled = self._filled(len(names))
        self._kept = [
            at for at, name in enumerate(names) if name not in REJECT_COLUMNS and (name or at in filled)
        ]
        self.header = _each_once([names[at] or f"column {at + 1}" for at in self._kept])
        self.tags = (
            tuple(self.tags[at] if at < len(self.tags) else "" for at in self._kept) if self.tags else ()
        )
        lowest = self._head[self._at + height - 1] if height else []
        self.own_names = [text_of(lowest[at]) if at < len(lowest) else "" for at in self._kept]
        """What the lowest row of the header calls each column, where a second one stands above it."""
        self._width = len(names)

    def _tags_under(self, height: int) -> bool:
        return self._at + height < len(self._head) and _is_tags(self._head[self._at + height])

    def _filled(self, width: int) -> set[int]:
        return {
            at
            for row in self._head[self._first :]
            for at, cell in enumerate(row[:width])
            if cell not in ("", None)
        }

    @property
    def has_rows(self) -> bool:
        """Whether anything stands under the header."""
        return len(self._head) > self._first

    @cached_property
    def sample(self) -> list[Line]:
        """The first rows under the header, for telling what a column holds."""
        return list(islice(self._without_notes(self._lines(frozenset())), SAMPLE))

    def column(self, at: int) -> list[str]:
        """Return the filled cells of a column among the sample, as text."""
        return [text for line in self.sample if at < len(line.cells) and (text := text_of(line.cells[at]))]

    @cached_property
    def contacts(self) -> frozenset[int]:
        """Places of the columns that hold contact data of people: no row gives their cells."""
        rows = [[text_of(cell) for cell in line.cells] for line in self.sample]
        told = [" ".join(one) for one in zip_longest(self.header, self.tags, fillvalue="")]
        return contact_columns(told, rows, self.bodies)

    bodies: frozenset[int] = frozenset()
    ends_in_notes: bool = True
    """Whether totals and notes may stand under the data, as they do in lists that are published."""

    def lines(self) -> Iterator[Line]:
        """Yield each row under the header; empty ones and what stands under the data are passed over."""
        yield from self._without_notes(self._lines(self.contacts))

    def _without_notes(self, lines: Iterator[Line]) -> Iterator[Line]:
        pending: deque[Line] = deque()
        for line in lines:
            pending.append(line)
            if len(pending) > _FOOTERS:
                yield pending.popleft()
        while pending and self.ends_in_notes and self.is_footer(pending[-1]):
            pending.pop()
        yield from pending

    def whole(self, numbers: Container[int]) -> Iterator[tuple[int, list[Cell]]]:
        """Yield some rows, by number, with all their cells as they stand, also those beyond the header.

        Contact data is taken out, and so is what a rejects file added.
        """
        contacts = {self._kept[at] for at in self.contacts}
        for number, record in enumerate(self._records(), 1):
            if number > self._first and number in numbers:
                cells = [_cell(cell) for cell in record]
                cells += [""] * (self._width - len(cells))
                _take_out(cells, contacts)
                decent = [without_contacts(cell) if isinstance(cell, str) else cell for cell in cells]
                yield number, [cell for at, cell in enumerate(decent) if at not in self._rejects_at]

    def is_footer(self, line: Line) -> bool:
        """Whether a last row is no data: totals, or a note in one cell of a wide table."""
        filled = [text for cell in line.cells if (text := text_of(cell))]
        if len(self.header) >= 3 and len(filled) == 1 and not _CODE.fullmatch(filled[0]):
            return True
        return is_total(filled) and len(filled) < max(3, len(self.header))

    def _lines(self, contacts: frozenset[int]) -> Iterator[Line]:
        for number, record in enumerate(self._records(), 1):
            if number <= self._first:
                continue
            cells = [_cell(cell) for cell in record]
            if not any(cell != "" for cell in cells):
                continue
            width = len(cells)
            while len(cells) > self._width and cells[-1] == "":
                cells.pop()
                width -= 1
            cells += [""] * (self._width - len(cells))
            kept = [cells[at] for at in self._kept]
            if self._comes_again:
                kept = [as_it_was(cell) if isinstance(cell, str) else cell for cell in kept]
            if contacts:
                _take_out(kept, contacts)
            for at, cell in enumerate(kept):
                if isinstance(cell, str) and len(cell) > 6:
                    kept[at] = without_contacts(cell)
            yield Line(number, tuple(kept), self._width if width <= self._width and width else width)


def is_total(cells: Iterable[Cell]) -> bool:
    """Return whether a row is only sums: numbers, with one word such as *total* or none.

    >>> is_total(["Yhteensä", "", "12 500"]), is_total(["Totala", "", "12 500"]), is_total(["", ""])
    (True, False, False)
    """
    filled = [text for cell in cells if (text := text_of(cell))]
    words = [text for text in filled if not _NUMBER.fullmatch(text)]
    return bool(filled) and (not words or (len(words) == 1 and _TOTAL.match(words[0]) is not None))


def _take_out(cells: list[Cell], contacts: Iterable[int]) -> None:
    """Empty the contact cells of a row, and take the people they name out of the others."""
    people = [name for at in contacts for name in people_in(text_of(cells[at]))]
    for at in contacts:
        cells[at] = ""
    for name in people:
        last = name.split()[-1][:4].casefold()
        for at, cell in enumerate(cells):
            if isinstance(cell, str) and last in cell.casefold():
                cells[at] = without_person(cell, name)


def _cell(cell: Any) -> Cell:
    return "" if cell is None else cell


def text_of(cell: Any) -> str:
    """Return a cell as text; a whole number that a workbook keeps as 4.0 is `4`."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return tidy(cell)


def _header_rows(head: Sequence[Sequence[Cell]]) -> tuple[int, int, tuple[str, ...]]:
    """Return where the header begins, how many rows it has (0: only tags), and the HXL tags."""
    for at, row in enumerate(head[:_HEADER_WITHIN]):
        if _is_tags(row):
            tags = tuple(text_of(cell) for cell in row)
            above = at - 1
            if above >= 0 and sum(bool(text_of(cell)) for cell in head[above]) >= 2:
                return above, 1, tags
            return at, 1, tags
    width = max((sum(bool(text_of(cell)) for cell in row) for row in head[1:]), default=0)
    for at, row in enumerate(head[:_HEADER_WITHIN]):
        filled = [text for cell in row if (text := text_of(cell))]
        if len(filled) < min(2, max(width, 1)) or any(_NUMBER.fullmatch(text) for text in filled[:2]):
            continue
        if len(filled) * 2 < width and not _is_above_a_header(head, at, width):
            continue
        return at, 2 if _is_above_a_header(head, at, width) else 1, ()
    return 0, 1 if head else 0, ()


def _is_above_a_header(head: Sequence[Sequence[Cell]], at: int, width: int) -> bool:
    """Whether the next row is the header's second: words where this one is empty, and numbers only further down."""
    if at + 2 >= len(head):
        return False
    row, under, data = head[at], head[at + 1], head[at + 2]
    gaps = [place for place in range(len(under)) if place >= len(row) or not text_of(row[place])]
    filled = sum(bool(text_of(cell)) for cell in row)
    words = [text for cell in under if (text := text_of(cell))]
    if not any(text_of(under[place]) for place in gaps) or len(words) < 2 or filled < 2:
        return False
    if any(_NUMBER.fullmatch(text) or len(text) > 80 for text in words):
        return False
    return (
        any(_NUMBER.fullmatch(text_of(cell)) for cell in data if text_of(cell))
        and len(words) + filled >= width
    )


def _is_tags(row: Sequence[Cell]) -> bool:
    filled = [text for cell in row if (text := text_of(cell))]
    return len(filled) >= 2 and all(_TAG.fullmatch(text) for text in filled)


def _names(rows: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the columns' names; of two rows the upper one's are carried over the cells that it spans."""
    if not rows:
        return ()
    if len(rows) == 1:
        return tuple(text_of(cell) for cell in rows[0])
    upper, lower = rows[0], rows[1]
    width = max(len(upper), len(lower))
    names, group = [], ""
    for at in range(width):
        over = text_of(upper[at]) if at < len(upper) else ""
        under = text_of(lower[at]) if at < len(lower) else ""
        group = over or (group if under else "")
        names.append(" ".join(part for part in (group if under or over else "", under) if part))
    return tuple(names)


def _each_once(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    once = []
    for name in names:
        times = seen[name] = seen.get(name, 0) + 1
        once.append(name if times == 1 else f"{name} ({times})")
    return tuple(once)
