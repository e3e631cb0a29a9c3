"""How well our resolution tells one body from two, on the labelled pairs, beside plain string scores in the same run.

`python -m benchmarks.resolution.quality` prints a JSON line for ours and one for each scorer of rapidfuzz. `same`
counts as said, `unsure` as not said: a person is asked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.resolution.pairs import Pair, read_pairs
from benchmarks.resolution.plain import SCORERS, figures
from ingest.resolution.answers import Answer, Judged, judged
from ingest.resolution.features import Named, rows_of, table_of
from ingest.resolution.linking import linked


def answers(pairs: Sequence[Pair], engine: str = "duckdb") -> list[Judged]:
    """Return what is said of each pair, all names of all pairs resolved together."""
    named = [
        Named(str(n), (side.name,), side.ids, side.country.lower())
        for n, side in enumerate(side for pair in pairs for side in (pair.a, pair.b))
    ]
    rows = rows_of(named)[0]
    found = linked(table_of(rows, [True] * len(rows)), engine)
    probable = dict(
        zip(zip(found.a.tolist(), found.b.tolist(), strict=True), found.probability.tolist(), strict=True)
    )
    return [
        judged(named[n], named[n + 1], probable[n, n + 1])
        if (n, n + 1) in probable
        else Judged(Answer.DIFFERENT, 0.0)
        for n in range(0, len(named), 2)
    ]  # fmt: skip


def quality(pairs: Sequence[Pair], said: Sequence[Judged]) -> dict[str, Any]:
    """Return precision and recall of `same`, and how many of each label are unsure."""
    counts = Counter((pair.label, one.answer.value) for pair, one in zip(pairs, said, strict=True))
    right, wrong = counts["same", "same"], counts["different", "same"]
    all_same = sum(pair.same for pair in pairs)
    return {
        "pairs": len(pairs), "precision": round(right / max(right + wrong, 1), 4), "recall": round(right / all_same, 4),
        "unsure": {label: counts[label, "unsure"] for label in ("same", "different")},
        "same_said_different": counts["same", "different"],
    }  # fmt: skip


def main() -> None:
    """Print a JSON line for ours, with every rule's share, and one for each plain scorer."""
    pairs = read_pairs()
    said = answers(pairs)
    by_split = {
        split: quality(
            *zip(*((p, s) for p, s in zip(pairs, said, strict=True) if p.split == split), strict=True)
        )
        for split in ("dev", "held_out")
    }
    rules: dict[str, list[int]] = {}
    for pair, one in zip(pairs, said, strict=True):
        right = (one.answer is Answer.SAME) == pair.same
        rule = rules.setdefault(f"{pair.label}: {pair.rule}", [0, 0])
        rule[0] += right
        rule[1] += 1
    print(json.dumps({"scorer": "solmu", "all": quality(pairs, said), **by_split, "rules": rules}))
    for name in SCORERS:
        print(json.dumps(figures(name)))


if __name__ == "__main__":
    main()
