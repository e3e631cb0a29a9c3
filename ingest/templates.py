"""Write a template: a workbook that asks for one kind of record, and loads without a mapping once it is filled in.

Its first sheet is the table with drop-downs, the second holds examples, the third explains each column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DataError, UsageError
from ingest.fields import Field, Kind, Shape, codes, kind
from ingest.fields.template_words import template_words
from ingest.places import names_of_areas

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 2_000
"""Rows for which drop-downs and formats are set."""
_WIDTHS = {
    Shape.PROSE: 60, Shape.DAY: 13, Shape.LAST_DAY: 13, Shape.PERIOD: 13, Shape.SUM: 16, Shape.NUMBER: 12,
    Shape.IDENTIFIER: 16, Shape.CODE: 14, Shape.CHOICE: 18, Shape.COUNTRY: 10, Shape.ADDRESS: 30,
}  # fmt: skip
_WIDTH = 32
_DAYS = (Shape.DAY, Shape.LAST_DAY)
_TEXTS = (Shape.CODE, Shape.CODES, Shape.IDENTIFIER, Shape.PERIOD)
"""Shapes whose cells are set as text, lest a spreadsheet make numbers and days of them."""
_DAY_FORMAT = {"fi": "d.m.yyyy", "sv": "d.m.yyyy", "en": "yyyy-mm-dd"}
_LISTS = "lists"
_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32


def asked(about: Kind) -> list[Field]:
    """Return the fields that the template of a kind asks for, in the order of its columns."""
    return [field for field in about.fields if field.template]


def write_template(name: str, language: str, path: Path, rows: Iterable[Mapping[str, Any]] = ()) -> None:
    """Write the template of a kind of record in a language (`fi`, `sv`, `en`); `rows` fill its first sheet.

    A row maps a field to a scalar, or to a text by language. Raise UsageError where the file is there already, for it
    may be a filled one, and DataError where it cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"A template is a workbook; call it {path.with_suffix('.xlsx')}.")
    if path.exists():
        raise UsageError(f"{path} is there already and may be filled in; name another file.")
    about, words = kind(name), template_words(language)
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheets = [
                book.add_worksheet(title)
                for title in (about.title[language], words.example, words.explanation)
            ]
            lists = _Lists(book, language)
            _table(book, sheets[0], about, language, rows)
            _table(book, sheets[1], about, language, about.examples)
            _guide(sheets[0], about, language, lists)
            _explain(book, sheets[2], about, language)
    except (OSError, FileCreateError) as problem:
        cause = problem.args[0] if problem.args and isinstance(problem.args[0], OSError) else problem
        raise DataError(f"{path} cannot be written: {getattr(cause, 'strerror', cause)}.") from None


class _Lists:
    """A hidden sheet of words for drop-downs too long to stand in the cell's own rule."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._sheet = book.add_worksheet(_LISTS)
        self._sheet.hide()
        self._language = language
        self._places = ""

    def of(self, field: Field) -> str | list[str]:
        """Return what the drop-down of a field shows, empty where it has none."""
        if field.codes:
            return [one.label[self._language] for one in codes(field.codes)]
        if field.shape is not Shape.PLACES:
            return []
        if not self._places:
            names = names_of_areas(self._language)
            self._sheet.write_column(0, 0, names)
            self._places = f"={_LISTS}!$A$1:$A${len(names)}"
        return self._places


def _table(
    book: Workbook, sheet: Worksheet, about: Kind, language: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    head, needed = _head(book, needed=False), _head(book, needed=True)
    fields = asked(about)
    formats = [_format(book, field, language) for field in fields]
    sheet.freeze_panes(1, 1 if fields[0].needed else 2)
    for at, field in enumerate(fields):
        sheet.set_column(at, at, _WIDTHS.get(field.shape, _WIDTH), formats[at])
        sheet.write_string(0, at, field.label[language], needed if field.needed else head)
    sheet.set_row(0, 32)
    for number, row in enumerate(rows, 1):
        for at, field in enumerate(fields):
            _write(sheet, number, at, _cell(field, row.get(field.name), language), formats[at])


def _head(book: Workbook, *, needed: bool) -> Format:
    colour = "#1F4E79" if needed else "#DCE6F1"
    return book.add_format({
        "bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": colour,
        "font_color": "#FFFFFF" if needed else "#000000",
    })  # fmt: skip


def _format(book: Workbook, field: Field, language: str) -> Format:
    if field.shape in _DAYS:
        return book.add_format({"num_format": _DAY_FORMAT[language], "valign": "top", "align": "left"})
    if field.shape in _TEXTS:
        return book.add_format({"num_format": "@", "valign": "top"})
    if field.shape is Shape.SUM:
        return book.add_format({"num_format": "#,##0", "valign": "top"})
    return book.add_format({"valign": "top", "text_wrap": True})


def _cell(field: Field, value: Any, language: str) -> Any:
    """Return what a cell shows: of texts the one in the language, of a code its word."""
    shown = value.get(language, "") if isinstance(value, Mapping) else value
    if field.shape is Shape.CHOICE:
        return next((one.label[language] for one in codes(field.codes) if one.code == shown), shown)
    return shown


def _write(sheet: Worksheet, row: int, column: int, value: Any, format_: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, format_)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, format_)
    else:
        sheet.write_string(row, column, str(value), format_)


def _guide(sheet: Worksheet, about: Kind, language: str, lists: _Lists) -> None:
    """Set for each column what its cells take, and the sentence that a person sees in them."""
    for at, field in enumerate(asked(about)):
        rule: dict[str, Any] = {
            "validate": "any", "input_title": field.label[language][:_LONGEST_TITLE],
            "input_message": field.explain[language][:_LONGEST_MESSAGE],
        }  # fmt: skip
        if shown := lists.of(field):
            blocks = field.shape is Shape.CHOICE and not field.open
            rule |= {"validate": "list", "source": shown, "show_error": blocks}
        elif field.shape in _DAYS:
            rule |= {"validate": "date", "criteria": ">=", "value": date(1950, 1, 1), "error_type": "warning"}
        elif field.shape in (Shape.SUM, Shape.NUMBER):
            rule |= {"validate": "decimal", "criteria": ">=", "value": -1e15, "error_type": "warning"}
        sheet.data_validation(1, at, ROWS, at, rule)


def _explain(book: Workbook, sheet: Worksheet, about: Kind, language: str) -> None:
    words, head = template_words(language), _head(book, needed=False)
    wrapped, title = (
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"bold": True, "font_size": 14}),
    )
    for at, width in enumerate((34, 12, 70, 50)):
        sheet.set_column(at, at, width, wrapped)
    sheet.write_string(0, 0, about.title[language], title)
    for number, line in enumerate((about.about[language], *words.lines), 1):
        sheet.merge_range(number, 0, number, 3, line, wrapped)
        sheet.set_row(number, 32)
    first = len(words.lines) + 3
    for at, name in enumerate((words.column, words.needed, words.meaning, words.words)):
        sheet.write_string(first, at, name, head)
    for number, field in enumerate(asked(about), first + 1):
        taken = "; ".join(one.label[language] for one in codes(field.codes)) if field.codes else ""
        if taken and (field.shape is not Shape.CHOICE or field.open):
            taken = f"{words.suggested}: {taken}"
        cells = (
            field.label[language],
            words.yes if field.needed else words.no,
            field.explain[language],
            taken,
        )
        for at, cell in enumerate(cells):
            sheet.write_string(number, at, cell, wrapped)
