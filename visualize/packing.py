"""Where to put circles so that none touches another: the parts of a network, biggest in the middle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_CELLS = 36_000


def pack(radii: Floats, *, gap: float = 0.0, stretch: float = 1.7) -> Floats:
    """Return centres (float64[k, 2]) for circles of these radii that keep `gap` between them.

    The biggest goes to the origin, each next one to the free place nearest to it; `stretch` is how much wider than high
    the whole may be, as screens are. Places are those of a square grid, so the same radii give the same centres.
    """
    k = len(radii)
    centres = np.zeros((k, 2))
    if k < 2:
        return centres
    reach = radii + gap / 2
    area = float(np.sum(np.pi * reach**2)) * 1.8
    half = np.sqrt(area / stretch) / 2 + float(reach.max())
    cell = max(float(reach.min()) * 0.7, np.sqrt(4 * half * half * stretch / MOST_CELLS))
    x, y = np.meshgrid(
        np.arange(-half * stretch, half * stretch + cell, cell),
        np.arange(-half, half + cell, cell),
        indexing="ij",
    )
    places = np.stack([x.ravel(), y.ravel()], axis=1)
    places = places[
        np.lexsort((places[:, 0], places[:, 1], np.round(np.hypot(places[:, 0] / stretch, places[:, 1]), 6)))
    ]
    x, y = np.ascontiguousarray(places.T)
    room = np.full(len(places), np.inf)
    for i in np.lexsort((np.arange(k), -radii)).tolist():
        free = int(np.argmax(room >= reach[i]))
        if room[free] < reach[i]:  # the grid is full: to the right of everything, in a row
            at = np.array([float((centres[:, 0] + reach).max()) + reach[i], 0.0])
        else:
            at = places[free] if np.isfinite(room[free]) else np.zeros(2)
        centres[i] = at
        across, down = x - at[0], y - at[1]
        np.minimum(room, np.sqrt(across * across + down * down) - reach[i], out=room)
    return centres
