"""The score: parts that add up, weights that are learned, and refitted on verdicts."""

from __future__ import annotations

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from graph.overlap import Compared, fit
from graph.overlap.evidence import CONTENT, FEATURES, structure_features
from graph.overlap.learning import AGAINST, FOR, Judged, learn
from graph.overlap.refit import FEWEST, FOLDS, refit
from graph.overlap.refit import _folds as folds
from graph.overlap.score import CONSTANT, REGIMES, Weights, probability, shipped
from graph.overlap.structure import projects
from graph.records import Act, ActKind, Verdict
from tests.graph.factories import joins, leads, located, project, region, snapshot, targets

MOST = {"shared_words": 5.0, "shared_bodies": 3.0, "years_apart": 4.0, "target_groups": 3.0}
_LETTERS = "abcdefghij"
_MADE_UP = (("zorblax", "quuxim", "vantrel"), ("mibjork", "plondra", "fexiwum"))
ROWS = st.fixed_dictionaries({name: st.floats(0, MOST.get(name, 1.0)) for name in FEATURES})


def odds(weights: Weights, row: dict[str, float], regime: str) -> float:
    columns = {name: np.array([value]) for name, value in row.items()}
    return float(weights.log_odds(columns, np.array([regime == "texts"]))[0])


@given(ROWS, st.sampled_from(REGIMES))
def test_the_parts_of_a_score_add_up_to_it(row: dict[str, float], regime: str) -> None:
    columns = {name: np.array([value]) for name, value in row.items()}
    (parts,) = shipped().parts(columns, np.array([regime == "texts"]))
    assert sum(parts.values()) == pytest.approx(float(probability(odds(shipped(), row, regime))), abs=5e-4)
    assert set(parts) == set(FEATURES.values())


@given(ROWS, st.sampled_from(REGIMES))
def test_structure_adds_no_more_than_is_reckoned_with(row: dict[str, float], regime: str) -> None:
    alone = {name: value if name in CONTENT else 0.0 for name, value in row.items()}
    assert (
        odds(shipped(), row, regime) - odds(shipped(), alone, regime) <= shipped().most_of_structure() + 1e-9
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 8), st.booleans(), st.booleans(), st.sampled_from(REGIMES))
def test_what_two_projects_really_share_adds_no_more_than_is_reckoned_with(
    bodies: int, people: int, lead: bool, place: bool, regime: str
) -> None:
    rows = [region("R", "001"), project("P"), project("Q")]
    rows += [joins(f"A{k:02}", local) for k in range(bodies) for local in "PQ"]
    rows += [targets(local, f"T{k}") for k in range(people) for local in "PQ"]
    rows += [leads("L", local) for local in "PQ" if lead] + [located(local, "R") for local in "PQ" if place]
    found = structure_features(projects(snapshot(rows)), np.array([0]), np.array([1]))
    row = {name: float(found[name][0]) if name in found else 0.0 for name in FEATURES}
    alone = dict.fromkeys(FEATURES, 0.0)
    assert (
        odds(shipped(), row, regime) - odds(shipped(), alone, regime) <= shipped().most_of_structure() + 1e-9
    )


@given(ROWS, st.sampled_from(REGIMES), st.sampled_from(sorted(FOR | AGAINST)))
def test_what_speaks_for_never_lowers_a_score_and_what_speaks_against_never_lifts_it(
    row: dict[str, float], regime: str, name: str
) -> None:
    more = {**row, name: row[name] + 0.5}
    change = odds(shipped(), more, regime) - odds(shipped(), row, regime)
    assert change >= 0 if name in FOR else change <= 0


def test_weights_last_as_text_and_damaged_ones_are_told() -> None:
    text = shipped().to_json()
    assert Weights.from_json(text) == shipped()
    for broken in (
        "",
        "{}",
        "[]",
        text[:-9],
        text.replace("likeness", "other"),
        text.replace("weights/1", "weights/9"),
    ):
        with pytest.raises(DataError):
            Weights.from_json(broken)


