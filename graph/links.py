"""Which bodies should know each other: not tied, but with many people-sized contacts in common."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.records.findings import finding_id
from graph.snapshot import Snapshot

CONTACTS_AT_MOST = 200
"""A contact with more ties introduces nobody in particular, and would make the search quadratic."""


class Link(Record):
    """Two bodies that do not work together yet; `score` is Adamic and Adar's index, `through` their shared contacts."""

    finding: str
    a: str
    b: str
    score: float
    through: tuple[str, ...]
    sentence: str


def links(snapshot: Snapshot, *, top: int = 20) -> list[Link]:
    """Return the pairs of bodies not tied that score highest, highest first, equal ones by ids.

    The score is Σ 1 / ln(degree) over shared contacts (Adamic and Adar 2003, Social Networks 25, 211), contacts of more
    than CONTACTS_AT_MOST ties left out.
    """
    two, network = network_of_bodies(snapshot)
    if not len(network.u):
        return []
    tied = (network.matrix() > 0).astype(np.float64).tocsr()
    degree = np.diff(tied.indptr)
    weight = np.zeros(network.n)
    useful = (degree > 1) & (degree <= CONTACTS_AT_MOST)
    weight[useful] = 1.0 / np.log(degree[useful])
    shared = sparse.triu(tied @ sparse.diags(weight) @ tied, k=1).tocsr()
    shared = (shared - shared.multiply(tied)).tocoo()
    scores = np.round(shared.data, 4)
    kept = np.flatnonzero(scores > 0)
    order = kept[np.lexsort((shared.col[kept], shared.row[kept], -scores[kept]))][:top]
    found = []
    for k in order.tolist():
        i, j = int(shared.row[k]), int(shared.col[k])
        contacts = np.intersect1d(
            tied.indices[tied.indptr[i] : tied.indptr[i + 1]],
            tied.indices[tied.indptr[j] : tied.indptr[j + 1]],
        )
        near = sorted(contacts.tolist(), key=lambda c: (-weight[c], c))
        a, b = (snapshot.ids[int(two.positions[x])] for x in (i, j))
        found.append(
            Link(
                finding=finding_id("link", a, b), a=a, b=b, score=float(scores[k]),
                through=tuple(snapshot.ids[int(two.positions[c])] for c in near[:5]),
                sentence=f"They share {len(contacts)} contacts and have no project, network or event in common.",
            )
        )  # fmt: skip
    return found
