"""Which bodies should know each other: not tied, but with contacts in common, or at work on the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy import sparse
from scipy.sparse.csgraph import dijkstra
from sparse_dot_topn import sp_matmul_topn

from graph.bodies import Network, TwoMode
from graph.communities import SEED
from graph.identity import may_be
from graph.measures.stability import best
from graph.partition import ei_index, inside_and_outside
from graph.projection import network_of_bodies
from graph.records.base import Record
from graph.records.findings import Reason, finding_id
from graph.snapshot import Snapshot
from graph.work import Work, in_each_language, work_of_bodies

ACTIVE = 1 / 3
"""How much it counts that both are in many projects; fitted on ties of H2020 that began in 2016 and 2017."""
NEAR = 0.2
"""Bodies less alike in work than this are not near in work."""
LEAST = 0.05
"""A lower score is no reason to call: all they have in common is a body that everyone works with."""
ENOUGH = 5
"""A body with so few subjects says half of what one with very many would."""
NEAREST = 10
"""So many of each body's nearest in work are looked at."""
ROWS = 1_000
SUBJECTS = 3
THROUGH = 5
FARTHEST = 6

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Link(Record):
    """Two bodies that do not work together yet, and what their tie would change.

    `score` (0–1) is 1 − (1 − c) (1 − w), with w how alike they are in work and c = x / (1 + x), x what they have in
    common by contacts; `reasons` are the parts of the two and add up to it. `through` are contacts in common,
    those that know fewest others first. `distance` counts ties on the shortest way between them, None if there is none.
    `crosses` tells whether they are of two groups, `between` how much weight of ties those two groups have, and
    `ei_change` how the E-I index of the groups would move.
    """

    finding: str
    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...] = ()
    through: tuple[str, ...] = ()
    contacts: int = 0
    """How many contacts they have in common."""
    both_work_on: dict[str, str] = Field(default_factory=dict)
    distance: int | None = None
    crosses: bool = False
    between: float = 0.0
    ei_change: float = 0.0
    sentence: str


def links(snapshot: Snapshot, *, top: int = 20) -> list[Link]:
    """Return the pairs of bodies not tied that score highest, highest first, equal ones by ids.

    What two bodies have in common by contacts is the resource allocation index, Σ 1 / ties of a shared contact (Zhou,
    Lü and Zhang 2009, European Physical Journal B 71, 623), times the cube root of the product of how much both are in.
    """
    two, network = network_of_bodies(snapshot)
    if not two.bodies:
        return []
    work = work_of_bodies(snapshot)
    found = _joined(_by_contacts(two, network, top), _by_work(network, work, top))
    i, j = found
    unsure = may_be(snapshot)
    ids = [snapshot.ids[position] for position in two.positions.tolist()]
    common = _common(two, network, i, j)
    alike = _alike(work, i, j)
    by_contacts = common / (1 + common)
    score = np.round(1 - (1 - by_contacts) * (1 - alike), 4)
    order = np.lexsort((j, i, -score))
    around = _Around(network)
    told: list[Link] = []
    for k in order.tolist():
        one, other = int(i[k]), int(j[k])
        if len(told) == top or score[k] < LEAST:
            break
        if _may_be_one(unsure, int(two.positions[one]), int(two.positions[other])):
            continue
        contacts = around.contacts(one, other)
        both = in_each_language(snapshot, work.shared(one, other, SUBJECTS)) if alike[k] else {}
        crosses, between, change = around.of_groups(one, other)
        link = Link(
            finding=finding_id("link", ids[one], ids[other]), a=ids[one], b=ids[other], score=float(score[k]),
            reasons=_reasons(float(by_contacts[k]), float(alike[k]), float(score[k])),
            through=tuple(ids[c] for c in contacts[:THROUGH]), contacts=len(contacts), both_work_on=both,
            distance=around.distance(one, other), crosses=crosses, between=between, ei_change=change, sentence="",
        )  # fmt: skip
        told.append(link.model_copy(update={"sentence": _sentence(link)}))
    return told


def contacts_in_common(two: TwoMode, network: Network, rows: Ints) -> sparse.csr_matrix:
    """Return for the bodies `rows` what they have in common with each other body by contacts (CSR, rows × n)."""
    ties = network.tied()
    degree = np.diff(ties.indptr)
    weight = np.divide(1.0, degree, out=np.zeros(network.n), where=degree > 0)
    activity = np.bincount(two.body, minlength=network.n).astype(np.float64) ** ACTIVE
    shared = sparse.diags_array(activity[rows]) @ (ties[rows] @ sparse.diags_array(weight) @ ties)
    return sparse.csr_matrix(shared @ sparse.diags_array(activity))


def _by_contacts(two: TwoMode, network: Network, top: int) -> tuple[Ints, Ints]:
    """Return the pairs i < j, not tied, with most in common by contacts: `top` or more where there are so many."""
    ties = network.tied()
    ends: list[Ints] = [np.empty(0, np.int64)] * 2
    values = np.empty(0)
    for start in range(0, network.n, ROWS):
        rows = np.arange(start, min(start + ROWS, network.n))
        common = contacts_in_common(two, network, rows)
        common = (common - common.multiply(ties[rows])).tocoo()
        i, j, x = rows[common.row], common.col.astype(np.int64), common.data
        least = np.partition(values, -top)[-top] if len(values) > top else 0.0
        kept = (i < j) & (x > 1e-12) & (x >= least - 1e-9)
        ends = [np.concatenate([ends[0], i[kept]]), np.concatenate([ends[1], j[kept]])]
        values = np.concatenate([values, x[kept]])
        if len(values) > 4 * top + 1_000:
            best_ones = values >= np.partition(values, -top)[-top] - 1e-9
            ends, values = [end[best_ones] for end in ends], values[best_ones]
    return ends[0], ends[1]


