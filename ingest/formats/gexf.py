"""GEXF, as Gephi, NetworkX and Solmu write it, of any version."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Source
from ingest.formats.drawn_network import Piece, drawing_source, drawn_rows
from ingest.formats.drawn_records import Edge, Node
from ingest.reading import Upload
from ingest.reading.xml import XmlElement, elements, root_tag
from ingest.rows import RowOf

_TAGS = frozenset({"attributes", "node", "edge"})


class Gexf:
    """Nodes and edges with attributes by title; nodes within nodes count as nodes."""

    name = "gexf"
    title = "a network in GEXF"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the outermost element is GEXF's."""
        return root_tag(upload) == "gexf"

    def source(self, upload: Upload) -> Source:
        """Return the drawing as the source."""
        return drawing_source(self.name, upload)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node and edge, numbered by its position among them."""
        yield from drawn_rows(lambda: _pieces(upload), made_by_edges=False)


def _pieces(upload: Upload) -> Iterator[tuple[int, Piece]]:
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    number = 0
    for element in elements(upload, _TAGS):
        if element.tag == "attributes":
            class_ = element.get("class")
            for one in element.all("attribute"):
                title = (one.get("title") or one.get("id")).casefold()
                titles.setdefault(class_, {})[one.get("id")] = title
                for default in one.all("default"):
                    defaults.setdefault(class_, {})[title] = default.text.strip()
            continue
        for one in _flat(element):
            number += 1
            values = {**defaults[one.tag], **_values(one, titles[one.tag])}
            where = f"line {one.line}"
            if one.tag == "node":
                key = one.get("id")
                yield number, Node(key, one.get("label") or key, values, where=where)
            else:
                yield number, Edge(one.get("source"), one.get("target"), values, where=where)


def _flat(element: XmlElement) -> Iterator[XmlElement]:
    """Yield a node or edge, and the nodes and edges within it."""
    yield element
    for within in ("nodes", "edges"):
        for one in element.all(within, within[:-1]):
            yield from _flat(one)


def _values(element: XmlElement, titles: dict[str, str]) -> dict[str, str]:
    values = {name: element.get(name) for name in ("kind", "label") if element.get(name)}
    for one in element.all("attvalues", "attvalue"):
        key = one.get("for") or one.get("id")
        if text := one.get("value"):
            values[titles.get(key, key.casefold())] = text
    return values
