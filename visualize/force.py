"""Positions in one connected part: stress for a small one, forces on a mesh for a big one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import fft, sparse
from scipy.sparse import csgraph

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
PIVOTS = 30
MESH = 128
"""Cells of the mesh across the picture; the forces of farther nodes are exact to about one cell."""


def by_stress(adjacency: sparse.csr_matrix, *, rounds: int = 80) -> Floats:
    """Return positions (float64[n, 2], about one unit an edge) whose distances come near those in the graph.

    Stress majorisation with weights d⁻² (Gansner, Koren, North 2004) by its Guttman transform; for some hundred nodes.
    """
    distance = csgraph.shortest_path(adjacency, unweighted=True)
    at = _classical(distance)
    n = len(at)
    np.fill_diagonal(distance, 1.0)
    weight = distance**-2.0
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1)
    for _ in range(rounds):
        dx = at[:, None, 0] - at[None, :, 0]
        dy = at[:, None, 1] - at[None, :, 1]
        now = np.hypot(dx, dy)
        np.fill_diagonal(now, 1.0)
        pull = weight * distance / np.maximum(now, 1e-6)
        step = np.stack([(pull * dx).sum(axis=1), (pull * dy).sum(axis=1)], axis=1)
        at = (weight @ at + step) / total[:, None]
    return at if n else np.zeros((0, 2))


def by_forces(adjacency: sparse.csr_matrix, *, rounds: int = 150) -> Floats:
    """Return positions (float64[n, 2]) where tied nodes pull and all nodes push.

    The model is that of ForceAtlas2 (Jacomy and others 2014): ties pull with their length, nodes push with
    (degree + 1) over distance. The push is summed on a mesh by convolution (particle–mesh, Hockney and Eastwood 1988),
    so a round costs O(n + m + cells log cells). Starts from pivot MDS, has no chance in it.
    """
    at = _pivot(adjacency)
    degree = np.asarray(adjacency.sum(axis=1), dtype=np.float64).ravel()
    mass = degree + 1.0
    kernel = _kernel()
    pull = adjacency.astype(np.float64)
    at *= np.sqrt(len(at)) * 2 / max(float(np.abs(at).max()), 1e-9)
    for i in range(rounds):
        push = _push(at, mass, kernel)
        force = push * mass[:, None] + (pull @ at - degree[:, None] * at) - 0.02 * mass[:, None] * at
        move = force / (1.0 + degree)[:, None] * 0.5
        length = np.hypot(move[:, 0], move[:, 1])
        most = float(np.ptp(at, axis=0).max()) * 0.06 * (1.0 - i / rounds) ** 1.5 + 1e-3
        at = at + move * np.minimum(1.0, most / np.maximum(length, 1e-12))[:, None]
        at -= at.mean(axis=0)
    return at


def _kernel() -> tuple[NDArray[np.complex64], NDArray[np.complex64]]:
    """Return the transforms of x/(r² + ½) and y/(r² + ½) in cells, on the doubled mesh."""
    steps = np.fft.fftfreq(2 * MESH, 1 / (2 * MESH))
    x, y = np.meshgrid(steps, steps, indexing="ij")
    square = x * x + y * y + 0.5
    single = np.float32  # twice as fast, and finer than the mesh
    return fft.rfft2((x / square).astype(single)), fft.rfft2((y / square).astype(single))


def _push(at: Floats, mass: Floats, kernel: tuple[NDArray[np.complex64], NDArray[np.complex64]]) -> Floats:
    low = at.min(axis=0)
    cell = float(np.ptp(at, axis=0).max()) / (MESH - 2) + 1e-12
    scaled = (at - low) / cell
    base = scaled.astype(np.int64)
    part = scaled - base
    x, y = part[:, 0], part[:, 1]
    shares = np.stack([(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y])
    corner = base[:, 0] * 2 * MESH + base[:, 1]
    where = np.stack([corner, corner + 1, corner + 2 * MESH, corner + 2 * MESH + 1])
    mesh = np.bincount(where.ravel(), (mass * shares).ravel(), minlength=4 * MESH * MESH)
    field = fft.rfft2(mesh.reshape(2 * MESH, 2 * MESH).astype(np.float32))
    waves = (fft.irfft2(field * one, s=(2 * MESH, 2 * MESH)).ravel() for one in kernel)
    return np.stack([(wave[where] * shares).sum(axis=0) for wave in waves], axis=1) / cell


def _pivot(adjacency: sparse.csr_matrix) -> Floats:
    """Return pivot MDS (Brandes and Pich 2007): distances to a few far-apart nodes, their two main directions."""
    n = adjacency.shape[0]
    degree = np.asarray(adjacency.sum(axis=1)).ravel()
    pivot = int(np.argmax(degree))
    columns = np.zeros((n, min(PIVOTS, n)))
    nearest = np.full(n, np.inf)
    for i in range(columns.shape[1]):
        columns[:, i] = csgraph.shortest_path(adjacency, unweighted=True, indices=pivot)
        nearest = np.minimum(nearest, columns[:, i])
        pivot = int(np.argmax(nearest))
    return _two_directions(columns)


def _classical(distance: Floats) -> Floats:
    return _two_directions(distance)


def _two_directions(distance: Floats) -> Floats:
    square = distance**2
    centred = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    values, vectors = np.linalg.eigh(centred.T @ centred)
    at: Floats = centred @ (vectors[:, ::-1][:, :2] / np.sqrt(np.maximum(values[::-1][:2], 1e-12)))
    if at.shape[1] < 2:
        at = np.column_stack([at, np.zeros(len(at))])
    turn = (
        np.arange(len(at)) * 2.399963
    )  # the golden angle: parts twins that stand on one spot, the same each time
    small = 0.01 * (float(np.abs(at).max()) + 1.0)
    return at + small * np.column_stack([np.cos(turn), np.sin(turn)])
