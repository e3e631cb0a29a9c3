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
from datetime import date, datetime, time, timedelta
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

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,7})(\d{1,10})"([^>]*?)(/?)>')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
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

    uncounted = _refuse_too_large(path)
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
                with (folder / str(number)).open("wb") as out:
                    for row in sheet.to_python(skip_empty_area=False):
                        out.write(orjson.dumps([_plain(cell, name) for cell in row]) + b"\n")
                yield {
                    "file": number,
                    "name": name,
                    "hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
                    "uncounted": uncounted,
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


def _refuse_too_large(path: str) -> str:
    """Refuse sheets whose cells lie too far apart, and return where a formula stands that was never counted."""
    if not zipfile.is_zipfile(path):
        return ""
    uncounted = ""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                uncounted = _xlsx_sheet(archive, name) or uncounted
            elif name == "content.xml":
                _ods(archive, name)
    return uncounted


def _xlsx_sheet(archive: zipfile.ZipFile, name: str) -> str:
    last_column = last_row = 0
    uncounted = ""
    for block in _blocks(archive, name):
        starts = list(_CELL.finditer(block))
        for at, cell in enumerate(starts):
            last_column = max(last_column, _column(cell[1]))
            last_row = max(last_row, int(cell[2]))
            if not uncounted and not cell[4]:
                after = starts[at + 1].start() if at + 1 < len(starts) else len(block)
                end = block.find(b"</c>", cell.end(), after)
                inside = block[cell.end() : end] if end >= 0 else b""
                if inside and _FORMULA.search(inside) and not _VALUE.search(inside):
                    uncounted = (cell[1] + cell[2]).decode()
        if last_column > MOST_COLUMNS:
            raise Refused(f"a sheet has {last_column:,} columns, more than {MOST_COLUMNS:,}")
        if last_column * last_row > MOST_CELLS:
            raise Refused(f"a sheet reaches over {last_column * last_row:,} cells, more than {MOST_CELLS:,}")
    return uncounted


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
