"""Rows of a table whose columns are known become projects: what the lists of European funds share.

A format says where each field stands (`Columns`) and what one row is (`make`); here a row is refused where it is wrong,
and what one row says of a natural person is taken out of the other rows of the same project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from graph.records import Theme, entity_id, name_key, named_id
from ingest.cells import CellError, is_error, several, tidy
from ingest.dates import Order, any_day, order_of
from ingest.persons import person_kind
from ingest.project_row import PARTNER, BodyRow, ProjectRow, project_records
from ingest.reading import Upload
from ingest.reading.limits import MOST_REJECTED
from ingest.reading.tables import Line, Table, text_of
from ingest.rows import Rejected, RowOf
from ingest.sums import Style, any_sum, style_of

FORMULA = "the cell holds a formula; paste its value"
ERROR = "the cell shows that a formula failed; write the value"
_CODED = re.compile(r"(?<!\d)(\d{2,3})(?!\d)[\s.:–-]*(.*)", re.DOTALL)


class BadCell(Exception):
    """A cell for which its row is not loaded."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.rejected = Rejected(column, value, reason)


def header_key(name: str) -> str:
    """Return a column's name as names of columns are compared.

    >>> header_key("Partner’s  ID if not PIC ")
    "partner's id if not pic"
    """
    return tidy(name).replace("’", "'").casefold()


def places_of(table: Table, names: Mapping[str, str]) -> dict[str, int]:
    """Return where the columns of these names stand, by field; those that the table lacks are left out."""
    at = {header_key(name): place for place, name in reversed([*enumerate(table.header)])}
    return {field: at[header_key(name)] for field, name in names.items() if header_key(name) in at}


def table_with(upload: Upload, names: Mapping[str, str], needed: Iterable[str]) -> Table | None:
    """Return the first table that has the columns of the fields needed, `names` being the columns' by field."""
    return next((table for table in upload.tables if {*needed} <= places_of(table, names).keys()), None)


class Columns:
    """A table, the place of each field in it, and how its columns write their days and sums.

    `bodies` are the fields that name beneficiaries: a personal name there is a natural person's, no contact's.
    """

    def __init__(self, table: Table, places: Mapping[str, int], bodies: Iterable[str] = ()) -> None:
        self.table = table
        self.places = dict(places)
        table.bodies = frozenset(self.places[field] for field in bodies if field in self.places)
        self._styles: dict[int, Style] = {}
        self._orders: dict[int, Order] = {}

    def lines(self) -> Iterator[tuple[Line, Rejected | None]]:
        """Yield each row, with why it is refused as a whole where it is."""
        for line in self.table.lines():
            wrong = None
            if line.width > self._width:
                reason = f"the row has {line.width} cells where the header has {self._width}"
                wrong = Rejected("", "", reason)
            elif (at := line.is_run) is not None:
                wrong = Rejected(self.table.header[at], text_of(line.cells[at])[:80], FORMULA)
            elif (at := self._error_in(line)) is not None:
                wrong = Rejected(self.table.header[at], text_of(line.cells[at]), ERROR)
            yield line, wrong

    def _error_in(self, line: Line) -> int | None:
        """Return the place of the first cell that is read and shows the error of a formula, None where none does."""
        for at in self.places.values():
            cell = line.cells[at]
            if isinstance(cell, str) and cell[:1] == "#" and is_error(cell):
                return at
        return None

    @cached_property
    def _width(self) -> int:
        """How many cells a whole row has: as many as the narrowest, and at least what the header names."""
        return max(len(self.table.header), min((line.width for line in self.table.sample), default=0))

    def text(self, line: Line, field: str) -> str:
        """Return a cell's text on one line; "" where the table lacks the column."""
        return text_of(line.cells[self.places[field]]) if field in self.places else ""

    def prose(self, line: Line, field: str) -> str:
        """Return a cell's text with its line breaks."""
        return str(line.cells[self.places[field]]).strip() if field in self.places else ""

    def needed(self, line: Line, field: str, reason: str = "the cell is empty") -> str:
        """Return a cell's text; refuse the row where it is empty."""
        text = self.text(line, field)
        if not text:
            raise BadCell(self._name(field), "", reason)
        return text

    def day(self, line: Line, field: str, *, last: bool = False) -> date | None:
        """Return the day in a cell; refuse the row where it holds something else."""
        if field not in self.places:
            return None
        at = self.places[field]
        if at not in self._orders:
            beside = (
                cell for place in self.places.values() for cell in self.table.column(place) if "/" in cell
            )
            self._orders[at] = order_of(self.table.column(at), beside)
        try:
            return any_day(line.cells[at], order=self._orders[at], last=last)
        except CellError as problem:
            raise BadCell(self._name(field), text_of(line.cells[at]), str(problem)) from None

    def sum(self, line: Line, field: str) -> float | None:
        """Return the sum in a cell; refuse the row where it holds something else."""
        if field not in self.places:
            return None
        at = self.places[field]
        try:
            return any_sum(line.cells[at], self.style(field))
        except CellError as problem:
            raise BadCell(self._name(field), text_of(line.cells[at]), str(problem)) from None

    def style(self, field: str) -> Style:
        """Return how a column writes its sums."""
        at = self.places[field]
        if at not in self._styles:
            self._styles[at] = style_of(self.table.header[at], self.table.column(at))
        return self._styles[at]

    def currency(self, fields: Iterable[str], otherwise: str = "") -> str:
        """Return the currency that the columns of these sums name; `otherwise` where none does."""
        named = (self.style(field).currency for field in fields if field in self.places)
        return next((currency for currency in named if currency), otherwise)

    def _name(self, field: str) -> str:
        return self.table.header[self.places[field]] if field in self.places else field