def _by_work(network: Network, work: Work, top: int) -> tuple[Ints, Ints]:
    """Return the pairs i < j, not tied, that are nearest in work."""
    rows = work.rows
    near = sp_matmul_topn(rows, rows.T.tocsr(), top_n=NEAREST + 1, threshold=NEAR, sort=False).tocoo()
    i, j = np.minimum(near.row, near.col).astype(np.int64), np.maximum(near.row, near.col).astype(np.int64)
    apart = i != j
    keys, first = np.unique(i[apart] * network.n + j[apart], return_index=True)
    value = near.data[apart][first]
    known = np.isin(keys, network.u * network.n + network.v)
    keys, value = keys[~known], value[~known]
    if len(keys) > top:
        kept = value >= np.partition(value, -top)[-top] - 1e-9
        keys = keys[kept]
    return keys // network.n, keys % network.n


def _joined(one: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    pairs = np.stack([np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])], axis=1)
    unique = np.unique(pairs, axis=0)
    return unique[:, 0], unique[:, 1]


def _common(two: TwoMode, network: Network, i: Ints, j: Ints) -> Floats:
    """Return what bodies i[k] and j[k] have in common by contacts."""
    ties = network.tied()
    degree = np.diff(ties.indptr)
    weight = np.divide(1.0, degree, out=np.zeros(network.n), where=degree > 0)
    activity = np.bincount(two.body, minlength=network.n).astype(np.float64) ** ACTIVE
    both = ties[i].multiply(ties[j]).tocsr() @ weight
    return np.asarray(both * activity[i] * activity[j], dtype=np.float64).ravel()


def _alike(work: Work, i: Ints, j: Ints) -> Floats:
    """Return how alike bodies i[k] and j[k] are in work (0–1): few subjects say little, and little likeness nothing."""
    subjects = np.diff(work.rows.indptr)
    fewer = np.minimum(subjects[i], subjects[j])
    near = work.alike(i, j)
    return np.where(near >= NEAR, near * fewer / (fewer + ENOUGH), 0.0)


def _may_be_one(unsure: dict[int, frozenset[int]], a: int, b: int) -> bool:
    """Return whether two bodies may be one and the same."""
    return b in unsure.get(a, ()) or a in unsure.get(b, ())


class _Around:
    """What stands around two bodies in the network: contacts, the way between, their groups."""

    def __init__(self, network: Network) -> None:
        self._ties = network.tied()
        self._degree = np.diff(self._ties.indptr)
        self._group, _ = best(network, seed=SEED)
        self._network = network
        inside, outside = inside_and_outside(network, self._group)
        self._inside, self._outside = float(inside.sum()), float(outside.sum()) / 2

    def contacts(self, i: int, j: int) -> list[int]:
        """Return the contacts in common, those that know fewest others first."""
        one, other = (self._ties.indices[self._ties.indptr[k] : self._ties.indptr[k + 1]] for k in (i, j))
        return sorted(np.intersect1d(one, other).tolist(), key=lambda c: (self._degree[c], c))

    def distance(self, i: int, j: int) -> int | None:
        """Return how many ties are on the shortest way, None where there is none of FARTHEST or fewer."""
        found = float(dijkstra(self._ties, indices=[i], unweighted=True, limit=float(FARTHEST))[0, j])
        return None if np.isinf(found) else int(found)

    def of_groups(self, i: int, j: int) -> tuple[bool, float, float]:
        """Return whether two bodies are of two groups, the weight between those, and how a tie moves the E-I index."""
        g, h = int(self._group[i]), int(self._group[j])
        n = self._network
        one, other = self._group[n.u], self._group[n.v]
        between = (
            float(n.w[((one == g) & (other == h)) | ((one == h) & (other == g))].sum()) if g != h else 0.0
        )
        now = ei_index(self._outside, self._inside)
        then = ei_index(self._outside + (g != h), self._inside + (g == h))
        return g != h, round(between, 4), round((then or 0.0) - (now or 0.0), 6) if now is not None else 0.0


def _reasons(contacts: float, work: float, score: float) -> tuple[Reason, ...]:
    """Return the parts of the score: each takes its share of −ln(1 − part), of which 1 − score is the product."""
    logs = {"contacts": -np.log1p(-min(contacts, 1 - 1e-12)), "work": -np.log1p(-min(work, 1 - 1e-12))}
    total = sum(logs.values())
    by_contacts = round(score * logs["contacts"] / total, 4) if total else 0.0
    parts = {"contacts": by_contacts, "work": round(score - by_contacts, 4)}
    return tuple(Reason(kind=kind, weight=weight) for kind, weight in parts.items() if weight > 0)


def _sentence(link: Link) -> str:
    why = []
    if link.both_work_on:
        why.append(f"both work on {link.both_work_on['en']}")
    if link.contacts:
        why.append(f"share {link.contacts} contact{'s' if link.contacts > 1 else ''}")
    said = "They " + " and ".join(why) + ", but no project, network or event"
    if link.distance is None:
        said += "; no way leads from one to the other"
    elif not link.contacts:
        said += f"; {link.distance} steps lie between them"
    if link.crosses and not link.between:
        said += ". It would be the first tie between their groups."
    elif link.crosses:
        said += ". It would join two groups."
    else:
        said += "."
    return said
