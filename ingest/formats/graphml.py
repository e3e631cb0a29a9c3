"""GraphML, as Solmu, Gephi, yEd, Cytoscape and NetworkX write it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Source
from ingest.formats.drawn_network import Piece, drawing_source, drawn_rows
from ingest.formats.drawn_records import Edge, Node, said
from ingest.reading import Upload
from ingest.reading.xml import XmlElement, elements, root_tag
from ingest.rows import RowOf

_TAGS = frozenset({"key", "node", "edge"})
_LABELS = ("label", "name", "nimi", "namn", "title")
_DRAWN_LABELS = ("NodeLabel", "EdgeLabel")
"""Where yEd keeps the text that it draws."""


class GraphMl:
    """Nodes and edges with named data; nodes within nodes count as nodes."""

    name = "graphml"
    title = "a network in GraphML"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the outermost element is GraphML's."""
        return root_tag(upload) == "graphml"

    def source(self, upload: Upload) -> Source:
        """Return the drawing as the source."""
        return drawing_source(self.name, upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node and edge, numbered by its position among them."""
        yield from drawn_rows(lambda: _pieces(upload), made_by_edges=False)


def _pieces(upload: Upload) -> Iterator[tuple[int, Piece]]:
    names: dict[str, str] = {}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    number = 0
    for element in elements(upload, _TAGS):
        if element.tag == "key":
            name = (element.get("attr.name") or element.get("id")).casefold()
            names[element.get("id")] = name
            for default in element.all("default"):
                for kind in defaults if element.get("for") in ("all", "") else [element.get("for")]:
                    defaults.setdefault(kind, {})[name] = default.text.strip()
            continue
        for one in _flat(element):
            number += 1
            values = {**defaults[one.tag], **_values(one, names)}
            where = f"line {one.line}"
            if one.tag == "node":
                key = one.get("id")
                yield number, Node(key, said(values, _LABELS) or key, values, where=where)
            else:
                yield number, Edge(one.get("source"), one.get("target"), values, where=where)


def _flat(element: XmlElement) -> Iterator[XmlElement]:
    """Yield a node or edge, and those of the graphs within it."""
    yield element
    for graph in element.all("graph"):
        for child in graph.children:
            if child.tag in ("node", "edge"):
                yield from _flat(child)


def _values(element: XmlElement, names: dict[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for data in element.all("data"):
        name = names.get(data.get("key"), data.get("key").casefold())
        if drawn := _drawn_label(data):
            values.setdefault("label", drawn)
        elif text := data.text.strip():
            values[name] = text
    for one in element.all("desc"):
        values.setdefault("description", one.text.strip())
    return values


def _drawn_label(element: XmlElement) -> str:
    for child in element.children:
        text = child.text.strip() if child.tag in _DRAWN_LABELS else _drawn_label(child)
        if text:
            return text
    return ""
