"""The reform of 2026 on the sample: every live tie is decided once, the past stays, and undo gives it all back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.desk import Desk
from graph.network_desk import View
from graph.records import Record
from graph.records.succession import Fate, Reason, Succession
from graph.snapshot import Snapshot
from graph.store import Store, open_store
from ingest.load import load
from ingest.sample import sample_file
from ingest.succeeding import keep_succession
from solmu.export import ndjson
from tests.journeys.command_line import Place

REFORM = date(2026, 1, 1)
BEFORE = date(2024, 6, 30)
LAST = "2025-12-31"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample in a store of its own, before any succession; tests leave it as it was."""
    place = Place.of(tmp_path_factory.mktemp("reform"))
    with opened(place) as store, sample_file() as path:
        load(store, path)
        Desk(store).model()  # fitted once: it belongs to the store
    return place


@pytest.fixture
def reformed(place: Place) -> Iterator[Store]:
    """The sample with the reform carried out, which is undone at the end."""
    with opened(place) as store:
        batch = keep_succession(store, Desk(store).succession(REFORM))
        assert batch is not None
        yield store
        if not store.batches()[batch.number - 1].undone_by:
            store.undo(batch.number)


def opened(place: Place) -> Store:
    return open_store(f"sqlite:///{place.folder}/solmu.db")


def exported(store: Store, folder: Path) -> bytes:
    path = folder / "export.ndjson"
    ndjson.write(store, path)
    return path.read_bytes()


def findings(desk: Desk, as_of: date | None = None, known_at: str | None = None) -> dict[str, list[Any]]:
    """What each analysis says, as JSON."""
    view = View(None, as_of, known_at)
    told: dict[str, Sequence[Record]] = {
        "overlaps": desk.overlaps(as_of=as_of, known_at=known_at),
        "silos": [desk.network.silos(view, redraws=2)],
        "brokers": desk.network.brokers(view),
        "links": desk.network.links(view),
        "practices": desk.practices(as_of=as_of, known_at=known_at),
        "coverage": desk.coverage(as_of=as_of, known_at=known_at),
    }  # fmt: skip
    return {name: [one.model_dump(mode="json") for one in found] for name, found in told.items()}


def live_ties(store: Store) -> set[str]:
    """The ties that a body or area which had ended by the reform held the day before, found by a plain look."""
    fields = {row.id: row.fields for kind in ("actor", "region", "project") for row in store.rows(kind)}
    rows = list(store.rows("tie"))
    ended = {row.a for row in rows if row.fields["kind"] == "SUCCEEDED_BY"}
    ended |= {
        id_ for id_, known in fields.items()
        if not id_.startswith("project:") and str(known.get("valid_to", "9999")) < REFORM.isoformat()
    }  # fmt: skip
    return {
        row.id
        for row in rows
        if row.fields["kind"] != "SUCCEEDED_BY"
        and not {row.a, row.b}.isdisjoint(ended)
        and str(row.fields.get("valid_from", "0000")) <= LAST <= str(row.fields.get("valid_to", "9999"))
        and not (row.b.startswith("project:") and str(fields[row.b].get("valid_to", "9999")) <= LAST)
    }


def test_every_live_tie_of_an_ended_office_has_exactly_one_decision(place: Place) -> None:
    with opened(place) as store:
        found = Desk(store).succession(REFORM)
        assert Counter(one.tie for one in found.decisions) == Counter(live_ties(store))
    assert Counter(one.decision for one in found.decisions) == {
        Fate.CARRIED_OVER: 19, Fate.ENDED: 19, Fate.FOR_REVIEW: 8,
    }  # fmt: skip
    for one in found.decisions:
        assert one.sentence
        assert (len(one.successors) == 1) >= (one.decision is Fate.CARRIED_OVER)
        assert len(one.successors) >= (one.decision is Fate.FOR_REVIEW)


