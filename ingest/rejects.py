"""The rejects file: the rows that were not loaded, as they stood, with what is wrong; mend it and load it again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import DataError
from ingest.persons import person_kind, strip_person, without_person
from ingest.reading import Upload
from ingest.reading.tables import REJECT_COLUMNS, neutral, text_of
from ingest.rows import Rejected, RowOf

HEADER = ("row", "column", "value", "reason")
"""Of the rejects of a file that is no table."""
_OF_REJECTS = re.compile(r"(?:\.\w{1,6})+\.rejects(?:-\d+)?$", re.IGNORECASE)
NOT_KEPT = "the cell holds a personal name, which is not kept"


def write_rejects(folder: Path, upload: Upload, rejected: Sequence[RowOf]) -> Path:
    """Write the rejected rows of a table under its header, with two columns more: which cell is wrong, and why.

    Return the file, in `folder`: one that is there already and holds something else is left, and a number added.
    Contact data and personal names are left out, and cells that a spreadsheet would run are neutralised (reading undoes
    that). Of a file whose rows are no table's, one line for each row tells its number, the column, the value and why.
    """
    why = {row.number: row.rejected for row in rejected if row.rejected is not None}
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=upload.delimiter if upload.is_table_text else ",")
    for cells in _own_rows(upload, why) or _listed(why):
        writer.writerow([neutral(cell if isinstance(cell, str) else text_of(cell)) for cell in cells])
    content = text.getvalue().encode("utf-8-sig", "replace")
    path, number = folder / f"{upload.name}.rejects.csv", 1
    try:
        while True:
            try:
                with path.open("xb") as file:
                    file.write(content)
                return path
            except FileExistsError:
                if path.is_file() and path.read_bytes() == content:
                    return path
            number += 1
            path = folder / f"{upload.name}.rejects-{number}.csv"
    except OSError as problem:
        raise DataError(f"The rejects file {path} cannot be written: {problem.strerror}.") from None


def list_of(stem: str) -> str:
    """Return what a list is called whose rejects file is called so, without its ending; any other name as it is.

    >>> list_of("hankkeet.csv.rejects-2"), list_of("hankkeet")
    ('hankkeet', 'hankkeet')
    """
    return _OF_REJECTS.sub("", stem)


def _own_rows(upload: Upload, why: dict[int, Rejected]) -> list[list[object]]:
    """Return the header and the rejected rows of the table that has them all; [] where there is none."""
    for table in upload.tables:
        rows = dict(table.whole(why))
        if rows.keys() == why.keys() and len(table.names) > 1:
            found: list[list[object]] = [[*table.names, *REJECT_COLUMNS]]
            for number, cells in rows.items():
                decent = _without_people(cells)
                _, reason = _without_person(why[number])
                found.append([*decent, why[number].column, reason])
            return found
    return []


def _without_people(cells: Sequence[object]) -> list[object]:
    """Return the cells of a row without the natural persons that any of them names."""
    people = [name for cell in cells if person_kind(name := text_of(cell))]
    decent: list[object] = []
    for cell in cells:
        if not isinstance(cell, str) or not cell:
            decent.append(cell)
            continue
        plain, held = strip_person(text_of(cell))
        left = plain if held else cell
        for name in people:
            rest = without_person(left, name)
            left = left if rest == text_of(left) else rest
        decent.append("" if person_kind(text_of(left)) else left)
    return decent


def _listed(why: dict[int, Rejected]) -> Iterator[list[object]]:
    yield [*HEADER]
    for number, rejected in why.items():
        yield [number, rejected.column, *_without_person(rejected)]


def _without_person(rejected: Rejected) -> tuple[str, str]:
    """Return the value and the reason; of a shifted row the value may be a natural person's name, which is not kept."""
    if person_kind(rejected.value) is None:
        return rejected.value, rejected.reason
    return "", NOT_KEPT
