"""A row about an organisation; a natural person's is counted and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Entity, Network, Sector, Tie, TieKind, named_id
from ingest.fields import kind
from ingest.formats.table_rows import Columns
from ingest.kinds.row import Listing, Row, Setting, thing_rows
from ingest.project_row import BodyRow, actor_of, region_named
from ingest.rows import RowOf


def rows(columns: Columns, setting: Setting) -> Iterator[RowOf]:
    """Yield each row as an actor with its seat, area served, networks, partners and subjects."""
    return thing_rows(Listing(kind("actors"), columns, setting), _records)


def _records(row: Row) -> list[Entity | Tie]:
    names = row.texts("name")
    if not names and row.people:
        return []
    names = row.names()
    country, language = row.country, row.setting.language
    id_ = row.identifier("business_id", country)
    sector = row.choice("sector")
    main = names.get(language) or next(iter(names.values()))
    one = BodyRow(
        main, "", (id_,) if id_ else (), sector=Sector(sector) if sector else None,
        names=names if len(names) > 1 else {},
    )  # fmt: skip
    actor = actor_of(one, country, language)
    actor = actor.model_copy(update={
        "also": tuple(sorted({*actor.also, *row.several("also")} - {*actor.name.values()})),
        "description": row.texts("description"), "url": row.url,
        "legal_form": row.text("legal_form") or actor.legal_form,
    })  # fmt: skip
    records: list[Entity | Tie] = [actor, *row.around(actor.id)]
    for name in row.several("serves"):
        region = region_named(name, row.setting.country, language)
        records += [region, Tie(kind=TieKind.SERVES, a=actor.id, b=region.id)]
    for name in row.several("networks"):
        network = Network(id=named_id("network", name, row.setting.country), name={language: name})
        records += [network, Tie(kind=TieKind.MEMBER_OF, a=actor.id, b=network.id)]
    for partner in row.actors("partners"):
        if partner.id != actor.id:
            records += [partner, Tie(kind=TieKind.COLLABORATES_WITH, a=actor.id, b=partner.id)]
    return records
