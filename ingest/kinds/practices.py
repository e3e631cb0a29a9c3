"""A row about a good practice: how far it has come, who made it and who has adopted it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity, Practice, Stage, Tie, TieKind, named_id
from ingest.fields import kind
from ingest.formats.table_rows import Columns
from ingest.kinds.row import Listing, Row, Setting, thing_rows
from ingest.rows import RowOf


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as a practice with its makers, adopters and what it was adapted from."""
    return thing_rows(Listing(kind("practices"), columns, setting), _records)


def _records(row: Row) -> list[Entity | Tie]:
    names, stage = row.names(), row.choice("stage")
    practice = Practice(
        id=row.id_of(names), name=names, description=row.texts("description"), url=row.url,
        stage=Stage(stage) if stage else None, valid_from=row.day("start"),
    )  # fmt: skip
    records: list[Entity | Tie] = [practice, *row.around(practice.id)]
    for actor in row.actors("producer"):
        records += [actor, Tie(kind=TieKind.PRODUCED, a=actor.id, b=practice.id, stage=stage)]
    for project in row.projects():
        records += [project, Tie(kind=TieKind.PRODUCED, a=project.id, b=practice.id, stage=stage)]
    for actor in row.actors("adopters"):
        records += [actor, Tie(kind=TieKind.ADOPTED, a=actor.id, b=practice.id)]
    for name in row.several("adapted_from"):
        id_ = named_id("practice", name, row.setting.country)
        if id_ != practice.id:
            other = Practice(id=id_, name={row.setting.language: name})
            records += [other, Tie(kind=TieKind.ADAPTED_FROM, a=practice.id, b=other.id)]
    return records