def test_what_was_divided_goes_by_place_or_to_a_person(place: Place) -> None:
    with opened(place) as store:
        found = Desk(store).succession(REFORM)
    of_hame = [one for one in found.decisions if one.holder_name.startswith("Hämeen") and one.kind == "FUNDS"]
    assert {(one.other_name, one.reason) for one in of_hame if one.decision is Fate.CARRIED_OVER} == {
        ("Tuottajakeskus Living Lab", Reason.PLACE)
    }
    (placed,) = [one for one in of_hame if one.decision is Fate.CARRIED_OVER]
    assert placed.successors[0].name == "Sisä-Suomen elinvoimakeskus"
    both = {"Kaakkois-Suomen elinvoimakeskus", "Sisä-Suomen elinvoimakeskus"}
    for one in of_hame:
        if one.decision is Fate.FOR_REVIEW:
            assert {who.name for who in one.successors} == both
    (office,) = [one for one in found.decisions if one.holder_name == "Lapin TE-toimisto"]
    assert (office.decision, office.ended) == (Fate.FOR_REVIEW, date(2024, 12, 31))
    assert len(office.successors) == 4
    assert all(who.id.startswith("actor:fi-tyollisyysalue:") for who in office.successors)


def test_every_municipality_has_its_new_area(reformed: Store) -> None:
    desk = Desk(reformed)
    snapshot = desk.snapshot(as_of=REFORM)
    municipalities = {
        str(snapshot.fields[p]["code"]) for p in snapshot.of_kind("region") if _level(snapshot, p) == "kunta"
    }
    assert len(municipalities) == 308
    for level in ("evk", "tyollisyysalue"):
        areas = [p for p in snapshot.of_kind("region").tolist() if _level(snapshot, p) == level]
        codes = [code for p in areas for code in snapshot.fields[p]["municipalities_2026"]]
        assert Counter(codes) == Counter(municipalities)
    assert [(line.level, line.without, line.twice) for line in desk.succession(REFORM).areas] == [
        ("evk", (), ()), ("tyollisyysalue", (), ()),
    ]  # fmt: skip


def test_every_area_that_took_over_is_served_by_a_body(reformed: Store) -> None:
    rows = list(reformed.rows("tie"))
    served = {row.b for row in rows if row.fields["kind"] == "SERVES" and "valid_to" not in row.fields}
    took_over = {
        row.b for row in rows if row.fields["kind"] == "SUCCEEDED_BY" and row.b.startswith("region:")
    }
    assert {id_ for id_ in took_over if not id_.startswith("region:fi-kunta:")} <= served
    assert reformed.entry("actor:fi-tyollisyysalue:18").name == "Kymppi (alueen viranomainen)"


@pytest.mark.slow
def test_the_past_gives_the_same_findings_on_both_clocks_and_undo_gives_all_back(
    place: Place, tmp_path: Path
) -> None:
    with opened(place) as store:
        desk = Desk(store)
        moment = store.batches()[-1].closed_at
        on_a_day, now = findings(desk, BEFORE), findings(desk)
        assert all(on_a_day.values())
        export = exported(store, tmp_path)
        batch = keep_succession(store, desk.succession(REFORM))
        assert batch is not None
        assert batch.kind == "succession"
        assert exported(store, tmp_path) != export
        assert findings(desk, BEFORE) == on_a_day
        assert findings(desk, known_at=moment) == now
        store.undo(batch.number)
        assert exported(store, tmp_path) == export
        assert findings(desk) == now


def test_a_tie_carried_over_ends_the_day_before_and_goes_on_with_its_role(reformed: Store) -> None:
    found = Desk(reformed).succession(REFORM)
    rows = {row.id: row for row in reformed.rows("tie")}
    carried = [one for one in found.decisions if one.decision is Fate.CARRIED_OVER]
    assert len(carried) == 19
    for one in carried:
        assert one.done
        assert rows[one.tie].fields["valid_to"] == LAST
        (after,) = [
            row for row in rows.values()
            if row.source == "succession" and row.a == one.successors[0].id and row.b == one.other
            and row.fields["kind"] == one.kind
        ]  # fmt: skip
        assert after.fields["valid_from"] == REFORM.isoformat()
        assert str(after.fields.get("role", "")) == one.role
        assert str(after.fields.get("unit", "")) == one.unit
        assert after.fields["note"] == f"taken over from {one.holder}"
    assert rows[_tie_of(found, "Jalava-kehittämishanke (ESR+)")].fields["valid_from"] == "2024-01-01"


