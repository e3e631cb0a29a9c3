"""A snapshot as the graph types that people and libraries know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.records import TieKind
from graph.snapshot.snapshot import KIND_CODES, Snapshot

if TYPE_CHECKING:
    import networkx as nx

_KINDS = {code: kind for kind, code in KIND_CODES.items()}
_TIES = list(TieKind)


def to_networkx(snapshot: Snapshot) -> nx.MultiDiGraph[str]:
    """Return the snapshot as a networkx multigraph: nodes by id with `kind`, `name`, fields; ties with `kind`."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i, id_ in enumerate(snapshot.ids):
        graph.add_node(
            id_, **{**snapshot.fields[i], "kind": _KINDS[int(snapshot.kind[i])], "name": snapshot.name(i)}
        )
    ids = snapshot.ids
    for kind, a, b, role in zip(
        snapshot.tie_kind.tolist(), snapshot.a.tolist(), snapshot.b.tolist(), snapshot.role, strict=True
    ):
        graph.add_edge(ids[a], ids[b], kind=_TIES[kind].value, **({"role": role} if role else {}))
    return graph


def to_networkit(snapshot: Snapshot) -> Any:
    """Return the snapshot as an undirected, simple NetworKit graph; node i is the entity at position i."""
    import networkit as nk
    import numpy as np

    n = len(snapshot.ids)
    low = np.minimum(snapshot.a, snapshot.b).astype(np.int64)
    high = np.maximum(snapshot.a, snapshot.b).astype(np.int64)
    pairs = np.unique(np.stack([low, high], axis=1), axis=0) if len(low) else np.empty((0, 2), dtype=np.int64)
    return nk.GraphFromCoo((pairs[:, 0].copy(), pairs[:, 1].copy()), n=n, weighted=False, directed=False)
