"""Weights of the score fitted on what reviewers said, and how much better they do on verdicts held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.components import components
from graph.overlap.candidates import compare
from graph.overlap.find import Compared
from graph.overlap.kinds import SAME_THING
from graph.overlap.learning import Judged, learn
from graph.overlap.score import Weights, probability
from graph.overlap.structure import Projects
from graph.records import Act, ActKind, Verdict

FEWEST = 20
"""Of fewer verdicts nothing is learned."""
FOLDS = 5


@dataclass(frozen=True)
class Rates:
    """How a score does on held-out verdicts: of the pairs it calls the same thing, the share that are (precision), of
    those that are, the share it calls so (recall); None where there are none.
    """

    precision: float | None
    recall: float | None


@dataclass(frozen=True)
class Refit:
    """`verdicts` are pairs with a verdict of same, related or different; `weights` are None where they are too few."""

    verdicts: int
    same: int
    weights: Weights | None = None
    before: Rates | None = None
    after: Rates | None = None


def refit(compared: Compared, weights: Weights, acts: Sequence[Act]) -> Refit:
    """Return weights fitted on the last verdict on each pair of projects, starting from `weights`.

    *Same* counts as the same thing, *related* and *different* as another; *unsure* does not count.
    """
    said = _verdicts(acts)
    number = {id_: i for i, id_ in enumerate(compared.projects.ids)}
    pairs = sorted(
        (number[a], number[b], verdict is Verdict.SAME)
        for (a, b), verdict in said.items()
        if a in number and b in number
    )
    same = np.array([one for _, _, one in pairs], dtype=np.bool_)
    if len(pairs) < FEWEST or same.all() or not same.any():
        return Refit(len(pairs), int(same.sum()))
    found = compare(compared.texts, compared.projects, [(a, b) for a, b, _ in pairs])
    judged = Judged(found.features, found.as_texts, same, np.ones(len(pairs)))
    fold = _folds(compared.projects, [(a, b) for a, b, _ in pairs])
    before = probability(weights.log_odds(judged.features, judged.as_texts))
    after = np.zeros(len(pairs))
    for k in range(FOLDS):
        held = fold == k
        fitted = learn(judged.only(~held), weights)
        some = judged.only(held)
        after[held] = probability(fitted.log_odds(some.features, some.as_texts))
    learned = learn(judged, weights)
    about = {**weights.about, "verdicts": len(pairs), "same": int(same.sum())}
    return Refit(
        len(pairs), int(same.sum()), Weights(learned.of, about), rates(before, same), rates(after, same)
    )


def rates(score: NDArray[np.float64], same: NDArray[np.bool_]) -> Rates:
    """Return precision and recall of calling a pair the same thing from the score SAME_THING on."""
    called = score >= SAME_THING
    right = int((called & same).sum())
    return Rates(
        right / int(called.sum()) if called.any() else None, right / int(same.sum()) if same.any() else None
    )


def _verdicts(acts: Sequence[Act]) -> dict[tuple[str, str], Verdict]:
    """Return the last verdict on each pair of projects, those that are unsure left out."""
    found: dict[tuple[str, str], Verdict] = {}
    for act in acts:
        if act.kind is ActKind.VERDICT and len(act.members) == 2:
            a, b = sorted(act.members)
            found[a, b] = Verdict(act.value)
    return {pair: verdict for pair, verdict in found.items() if verdict is not Verdict.UNSURE}


def _folds(projects: Projects, pairs: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Return a fold for each pair; pairs that share a project, or a body that leads one, are in one fold."""
    ends: list[tuple[tuple[str, int], tuple[str, int]]] = []
    for i, j in pairs:
        leads = [("actor", lead) for k in (i, j) for lead in projects.leads[k]]
        ends += [(("project", i), other) for other in (("project", j), *leads)]
    group = {node: number for number, nodes in enumerate(components(ends)) for node in nodes}
    of_pair = np.array([group["project", i] for i, _ in pairs])
    sizes = np.bincount(of_pair)
    fold = np.zeros(len(sizes), dtype=np.int64)
    filled = np.zeros(FOLDS, dtype=np.int64)
    for component in np.lexsort((np.arange(len(sizes)), -sizes)).tolist():
        fold[component] = int(np.argmin(filled))
        filled[fold[component]] += sizes[component]
    found: NDArray[np.int64] = fold[of_pair]
    return found
