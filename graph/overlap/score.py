"""The score: how likely two projects do the same thing, as a sum that can be read reason by reason.

A logistic model: the log-odds are a constant and a weight for each feature of `evidence`. Pairs of names alone and
pairs of longer texts have weights of their own, since two words in common mean another thing in each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import orjson
from numpy.typing import NDArray

from graph.errors import DataError
from graph.overlap.evidence import CONTENT, FEATURES, MOST_SHARED, MOST_TARGETS

SCHEMA = "solmu.overlap-weights/1"
REGIMES = ("names", "texts")
CONSTANT = "constant"
DIGITS = 4

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """Log-odds by regime and feature: `of["names"]["likeness"]`; `constant` is what every pair starts from."""

    of: Mapping[str, Mapping[str, float]]
    about: Mapping[str, object] = field(default_factory=dict)
    """What they were fitted on."""

    def log_odds(self, features: Mapping[str, Floats], as_texts: NDArray[np.bool_]) -> Floats:
        """Return the log-odds of pairs from those of their features that are given, float64[pairs]."""
        return np.where(as_texts, self._sum("texts", features), self._sum("names", features))

    def most_of_structure(self) -> float:
        """Return the most that features other than those of content can add to the log-odds of a pair."""
        best = {"shared_bodies": MOST_SHARED, "target_groups": MOST_TARGETS, "years_apart": 0.0}
        return max(
            sum(max(weight, 0.0) * best.get(name, 1.0) for name, weight in self.of[regime].items()
                if name not in CONTENT and name != CONSTANT)
            for regime in REGIMES
        )  # fmt: skip

    def parts(self, features: Mapping[str, Floats], as_texts: NDArray[np.bool_]) -> list[dict[str, float]]:
        """Return for each pair the part of each reason in its score; they add up to it.

        The way from the constant alone to all evidence is gone in a straight line, each reason taking what it brings
        (Aumann and Shapley 1974); with the sigmoid that is its log-odds' share of the rise. The constant is content's.
        """
        constant = np.where(as_texts, self.of["texts"][CONSTANT], self.of["names"][CONSTANT])
        by_reason: dict[str, Floats] = {"content": np.zeros(len(as_texts))}
        for name, reason in FEATURES.items():
            weight = np.where(as_texts, self.of["texts"][name], self.of["names"][name])
            by_reason[reason] = by_reason.get(reason, np.zeros(len(as_texts))) + weight * features[name]
        rise = np.sum(list(by_reason.values()), axis=0)
        start, end = probability(constant), probability(constant + rise)
        each = np.divide(end - start, rise, out=np.zeros(len(as_texts)), where=rise != 0)
        parts = {reason: np.round(each * odds, DIGITS) for reason, odds in by_reason.items()}
        others = np.sum([part for reason, part in parts.items() if reason != "content"], axis=0)
        parts["content"] = np.round(np.round(end, DIGITS) - others, DIGITS)
        columns = [part.tolist() for part in parts.values()]
        return [dict(zip(parts, row, strict=True)) for row in zip(*columns, strict=True)]

    def to_json(self) -> str:
        """Return the weights as text, the same for equal weights."""
        data = {
            "schema": SCHEMA,
            "weights": {r: dict(self.of[r]) for r in REGIMES},
            "about": dict(self.about),
        }
        return orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2).decode()

    @classmethod
    def from_json(cls, text: str) -> Weights:
        """Return the weights that `to_json` wrote; raise DataError for anything else."""
        try:
            data = orjson.loads(text)
            if data["schema"] != SCHEMA:
                raise DataError(f"This program reads weights of {SCHEMA}, not {data['schema']}.")
            of = {r: {k: float(data["weights"][r][k]) for k in (CONSTANT, *FEATURES)} for r in REGIMES}
            about = data.get("about", {})
            if not isinstance(about, dict) or not all(
                math.isfinite(w) for one in of.values() for w in one.values()
            ):
                raise ValueError
            return cls(of, about)
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            raise DataError(
                "The weights of the score are damaged; fit them again with `solmu fit overlaps`."
            ) from None

    def _sum(self, regime: str, features: Mapping[str, Floats]) -> Floats:
        weights = self.of[regime]
        total = np.full(len(next(iter(features.values()))), weights[CONSTANT])
        for name in FEATURES:
            if name in features:
                total += weights[name] * features[name]
        return total


def probability(log_odds: Floats | float) -> Floats:
    """Return 1 / (1 + e^−x)."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -60.0, 60.0))))


@cache
def shipped() -> Weights:
    """Return the weights that come with the program."""
    return Weights.from_json(files("graph.overlap").joinpath("weights.json").read_text(encoding="utf-8"))
