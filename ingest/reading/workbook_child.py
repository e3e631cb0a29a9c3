"""Run as a process of its own: read a workbook within bounds and write each sheet as lines of JSON arrays.

`python -m ingest.reading.workbook_child WORKBOOK FOLDER` writes FOLDER/0, FOLDER/1, … and prints one JSON object: the
sheets, or `error` with a sentence. A workbook that would fill the machine fills this process only.
"""

from __future__ import annotations

import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import orjson

from ingest.reading.limits import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SHEETS,
    WORKBOOK_MEMORY,
    WORKBOOK_SECONDS,
)
from ingest.reading.merged import filled

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,7})(\d{1,10})"([^>]*?)(/?)>')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v\b[^>/]*>[^<]|is\b)")
_TEXT = b't="str"'
"""Of a formula that gave a text, which may be empty."""
_ERROR = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})<")
_MOST_ERRORS = 100_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d{1,12})"')
_TAIL = 4_096


class Refused(Exception):
    """The workbook is not read, for this reason."""


def main(path: str, folder: str) -> None:
    """Read the workbook and print what became of it."""
    resource.setrlimit(resource.RLIMIT_AS, (WORKBOOK_MEMORY, WORKBOOK_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORKBOOK_SECONDS, WORKBOOK_SECONDS))
    try:
        told: dict[str, Any] = {"sheets": list(_sheets(path, Path(folder)))}
    except Refused as problem:
        told = {"error": str(problem)}
    except MemoryError:
        told = {"error": "it holds more than fits in the memory that a workbook may take"}
    sys.stdout.buffer.write(orjson.dumps(told))


def _sheets(path: str, folder: Path) -> Iterator[dict[str, Any]]:
    import python_calamine

    found = _looked_through(path)
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            kinds = {one.name: one for one in book.sheets_metadata}
            if len(kinds) > MOST_SHEETS:
                raise Refused(f"it has {len(kinds):,} sheets, more than {MOST_SHEETS}")
            for number, (name, about) in enumerate(kinds.items()):
                if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(name)
                if sheet.total_width > MOST_COLUMNS:
                    raise Refused(
                        f"sheet {name[:40]!r} has {sheet.total_width:,} columns, more than {MOST_COLUMNS:,}"
                    )
                errors = found.errors.get(name, {})
                with (folder / str(number)).open("wb") as out:
                    rows = filled(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or ())
                    for at, row in enumerate(rows, 1):
                        cells = [_plain(cell, name) for cell in row]
                        for column, text in errors.get(at, ()):
                            cells[column - 1] = text
                        out.write(orjson.dumps(cells) + b"\n")
                yield {
                    "file": number,
                    "name": name,
                    "hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
                    "uncounted": found.uncounted,
                }
    except OSError as problem:
        raise Refused(problem.strerror or "it is cut off, damaged or no workbook") from None
    except python_calamine.PasswordError:
        raise Refused("it is locked with a password; save it without one") from None
    except python_calamine.CalamineError:
        raise Refused("it is cut off, damaged or no workbook") from None


def _plain(cell: Any, sheet: str) -> Any:
    if isinstance(cell, str):
        if len(cell) > LONGEST_CELL:
            raise Refused(
                f"a cell of sheet {sheet[:40]!r} holds {len(cell):,} letters, more than {LONGEST_CELL:,}"
            )
        return cell
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return cell


@dataclass(slots=True)
class _Looked:
    """What the library does not tell of a workbook."""

    uncounted: str = ""
    """A cell with a formula that was never counted."""
    errors: dict[str, dict[int, list[tuple[int, str]]]] = field(default_factory=dict)
    """By sheet and row (from 1) the columns (from 1) that show an error, and which: the library leaves them empty."""


def _looked_through(path: str) -> _Looked:
    """Refuse sheets whose cells lie too far apart, and return what else stands in them."""
    found = _Looked()
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as archive:
        names = _names_of_sheets(archive)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                errors = _xlsx_sheet(archive, name, found)
                found.errors[names.get(name, "")] = errors
            elif name == "content.xml":
                _ods(archive, name)
    return found


def _names_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return what each sheet's file is called in the workbook."""
    there = {*archive.namelist()}
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, relations} <= there:
        return {}
    files = {}
    for one in _RELATION.findall(archive.read(relations)):
        said = dict(_ATTRIBUTE.findall(one))
        target = said.get(b"Target", b"").decode()
        files[said.get(b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = (dict(_ATTRIBUTE.findall(one)) for one in _SHEET.findall(archive.read(book)))
    return {
        files.get(said.get(b"r:id"), ""): unescape(said.get(b"name", b"").decode("utf-8", "replace"))
        for said in sheets
    }


def _xlsx_sheet(archive: zipfile.ZipFile, name: str, found: _Looked) -> dict[int, list[tuple[int, str]]]:
    last_column = last_row = 0
    errors: dict[tuple[int, int], str] = {}
    for block in _blocks(archive, name):
        starts = list(_CELL.finditer(block))
        for at, cell in enumerate(starts):
            column, row = _column(cell[1]), int(cell[2])
            last_column, last_row = max(last_column, column), max(last_row, row)
            if cell[4] or (found.uncounted and b't="e"' not in cell[0]):
                continue
            after = starts[at + 1].start() if at + 1 < len(starts) else len(block)
            end = block.find(b"</c>", cell.end(), after)
            inside = block[cell.end() : end] if end >= 0 else b""
            if b't="e"' in cell[0] and (error := _ERROR.search(inside)):
                errors[row, column] = error[1].decode("ascii", "replace")
            elif inside and _TEXT not in cell[0] and _FORMULA.search(inside) and not _VALUE.search(inside):
                found.uncounted = found.uncounted or (cell[1] + cell[2]).decode()
        if last_column > MOST_COLUMNS:
            raise Refused(f"a sheet has {last_column:,} columns, more than {MOST_COLUMNS:,}")
        if last_column * last_row > MOST_CELLS:
            raise Refused(f"a sheet reaches over {last_column * last_row:,} cells, more than {MOST_CELLS:,}")
        if len(errors) > _MOST_ERRORS:
            raise Refused(f"more than {_MOST_ERRORS:,} cells of a sheet show errors")
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in sorted(errors.items()):
        by_row.setdefault(row, []).append((column, text))
    return by_row


def _ods(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what is said to be repeated more often than a sheet is large; long runs of empty cells are usual."""
    for block in _blocks(archive, name):
        for what, times in _REPEATED.findall(block):
            if int(times) > (16_384 if what == b"columns" else 1_048_576):
                raise Refused(f"a cell is said to be repeated {int(times):,} times")


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    kept = b""
    with archive.open(name) as stream:
        while block := stream.read(2**20):
            whole = kept + block
            yield whole
            kept = whole[-_TAIL:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    main(*sys.argv[1:])
