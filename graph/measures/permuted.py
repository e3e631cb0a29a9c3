"""Whether given groups keep to themselves more than chance would have it: labels shuffled among the bodies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.bodies import Network
from graph.partition import between_known

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PERMUTATIONS = 999
STRATA = 10
"""In so many bands of degree labels are shuffled, where only bodies of like degree may change places."""


@dataclass(frozen=True)
class Shuffled:
    """An E-I index, its mean and spread over shuffled labels, and in which share of them (the observed one counted
    too) it was as low (`p_closed`) or as high (`p_open`). None where there are no ties, or were none in any shuffle.
    """

    observed: float | None
    mean: float
    deviation: float
    p_closed: float | None
    p_open: float | None


def ei_test(
    network: Network,
    group: Ints,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
    like_degree: bool = False,
) -> tuple[Shuffled, list[Shuffled]]:
    """Return the permutation test of the E-I index, over all ties and for each group (int64[n]; −1 is unknown).

    Labels are shuffled among the bodies that have one and a tie to another that has, much as UCINET does (Krackhardt
    and Stern 1988, Social Psychology Quarterly 51, 123–140); with `like_degree` only within bands of bodies of about as
    many ties, since busy bodies have ties everywhere. Ties to bodies without a label do not count.
    """
    told = between_known(network, group)
    known = np.flatnonzero((group >= 0) & (told.degree() > 0))
    groups = int(group.max(initial=-1)) + 1
    strength = told.strength()
    observed = _indices(told, strength, group, groups)
    chance = np.random.default_rng(seed)
    bands = _bands(told, known) if like_degree else [known]
    found = np.empty((permutations, groups + 1))
    label = group.copy()
    for k in range(permutations):
        for band in bands:
            label[band] = chance.permutation(group[band])
        found[k] = _indices(told, strength, label, groups)
    return _shuffled(observed[0], found[:, 0]), [
        _shuffled(observed[g + 1], found[:, g + 1]) for g in range(groups)
    ]


def _bands(network: Network, known: Ints) -> list[Ints]:
    """Return the bodies in STRATA bands of about equally many, those of one degree in one band."""
    degree = network.degree()
    cuts = np.quantile(degree[known], np.linspace(0, 1, STRATA + 1)[1:-1]) if len(known) else np.empty(0)
    band = np.searchsorted(np.unique(cuts), degree[known], side="left")
    return [known[band == one] for one in np.unique(band)]


def _indices(network: Network, strength: Floats, group: Ints, groups: int) -> Floats:
    """Return the E-I index of all ties, then of each group; nan without ties. `strength` is that of each body."""
    one = group[network.u]
    same = one == group[network.v]
    inside = np.bincount(one[same], network.w[same], groups)
    known = group >= 0
    whole = np.bincount(group[known], strength[known], groups)
    own = np.concatenate([[inside.sum()], inside])
    out = np.concatenate([[network.w.sum() - inside.sum()], whole - 2 * inside])
    nothing = np.full(groups + 1, np.nan)
    return np.asarray(np.divide(out - own, out + own, out=nothing, where=out + own > 1e-12))


def _shuffled(observed: float, drawn: Floats) -> Shuffled:
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(observed) or not len(drawn):
        return Shuffled(
            None if np.isnan(observed) else float(observed), float("nan"), float("nan"), None, None
        )
    low, high = (drawn <= observed + 1e-12).sum(), (drawn >= observed - 1e-12).sum()
    return Shuffled(
        float(observed), float(drawn.mean()), float(drawn.std()),
        (1 + int(low)) / (1 + len(drawn)), (1 + int(high)) / (1 + len(drawn)),
    )  # fmt: skip
