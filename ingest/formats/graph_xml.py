"""GraphML and GEXF: networks that somebody drew, or that we exported."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from graph.records import KINDS, Rank, Source
from ingest.formats.drawn_network import Drawing, Node, kind_in
from ingest.reading import Upload
from ingest.reading.xml import begins_with, child_texts, elements, local
from ingest.rows import RowOf

_LABEL = ("label", "name", "nimi", "title")
_KIND = ("kind", "type", "category", "tyyppi", "group")
_MEANING = ("kind", "label", "type", "relation", "role")


class _GraphXml:
    """What both formats share: nodes and edges with attributes declared by key."""

    name: str
    title: str
    root: str
    keys: str
    """The element that declares an attribute; GraphML's says `attr.name`, GEXF's `title`."""

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first element is this format's."""
        return begins_with(upload, self.root)

    def source(self, upload: Upload) -> Source:
        """Return the drawing as the source."""
        return Source(name=upload.path.name.partition(".")[0].casefold(), rank=Rank.OTHER, title=upload.name)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node, then each edge, numbered in their order."""
        declared: dict[str, str] = {}
        drawing = Drawing()
        number = 0
        for _, element in elements(upload, self.keys, "node", "edge"):
            if local(element) == self.keys:
                title = element.get("attr.name") or element.get("title") or element.get("id") or ""
                declared[element.get("id", "")] = title.casefold()
                continue
            number += 1
            values = _values(element, declared)
            if local(element) == "node":
                yield drawing.node(number, _node(element, values))
            else:
                meaning = next((values[key] for key in _MEANING if values.get(key)), "")
                yield drawing.edge(number, element.get("source", ""), element.get("target", ""), meaning)


class GraphMl(_GraphXml):
    """Attributes are `data` elements of a node, declared by `key`."""

    name = "graphml"
    title = "a network (GraphML)"
    root = "graphml"
    keys = "key"


class Gexf(_GraphXml):
    """Attributes are `attvalue` elements, declared by `attribute`."""

    name = "gexf"
    title = "a network of Gephi (GEXF)"
    root = "gexf"
    keys = "attribute"


def _values(element: Element, declared: dict[str, str]) -> dict[str, str]:
    found = {
        key.casefold(): value
        for key, value in element.attrib.items()
        if key not in ("id", "source", "target")
    }
    for child, text in child_texts(element, "data"):
        found[declared.get(child.get("key", ""), child.get("key", ""))] = text
    for group, _ in child_texts(element, "attvalues"):
        for one in group:
            found[declared.get(one.get("for", ""), one.get("for", ""))] = one.get("value", "")
    return found


def _node(element: Element, values: dict[str, str]) -> Node:
    key = element.get("id", "")
    label = next(
        (value for word in _LABEL for name, value in values.items() if value and name.startswith(word)), key
    )
    ours = key if key.partition(":")[0] in KINDS and key.count(":") >= 2 else ""
    kind = kind_in(*(values[name] for name in _KIND if name in values))
    return Node(key, label, kind, values.get("description", ""), id=ours)
