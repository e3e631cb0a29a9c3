"""Loads made-up tables into a store of their own and tells what is known after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.records import KINDS
from graph.records.entities import display_name
from graph.store import open_store
from ingest.load import Report, load


@dataclass
class Known:
    """What became of a file: its report, entities and ties by id, and the store's bytes."""

    report: Report
    entities: dict[str, dict[str, Any]]
    ties: dict[str, dict[str, Any]]
    data: bytes

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """The entities of a kind by id."""
        return {id_: fields for id_, fields in self.entities.items() if id_.startswith(f"{kind}:")}

    def names(self, kind: str) -> set[str]:
        """The names of the entities of a kind."""
        return {display_name(id_, fields) for id_, fields in self.of(kind).items()}

    def one(self, kind: str) -> dict[str, Any]:
        """The one entity of a kind."""
        (fields,) = self.of(kind).values()
        return fields

    def ties_said(self) -> Counter[tuple[str, str, str]]:
        """Each tie as (name of one end, kind and role or note, name of the other end)."""
        return Counter(
            (self._name(tie["a"]), " ".join(filter(None, (tie["kind"], tie.get("role"), tie.get("note")))),
             self._name(tie["b"]))
            for tie in self.ties.values()
        )  # fmt: skip

    def _name(self, id_: str) -> str:
        return display_name(id_, self.entities[id_])

    @property
    def rejected(self) -> list[tuple[int, str]]:
        """Row and column of each rejected row."""
        return [(row.number, row.rejected.column) for row in self.report.rejected if row.rejected]


def known(folder: Path, path: Path, mapping: Path | None = None) -> Known:
    """Load a file into a new SQLite store."""
    folder.mkdir(exist_ok=True)
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        report = load(store, path, mapping=mapping)
        entities = {row.id: dict(row.fields) for kind in KINDS for row in store.rows(kind)}
        ties = {row.id: dict(row.fields) for row in store.rows("tie")}
    data = b"".join(file.read_bytes() for file in folder.glob("store.db*"))
    return Known(report, entities, ties, data)
