"""The graph at one moment, as columns."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.brokers import brokers
from graph.coverage import coverage
from graph.links import links
from graph.overlap import Compared, fit, overlaps
from graph.practices import practices
from graph.records import TieKind
from graph.silos import silos
from graph.snapshot import NO_DAY, Snapshot, taking, to_networkit, to_networkx
from graph.snapshot.taking import take, take_rows
from graph.store import open_store
from tests.graph.factories import Bond, Thing, actor, joins, leads, project, region, snapshot, thing, tie
from tests.stores import factories as claims

DAYS = st.sampled_from([None, "2015-06-01", "2016-01-01", "2017-03-31", "2020-12-31"])


@st.composite
def rows(draw: st.DrawFn) -> list[Thing | Bond]:
    """A few entities of several kinds, with ties of several kinds, roles, days and sources; the same tie twice too."""
    found: list[Thing | Bond] = []
    for kind in ("actor", "project", "region", "network"):
        for local in draw(st.sets(st.sampled_from("ABCDE"), max_size=4)):
            start, end = draw(DAYS), draw(DAYS)
            found.append(
                thing(kind, local, draw(st.sampled_from(["x", "y"])), valid_from=start, valid_to=end)
            )
    for _ in range(draw(st.integers(0, 12))):
        a, b = draw(st.sampled_from("ABCDE")), draw(st.sampled_from("ABCDE"))
        kind = draw(st.sampled_from(["PARTICIPATES_IN", "FUNDS", "COLLABORATES_WITH", "MEMBER_OF", "SERVES"]))
        b = f"actor:fi:{b}" if kind == "COLLABORATES_WITH" else b
        role = draw(st.sampled_from(["lead", "partner"])) if kind == "PARTICIPATES_IN" else ""
        found.append(
            tie(kind, a, b, role, draw(st.sampled_from(["x", "y"])), start=draw(DAYS), end=draw(DAYS))
        )
    return found


def columns(graph: Snapshot) -> dict[str, Any]:
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in vars(graph).items() if name in Snapshot.__dataclass_fields__
    }  # fmt: skip


def by_hand(graph: Snapshot, kept_things: set[str], keep_tie: Any = lambda k: True) -> Snapshot:
    """The rows of a snapshot that are kept, put together anew."""
    back = {
        int(n): date.fromordinal(n).isoformat() for n in [*graph.tie_start, *graph.tie_end] if n != NO_DAY
    }
    kinds = list(TieKind)
    ids = graph.ids
    return Snapshot.of(
        [(id_, graph.fields[i], graph.sources[i]) for i, id_ in enumerate(ids) if id_ in kept_things],
        [
            (
                kinds[graph.tie_kind[k]].value, ids[graph.a[k]], ids[graph.b[k]], graph.role[k],
                back.get(int(graph.tie_start[k])), back.get(int(graph.tie_end[k])), graph.tie_sources[k],
            )
            for k in range(len(graph.a))
            if ids[graph.a[k]] in kept_things and ids[graph.b[k]] in kept_things and keep_tie(k)
        ],
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows(), st.randoms(use_true_random=False))
def test_order_of_rows_never_shows(found: list[Thing | Bond], chance: random.Random) -> None:
    one = snapshot(found)
    shuffled = list(found)
    chance.shuffle(shuffled)

    # two rows of one entity cannot be: the factory keeps the last, so only ties and things are mixed here
    assert columns(snapshot(shuffled)) == columns(one)
    assert one.ids == sorted(one.ids)
    ranks = [list(map(sorted(set(texts)).index, texts)) for texts in (one.role, one.tie_sources)]
    order = list(zip(one.tie_kind, one.a, one.b, ranks[0], one.tie_start, one.tie_end, ranks[1], strict=True))
    assert order == sorted(order)
    assert [one.index[id_] for id_ in one.ids] == list(range(len(one.ids)))


def test_ties_that_differ_in_one_thing_only_come_in_one_order() -> None:
    one = joins("A", "P", "x")
    same = [
        one,
        one._replace(source="y"),
        one._replace(role="lead"),
        one._replace(start="2015-01-01"),
        one._replace(end="2015-01-01"),
        one._replace(start="2014-01-01", end="2016-01-01"),
        joins("B", "P"),
        joins("A", "Q"),
    ]
    orders = [columns(snapshot(random.Random(seed).sample(same, len(same)))) for seed in range(12)]
    assert all(order == orders[0] for order in orders)


@settings(max_examples=40, deadline=None)
@given(rows(), st.data())
def test_a_part_of_a_snapshot_is_the_snapshot_of_the_part(
    found: list[Thing | Bond], data: st.DataObject
) -> None:
    whole = snapshot(found)
    entities = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(whole.ids), max_size=len(whole.ids))), bool
    )
    ties = np.array(data.draw(st.lists(st.booleans(), min_size=len(whole.a), max_size=len(whole.a))), bool)
    kept = {id_ for id_, yes in zip(whole.ids, entities, strict=True) if yes}

    assert columns(whole.only(entities)) == columns(by_hand(whole, kept))
    assert columns(whole.only(entities, ties)) == columns(by_hand(whole, kept, lambda k: ties[k]))
    assert columns(whole.only(np.ones(len(whole.ids), bool))) == columns(whole)


def test_as_of_keeps_what_was_valid_on_the_day_first_and_last_day_included() -> None:
    graph = snapshot(
        project("before", days=("2010-01-01", "2015-12-30")), project("last-day", days=("2010-01-01", "2015-12-31")),
        project("first-day", days=("2015-12-31", "2017-01-01")), project("later", days=("2016-01-01", "2017-01-01")),
        project("undated", days=None), actor("A", valid_to="2014-12-31"), actor("B", valid_from="2015-01-01"),
    )  # fmt: skip

    kept = graph.as_of(date(2015, 12, 31)).ids
    started = graph.as_of(date(2015, 12, 31), started=True).ids

    assert kept == ["actor:fi:B", "project:fi:first-day", "project:fi:last-day", "project:fi:undated"]
    assert set(graph.ids) - set(started) == {"project:fi:later"}


def test_as_of_looks_at_the_days_of_ties_and_drops_those_whose_end_is_gone() -> None:
    graph = snapshot(
        project("P", days=None), project("Q", days=("2018-01-01", "2019-01-01")),
        tie("PARTICIPATES_IN", "A", "P", "partner", end="2015-01-01"),
        tie("PARTICIPATES_IN", "B", "P", "partner", start="2017-01-01"),
        joins("C", "P"), joins("C", "Q"),
    )  # fmt: skip

    then = graph.as_of(date(2016, 1, 1))
    assert [(then.ids[a], then.ids[b]) for a, b in zip(then.a, then.b, strict=True)] == [
        ("actor:fi:C", "project:fi:P")
    ]
    started = graph.as_of(date(2016, 1, 1), started=True)
    assert [started.ids[a] for a in started.a] == ["actor:fi:A", "actor:fi:C"]


@settings(max_examples=40, deadline=None)
@given(rows())
def test_adjacency_is_symmetric_and_networkx_says_the_same(found: list[Thing | Bond]) -> None:
    graph = snapshot(found)
    kinds = (TieKind.PARTICIPATES_IN, TieKind.FUNDS, TieKind.MEMBER_OF)
    matrix = graph.adjacency(kinds)
    assert (matrix != matrix.T).nnz == 0
    assert matrix.shape == (len(graph.ids),) * 2
    if not graph.ids:
        return
    oracle = nx.MultiGraph()
    oracle.add_nodes_from(graph.ids)
    oracle.add_edges_from(
        (a, b) for a, b, kind in to_networkx(graph).edges(data="kind") if kind in {k.value for k in kinds}
    )
    assert (matrix.toarray() == nx.to_numpy_array(oracle, nodelist=graph.ids)).all()


@settings(max_examples=40, deadline=None)
@given(rows())
def test_both_graph_types_hold_the_same_nodes_and_edges(found: list[Thing | Bond]) -> None:
    graph = snapshot(found)
    people, fast = to_networkx(graph), to_networkit(graph)

    assert list(people.nodes) == graph.ids
    assert people.number_of_edges() == len(graph.a)
    assert fast.numberOfNodes() == len(graph.ids)
    simple = {tuple(sorted((graph.index[a], graph.index[b]))) for a, b in people.edges()}
    assert {tuple(sorted(edge)) for edge in fast.iterEdges()} == simple
    assert fast.numberOfEdges() == len(simple)
    kinds = Counter(kind for _, _, kind in people.edges(data="kind"))
    assert kinds == Counter(list(TieKind)[code].value for code in graph.tie_kind)


def test_a_networkx_node_says_what_it_is() -> None:
    people = to_networkx(snapshot(actor("A", name_sv="Bolaget", sector="private"), leads("A", "P")))
    assert people.nodes["actor:fi:A"] == {
        "kind": "actor",
        "name": "Bolaget",
        "name_sv": "Bolaget",
        "sector": "private",
    }
    assert people.nodes["project:fi:P"] == {"kind": "project", "name": "project:fi:P"}
    assert list(people.edges(data=True)) == [
        ("actor:fi:A", "project:fi:P", {"kind": "PARTICIPATES_IN", "role": "lead"})
    ]


@pytest.mark.parametrize(
    "nothing", [snapshot(), snapshot(actor("A")), snapshot(project("P")), snapshot(region("R"))]
)
def test_a_graph_of_nothing_or_one_thing_works_everywhere(nothing: Snapshot) -> None:
    assert nothing.adjacency(TieKind).nnz == 0
    assert to_networkx(nothing).number_of_edges() == 0
    assert to_networkit(nothing).numberOfNodes() == len(nothing.ids)
    assert nothing.as_of(date(2017, 1, 1)).ids == nothing.ids
    assert overlaps(Compared(nothing, fit(nothing))) == []
    assert overlaps(Compared(nothing, fit(nothing)), pairs=True) == []
    found = silos(nothing)
    assert (found.modularity, found.actors, found.ties, found.groups) == (None, 0, 0, ())
    assert brokers(nothing) == []
    assert links(nothing) == []
    assert practices(nothing) == []
    assert coverage(nothing) == []


def test_taking_by_columns_and_by_rows_gives_one_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(f"sqlite:///{tmp_path}/s.db") as store:
        claims.loaded(
            store,
            claims.actor("A", sector="public"), claims.actor("A", "register", name_fi="Aa"), claims.actor("B"),
            claims.project("P", valid_from="2015-01-01", valid_to="2016-12-31"), claims.project("Q", "authority"),
            claims.tie("A", "P", role="lead"), claims.tie("B", "P", valid_from="2015-06-01"),
            claims.tie("B", "Q"), claims.tie("never-described", "Q"), claims.tie("B", "Q", "authority"),
        )  # fmt: skip
        with store.reading() as tx:
            whole = take(tx)
        by_rows = take_rows(store.rows_known_at("2999-01-01"))
        assert columns(by_rows) == columns(whole)
        assert len(whole.ids) == 5
        assert len(whole.a) == 4
        store.merge(["actor:fi:A", "actor:fi:B"])
        with store.reading() as tx:
            merged = take(tx)
        assert columns(take_rows(store.rows_known_at("2999-01-01"))) == columns(merged)
        assert len(merged.ids) == 4
        monkeypatch.setattr(taking, "SLICE", 1)
        with store.reading() as tx:
            assert columns(take(tx)) == columns(merged)


def test_what_is_left_out_takes_its_ties_along(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/s.db") as store:
        claims.loaded(
            store, claims.project("P"), claims.tie("A", "P"),
            claims.tie("project:fi:P", "region:fi:R", kind="LOCATED_IN", role=""),
        )  # fmt: skip
        with store.reading() as tx:
            part = take(tx, without=("region",))
        assert part.ids == ["actor:fi:A", "project:fi:P"]
        assert len(part.a) == 1
        assert columns(take_rows(store.rows_known_at("2999-01-01"), without=("region",))) == columns(part)
