"""Measures of a ranking and of probabilities, each pair counting as many candidates as it stands for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BANDS = 10


def average_precision(score: Floats, same: Bools, weight: Floats) -> float:
    """Return the mean of the precision at each pair that is the same; equal scores share one threshold."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(same, score, sample_weight=weight))


def precision_at(k: int, score: Floats, same: Bools, weight: Floats) -> float:
    """Return the share that is the same among the k candidates with the highest score (equal scores share)."""
    order = np.argsort(-score, kind="stable")
    left, right = float(k), 0.0
    for start, end in _ties(score[order]):
        some = order[start:end]
        total = weight[some].sum()
        used = min(left, total)
        right += used * float((weight[some] * same[some]).sum() / total)
        left -= used
        if left <= 0:
            break
    return right / (k - left) if k > left else 0.0


def recall_at(threshold: float, score: Floats, same: Bools, weight: Floats) -> float:
    """Return which share of what is the same has at least this score."""
    return float(weight[same & (score >= threshold)].sum() / max(weight[same].sum(), 1e-9))


def calibration_error(score: Floats, same: Bools, weight: Floats, bands: int = BANDS) -> float:
    """Return the expected calibration error: |mean score − share that is the same| over bands of equal width, weighted
    by how much is in each (Naeini, Cooper and Hauskrecht 2015).
    """
    band = np.minimum((score * bands).astype(np.int64), bands - 1)
    total = 0.0
    for k in range(bands):
        some = band == k
        if some.any():
            gap = np.average(score[some], weights=weight[some]) - np.average(same[some], weights=weight[some])
            total += abs(gap) * weight[some].sum()
    return float(total / weight.sum())


def interval(score: Floats, same: Bools, weight: Floats, draws: int = 500) -> tuple[float, float]:
    """Return the 95 % interval of the calibration error over pairs drawn again with replacement."""
    draw = np.random.default_rng(0)
    found = []
    for _ in range(draws):
        some = draw.integers(0, len(score), len(score))
        found.append(calibration_error(score[some], same[some], weight[some]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def _ties(ordered: Floats) -> list[tuple[int, int]]:
    cuts = [0, *(np.flatnonzero(np.diff(ordered)) + 1).tolist(), len(ordered)]
    return list(pairwise(cuts))
