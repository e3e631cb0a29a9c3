"""Weights of the score from pairs that were judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.overlap.evidence import FEATURES
from graph.overlap.score import CONSTANT, REGIMES, Weights, probability

FOR = frozenset(
    {"likeness", "shared_words", "coined", "same_lead", "shared_bodies", "same_place", "same_programme",
     "target_groups"}
)  # fmt: skip
AGAINST = frozenset({"firms", "years_apart"})
"""A feature in FOR never speaks against, one in AGAINST never for: what chance says in few pairs is not learned."""
SPREAD = 2.0
"""Standard deviation, in log-odds for one standard deviation of a feature, that weights are expected to have."""
TRUST = 0.5
"""The same for the change of weights that were fitted before: so many judged pairs must speak before they move far."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """Pairs with their features (float64[pairs] by name), how they are judged, whether they do the same, and how much
    each counts (its sampling weight; the mean is 1).
    """

    features: Mapping[str, Floats]
    as_texts: NDArray[np.bool_]
    same: NDArray[np.bool_]
    importance: Floats

    def only(self, kept: NDArray[np.bool_]) -> Judged:
        """Return some of the pairs."""
        features = {name: column[kept] for name, column in self.features.items()}
        return Judged(features, self.as_texts[kept], self.same[kept], self.importance[kept])


def learn(judged: Judged, start: Weights | None = None) -> Weights:
    """Return the weights most likely after these pairs (maximum a posteriori, normal prior, L-BFGS-B with bounds).

    Without `start` weights are expected around 0; with it around those, so that few pairs move them little.
    """
    of = {}
    for regime in REGIMES:
        some = judged.only(judged.as_texts == (regime == "texts"))
        of[regime] = _learn(some, None if start is None else start.of[regime])
    return Weights(of)


def _learn(judged: Judged, start: Mapping[str, float] | None) -> dict[str, float]:
    from scipy.optimize import minimize

    names = list(FEATURES)
    matrix = np.column_stack([judged.features[name] for name in names])
    scale = matrix.std(axis=0) if len(matrix) else np.ones(len(names))
    scale[scale == 0] = 1.0
    scaled = matrix / scale
    middle = np.zeros(len(names) + 1)
    if start is not None:
        middle = np.array([start[CONSTANT], *(start[name] * scale[k] for k, name in enumerate(names))])
    spread = np.full(len(middle), SPREAD if start is None else TRUST)
    spread[0] *= 3
    sign = np.where(judged.same, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (weights[0] + scaled @ weights[1:])
        wrong = judged.importance * probability(-margin) * sign
        off = (weights - middle) / spread**2
        value = float(judged.importance @ np.logaddexp(0.0, -margin) + 0.5 * (weights - middle) @ off)
        return value, off - np.concatenate([[wrong.sum()], scaled.T @ wrong])

    low = [-np.inf, *(0.0 if name in FOR else -np.inf for name in names)]
    high = [np.inf, *(0.0 if name in AGAINST else np.inf for name in names)]
    first = np.clip(middle, low, high)
    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=list(zip(low, high, strict=True))).x
    weights = [found[0], *(found[1:] / scale)]
    return {name: round(float(weight), 4) for name, weight in zip((CONSTANT, *names), weights, strict=True)}
