"""A row about an input: what is asked of the coordination, by whom, about what and where."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity, Input, Tie, TieKind
from ingest.fields import kind
from ingest.formats.table_rows import Columns
from ingest.kinds.row import Listing, Row, Setting, thing_rows
from ingest.rows import RowOf


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as an input; the same wish of several bodies is one input that all of them raised."""
    return thing_rows(Listing(kind("inputs"), columns, setting), _records)


def _records(row: Row) -> list[Entity | Tie]:
    names, day = row.names(), row.day("start")
    asked = Input(
        id=row.id_of(names), name=names, description=row.texts("description"), url=row.url, valid_from=day
    )  # fmt: skip
    records: list[Entity | Tie] = [asked, *row.around(asked.id)]
    for actor in row.actors("raised_by"):
        records += [actor, Tie(kind=TieKind.RAISED, a=actor.id, b=asked.id, valid_from=day)]
    return records
