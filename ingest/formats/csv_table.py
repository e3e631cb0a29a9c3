"""Read a comma-separated table whose columns are known, row by row, and say where it breaks."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from graph.errors import DataError
from ingest.reading import Upload
from ingest.reading.tables import REJECT_COLUMNS, as_it_was
from ingest.rows import Rejected, RowOf


def has_columns(upload: Upload, names: Sequence[str]) -> bool:
    """Return whether the first line is a header that begins with these columns."""
    try:
        header = next(csv.reader([upload.first_line]), [])
    except csv.Error:
        return False
    return [cell.strip() for cell in header[: len(names)]] == list(names)


def table(upload: Upload, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row under the header with its number (the header is 1), rows without any cell left out.

    Of an upload of which a part is asked for, only the rows of this part.
    Raise DataError where the header has other columns, or where the text stops being a table.
    """
    reader, has = csv.reader(upload.lines(), strict=True), upload.part.has
    try:
        first = [cell.strip() for cell in next(reader, [])]
        comes_again = tuple(first[-2:]) == REJECT_COLUMNS
        if (first[:-2] if comes_again else first) != list(header):
            columns = ", ".join(header)
            raise DataError(
                f"{upload.path} has other columns than this list has ({columns}); nothing was loaded."
            )
        for number, cells in enumerate(reader, 2):
            if not has(number):
                continue
            if comes_again:
                cells = [as_it_was(cell) for cell in cells[:-2]]
            if cells:
                yield number, cells
    except csv.Error as problem:
        raise DataError(
            f"{upload.path} is no table at line {reader.line_num}: {problem}; nothing loaded."
        ) from None


def wrong_width(number: int, cells: Sequence[str], header: Sequence[str]) -> RowOf:
    """Return the rejection of a row that has more or fewer cells than the header."""
    reason = f"the row has {len(cells)} cells where the header has {len(header)}"
    return RowOf(number, rejected=Rejected("", "", reason))