def test_the_shipped_weights_are_those_of_the_pairs_that_are_shipped_with_them() -> None:
    lines = files("graph.overlap").joinpath("weights_seen.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    assert len(rows) == shipped().about["pairs"]
    lists = [row["list"] for row in rows]
    importance = np.array([1 / np.sqrt(lists.count(one)) for one in lists])
    judged = Judged(
        {name: np.array([float(row[name]) for row in rows]) for name in FEATURES},
        np.array([row["judged_as"] == "texts" for row in rows]), np.array([row["same"] == "1" for row in rows]),
        importance / importance.mean(),
    )  # fmt: skip
    learned = learn(judged)
    for regime in REGIMES:
        for name in (CONSTANT, *FEATURES):
            assert learned.of[regime][name] == pytest.approx(shipped().of[regime][name], abs=0.02)


# learning


def made_up(n: int, seed: int = 0) -> tuple[Judged, dict[str, float]]:
    """Pairs whose judgement follows planted weights."""
    draw = np.random.default_rng(seed)
    planted = {CONSTANT: -2.0, "likeness": 4.0, "same_lead": 1.5, "firms": -2.0}
    features = {name: draw.random(n) for name in FEATURES}
    total = planted[CONSTANT] + sum(planted.get(name, 0.0) * column for name, column in features.items())
    return Judged(features, np.zeros(n, bool), draw.random(n) < probability(total), np.ones(n)), planted


def test_planted_weights_are_learned() -> None:
    judged, planted = made_up(20_000)
    learned = learn(judged).of["names"]
    for name in (CONSTANT, *FEATURES):
        assert learned[name] == pytest.approx(planted.get(name, 0.0), abs=0.4)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_signs_are_held_whatever_chance_says(seed: int) -> None:
    judged, _ = made_up(60, seed)
    for weights in learn(judged).of.values():
        assert all(weights[name] >= 0 for name in FOR)
        assert all(weights[name] <= 0 for name in AGAINST)


def test_few_pairs_move_given_weights_little_and_none_not_at_all() -> None:
    judged, _ = made_up(5)
    moved = learn(judged, shipped())
    assert moved.of["texts"] == pytest.approx(dict(shipped().of["texts"]), abs=1e-3)
    for name, weight in moved.of["names"].items():
        assert abs(weight - shipped().of["names"][name]) < 3


# refitting on verdicts


def said(a: str, b: str, verdict: Verdict) -> Act:
    ids = (f"project:fi:{a}", f"project:fi:{b}")
    return Act(finding="overlap:1", kind=ActKind.VERDICT, value=verdict.value, members=ids)


def judged_list(n: int) -> tuple[list[object], list[Act]]:
    """Pairs of projects; those of even number say the same and are judged so, the others are judged different."""
    rows: list[object] = []
    acts = []
    for k in range(n):
        same = k % 2 == 0
        one, other = (
            " ".join(f"{part}{_LETTERS[k % 10]}{_LETTERS[k // 10]}" for part in parts) for parts in _MADE_UP
        )
        rows += [project(f"A{k:02}", one), project(f"B{k:02}", one if same else other)]
        rows += [leads(f"L{k:02}", f"A{k:02}"), leads(f"M{k:02}", f"B{k:02}")]
        acts.append(said(f"A{k:02}", f"B{k:02}", Verdict.SAME if same else Verdict.DIFFERENT))
    return rows, acts


def test_of_few_verdicts_nothing_is_learned() -> None:
    rows, acts = judged_list(FEWEST - 1)
    graph = snapshot(rows)
    found = refit(Compared(graph, fit(graph)), shipped(), acts)
    assert (found.verdicts, found.weights) == (FEWEST - 1, None)


def test_verdicts_move_the_weights_and_are_held_out_to_tell_how_well() -> None:
    rows, acts = judged_list(40)
    graph = snapshot(rows)
    unsure = said("A00", "B01", Verdict.UNSURE)
    found = refit(Compared(graph, fit(graph)), shipped(), [*acts, unsure])
    assert (found.verdicts, found.same) == (40, 20)
    assert found.weights is not None
    assert found.before is not None
    assert found.after is not None
    assert found.after.recall == 1.0
    assert found.after.precision == 1.0
    assert found.weights.about["verdicts"] == 40


def test_the_last_verdict_on_a_pair_counts() -> None:
    rows, acts = judged_list(40)
    graph = snapshot(rows)
    turned = [said(f"B{k:02}", f"A{k:02}", Verdict.DIFFERENT) for k in range(0, 40, 2)]
    assert refit(Compared(graph, fit(graph)), shipped(), [*acts, *turned[:5]]).same == 15
    assert FOLDS > 1


def test_an_unsure_verdict_takes_back_what_was_said_before() -> None:
    rows, acts = judged_list(FEWEST)
    graph = snapshot(rows)
    assert refit(Compared(graph, fit(graph)), shipped(), acts).weights is not None
    found = refit(Compared(graph, fit(graph)), shipped(), [*acts, said("A00", "B00", Verdict.UNSURE)])
    assert (found.verdicts, found.weights) == (FEWEST - 1, None)


def test_verdicts_of_one_kind_teach_nothing() -> None:
    rows, acts = judged_list(2 * FEWEST)
    graph = snapshot(rows)
    found = refit(Compared(graph, fit(graph)), shipped(), acts[::2])
    assert (found.verdicts, found.same, found.weights) == (FEWEST, FEWEST, None)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)).filter(lambda pair: pair[0] < pair[1]), min_size=1,
             max_size=40, unique=True),
    st.lists(st.integers(0, 40), min_size=30, max_size=30),
)  # fmt: skip
def test_pairs_that_share_a_project_or_a_lead_are_held_out_together(
    pairs: list[tuple[int, int]], lead: list[int]
) -> None:
    rows = [
        [project(f"P{k:02}", f"Hanke {k}"), leads(f"A{body:02}", f"P{k:02}")] for k, body in enumerate(lead)
    ]
    fold = folds(projects(snapshot(*rows)), pairs).tolist()
    assert all(0 <= one < FOLDS for one in fold)
    touched = [{("project", k) for k in pair} | {("body", lead[k]) for k in pair} for pair in pairs]
    for k, one in enumerate(touched):
        assert {fold[m] for m, other in enumerate(touched) if one & other} == {fold[k]}


def test_pairs_that_share_nothing_are_spread_over_all_folds() -> None:
    rows = [[project(f"P{k:02}"), leads(f"A{k:02}", f"P{k:02}")] for k in range(20)]
    fold = folds(projects(snapshot(*rows)), [(k, k + 1) for k in range(0, 20, 2)]).tolist()
    assert sorted(fold) == sorted([*range(FOLDS)] * 2)