def test_what_is_for_review_stays_as_it_was(place: Place) -> None:
    with opened(place) as store:
        rows = {row.id: row for row in store.rows("tie")}
        found = Desk(store).succession(REFORM)
        batch = keep_succession(store, found)
        assert batch is not None
        after = {row.id: row for row in store.rows("tie")}
        store.undo(batch.number)
    decided = {one.tie for one in found.decisions if one.decision is not Fate.FOR_REVIEW and not one.done}
    assert {id_ for id_ in rows if after[id_] != rows[id_]} == decided


def test_a_second_time_makes_no_batch(reformed: Store) -> None:
    before = reformed.batches()
    found = Desk(reformed).succession(REFORM)
    assert keep_succession(reformed, found) is None
    assert reformed.batches() == before
    assert not found.authorities


def test_the_command_tells_applies_and_is_undone(place: Place, tmp_path: Path) -> None:
    with opened(place) as store:
        export = exported(store, tmp_path)
    said = place.did("succession", "--date", "2026-01-01").out
    assert "19 carried over" in said
    assert "8 for you to decide" in said
    assert "each of 308 municipalities belongs to one of them" in said
    assert "Nothing was written" in said
    run = place.did("succession", "--date", "2026-01-01", "--apply", "--by", "a-coordinator", "--json").object
    assert run["counts"] == {"carried_over": 19, "ended": 19, "for_review": 8}
    last = place.did("batches", "--json").objects[-1]
    assert (last["batch"], last["kind"], last["by"]) == (run["batch"], "succession", "a-coordinator")
    again = place.did("succession", "--date", "2026-01-01", "--apply", "--json").object
    assert again["batch"] is None
    place.did("undo", run["batch"])
    with opened(place) as store:
        assert exported(store, tmp_path) == export


def test_carried_over_by_choice_the_centres_of_today_stand_where_those_of_yesterday_stood(
    place: Place,
) -> None:
    plain = place.did("practices", "--as-of", "2026-01-01", "--json").objects
    carried = place.did("practices", "--as-of", "2026-01-01", "--carry-over", "--json").objects
    before = place.did("practices", "--as-of", "2024-06-30", "--json").objects
    assert place.did("practices", "--as-of", "2024-06-30", "--carry-over", "--json").objects == before
    (ohjaamo,) = [one for one in carried if one["name"] == "Ohjaamo-toimintamalli"]
    (without,) = [one for one in plain if one["name"] == "Ohjaamo-toimintamalli"]
    new = set(ohjaamo["producers"]) - set(without["producers"])
    with opened(place) as store:
        assert [store.entry(id_).name for id_ in new] == ["Keski-Suomen elinvoimakeskus"]


def test_a_table_of_ones_own_is_a_succession_like_any_other(tmp_path: Path) -> None:
    place = Place.of(tmp_path)
    header = "date,what,from_scheme,from_code,from_name,to_scheme,to_code,to_name,municipalities,share,basis"
    row = "2026-03-01,merger,,,Vanha kehitysyhtiö Oy,fi,0245437-2,Uusi kehitysyhtiö Oy,,1,board"
    (tmp_path / "own.csv").write_text(f"{header}\n{row}\n", "utf-8")
    (tmp_path / "list.csv").write_text(
        "Tunnus,Hanke,Tekijä\nX1,Kylien kyyti,Vanha kehitysyhtiö Oy\n", "utf-8"
    )
    (tmp_path / "list.toml").write_text(
        '[columns]\ncode = "Tunnus"\nname = "Hanke"\nlead = "Tekijä"\n', "utf-8"
    )
    place.did("ingest", "own.csv")
    place.did("ingest", "list.csv", "--mapping", "list.toml")
    assert place.did("succession", "--date", "2026-02-28", "--json").object["decisions"] == []
    (one,) = place.did("succession", "--date", "2026-03-01", "--json").object["decisions"]
    assert (one["decision"], one["reason"], one["role"]) == ("carried_over", "whole", "lead")
    assert [who["id"] for who in one["successors"]] == ["actor:fi:0245437-2"]


def _level(snapshot: Snapshot, position: int) -> object:
    return snapshot.fields[position].get("level")


def _tie_of(found: Succession, other: str) -> str:
    (tie,) = [one.tie for one in found.decisions if one.other_name == other]
    return tie
