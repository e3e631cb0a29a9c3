"""What the bare Neo4j driver runs to write rows of the present: nothing is parsed, checked or claimed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import neo4j

from graph.records import is_tie, kind_of
from graph.store import Row, neo4j_rows

Part = dict[str, list[dict[str, Any]]]
"""Queries, each with its rows."""


def part_of(rows: Iterable[Row]) -> Part:
    """Return the queries of one transaction; the ends of ties are merged, as whoever knows nothing of them must."""
    queries: Part = defaultdict(list)
    for row in rows:
        if is_tie(row.id):
            a, b = (neo4j_rows.LABELS[kind_of(end)] for end in (row.a, row.b))
            query = (
                f"UNWIND $rows AS row MERGE (a:{a} {{id: row.a}}) MERGE (b:{b} {{id: row.b}}) "
                f"CREATE (a)-[r:{row.fields['kind']}]->(b) SET r = row.props"
            )
            queries[query].append({"a": row.a, "b": row.b, "props": neo4j_rows.tie_props(row)})
        else:
            label = neo4j_rows.LABELS[kind_of(row.id)]
            query = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row"
            queries[query].append(neo4j_rows.entity_props(row))
    return queries


def run(session: neo4j.Session, part: Part) -> None:
    """Run the queries of one transaction."""
    with session.begin_transaction() as tx:
        for query, rows in part.items():
            tx.run(query, rows=rows).consume()  # type: ignore[arg-type]
        tx.commit()
