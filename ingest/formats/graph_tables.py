"""Networks drawn as tables: elements and connections of Kumu, nodes and edges of Gephi and of Graph Commons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.records import Rank, Source
from ingest.formats.drawn_network import Drawing, Node, kind_in
from ingest.formats.table_rows import header_key
from ingest.reading import Upload
from ingest.reading.tables import Line, Table, text_of
from ingest.rows import RowOf

_NODES = ({"label"}, {"id", "label"}, {"type", "name"})
"""What a table of nodes has at least: Kumu's, Gephi's, Graph Commons'."""
_EDGES = ({"from", "to"}, {"source", "target"}, {"from name", "to name"})
_BESIDE = (("edges", "nodes"), ("connections", "elements"), ("kaaret", "solmut"))
"""How the file of nodes is called beside that of edges."""


class GraphTables:
    """Nodes and edges of one workbook, or of a file each: edges find the nodes beside them, else name bodies."""

    name = "graph-tables"
    title = "a network as tables, of Kumu, Gephi or Graph Commons (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table is one of edges, or one of nodes with what these programs add."""
        return any(_is_edges(table) or _is_nodes(table) for table in upload.tables)

    def source(self, upload: Upload) -> Source:
        """Return the drawing as the source; the files of nodes and of edges are of one."""
        stem = upload.path.name.partition(".")[0].casefold()
        for edges, nodes in _BESIDE:
            stem = stem.replace(edges, "").replace(nodes, "")
        return Source(name=f"drawing-{stem.strip('-_ ') or 'network'}", rank=Rank.OTHER, title=upload.name)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each node, then each edge."""
        drawing = Drawing()
        nodes = [table for table in upload.tables if _is_nodes(table)]
        edges = [table for table in upload.tables if _is_edges(table)]
        if not nodes and (beside := _beside(upload)):
            for table in beside.tables:
                for line in table.lines():
                    drawing.node(line.number, _node(_cells(table, line)))
        for table in nodes:
            for line in table.lines():
                yield drawing.node(line.number, _node(_cells(table, line)))
        for table in edges:
            for line in table.lines():
                cells = _cells(table, line)
                a = cells.get("from") or cells.get("source") or cells.get("from name", "")
                b = cells.get("to") or cells.get("target") or cells.get("to name", "")
                meaning = cells.get("edge") or cells.get("label") or cells.get("type", "")
                yield drawing.edge(
                    line.number, a, b, "" if meaning.casefold() in ("directed", "undirected") else meaning
                )


def _keys(table: Table) -> set[str]:
    return {header_key(name) for name in table.header}


def _is_edges(table: Table) -> bool:
    return any(needed <= _keys(table) for needed in _EDGES)


def _is_nodes(table: Table) -> bool:
    keys = _keys(table)
    if _is_edges(table):
        return False
    kumu = (
        "label" in keys
        and bool(keys & {"tags", "type"})
        and table.name.casefold() in ("", "elements", "elementit")
    )
    commons = {"type", "name", "reference"} <= keys
    return {"id", "label"} <= keys or kumu or commons


def _cells(table: Table, line: Line) -> dict[str, str]:
    return {header_key(name): text_of(cell) for name, cell in zip(table.header, line.cells, strict=True)}


def _node(cells: Mapping[str, str]) -> Node:
    label = cells.get("label") or cells.get("name", "")
    tags = tuple(part for part in cells.get("tags", "").split("|") if part.strip())
    return Node(
        cells.get("id") or label, label, kind_in(cells.get("type", "")), cells.get("description", ""), tags
    )


def _beside(upload: Upload) -> Upload | None:
    """Return the file of nodes beside a file of edges: of the same archive, or of the same folder."""
    for edges, nodes in _BESIDE:
        name = upload.name.casefold().replace(edges, nodes)
        if name == upload.name.casefold():
            continue
        for other in upload.beside:
            if other.name.casefold() == name:
                return other
        path = upload.path.with_name(name)
        if path.is_file():
            return Upload.at(path)
    return None
