"""Tables for spreadsheets: one of entities, one of ties; cells that a spreadsheet would run are neutralised."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import DataError
from graph.records import KINDS
from graph.records.entities import display_name
from ingest.reading.tables import neutral

if TYPE_CHECKING:
    from graph.store import Store


def write(store: Store, folder: Path) -> int:
    """Write entities.csv and ties.csv into a folder and return the number of rows."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _entities(store, folder / "entities.csv") + _ties(store, folder / "ties.csv")
    except OSError as problem:
        raise DataError(f"{folder} cannot be written: {problem.strerror}.") from None


def _entities(store: Store, path: Path) -> int:
    rows = [row for kind in KINDS for row in store.rows(kind)]
    columns = sorted({key for row in rows for key in row.fields})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "name", "source", *columns])
        for row in rows:
            kind = row.id.partition(":")[0]
            first = [row.id, kind, neutral(display_name(row.id, row.fields)), row.source]
            writer.writerow([*first, *(_cell(row.fields.get(column)) for column in columns)])
    return len(rows)


def _ties(store: Store, path: Path) -> int:
    rows = list(store.rows("tie"))
    columns = sorted({key for row in rows for key in row.fields} - {"a", "b", "kind"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "a", "b", "source", *columns])
        for row in rows:
            first = [row.id, row.fields["kind"], row.a, row.b, row.source]
            writer.writerow([*first, *(_cell(row.fields.get(column)) for column in columns)])
    return len(rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return neutral("|".join(map(str, value)))
    return neutral(value) if isinstance(value, str) else str(value)
