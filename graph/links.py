"""Which bodies should know each other: not tied, but with contacts in common, or at work on the same."""

from __future__ import annotations

from dataclasses import dataclass

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

FEW = 0.75
"""A contact counts its ties to the power of −FEW: who knows few others introduces better..."""
ACTIVE = 1 / 3
"""...and bodies that take part in much meet more; chosen on five lists' ties of later years (decision 0030)."""
NEAR = 0.2
"""Bodies less alike in work than this are not near in work."""
LEAST = 0.1
"""A lower score is no reason to call: all they have in common is a body that everyone works with."""
ENOUGH = 5
"""A body with so few subjects says half of what one with very many would."""
NEAREST = 10
"""So many of each body's nearest in work are looked at."""
ROWS = 64
"""So many bodies at a time: few rows reach far enough to be looked at."""
NOTHING = 1e-12
SUBJECTS = 3
THROUGH = 5

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

    What two bodies have in common by contacts is Σ ties_z ^ −3/4 over shared contacts z, times the cube root of the
    product of how much both take part in: between Adamic and Adar's index (2003, Social Networks 25, 211) and resource
    allocation (Zhou, Lü and Zhang 2009, European Physical Journal B 71, 623), and better than either (decision 0030).
    """
    two, network = network_of_bodies(snapshot)
    if not two.bodies:
        return []
    work = work_of_bodies(snapshot)
    i, j, by_contacts, alike = _best(network, _Halves.of(two, network), work, _may_be_one(snapshot, two), top)
    ids = [snapshot.ids[position] for position in two.positions.tolist()]
    score = _score(by_contacts, alike)
    order = np.lexsort((j, i, -score))
    around = _Around(network)
    told: list[Link] = []
    for k in order.tolist():
        one, other = int(i[k]), int(j[k])
        if len(told) == top or score[k] < LEAST:
            break
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


def _best(
    network: Network, halves: _Halves, work: Work, unsure: Ints, top: int
) -> tuple[Ints, Ints, Floats, Floats]:
    """Return pairs i < j, among them the `top` of highest score, with their two parts of it.

    The best by contacts and the best by work are looked at, more of each until no other pair could score higher than
    those found (the threshold algorithm of Fagin, Lotem and Naor 2003, J. of Computer and System Sciences 66, 614).
    """
    by_work = _by_work(network, work, unsure)
    wanted = top
    while True:
        i, j, least_by_contacts = _by_contacts(network, halves, unsure, wanted)
        near = by_work[2] >= (np.partition(by_work[2], -wanted)[-wanted] if len(by_work[2]) > wanted else 0.0)
        least_by_work = float(by_work[2][near].min()) if len(by_work[2]) > wanted else 0.0
        i, j = _joined((i, j), (by_work[0][near], by_work[1][near]))
        common = _common(halves, i, j)
        by_contacts, alike = common / (1 + common), _alike(work, i, j)
        score = _score(by_contacts, alike)
        least = np.partition(score, -top)[-top] if len(score) >= top else 0.0
        others = 1 - (1 - least_by_contacts / (1 + least_by_contacts)) * (1 - least_by_work)
        if others < LEAST or least >= others:
            return i, j, by_contacts, alike
        wanted *= 2


def _score(by_contacts: Floats, alike: Floats) -> Floats:
    return np.asarray(np.round(1 - (1 - by_contacts) * (1 - alike), 4))


def _may_be_one(snapshot: Snapshot, two: TwoMode) -> Ints:
    """Return the pairs i < j of bodies that may be one and the same, as i × bodies + j, sorted."""
    place = {int(position): body for body, position in enumerate(two.positions.tolist())}
    found = [
        min(a, b) * two.bodies + max(a, b)
        for one, others in may_be(snapshot).items()
        for other in others
        if (a := place.get(one)) is not None and (b := place.get(other)) is not None
    ]
    return np.unique(np.array(found, dtype=np.int64))


def contacts_in_common(two: TwoMode, network: Network, rows: Ints) -> sparse.csr_matrix:
    """Return for the bodies `rows` what they have in common with each other body by contacts (CSR, rows × n)."""
    halves = _Halves.of(two, network)
    return sparse.csr_matrix(halves.here[rows] @ halves.there)


@dataclass(frozen=True, eq=False)
class _Halves:
    """Two matrices, n × n each, whose product is what bodies have in common by contacts; `reach` float64[n] bounds it:
    a and b have at most √(reach_a reach_b) in common, by Cauchy and Schwarz.
    """

    here: sparse.csr_matrix
    there: sparse.csr_matrix
    turned: sparse.csr_matrix
    """`there` with rows and columns exchanged."""
    reach: Floats

    @classmethod
    def of(cls, two: TwoMode, network: Network) -> _Halves:
        ties = network.tied()
        degree = network.degree().astype(np.float64)
        weight = np.power(degree, -FEW, out=np.zeros(network.n), where=degree > 0)
        active = np.bincount(two.body, minlength=network.n).astype(np.float64) ** ACTIVE
        half = sparse.csr_matrix(sparse.diags_array(active) @ ties)
        here = sparse.csr_matrix(half @ sparse.diags_array(weight))
        return cls(here, half.T.tocsr(), half, np.asarray(active * (here @ np.ones(network.n))))


def _by_contacts(network: Network, halves: _Halves, unsure: Ints, wanted: int) -> tuple[Ints, Ints, float]:
    """Return the pairs i < j, not tied, with most in common by contacts: `wanted` or more where there are so many.

    The last is what the least of them has in common, 0 where there are no others. Bodies are taken by falling reach,
    each with those of no more than its own, until none can reach what was found.
    """
    ties, reach = network.tied(), halves.reach
    order = np.lexsort((np.arange(network.n), -reach))
    rank = np.empty(network.n, np.int64)
    rank[order] = np.arange(network.n)
    pairs, values, least = np.empty(0, np.int64), np.empty(0), 0.0
    for start in range(0, network.n, ROWS):
        rows = order[start : start + ROWS]
        if reach[rows[0]] < max(least, NOTHING):
            break
        common = sparse.csr_matrix(halves.here[rows] @ halves.there)
        common = (common - common.multiply(ties[rows])).tocoo()
        a, b, x = rows[common.row], common.col.astype(np.int64), common.data
        kept = (rank[a] < rank[b]) & (x > NOTHING) & (x >= least)
        found = np.minimum(a, b)[kept] * network.n + np.maximum(a, b)[kept]
        sure = ~np.isin(found, unsure)
        pairs, values = np.concatenate([pairs, found[sure]]), np.concatenate([values, x[kept][sure]])
        if len(values) > wanted:
            least = float(np.partition(values, -wanted)[-wanted]) - NOTHING
            pairs, values = pairs[values >= least], values[values >= least]
    return pairs // network.n, pairs % network.n, max(least, 0.0)


def _by_work(network: Network, work: Work, unsure: Ints) -> tuple[Ints, Ints, Floats]:
    """Return the pairs i < j, not tied, where one is among the nearest in work of the other, and how alike they are."""
    rows = work.rows
    near = sp_matmul_topn(rows, rows.T.tocsr(), top_n=NEAREST + 1, threshold=NEAR, sort=False).tocoo()
    i, j = np.minimum(near.row, near.col).astype(np.int64), np.maximum(near.row, near.col).astype(np.int64)
    keys = np.unique(i[i != j] * network.n + j[i != j])
    keys = keys[~np.isin(keys, network.u * network.n + network.v) & ~np.isin(keys, unsure)]
    return keys // network.n, keys % network.n, _alike(work, keys // network.n, keys % network.n)


def _joined(one: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    pairs = np.stack([np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])], axis=1)
    unique = np.unique(pairs, axis=0)
    return unique[:, 0], unique[:, 1]


def _common(halves: _Halves, i: Ints, j: Ints) -> Floats:
    """Return what bodies i[k] and j[k] have in common by contacts."""
    both = halves.here[i].multiply(halves.turned[j])
    return np.asarray(both.sum(axis=1), dtype=np.float64).ravel()


def _alike(work: Work, i: Ints, j: Ints) -> Floats:
    """Return how alike bodies i[k] and j[k] are in work (0–1): few subjects say little, and little likeness nothing."""
    subjects = np.diff(work.rows.indptr)
    fewer = np.minimum(subjects[i], subjects[j])
    near = work.alike(i, j)
    return np.where(near >= NEAR, near * fewer / (fewer + ENOUGH), 0.0)


class _Around:
    """What stands around two bodies in the network: contacts, the way between, their groups."""

    def __init__(self, network: Network) -> None:
        self._ties = network.tied()
        self._degree = np.diff(self._ties.indptr)
        self._group, _ = best(network, seed=SEED)
        inside, outside = inside_and_outside(network, self._group)
        self._inside, self._outside = float(inside.sum()), float(outside.sum()) / 2
        self._groups = int(self._group.max(initial=0)) + 1
        one, other = self._group[network.u], self._group[network.v]
        pairs = np.minimum(one, other) * self._groups + np.maximum(one, other)
        keys, inverse = np.unique(pairs, return_inverse=True)
        weights = np.bincount(inverse, network.w, len(keys))
        self._between = dict(zip(keys.tolist(), weights.tolist(), strict=True))

    def contacts(self, i: int, j: int) -> list[int]:
        """Return the contacts in common, those that know fewest others first."""
        one, other = (self._ties.indices[self._ties.indptr[k] : self._ties.indptr[k + 1]] for k in (i, j))
        return sorted(np.intersect1d(one, other).tolist(), key=lambda c: (self._degree[c], c))

    def distance(self, i: int, j: int) -> int | None:
        """Return how many ties are on the shortest way, None where there is none."""
        found = float(dijkstra(self._ties, indices=[i], unweighted=True)[0, j])
        return None if np.isinf(found) else int(found)

    def of_groups(self, i: int, j: int) -> tuple[bool, float, float]:
        """Return whether two bodies are of two groups, the weight between those, and how a tie moves the E-I index."""
        g, h = int(self._group[i]), int(self._group[j])
        between = self._between.get(min(g, h) * self._groups + max(g, h), 0.0) if g != h else 0.0
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
