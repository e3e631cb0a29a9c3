"""A row about a network or an ecosystem, with who convenes it and who belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import Entity, Network, Tie, TieKind
from ingest.fields import kind
from ingest.formats.table_rows import Columns
from ingest.kinds.row import Listing, Row, Setting, thing_rows
from ingest.rows import RowOf

_ECOSYSTEM = re.compile("[eöø]kosys|ecosys", re.IGNORECASE)


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as a network with its convener, members and member projects."""
    return thing_rows(Listing(kind("networks"), columns, setting), _records)


def _records(row: Row) -> list[Entity | Tie]:
    names = row.names()
    form = row.choice("form") or ("ecosystem" if _ECOSYSTEM.search(" ".join(names.values())) else "network")
    network = Network(
        id=row.id_of(names), name=names, description=row.texts("description"), form=form, url=row.url, **row.days()
    )  # fmt: skip
    records: list[Entity | Tie] = [network, *row.around(network.id)]
    conveners = row.actors("convener")
    for actor in conveners:
        records += [actor, Tie(kind=TieKind.MEMBER_OF, a=actor.id, b=network.id, note="convener")]
    for actor in row.actors("members"):
        if all(actor.id != convener.id for convener in conveners):
            records += [actor, Tie(kind=TieKind.MEMBER_OF, a=actor.id, b=network.id)]
    for project in row.projects():
        records += [project, Tie(kind=TieKind.MEMBER_OF, a=project.id, b=network.id)]
    return records
