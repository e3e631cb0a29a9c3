"""Print how good the score is on both labelled sets, beside the baselines."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.overlap_quality.labelled import FOLDS, Labelled, from_facts, from_reading
from benchmarks.overlap_quality.measures import (
    average_precision,
    calibration_error,
    interval,
    precision_at,
    recall_at,
)
from graph.overlap.evidence import FEATURES
from graph.overlap.learning import Judged, learn
from graph.overlap.score import Weights, probability, shipped

FOLDER = Path(__file__).resolve().parents[2] / "graph" / "overlap"
SEEN = FOLDER / "weights_seen.csv"
"""The features of the pairs that the shipped weights were fitted on."""


def main(arguments: list[str]) -> None:
    """Measure on pairs labelled from facts, then on pairs that were read; with `--weights` fit the shipped ones."""
    read = from_reading()
    if "--weights" in arguments:
        ship(read)
    for name, found in (("facts", from_facts()), ("read", read)):
        print(json.dumps({"benchmark": "overlap_quality", "set": name, **measured(found)}), flush=True)


def measured(found: Labelled) -> dict[str, Any]:
    """Return all figures of one labelled set."""
    same, weight = found.judged.same, found.weight
    held = cross_validated(found)
    odds = shipped().log_odds(found.judged.features, found.judged.as_texts)
    scores = {"solmu": probability(odds), "solmu, cross-validated": held, **found.plain}
    low, high = interval(held, same, weight)
    best = max(average_precision(score, same, weight) for score in found.plain.values())
    ours = average_precision(held, same, weight)
    return {
        "pairs": len(same), "same": int(same.sum()), "stand_for": round(float(weight.sum())),
        "rules": {f"{view}: {rule} ({'same' if s else 'different'})": n for (view, rule, s), n in
                  sorted(Counter(zip(found.view, found.rule, same.tolist(), strict=True)).items())},
        "scores": {name: _of(score, same, weight) for name, score in scores.items()},
        "by_view": {view: {name: round(average_precision(*_some(np.array(found.view) == view, score, same, weight)), 3)
                           for name, score in scores.items()} for view in sorted(set(found.view))},
        "gap_closed": round((ours - best) / (1 - best), 3),
        "calibration_error": round(calibration_error(held, same, weight), 4),
        "interval": [round(low, 4), round(high, 4)],
    }  # fmt: skip


def cross_validated(found: Labelled) -> NDArray[np.float64]:
    """Return the score of each pair by weights fitted without any pair that shares a fold with it."""
    scores = np.zeros(len(found.judged.same))
    judged = tempered(found)
    for one in range(FOLDS):
        for other in range(one, FOLDS):
            a, b = np.minimum(found.fold_a, found.fold_b), np.maximum(found.fold_a, found.fold_b)
            held = (a == one) & (b == other)
            apart = ~np.isin(a, [one, other]) & ~np.isin(b, [one, other])
            if held.any():
                weights = learn(judged.only(apart))
                some = found.judged.only(held)
                scores[held] = probability(weights.log_odds(some.features, some.as_texts))
    return scores


def ship(read: Labelled) -> None:
    """Fit the shipped weights on the pairs that were read, each list counting alike; write them, and what they saw."""
    view = np.array(read.view)
    importance = np.array([1.0 / np.sqrt((view == one).sum()) for one in read.view])
    judged = read.judged
    learned = learn(Judged(judged.features, judged.as_texts, judged.same, importance / importance.mean()))
    about = {
        "pairs": len(view),
        "same": int(judged.same.sum()),
        "lists": sorted(set(read.view)),
        "table": SEEN.name,
    }
    FOLDER.joinpath("weights.json").write_text(Weights(learned.of, about).to_json() + "\n", encoding="utf-8")
    with SEEN.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["list", "a", "b", "same", "judged_as", *FEATURES])
        for k, (a, b) in enumerate(read.ids):
            values = [round(float(judged.features[name][k]), 4) for name in FEATURES]
            table.writerow(
                [read.view[k], a, b, int(judged.same[k]), "texts" if judged.as_texts[k] else "names", *values]
            )


def tempered(found: Labelled) -> Judged:
    """Return the pairs as they are learned from: the weights of all pairs have the mean 1."""
    judged = found.judged
    importance = judged.importance / judged.importance.mean()
    return Judged(judged.features, judged.as_texts, judged.same, importance)


def _of(score: NDArray[np.float64], same: NDArray[np.bool_], weight: NDArray[np.float64]) -> dict[str, float]:
    return {
        "average_precision": round(average_precision(score, same, weight), 3),
        **{f"precision_at_{k}": round(precision_at(k, score, same, weight), 3) for k in (10, 50, 200)},
        "recall_at_half": round(recall_at(0.5, score, same, weight), 3),
        "calibration_error": round(calibration_error(np.clip(score, 0, 1), same, weight), 3),
    }


def _some(mask: NDArray[np.bool_], *columns: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    return tuple(column[mask] for column in columns)


if __name__ == "__main__":
    main(sys.argv[1:])
