"""The rejects file: which rows were not loaded, and why."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from graph.errors import DataError
from ingest.persons import person_kind
from ingest.rows import Rejected, RowOf

HEADER = ("row", "column", "value", "reason")
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(path: Path, rejected: Sequence[RowOf]) -> None:
    """Write one line for each rejected row; cells that a spreadsheet would run are neutralised."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for row in rejected:
                if row.rejected is not None:
                    cells = (row.rejected.column, *_without_person(row.rejected))
                    writer.writerow([row.number, *map(neutral, cells)])
    except OSError as problem:
        raise DataError(f"The rejects file {path} cannot be written: {problem.strerror}.") from None


def _without_person(rejected: Rejected) -> tuple[str, str]:
    """Return the value and the reason; of a shifted row the value may be a natural person's name, which is not kept."""
    if person_kind(rejected.value) is None:
        return rejected.value, rejected.reason
    return "", "the cell holds a personal name, which is not kept"


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> neutral("=1+1")
    "'=1+1"
    """
    return "'" + cell if cell.startswith(_RUN_BY_SPREADSHEETS) else cell
