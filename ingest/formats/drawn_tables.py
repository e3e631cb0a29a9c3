"""Drawings that are kept as tables: one of nodes, one of edges, in one workbook or as files beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.errors import DataError
from ingest.formats.drawn_network import Piece, drawing_key, drawn_rows
from ingest.formats.drawn_records import Edge, Node
from ingest.formats.table_rows import Columns, header_key
from ingest.reading import Upload
from ingest.reading.tables import Table
from ingest.rows import RowOf

_NAMES = (
    "id", "label", "name", "from", "to", "source", "target", "from name", "to name", "tags", "description",
)  # fmt: skip
"""Columns where a personal name is that of a node, not of somebody to contact."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableShape:
    """How a program writes its two tables: which one is which by its columns (in small letters), and what a row is."""

    is_nodes: Callable[[frozenset[str]], bool]
    is_edges: Callable[[frozenset[str]], bool]
    node: Callable[[Values, str], Node]
    edge: Callable[[Values, str], Edge]
    ends_are_names: bool
    """Whether an edge's end that no node describes is a body's name even where nodes are described."""


def has_tables(upload: Upload, shape: TableShape) -> bool:
    """Return whether a file has both tables of a shape, or no other than one of them."""
    keys = [_keys(table) for table in upload.tables]
    nodes, edges = [*map(shape.is_nodes, keys)], [*map(shape.is_edges, keys)]
    return (any(nodes) and any(edges)) or (bool(keys) and all(map(max, nodes, edges)))


def table_rows(upload: Upload, shape: TableShape) -> Iterator[RowOf]:
    """Yield what becomes of each row; the rows of a second sheet are numbered on after all rows of the longest."""
    nodes = [table for table in upload.tables if shape.is_nodes(_keys(table))]
    edges = [table for table in upload.tables if table not in nodes and shape.is_edges(_keys(table))]
    if not nodes and not edges:
        raise DataError(f"{upload.path} has neither nodes nor edges; nothing was loaded.")
    beside = [] if nodes else _beside(upload, shape)
    tables = (*nodes, *edges)
    longest = 0
    if len(tables) > 1:
        longest = max((line.number for table in tables for line in _lined(table).table.lines()), default=0)

    def pieces() -> Iterator[tuple[int, Piece]]:
        for at, table in enumerate(tables):
            make = shape.node if table in nodes else shape.edge
            for number, piece in _pieces(table, make):
                yield at * longest + number, piece

    yield from drawn_rows(pieces, made_by_edges=shape.ends_are_names or not (nodes or beside), beside=beside)


def _beside(upload: Upload, shape: TableShape) -> list[Node]:
    """Return the nodes of the first file beside an edges' file that has some."""
    for other in upload.beside(drawing_key):
        for table in other.tables:
            if shape.is_nodes(_keys(table)):
                return [piece for _, piece in _pieces(table, shape.node) if isinstance(piece, Node)]
    return []


def _keys(table: Table) -> frozenset[str]:
    return frozenset(map(header_key, table.header))


def _lined(table: Table) -> Columns:
    places = {key: at for at, key in reversed([*enumerate(map(header_key, table.header))])}
    table.ends_in_notes = False
    return Columns(table, places, _NAMES)


def _pieces(table: Table, make: Callable[[Values, str], Node | Edge]) -> Iterator[tuple[int, Piece]]:
    columns = _lined(table)
    for line, wrong in columns.lines():
        where = f"sheet {table.name}, row {line.number}" if table.name else ""
        if wrong is not None:
            yield line.number, wrong
        else:
            yield line.number, make({key: columns.text(line, key) for key in columns.places}, where)
