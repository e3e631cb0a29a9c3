"""Kumu's maps: a workbook of elements and connections, one table of each, or a JSON blueprint."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Source
from ingest.formats.drawn_json import json_pieces, texts_of_object
from ingest.formats.drawn_network import drawing_source, drawn_rows
from ingest.formats.drawn_records import Edge, Node
from ingest.formats.drawn_tables import TableShape, Values, has_tables, table_rows
from ingest.formats.json_document import document, head_keys
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload
from ingest.rows import RowOf

_OF_CONNECTIONS = frozenset({
    "from", "to", "type", "connection type", "direction", "label", "tags", "description", "id", "strength", "weight",
})  # fmt: skip


class Kumu:
    """Elements are called by their label; a connection may name one that is not listed, which is then a body."""

    name = "kumu"
    title = "a Kumu map (xlsx, csv, json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether all tables are elements or connections, or the JSON has both lists."""
        return {"elements", "connections"} <= head_keys(upload) or has_tables(upload, _SHAPE)

    def source(self, upload: Upload) -> Source:
        """Return the map as the source."""
        return drawing_source(self.name, upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each element and connection; tags become themes."""
        if not head_keys(upload):
            yield from table_rows(upload, _SHAPE)
            return
        whole = document(upload)
        yield from drawn_rows(
            lambda: json_pieces(upload, whole, "elements", "connections", _element, _connection),
            made_by_edges=True,
        )


def _is_elements(keys: frozenset[str]) -> bool:
    return (
        "label" in keys
        and not {"from", "source"} & keys
        and ("tags" in keys or ({"type"} <= keys and "id" not in keys))
    )


def _is_connections(keys: frozenset[str]) -> bool:
    return {"from", "to"} <= keys and ("direction" in keys or keys <= _OF_CONNECTIONS)


def _node(values: Values, where: str) -> Node:
    label = values.get("label", "")
    tags = tuple(values.get("tags", "").split("|"))
    return Node(label, label, values, tags, where, other_key=values.get("id", ""))


def _edge(values: Values, where: str) -> Edge:
    return Edge(values.get("from", ""), values.get("to", ""), values, where)


def _element(element: Line) -> Node:
    """Return an element of a blueprint, or of a project's export, where attributes lie within."""
    values = texts_of_object(element)
    attributes = element.get("attributes")
    tags = element.get("tags") or (attributes.get("tags") if isinstance(attributes, dict) else None)
    listed = tags if isinstance(tags, list) else str(tags or "").split("|")
    label = values.get("label", "")
    return Node(
        label, label, values, tuple(tag for tag in listed if isinstance(tag, str)),
        other_key=values.get("_id", "") or values.get("id", ""),
    )  # fmt: skip


def _connection(element: Line) -> Edge:
    return _edge(texts_of_object(element), "")


_SHAPE = TableShape(_is_elements, _is_connections, _node, _edge, ends_are_names=True)
