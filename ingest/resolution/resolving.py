"""Resolve many names at once: rows, candidate pairs, answers, groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ingest.resolution.answers import Answer, Judged
from ingest.resolution.clusters import Pair, clusters
from ingest.resolution.features import Row, table_of
from ingest.resolution.linking import linked

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class MayBe:
    """Two ids that may be one; a person should look. `a` < `b`."""

    a: str
    b: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids that are one, each group sorted, two or more; and pairs that may be, the most probable first."""

    groups: tuple[tuple[str, ...], ...]
    unsure: tuple[MayBe, ...]


@dataclass(frozen=True, slots=True)
class Problem(Generic[Subject]):
    """What is to be resolved: ids, their rows, and how two that are alike enough to be looked at are judged."""

    ids: Sequence[str]
    rows: Sequence[Row]
    judge: Callable[[int, int, float], Judged]
    """(place, place, probability) → what is said."""


def resolved(
    problem: Problem[Any],
    *,
    fresh: Iterable[str] | None = None,
    joined: Iterable[Sequence[str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    undecided: Iterable[tuple[str, str]] = (),
    engine: str = "duckdb",
) -> Resolved:
    """Return which ids are one.

    `fresh` are the ids that are new: only pairs with one of them are looked at; None means all. `joined` are ids that
    are one already, each group under its first, which stands for it in the answer. `apart` are pairs that a person said
    are two, `undecided` those of which a person could not tell: neither are joined, and these stay unsure.
    """
    standing = [tuple(group) for group in joined]
    at = {id_: place for place, id_ in enumerate(problem.ids)}
    new = set(at) if fresh is None else {*fresh}
    found = linked(table_of(problem.rows, [id_ in new for id_ in problem.ids]), engine)
    pairs = (
        Pair(a, b, problem.judge(a, b, probability))
        for a, b, probability in zip(
            found.a.tolist(), found.b.tolist(), found.probability.tolist(), strict=True
        )
    )
    kept = clusters(
        len(problem.ids),
        (pair for pair in pairs if pair.judged.answer is not Answer.DIFFERENT),
        lambda a, b: problem.judge(a, b, 0.0),
        joined=[[at[id_] for id_ in group] for group in standing],
        apart=[(at[a], at[b]) for a, b in apart if a in at and b in at],
        undecided=[(at[a], at[b]) for a, b in undecided if a in at and b in at],
    )
    first = {id_: group[0] for group in standing for id_ in group}
    shown = [first.get(id_, id_) for id_ in problem.ids]
    groups = (tuple(sorted({shown[n] for n in group})) for group in kept.groups)
    unsure = [
        MayBe(min(shown[pair.a], shown[pair.b]), max(shown[pair.a], shown[pair.b]), pair.judged)
        for pair in kept.unsure
    ]
    return Resolved(
        tuple(sorted(group for group in groups if len(group) > 1)),
        tuple(sorted(unsure, key=lambda one: (-one.judged.probability, one.a, one.b))),
    )
