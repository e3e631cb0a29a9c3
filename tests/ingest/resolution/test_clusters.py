"""Groups: nothing that contradicts comes together, whatever stands between."""

from __future__ import annotations

import random
from collections.abc import Iterable

from ingest.resolution.answers import Answer, Judged
from ingest.resolution.clusters import Clusters, Pair, clusters

NAME = Judged(Answer.SAME, 0.9, ("name",))
APART = Judged(Answer.DIFFERENT, 0.9, ("name",), ("identifier",))


def grouped(
    same: Iterable[tuple[int, int]],
    contrary: Iterable[tuple[int, int]] = (),
    seed: int = 0,
    **said: list[tuple[int, int]],
) -> Clusters:
    """Rows 0 to 5, of which these pairs are alike and those contradict each other."""
    against = {frozenset(pair) for pair in contrary}
    pairs = [Pair(a, b, NAME) for a, b in same]
    random.Random(seed).shuffle(pairs)
    return clusters(6, pairs, lambda a, b: APART if frozenset((a, b)) in against else NAME, **said)


def test_a_name_that_two_bodies_bear_joins_neither_in_whatever_order() -> None:
    for seed in range(6):
        found = grouped([(0, 1), (0, 2), (1, 3), (2, 4)], [(1, 2), (1, 4), (2, 3), (3, 4)], seed)
        assert found.groups == [(1, 3), (2, 4)]
        assert sorted((pair.a, pair.b, pair.judged.against) for pair in found.unsure) == [
            (0, 1, ("ambiguous",)), (0, 2, ("ambiguous",)),
        ]  # fmt: skip


def test_what_a_person_said_holds() -> None:
    assert grouped([(0, 1)]).groups == [(0, 1)]
    told = grouped([(0, 1), (1, 2)], apart=[(0, 1)])
    assert all(not {0, 1} <= {*group} for group in told.groups)
    assert not [pair for pair in told.unsure if (pair.a, pair.b) == (0, 1)], "answered: not asked again"
    held = grouped([(0, 1)], undecided=[(0, 1)])
    assert held.groups == []
    assert [pair.judged.against for pair in held.unsure] == [("undecided",)]


def test_what_is_one_already_does_not_decide_for_a_row_that_may_be_either() -> None:
    same = [(0, 1), (0, 2), (1, 3), (2, 4)]
    contrary = [(1, 2), (0, 4)]
    first = grouped(same, contrary)
    assert first.groups == [(1, 3), (2, 4)]
    for seed in range(6):
        again = grouped(same, contrary, seed, joined=first.groups)
        assert (again.groups, again.unsure) == (first.groups, first.unsure)


def test_a_name_that_fits_two_which_a_person_said_are_two_joins_neither() -> None:
    for seed in range(4):
        found = grouped([(0, 1), (0, 2), (1, 3)], apart=[(1, 2)], seed=seed)
        assert found.groups == [(1, 3)]
        assert {(pair.a, pair.b, pair.judged.against) for pair in found.unsure} == {
            (0, 1, ("ambiguous",)), (0, 2, ("ambiguous",)),
        }  # fmt: skip
