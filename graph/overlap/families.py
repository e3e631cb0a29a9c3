"""Projects that belong together: one finding with many members instead of a pair for each two.

A family has more than two members. It is told by a group-project code; by one text that its members share (a numbered
name, the same name in other places); by texts so near that they differ in a word; or by one body that does the same
thing again and again, in other places or later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.components import components
from graph.overlap.candidates import Texts
from graph.overlap.nearest import MOST_TIES
from graph.overlap.structure import Projects
from graph.records import TieKind

ALL_BUT_EQUAL = 0.85
"""From this likeness on, two texts are one but for a word."""
MOST_MEMBERS = MOST_TIES
"""A heap of near, not equal, texts larger than this is a form that many fill in, not a family."""
CORE = 0.8
"""A term in this share of a family's texts belongs to its key."""


@dataclass(frozen=True)
class Family:
    """Members (numbers in `Projects`, ascending), the key that its id is made of, and what tells it."""

    members: tuple[int, ...]
    key: str
    by_code: bool = False


def families(projects: Projects, texts: Texts) -> list[Family]:
    """Return the families, those of a group-project code first; nobody is in two of the other kind."""
    found = [
        Family(tuple(members), code, by_code=True)
        for code, members in sorted(groups(projects).items())
        if len(members) > 2
    ]
    taken = {i for family in found for i in family.members}
    for cluster in _clusters(texts):
        members = sorted(i for t in cluster for i in texts.members[t] if i not in taken)
        if len(members) > 2:
            found.append(Family(tuple(members), _key(texts, cluster)))
    return found


def siblings(projects: Projects, texts: Texts, pairs: Iterable[tuple[int, int]]) -> list[Family]:
    """Return the families of one body's own projects, given the pairs of them that do the same elsewhere or later."""
    found = []
    for members in components(pairs):
        if len(members) > 2:
            leads = frozenset.intersection(*(projects.leads[i] for i in members))
            who = sorted(projects.snapshot.ids[lead] for lead in leads)
            terms = _in_common([(texts.of[i], 1) for i in members if i in texts.of], texts)
            found.append(Family(tuple(members), f"siblings {' '.join(who)} {' '.join(terms)}"))
    return found


def groups(projects: Projects) -> Mapping[str, list[int]]:
    """Return the projects of each group-project code."""
    snapshot = projects.snapshot
    number = {position: i for i, position in enumerate(projects.positions)}
    found: dict[str, set[int]] = defaultdict(set)
    a, b = snapshot.ends(TieKind.MEMBER_OF)
    for member, network in zip(a.tolist(), b.tolist(), strict=True):
        if member in number and snapshot.fields[network].get("form") == "group-project":
            found[snapshot.ids[network]].add(number[member])
    return {code: sorted(members) for code, members in found.items()}


def _clusters(texts: Texts) -> list[list[int]]:
    """Return the texts that all but equal ones join, each cluster ascending, by its first text.

    A heap of more than MOST_MEMBERS projects comes as its single texts.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(texts.members)
    if not n:
        return []
    one, other = texts.near_pairs
    close = np.flatnonzero(texts.alike >= ALL_BUT_EQUAL)
    joined = coo_matrix((np.ones(len(close), np.int8), (one[close], other[close])), (n, n))
    _, label = connected_components(joined, directed=False)
    order = np.lexsort((np.arange(n), label))
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    clusters = []
    for part in np.split(order, cuts):
        cluster = part.tolist()
        heap = len(cluster) > 1 and sum(len(texts.members[t]) for t in cluster) > MOST_MEMBERS
        clusters += [[t] for t in cluster] if heap else [cluster]
    return sorted(clusters, key=lambda cluster: cluster[0])


def _key(texts: Texts, cluster: list[int]) -> str:
    """Return what tells the family of a cluster: what its texts have in common."""
    return "text " + " ".join(_in_common([(t, len(texts.members[t])) for t in cluster], texts))


def _in_common(cluster: Sequence[tuple[int, int]], texts: Texts) -> list[str]:
    """Return the terms that most projects use, sorted, given each text and how many projects use it."""
    projects = sum(times for _, times in cluster)
    uses: dict[str, int] = defaultdict(int)
    for t, times in cluster:
        for term in texts.read[t].count:
            uses[term] += times
    return sorted(term for term, times in uses.items() if times >= CORE * projects)
