"""Where each node of a picture stands: computed here, so that the browser only draws."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from visualize.force import by_forces, by_stress
from visualize.packing import pack

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

EDGE = 46.0
"""Length of a tie in a small part, in pixels at no zoom."""
SMALL = 160
"""Parts of up to so many nodes are laid out by stress."""
GAP = 7.0
"""Room between two nodes, in pixels."""
FILLED = 0.55
"""Which part of a big part's area its nodes, each with room around it, may take."""


def layout(a: Ints, b: Ints, radii: Floats) -> Floats:
    """Return positions (float64[n, 2], pixels, whole) of n nodes joined by ties a–b; `radii` are the nodes' own.

    Each connected part is laid out by itself and the parts are packed, the biggest in the middle. The same graph gives
    the same picture.

    >>> layout(np.array([0], np.int32), np.array([1], np.int32), np.full(2, 5.0)).shape
    (2, 2)
    """
    n = len(radii)
    at = np.zeros((n, 2))
    parts = list(_parts(a, b, n))
    reach = np.zeros(len(parts))
    for i, (members, adjacency) in enumerate(parts):
        own = _part(adjacency, radii[members])
        own -= (own.max(axis=0) + own.min(axis=0)) / 2
        reach[i] = float((np.hypot(own[:, 0], own[:, 1]) + radii[members]).max())
        at[members] = own
    centres = pack(reach, gap=2 * GAP)
    for (members, _), centre in zip(parts, centres, strict=True):
        at[members] += centre
    return np.round(at)


def _parts(a: Ints, b: Ints, n: int) -> Iterator[tuple[NDArray[np.intp], sparse.csr_matrix]]:
    """Yield each connected part: its nodes, ascending, and its adjacency."""
    ones = np.ones(len(a), dtype=np.int32)
    half = sparse.csr_matrix((ones, (a, b)), shape=(n, n))
    whole = (half + half.T).tocsr()
    _, labels = csgraph.connected_components(whole, directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    blocks = whole[order][:, order]  # one for each part, along the diagonal
    start = blocks.indptr
    high = 0
    for members in np.split(order, bounds) if n else []:
        low, high = high, high + len(members)
        own = slice(start[low], start[high])
        yield (
            members,
            sparse.csr_matrix(
                (blocks.data[own], blocks.indices[own] - low, start[low : high + 1] - start[low]),
                shape=(len(members), len(members)),
            ),
        )


def _part(adjacency: sparse.csr_matrix, radii: Floats) -> Floats:
    n = len(radii)
    if n <= 2:
        return np.array([[0.0, 0.0], [float(radii.sum()) + 2 * GAP, 0.0]])[:n]
    degree = np.diff(adjacency.indptr)
    if int(degree.max()) == n - 1 == len(adjacency.indices) // 2:
        return _star(int(np.argmax(degree)), radii)
    if n <= SMALL:
        return _apart(by_stress(adjacency) * EDGE, radii)
    at = by_forces(adjacency)
    room = float(np.sum((2 * radii + 2 * GAP) ** 2)) / FILLED
    covers = np.pi * float(np.quantile(np.hypot(at[:, 0], at[:, 1]), 0.9)) ** 2 / 0.9
    return _apart(at * np.sqrt(room / max(covers, 1e-12)), radii)


def _star(centre: int, radii: Floats) -> Floats:
    """Return the centre in the middle of rings of leaves."""
    at = np.zeros((len(radii), 2))
    leaves = [i for i in range(len(radii)) if i != centre]
    wide = 2 * float(radii[leaves].max()) + GAP
    ring = max(float(radii[centre]) + wide, EDGE * 0.75)
    while leaves:
        room = max(int(2 * np.pi * ring / wide), 1)
        here, leaves = leaves[:room], leaves[room:]
        turn = np.arange(len(here)) * 2 * np.pi / len(here) + ring
        at[here] = ring * np.column_stack([np.cos(turn), np.sin(turn)])
        ring += wide
    return at


def _apart(at: Floats, radii: Floats, *, rounds: int = 40) -> Floats:
    """Push nodes that lie on each other apart, a little at a time."""
    at = at.copy()
    widest = 2 * float(radii.max()) + GAP
    for _ in range(rounds):
        pairs = cKDTree(at).query_pairs(widest, output_type="ndarray")
        if not len(pairs):
            break
        i, j = pairs[:, 0], pairs[:, 1]
        between = at[j] - at[i]
        length = np.hypot(between[:, 0], between[:, 1])
        missing = radii[i] + radii[j] + GAP - length
        close = missing > 0.5
        if not close.any():
            break
        i, j = i[close], j[close]
        push = between[close] / np.maximum(length[close], 1e-3)[:, None] * (missing[close] * 0.4)[:, None]
        np.add.at(at, i, -push)
        np.add.at(at, j, push)
    return at
