"""Writes made-up lists of European funds as files of several containers, and tells what became of their rows."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.store import open_store
from ingest.load import Report, load

Row = Mapping[str, Any]


def written_csv(path: Path, header: Sequence[str], rows: Sequence[Row], delimiter: str = ",") -> Path:
    """Write a table in text, gzipped where the path says so."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def written_xlsx(path: Path, **sheets: tuple[Sequence[str], Sequence[Row]]) -> Path:
    """Write a workbook; an underscore in a sheet's name stands for a space, two for a comma and a space."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        for name, (header, rows) in sheets.items():
            sheet = book.add_worksheet(name.replace("__", ", ").replace("_", " "))
            sheet.write_row(0, 0, header)
            for at, row in enumerate(rows, 1):
                for column, title in enumerate(header):
                    value = row.get(title)
                    if isinstance(value, str):
                        sheet.write_string(at, column, value)
                    elif value is not None:
                        sheet.write(at, column, value)
    return path


@dataclass
class Loaded:
    """What became of a file: its report, the present of the store by id, and the store's bytes."""

    report: Report
    entities: dict[str, dict[str, Any]]
    ties: list[dict[str, Any]]
    data: bytes

    @property
    def rejected(self) -> list[tuple[int, str]]:
        """Row and column of each rejected row."""
        return [(row.number, row.rejected.column) for row in self.report.rejected if row.rejected]

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """The entities of a kind by id."""
        return {id_: fields for id_, fields in self.entities.items() if id_.startswith(f"{kind}:")}

    def named(self, kind: str) -> set[str]:
        """All names of the entities of a kind."""
        return {
            str(v) for fields in self.of(kind).values() for k, v in fields.items() if k.startswith("name_")
        }

    def roles(self) -> set[tuple[str, str]]:
        """The body and its part, for each tie of a body to a project."""
        return {
            (tie["a"], tie.get("role") or tie["kind"])
            for tie in self.ties
            if tie["kind"] in ("PARTICIPATES_IN", "FUNDS")
        }


def loaded(folder: Path, *paths: Path) -> Loaded:
    """Load files one after another into a new SQLite store."""
    database = folder / "store.db"
    with open_store(f"sqlite:///{database}") as store:
        for path in paths:
            report = load(store, path)
        kinds = ("actor", "project", "programme", "theme", "region", "network")
        entities = {row.id: dict(row.fields) for kind in kinds for row in store.rows(kind)}
        ties = [dict(row.fields) for row in store.rows("tie")]
    data = b"".join(file.read_bytes() for file in folder.glob("store.db*"))
    return Loaded(report, entities, ties, data)
