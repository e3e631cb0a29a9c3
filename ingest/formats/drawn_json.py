"""Drawings that are kept as JSON: an object with a list of nodes and one of edges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ingest.formats.drawn_network import Piece
from ingest.formats.drawn_records import Edge, Node
from ingest.formats.json_document import elements_of
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload

_INNER = ("attributes", "properties")
"""Keys under which programs keep the attributes that people made up."""


def json_pieces(
    upload: Upload,
    whole: Any,
    nodes: str,
    edges: str,
    node: Callable[[Line], Node],
    edge: Callable[[Line], Edge],
) -> Iterator[tuple[int, Piece]]:
    """Yield each node and then each edge, numbered on; `nodes` and `edges` are the keys of the two lists."""
    number = 0
    for key, make in ((nodes, node), (edges, edge)):
        for at, element in elements_of(upload, whole, key):
            number += 1
            if isinstance(element, dict):
                piece: Node | Edge = make(element)
                piece.where = f"{key} {at}"
                yield number, piece
            else:
                yield number, element


def texts_of_object(element: Line) -> Mapping[str, str]:
    """Return the texts and numbers of an object, and of its attributes, by key in small letters."""
    values: dict[str, str] = {}
    for inner in (element, *(element.get(key) for key in _INNER)):
        if isinstance(inner, dict):
            for key, value in inner.items():
                if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                    values[key.casefold()] = str(value)
    return values
