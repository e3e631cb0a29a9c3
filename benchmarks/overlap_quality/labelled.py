"""The labelled pairs: drawn from the program's own candidates, each with the rule that labelled it and its weight."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.overlap_quality.baselines import BASELINES
from benchmarks.overlap_quality.views import View, loaded, views
from graph.overlap import Compared, fit
from graph.overlap.candidates import Candidates, candidates, compare
from graph.overlap.evidence import FEATURES
from graph.overlap.learning import Judged
from graph.overlap.score import shipped
from graph.snapshot import Snapshot

READ = Path(__file__).with_name("read_pairs.csv")
"""Pairs that were read and judged one by one: list, both ids, the letter given (s same, r related, d different) and how
many candidates of its stratum each stands for.
"""
_READ_FROM = {
    "fi07": "fi-2007-2013.csv", "fi14": "fi-2014-2020-as-published.csv", "fip": "fi-esf-with-partners.ndjson",
    "se": "se-2014-2020.json", "uk": "uk-england-2014-2020.csv", "iati": "iati-somalia.json.gz",
}  # fmt: skip
BINS = 6
EACH = 120
"""How many pairs are drawn of each view, rule and band of likeness."""
FOLDS = 4


@dataclass(frozen=True)
class Labelled:
    """Labelled pairs; all columns are parallel. `weight` is how many candidates a pair stands for, `fold_a` and
    `fold_b` the folds of its two projects, `plain` the score of each baseline.
    """

    view: list[str]
    rule: list[str]
    ids: list[tuple[str, str]]
    judged: Judged
    fold_a: NDArray[np.int64]
    fold_b: NDArray[np.int64]
    plain: dict[str, NDArray[np.float64]]

    @property
    def weight(self) -> NDArray[np.float64]:
        """How many candidates each pair stands for."""
        return self.judged.importance


def from_facts() -> Labelled:
    """Return the pairs labelled by rules over facts."""
    return _joined([_of_view(view) for view in views()])


def from_reading() -> Labelled:
    """Return the pairs that were read."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with READ.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["list"]].append(row)
    return _joined([_of_read(name, loaded(_READ_FROM[name]), some) for name, some in sorted(rows.items())])


def _of_view(view: View) -> Labelled:
    compared = Compared(view.snapshot, fit(view.snapshot))
    found = candidates(compared.texts, compared.projects, shipped(), 0.0)
    ids = compared.projects.ids
    strata: dict[tuple[str, bool, int], list[int]] = defaultdict(list)
    for k, (a, b) in enumerate(zip(found.a.tolist(), found.b.tolist(), strict=True)):
        label = view.rule(view.whole, view.whole.index[ids[a]], view.whole.index[ids[b]])
        if label is not None:
            band = min(int(found.features["likeness"][k] * BINS), BINS - 1)
            strata[label.rule, label.same, band].append(k)
    draw = random.Random(1)
    chosen: list[tuple[int, str, bool, float]] = []
    for (rule, same, _), some in sorted(strata.items()):
        drawn = draw.sample(some, min(EACH, len(some)))
        chosen += [(k, rule, same, len(some) / len(drawn)) for k in sorted(drawn)]
    pairs = _only(found, [k for k, *_ in chosen])
    return _labelled(view.name, compared, pairs, [(rule, same, weight) for _, rule, same, weight in chosen])


def _of_read(name: str, snapshot: Snapshot, rows: list[dict[str, str]]) -> Labelled:
    compared = Compared(snapshot, fit(snapshot))
    number = {id_: i for i, id_ in enumerate(compared.projects.ids)}
    kept = [
        row for row in rows
        if row["label"] in "srd" and all(number.get(row[end]) in compared.texts.of for end in "ab")
    ]  # fmt: skip
    pairs = compare(compared.texts, compared.projects, [(number[row["a"]], number[row["b"]]) for row in kept])
    return _labelled(
        name, compared, pairs, [("read", row["label"] == "s", float(row["weight"])) for row in kept]
    )


def _labelled(
    view: str, compared: Compared, pairs: Candidates, said: list[tuple[str, bool, float]]
) -> Labelled:
    ids, fields = compared.projects.ids, compared.projects.snapshot.fields
    texts = [
        " ".join(str(v) for key, v in fields[p].items() if key.startswith(("name_", "description_")))
        for p in compared.projects.positions
    ]
    fold = _folds(compared)
    return Labelled(
        [view] * len(said), [rule for rule, _, _ in said],
        [(ids[a], ids[b]) for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)],
        Judged(pairs.features, pairs.as_texts, np.array([same for _, same, _ in said], dtype=np.bool_),
               np.array([weight for _, _, weight in said])),
        fold[pairs.a], fold[pairs.b],
        {name: score(texts, (pairs.a, pairs.b)) for name, score in BASELINES.items()},
    )  # fmt: skip


def _folds(compared: Compared) -> NDArray[np.int64]:
    """Return a fold for each project: projects of one text, and of one leading body, are in one."""
    found = []
    for i in range(len(compared.projects.ids)):
        leads = sorted(compared.projects.leads[i])
        key = f"lead {leads[0]}" if leads else f"text {compared.texts.of.get(i, -i)}"
        found.append(random.Random(key).randrange(FOLDS))
    return np.array(found, dtype=np.int64)


def _only(found: Candidates, kept: list[int]) -> Candidates:
    rows = np.array(kept, dtype=np.int64)
    features = {name: found.features[name][rows] for name in FEATURES}
    return Candidates(found.a[rows], found.b[rows], features, found.as_texts[rows])


def _joined(parts: list[Labelled]) -> Labelled:
    def column(of: str) -> NDArray[np.float64]:
        return np.concatenate([getattr(part, of) for part in parts])

    judged = Judged(
        {name: np.concatenate([part.judged.features[name] for part in parts]) for name in FEATURES},
        np.concatenate([part.judged.as_texts for part in parts]), np.concatenate([part.judged.same for part in parts]),
        np.concatenate([part.judged.importance for part in parts]),
    )  # fmt: skip
    return Labelled(
        [v for part in parts for v in part.view], [r for part in parts for r in part.rule],
        [i for part in parts for i in part.ids], judged,
        np.concatenate([part.fold_a for part in parts]), np.concatenate([part.fold_b for part in parts]),
        {name: np.concatenate([part.plain[name] for part in parts]) for name in BASELINES},
    )  # fmt: skip
