"""How well plain string scores tell one body from two: what any resolution of ours has to beat.

`python -m benchmarks.resolution.plain` prints a JSON line for each scorer of rapidfuzz.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rapidfuzz import fuzz

from benchmarks.resolution.pairs import Pair, read_pairs

SCORERS: dict[str, Callable[[str, str], float]] = {
    "ratio": fuzz.ratio,
    "token_sort_ratio": fuzz.token_sort_ratio,
    "token_set_ratio": fuzz.token_set_ratio,
    "WRatio": fuzz.WRatio,
}
THRESHOLDS = range(70, 101)
WANTED_PRECISION = 0.99


@dataclass(frozen=True, slots=True)
class Point:
    """Precision and recall of `same` where a score at or above the threshold says so."""

    threshold: int
    precision: float | None
    """None where no pair reaches the threshold."""
    recall: float


def curve(pairs: Sequence[Pair], scorer: Callable[[str, str], float]) -> list[Point]:
    """Return a point for each threshold, of names with their case folded."""
    scored = [(scorer(pair.a.name.casefold(), pair.b.name.casefold()), pair.same) for pair in pairs]
    all_same = sum(same for _, same in scored)
    points = []
    for threshold in THRESHOLDS:
        said = [same for score, same in scored if score >= threshold]
        right = sum(said)
        precision = round(right / len(said), 4) if said else None
        points.append(Point(threshold, precision, round(right / all_same, 4) if all_same else 0.0))
    return points


def best(points: Sequence[Point]) -> Point | None:
    """Return the point of most recall among those precise enough, if there is one."""
    enough = [p for p in points if p.precision is not None and p.precision >= WANTED_PRECISION]
    return max(enough, key=lambda point: (point.recall, point.threshold), default=None)


def figures(name: str) -> dict[str, Any]:
    """Return what is printed of one scorer: the best point of all pairs and of each split, and the curve."""
    pairs, scorer = read_pairs(), SCORERS[name]
    parts = {"all": pairs} | {s: tuple(p for p in pairs if p.split == s) for s in ("dev", "held_out")}
    curves = {part: curve(some, scorer) for part, some in parts.items()}
    found = {part: best(points) for part, points in curves.items()}
    return {
        "scorer": name,
        "pairs": {part: len(some) for part, some in parts.items()},
        f"best_recall_at_precision_{WANTED_PRECISION}": {
            part: asdict(point) if point else None for part, point in found.items()
        },
        "curve": [[p.threshold, p.precision, p.recall] for p in curves["all"]],
    }


def main() -> None:
    """Print a JSON line for each scorer."""
    for name in SCORERS:
        print(json.dumps(figures(name)))


if __name__ == "__main__":
    main()
