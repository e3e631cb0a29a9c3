"""Every analysis of the network of bodies on graphs that are hardly any: an answer, no warning, and it can be kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest

from graph.brokers import brokers
from graph.compare import compare
from graph.follow_up import follow_up
from graph.invite import invite
from graph.links import links
from graph.records import Act, ActKind
from graph.records.base import Record
from graph.silos import silos
from graph.snapshot import Snapshot
from graph.structure import structure
from tests.graph.factories import Bond, Thing, actor, joins, located, project, region, snapshot, thing, tie

pytestmark = pytest.mark.filterwarnings("error")

BACKWARDS = ("2020-12-31", "2016-01-01")
DAY, TODAY = "2018-06-01", date(2021, 1, 1)


def self_tied() -> list[Thing | Bond]:
    return [tie("COLLABORATES_WITH", f"actor:fi:{who}", f"actor:fi:{who}") for who in "ABC"]


def backwards() -> list[Thing | Bond]:
    """Projects and ties that end before they start."""
    rows: list[Thing | Bond] = [project(f"P{i}", "Nuorten työpaja", days=BACKWARDS) for i in range(3)]
    rows += [joins(f"A{i}{k}", f"P{i}") for i in range(3) for k in range(6)]
    days = {"start": "2020-01-01", "end": "2019-01-01"}
    rows += [tie("COLLABORATES_WITH", "actor:fi:A00", "actor:fi:A10", **days)]
    return [*rows, tie("PARTICIPATES_IN", "A20", "P0", "partner", **days)]


CASES: dict[str, Sequence[Thing | Bond]] = {
    "nothing": [],
    "one body": [actor("A", sector="public")],
    "one body in one project": [joins("A", "P")],
    "one project without bodies": [project("P", "Nuorten työpaja"), region("R"), located("P", "R")],
    "bodies that take part in nothing": [actor(f"A{i}", sector="public") for i in range(6)],
    "only isolates": [
        row for i in range(6) for row in (joins(f"A{i}", f"P{i}"), project(f"P{i}", "Nuorten työpaja"))
    ],
    "isolates without words": [joins(f"A{i}", f"P{i}") for i in range(6)],
    "one giant clique": [joins(f"A{i:02}", "P") for i in range(60)],
    "two cliques": [joins(f"{who}{i:02}", f"P{who}") for who in "AB" for i in range(20)],
    "some sectors missing": [
        *(joins(f"{who}{i}", f"P{who}") for who in "AB" for i in range(6)),
        *(actor(f"A{i}", sector="public") for i in range(3)),
        actor("B0", sector="private"),
        tie("LOCATED_IN", "A5", "region:fi:R"),
        joins("A0", "PB"),
    ],
    "one sector for all": [
        *(joins(f"{who}{i}", f"P{who}") for who in "AB" for i in range(6)),
        *(actor(f"{who}{i}", sector="public") for who in "AB" for i in range(6)),
    ],
    "self-ties": [*self_tied(), joins("A", "P"), joins("B", "P"), joins("C", "Q")],
    "self-ties alone": self_tied(),
    "collaborations alone": [tie("COLLABORATES_WITH", "actor:fi:A", "actor:fi:B")],
    "ends before starts": backwards(),
    "unknown days": [
        *(project(f"P{i}", "Nuorten työpaja", days=None) for i in range(2)),
        *(joins(f"A{i}{k}", f"P{i}") for i in range(2) for k in range(5)),
        thing("event", "E"),
        tie("ATTENDED", "A00", "event:fi:E"),
        tie("ATTENDED", "A10", "event:fi:E"),
    ],
    "one body twice in one project": [
        joins("A", "P"),
        tie("PARTICIPATES_IN", "A", "P", "lead"),
        joins("B", "P"),
    ],
}


def acts(graph: Snapshot) -> list[Act]:
    """Something was done about a list, a link and a group of all bodies, and about an overlap of all projects."""
    bodies = [graph.ids[p] for p in graph.of_kind("actor").tolist()]
    projects = [graph.ids[p] for p in graph.of_kind("project").tolist()]
    events = [graph.ids[p] for p in graph.of_kind("event").tolist()]
    about = {"group:1": bodies, "invitation:1": bodies[:9], "link:1": bodies[:2], "overlap:1": projects[:2]}
    made = [
        Act(finding=finding, kind=ActKind.ACTED, on=DAY, note="met", members=tuple(members))
        for finding, members in about.items()
    ]
    return [*made, made[1].model_copy(update={"finding": "invitation:2", "evidence": tuple(events)})]


ANALYSES: dict[str, Callable[[Snapshot], list[Any]]] = {
    "silos": lambda graph: [silos(graph, redraws=2), silos(graph, redraws=0, runs=1)],
    "brokers": brokers,
    "structure": lambda graph: [structure(graph)],
    "links": links,
    "invite": lambda graph: [invite(graph, size=1), invite(graph)],
    "compare": lambda graph: [
        compare(graph, graph, redraws=2),
        compare(graph, snapshot(), redraws=2),
        compare(snapshot(), graph, redraws=2),
        compare(graph.as_of(date.fromisoformat(DAY)), graph, redraws=0),
    ],
    "follow-up": lambda graph: follow_up(graph, acts(graph), today=TODAY),
}


def numbers(value: Any) -> Iterator[float]:
    """All numbers in a record as it is kept."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from numbers(one)
    elif isinstance(value, float):
        yield value


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("analysis", ANALYSES)
def test_each_analysis_answers_and_its_answer_can_be_kept(case: str, analysis: str) -> None:
    for record in ANALYSES[analysis](snapshot(CASES[case])):
        assert isinstance(record, Record)
        assert type(record).model_validate_json(record.model_dump_json()) == record
        assert all(math.isfinite(number) for number in numbers(record.model_dump()))


