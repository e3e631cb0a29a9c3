"""Gephi's spreadsheets: nodes by id and label, edges by the ids of their ends."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Source
from ingest.formats.drawn_network import drawing_source
from ingest.formats.drawn_records import Edge, Node
from ingest.formats.drawn_tables import TableShape, Values, has_tables, table_rows
from ingest.reading import Upload
from ingest.rows import RowOf


class Gephi:
    """Edges find their labels in the file of the nodes beside them; where there is none, the ids are the names."""

    name = "gephi"
    title = "Gephi's tables of nodes and edges (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether all tables are Gephi's nodes or edges."""
        return has_tables(upload, _SHAPE)

    def source(self, upload: Upload) -> Source:
        """Return the drawing as the source."""
        return drawing_source(self.name, upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node and edge."""
        yield from table_rows(upload, _SHAPE)


def _is_nodes(keys: frozenset[str]) -> bool:
    return {"id", "label"} <= keys and "source" not in keys


def _is_edges(keys: frozenset[str]) -> bool:
    return {"source", "target"} <= keys


def _node(values: Values, where: str) -> Node:
    key = values.get("id", "")
    return Node(key, values.get("label", "") or key, values, where=where)


def _edge(values: Values, where: str) -> Edge:
    return Edge(values.get("source", ""), values.get("target", ""), values, where)


_SHAPE = TableShape(_is_nodes, _is_edges, _node, _edge, ends_are_names=False)
