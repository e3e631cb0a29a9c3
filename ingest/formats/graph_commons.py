"""Graph Commons' exports: tables of nodes and edges that are called by type and name, or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.records import Source
from ingest.formats.drawn_json import json_pieces, texts_of_object
from ingest.formats.drawn_network import drawing_source, drawn_rows
from ingest.formats.drawn_records import Edge, Node
from ingest.formats.drawn_tables import TableShape, Values, has_tables, table_rows
from ingest.formats.json_document import document, head_keys
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload
from ingest.rows import RowOf

_TYPES = {"type", "type_id", "node_type", "nodetypes"}


class GraphCommons:
    """A node is its type and its name together; an edge may name nodes that are not listed."""

    name = "graph-commons"
    title = "a Graph Commons graph (csv, xlsx, json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether all tables are Graph Commons' nodes or edges, or the JSON has nodes with types."""
        keys = {key.casefold() for key in head_keys(upload)}
        return ({"nodes", "name"} <= keys and bool(_TYPES & keys)) or has_tables(upload, _SHAPE)

    def source(self, upload: Upload) -> Source:
        """Return the graph as the source."""
        return drawing_source(self.name, upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node and edge."""
        if not head_keys(upload):
            yield from table_rows(upload, _SHAPE)
            return
        whole = document(upload)
        graph = whole["graph"] if isinstance(whole, dict) and isinstance(whole.get("graph"), dict) else whole
        node_types, edge_types = _types(graph, "nodeTypes"), _types(graph, "edgeTypes")
        yield from drawn_rows(
            lambda: json_pieces(
                upload, graph, "nodes", "edges",
                lambda element: _json_node(element, node_types), lambda element: _json_edge(element, edge_types),
            ),
            made_by_edges=False,
        )  # fmt: skip


def _is_nodes(keys: frozenset[str]) -> bool:
    return "name" in keys and ("node type" in keys or ("type" in keys and {"reference", "image"} <= keys))


def _is_edges(keys: frozenset[str]) -> bool:
    return {"from name", "to name"} <= keys and ({"from type", "to type"} & keys) != set()


def _key(type_: str, name: str) -> str:
    return f"{type_.casefold()}\n{name}"


def _node(values: Values, where: str) -> Node:
    name = values.get("name", "")
    type_ = values.get("node type", "") or values.get("type", "")
    return Node(_key(type_, name), name, values, where=where)


def _edge(values: Values, where: str) -> Edge:
    ends = []
    for end in ("from", "to"):
        type_, name = values.get(f"{end} type", ""), values.get(f"{end} name", "")
        ends.append(Node(_key(type_, name) if name else "", name, {"type": type_}, where=where))
    relation = {"edge": values.get("edge", "") or values.get("edge type", "")}
    return Edge(ends[0].key, ends[1].key, relation, where, (ends[0], ends[1]))


def _types(graph: Any, key: str) -> Mapping[str, str]:
    """Return the names of types by their ids."""
    listed = graph.get(key) if isinstance(graph, dict) else None
    found = (
        [texts_of_object(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    )
    return {one["id"]: one["name"] for one in found if "id" in one and "name" in one}


def _json_node(element: Line, types: Mapping[str, str]) -> Node:
    values = dict(texts_of_object(element))
    values.setdefault("type", values.get("node_type", "") or types.get(values.get("type_id", ""), ""))
    name = values.get("name", "")
    return Node(values.get("id", "") or name, name, values)


def _json_edge(element: Line, types: Mapping[str, str]) -> Edge:
    values = texts_of_object(element)
    said = values.get("name", "") or values.get("type", "") or types.get(values.get("type_id", ""), "")
    return Edge(values.get("from", ""), values.get("to", ""), {"edge": said})


_SHAPE = TableShape(_is_nodes, _is_edges, _node, _edge, ends_are_names=True)