NOBODY = [
    "nothing", "one body", "one project without bodies", "bodies that take part in nothing", "self-ties alone",
]  # fmt: skip


@pytest.mark.parametrize("case", NOBODY)
def test_where_nobody_takes_part_in_anything_there_is_nothing_to_say(case: str) -> None:
    graph = snapshot(CASES[case])
    assert (brokers(graph), links(graph)) == ([], [])
    assert (structure(graph).actors, structure(graph).parts, structure(graph).core) == (0, 0, ())
    table = invite(graph)
    assert (table.seats, table.covered, table.gaps, table.of_gaps) == ((), 0.0, 0, 0)
    assert table.sentence.startswith("Nobody works with anybody")
    found = compare(graph, graph)
    assert (found.fates, found.silos, found.sentence) == ((), (), "0 ties came and 0 went.")


@pytest.mark.parametrize("case", ["only isolates", "isolates without words", "one body in one project"])
def test_those_who_stand_alone_are_isolates_and_may_all_be_invited(case: str) -> None:
    graph = snapshot(CASES[case])
    count = len(graph.of_kind("actor"))
    found = structure(graph)
    assert (found.actors, found.isolates, found.parts, found.core_number, found.core) == (
        count,
        count,
        0,
        0,
        (),
    )
    assert len(found.isolated) == count
    assert brokers(graph) == []
    table = invite(graph)
    assert (len(table.seats), table.covered, table.bound) == (count, 1.0, 1.0)
    assert all(seat.sentence.startswith("Works with nobody yet") for seat in table.seats)
    assert len(links(graph)) == (15 if case == "only isolates" else 0)
    assert silos(graph, redraws=2).groups == ()


def test_a_clique_hangs_by_nobody_and_needs_nobody() -> None:
    graph = snapshot(CASES["one giant clique"])
    found = structure(graph)
    assert (found.ties, found.parts, found.core_number, found.core_size) == (60 * 59 // 2, 1, 59, 60)
    assert (found.cut_points, found.bridges, found.isolates) == ((), (), 0)
    assert (brokers(graph), links(graph)) == ([], [])
    (group,) = silos(graph, redraws=2).groups
    assert (group.size, group.inside_share, group.silo, group.stability) == (60, 1.0, False, 1.0)
    assert compare(graph, graph, redraws=2).silos == ()


def test_a_tie_of_a_body_to_itself_is_no_tie() -> None:
    with_them, without = (snapshot(rows) for rows in (CASES["self-ties"], CASES["self-ties"][3:]))
    assert structure(with_them) == structure(without)
    assert silos(with_them, redraws=2) == silos(without, redraws=2)
    assert invite(with_them) == invite(without)
    assert links(with_them) == links(without)
    assert compare(without, with_them).gained == 0


def test_what_ends_before_it_starts_is_never_there_on_a_day_but_was_begun() -> None:
    graph = snapshot(CASES["ends before starts"])
    for day in ("2015-01-01", "2018-01-01", "2020-12-31", "2022-01-01"):
        assert structure(graph.as_of(date.fromisoformat(day))).actors == 0
    assert structure(graph.as_of(date(2021, 1, 1), started=True)).ties == structure(graph).ties > 0
    assert compare(graph.as_of(date(2018, 1, 1)), graph).lost == 0


def test_what_has_no_day_is_there_on_every_day() -> None:
    graph = snapshot(CASES["unknown days"])
    assert structure(graph.as_of(date(1999, 1, 1))) == structure(graph)
    group, whole = (told for told in follow_up(graph, acts(graph), today=TODAY) if told.finding[-1] == "1"
                    and told.finding[0] in "gi")  # fmt: skip
    assert (group.inside_before, group.inside_after, group.opened) == (1.0, 1.0, False)
    assert whole.formed == 0  # nobody knows that anything began later


def test_a_missing_sector_is_not_a_sector() -> None:
    graph = snapshot(CASES["some sectors missing"])
    by = {one.attribute: one for one in silos(graph, redraws=2).by}
    assert (by["sector"].known, sorted(by["sector"].values)) == (4, ["private", "public"])
    assert by["theme"].ei_index is None
    # A0, A1 and A2 know each other by one project (three ties of 1/5), and A0 alone knows B0 (1/6)
    ei = (1 / 6 - 3 / 5) / (1 / 6 + 3 / 5)
    assert by["sector"].ei_index == pytest.approx(ei, abs=1e-4)
    one = {one.attribute: one for one in silos(snapshot(CASES["one sector for all"]), redraws=2).by}["sector"]
    assert (one.ei_index, one.assortativity, one.p_value, one.permutations) == (-1.0, None, None, 0)
