"""GraphML and GEXF, for Gephi, yEd and the like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store import Store

_XML_REFUSES = {code: None for code in range(32) if code not in (9, 10, 13)}


def write(store: Store, path: Path, format_: str) -> int:
    """Write the present as a directed multigraph and return the number of nodes and edges."""
    import networkx as nx

    from graph.snapshot import take, to_networkx

    with store.reading() as tx:
        graph = to_networkx(take(tx))
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        values = _flat(data)
        values["label"] = values.get("name", node)
        flat.add_node(node, **values)
    for a, b, data in graph.edges(data=True):
        flat.add_edge(a, b, **_flat(data))
    if format_ == "gexf":
        nx.write_gexf(flat, path)
    else:
        nx.write_graphml(flat, path)
    return int(flat.number_of_nodes() + flat.number_of_edges())


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in data.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return "|".join(map(str, value)).translate(_XML_REFUSES)
    return value.translate(_XML_REFUSES) if isinstance(value, str) else value
