"""A row about an event: when, where, and which organisations took part."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity, Event, Tie, TieKind
from ingest.fields import kind
from ingest.formats.table_rows import Columns
from ingest.kinds.row import Listing, Row, Setting, thing_rows
from ingest.rows import RowOf


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as an event; rows of one name and day are one event, so that each may name one participant."""
    return thing_rows(Listing(kind("events"), columns, setting), _records)


def _records(row: Row) -> list[Entity | Tie]:
    names, days = row.names(), row.days()
    day = days["valid_from"]
    event = Event(
        id=row.id_of(names, day.isoformat() if day else ""), name=names, description=row.texts("description"),
        url=row.url, **days,
    )  # fmt: skip
    records: list[Entity | Tie] = [event, *row.around(event.id)]
    organisers = row.actors("organiser")
    for actor in organisers:
        records += [actor, Tie(kind=TieKind.ATTENDED, a=actor.id, b=event.id, note="organiser", **days)]
    for actor in row.actors("attendees"):
        if all(actor.id != organiser.id for organiser in organisers):
            records += [actor, Tie(kind=TieKind.ATTENDED, a=actor.id, b=event.id, **days)]
    for project in row.projects():
        records += [project, Tie(kind=TieKind.ATTENDED, a=project.id, b=event.id, **days)]
    return records
