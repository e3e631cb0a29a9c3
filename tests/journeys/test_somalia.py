"""A real list with long texts and a real network: aid activities in Somalia."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.brokers import brokers
from graph.chosen import Choice
from graph.desk import Desk
from graph.invite import invite
from graph.links import links
from graph.network_desk import View
from graph.overlap import Compared, fit, overlaps
from graph.overlap.structure import projects
from graph.records.findings import Overlap
from graph.silos import silos
from graph.snapshot import Snapshot
from graph.store import open_store
from graph.structure import structure
from ingest.load import load
from tests.ingest.real_files import real_file
from tests.neo4j_server import Neo4jServer
from tests.stores.places import Neo4jPlace


@pytest.fixture(scope="module")
def store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("somalia") / "aid.db"
    with open_store(f"sqlite:///{path}", create=True) as store:
        load(store, real_file("projects/iati-somalia.json.gz"))
    return path


@pytest.fixture(scope="module")
def graph(store_file: Path) -> Snapshot:
    with open_store(f"sqlite:///{store_file}") as store:
        return Desk(store).snapshot()


@pytest.fixture(scope="module")
def found(graph: Snapshot) -> list[Overlap]:
    return overlaps(Compared(graph, fit(graph)), pairs=True)


def test_no_pair_called_blind_shares_a_body(graph: Snapshot, found: list[Overlap]) -> None:
    compared = projects(graph)
    bodies = dict(zip(compared.ids, compared.bodies, strict=True))
    blind = [o for o in found if o.blind is True]
    assert len(blind) > 100
    assert not [o for o in blind if o.a and o.b and bodies[o.a] & bodies[o.b]]


def test_reasons_add_up_and_show_something(found: list[Overlap]) -> None:
    assert len(found) > 1_000
    for o in found:
        assert sum(reason.weight for reason in o.reasons) == pytest.approx(o.score, abs=1e-6)
        assert any(reason.evidence for reason in o.reasons)


def test_a_description_under_several_names_makes_no_overlap(graph: Snapshot, found: list[Overlap]) -> None:
    """The findings are the same as if nobody had written these descriptions."""
    named: dict[str, set[str]] = defaultdict(set)
    for position in graph.of_kind("project").tolist():
        fields = graph.fields[position]
        name = "|".join(
            sorted({w for k, v in fields.items() if k.startswith("name_") for w in str(v).lower().split()})
        )
        for key, value in fields.items():
            if key.startswith("description_"):
                named[str(value)].add(name)
    # names that differ in more than a number, a place or a small word, surely: they share no word at all
    repeated = {
        text for text, names in named.items()
        if len(names) > 1 and not set.intersection(*(set(name.split("|")) for name in names))
    }  # fmt: skip
    assert len(repeated) > 10
    blanked = replace(
        graph,
        fields=[
            {k: v for k, v in fields.items() if not (k.startswith("description_") and v in repeated)}
            for fields in graph.fields
        ],
    )
    model = fit(graph)
    told = {o.finding: o.reasons for o in overlaps(Compared(graph, model), pairs=True)}
    silent = {o.finding: o.reasons for o in overlaps(Compared(blanked, model), pairs=True)}
    assert told == silent


def test_findings_are_the_same_in_any_order_of_rows_and_after_a_restart(
    graph: Snapshot, store_file: Path
) -> None:
    entities = list(zip(graph.ids, graph.fields, graph.sources, strict=True))
    random.Random(1).shuffle(entities)
    with open_store(f"sqlite:///{store_file}") as store:
        first = Desk(store).overlaps()
    with open_store(f"sqlite:///{store_file}") as store:
        again = Desk(store)
        assert again.overlaps() == first
        model = again.model()[1]
    ties = [
        (tie, graph.ids[a], graph.ids[b], role, None, None, source)
        for tie, a, b, role, source in zip(
            [kind.value for kind in _kinds(graph)], graph.a.tolist(), graph.b.tolist(), graph.role, graph.tie_sources,
            strict=True,
        )
    ]  # fmt: skip
    random.Random(2).shuffle(ties)
    assert overlaps(Compared(Snapshot.of(entities, ties), model)) == first


def _kinds(graph: Snapshot) -> list:  # type: ignore[type-arg]
    from graph.records import TieKind

    kinds = list(TieKind)
    return [kinds[code] for code in graph.tie_kind.tolist()]


@pytest.mark.parametrize("pairs", [False, True])
def test_every_finding_says_what_it_rests_on(store_file: Path, pairs: bool) -> None:
    with open_store(f"sqlite:///{store_file}") as store:
        found_ = Desk(store).overlaps(pairs=pairs)
    assert len(found_) > 1_000
    for o in found_:
        assert 0 <= o.score <= 1
        assert round(sum(reason.weight for reason in o.reasons), 4) == o.score
        assert o.reasons[0].kind == "content"
    # a family of a group code need not share a word; this list has none
    assert all(o.reasons[0].evidence for o in found_)


@pytest.mark.slow
def test_on_neo4j_the_findings_are_the_same(neo4j_server: Neo4jServer, store_file: Path) -> None:
    place = Neo4jPlace(neo4j_server)
    place.clear()
    with place.open() as store:
        load(store, real_file("projects/iati-somalia.json.gz"))
        found_, of_bodies = Desk(store).overlaps(), about_bodies(Desk(store))
    with open_store(f"sqlite:///{store_file}") as store:
        assert found_ == Desk(store).overlaps()
        assert of_bodies == about_bodies(Desk(store))


def about_bodies(desk: Desk) -> list[object]:
    """All that is found about the network of bodies."""
    ask = desk.network
    then, later = View(as_of=date(2018, 6, 1)), View(as_of=date(2021, 6, 1))
    part = View(Choice(theme="Health"))
    return [
        ask.silos(redraws=4), ask.silos(part, redraws=4), ask.brokers(), ask.structure(), ask.links(), ask.links(part),
        ask.invite(), ask.compare(then, later, redraws=2),
    ]  # fmt: skip


@pytest.mark.slow
def test_what_is_found_about_bodies_is_the_same_in_any_order_of_rows(graph: Snapshot) -> None:
    entities = list(zip(graph.ids, graph.fields, graph.sources, strict=True))
    ties = [
        (kind.value, graph.ids[a], graph.ids[b], role, None, None, source)
        for kind, a, b, role, source in zip(
            _kinds(graph), graph.a.tolist(), graph.b.tolist(), graph.role, graph.tie_sources, strict=True
        )
    ]
    random.Random(3).shuffle(entities)
    random.Random(4).shuffle(ties)
    shuffled = Snapshot.of(entities, ties)
    for analysis in (
        lambda one: silos(one, redraws=4), brokers, structure, links, lambda one: invite(one, size=12),
    ):  # fmt: skip
        assert analysis(shuffled) == analysis(graph)


def test_the_groups_carry_names_and_themes_that_a_reader_recognises(graph: Snapshot) -> None:
    found_ = silos(graph, redraws=4)
    large = [group for group in found_.groups if group.size >= 10]
    assert len(large) > 10
    for group in large:
        assert group.labels["en"]
        assert all(graph.name(graph.index[id_]) != id_ for id_ in group.top_members)
    subjects = {subject for group in large for subject in group.labels["en"].split(" · ")}
    assert {"Education", "Food Security", "Health"} <= subjects