Make = Callable[[Line], ProjectRow]


def project_rows(columns: Columns, make: Make) -> Iterator[RowOf]:
    """Yield each row of a table as a project, or why it is none; rows of one code are one project."""
    people = people_by_project(_made(columns, make))
    for line, wrong in columns.lines():
        if wrong is not None:
            yield RowOf(line.number, rejected=wrong)
            continue
        try:
            row = make(line)
        except BadCell as bad:
            yield RowOf(line.number, rejected=bad.rejected)
            continue
        yield row_of(line.number, row, people.get(project_key(row), ()))


def each_row(columns: Columns, make: Callable[[Line], RowOf]) -> Iterator[RowOf]:
    """Yield what becomes of each row of a table, or why it is refused; for rows that are no projects."""
    for line, wrong in columns.lines():
        if wrong is not None:
            yield RowOf(line.number, rejected=wrong)
            continue
        try:
            yield make(line)
        except BadCell as bad:
            yield RowOf(line.number, rejected=bad.rejected)
        except ValueError as problem:
            yield RowOf(line.number, rejected=Rejected("", "", str(problem).splitlines()[0]))


def _made(columns: Columns, make: Make) -> Iterator[ProjectRow]:
    """Yield the rows that can be read, up to where so many cannot that the file is refused."""
    refused = 0
    for line, wrong in columns.lines():
        if wrong is None:
            try:
                yield make(line)
                continue
            except BadCell:
                pass
        refused += 1
        if refused > MOST_REJECTED:
            return


def people_by_project(rows: Iterable[ProjectRow]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the natural persons whom any row of a project names as a body, for each project that has some."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        for one in row.bodies:
            if one.is_person or person_kind(one.name):
                found[project_key(row)].add(one.name)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def project_key(row: ProjectRow) -> tuple[str, ...]:
    """Return what rows of one project have in common: their code, else names and start."""
    if row.code:
        return (row.scheme or row.country, row.code)
    return ("", *(name_key(name) for name in row.names.values()), str(row.start or ""))


def row_of(number: int, row: ProjectRow, people: Iterable[str] = ()) -> RowOf:
    """Return a row's records; `people` are natural persons of other rows, taken out of this one's texts too."""
    own = {one.name for one in row.bodies}
    others = [BodyRow(name, PARTNER, is_person=True) for name in people if name not in own]
    try:
        records, left_out = project_records(replace(row, bodies=[*row.bodies, *others]))
    except ValueError as problem:
        return RowOf(number, rejected=Rejected("", "", str(problem).splitlines()[0]))
    return RowOf(number, records, left_out=left_out - len(others))


def texts(**by_language: str) -> dict[str, str]:
    """Return the texts that are not empty, by language."""
    return {language: text for language, text in by_language.items() if text}


def fields_of_intervention(cell: str, language: str, period: str) -> list[str | Theme]:
    """Return the EU fields of intervention in a cell, parted by `;`, `|` or lines; `period` is `2014` or `2021`.

    >>> [theme.id for theme in fields_of_intervention("134 Åtgärder; 136 - Stöd", "sv", "2021")]
    ['theme:eu-intervention-2021:134', 'theme:eu-intervention-2021:136']
    """
    found: list[str | Theme] = []
    for plain in several(cell):
        if match := _CODED.fullmatch(plain):
            code = match[1].zfill(3)
            id_, name = entity_id("theme", f"eu-intervention-{period}", code), match[2].strip(" .,") or code
            found.append(Theme(id=id_, name={language: name}, form="theme"))
        elif plain.strip("-–"):
            found.append(Theme(id=named_id("theme", plain, "eu"), name={language: plain}, form="theme"))
    return found


def period_of(programme_code: str, start: date | None) -> str:
    """Return the first year of the programme period, by the programme's code (CCI), else by the project's start.

    >>> period_of("2021SE05SFPR001", None), period_of("", date(2019, 1, 1))
    ('2021', '2014')
    """
    if programme_code[:4] in ("2014", "2021"):
        return programme_code[:4]
    return "2014" if start and start.year < 2021 else "2021"
