"""What a reviewer does on the command line: verdicts, steps, their history, and what lists then show."""

from __future__ import annotations

import pytest

from graph.desk import Desk
from graph.store import open_store
from solmu.cli.running import print_demo
from tests.journeys.command_line import Place
from tests.solmu.lists import FIVE_PROJECTS, written
from tests.solmu.test_mistakes import refused


@pytest.fixture
def place(empty: Place) -> Place:
    """A store with one overlap, and a reviewer with a handle."""
    place = Place(empty.folder, {**empty.settings, "SOLMU_BY": "itaa-2"})
    place.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS))
    return place


@pytest.fixture
def finding(place: Place) -> str:
    return str(place.did("overlaps", "--json").object["finding"])


def test_the_whole_life_of_a_finding_is_kept_and_told(place: Place, finding: str) -> None:
    assert place.did("overlaps", "--json").object["state"] == "new"
    assert "yet" in place.did("history", finding).out
    assert place.did("history", finding, "--json").out == ""
    place.did("review", finding, "related", "--reason", "other age group")
    place.did("review", finding, "accepted")
    said = place.did("review", finding, "acted", "--reason", "both leads called", "--on", "2026-01-05").out
    assert said == f"Kept: {finding} is acted on, 2026-01-05.\n"
    overlap = place.did("overlaps", "--json").object
    assert (overlap["state"], overlap["verdict"], overlap["changed"]) == ("acted", "related", None)
    assert f"{finding}  acted" in place.did("overlaps").out
    place.did("review", finding, "closed", "--reason", "they meet now")
    told = place.did("history", finding, "--json").objects
    assert [(act["kind"], act["value"], act["note"], act["by"], act["on"]) for act in told] == [
        ("verdict", "related", "other age group", "itaa-2", ""),
        ("accepted", "", "", "itaa-2", ""),
        ("acted", "", "both leads called", "itaa-2", "2026-01-05"),
        ("closed", "", "they meet now", "itaa-2", ""),
    ]
    assert {tuple(act["members"]) for act in told} == {("project:fi:S90001", "project:fi:S90002")}
    assert all(any(item.startswith("content:oppisopimu") for item in act["evidence"]) for act in told)
    shown = place.did("history", finding).out
    for words in (
        "verdict: related",
        "acted on, 2026-01-05",
        "both leads called",
        "itaa-2",
        "Now it is closed.",
    ):
        assert words in shown


@pytest.mark.parametrize("step", ["dismissed", "closed"])
def test_what_is_done_with_is_listed_only_when_asked_for(place: Place, finding: str, step: str) -> None:
    if step == "closed":
        place.did("review", finding, "accepted")
    place.did("review", finding, step)
    assert place.did("overlaps", "--json").out == ""
    assert "Not listed: 1 dismissed or closed; --all" in place.did("overlaps").out
    for asked in (("--all",), ("--state", step), ("--state", "all")):
        assert place.did("overlaps", "--json", *asked).object["state"] == step
    assert place.did("overlaps", "--json", "--state", "accepted").out == ""
    place.did("review", finding, "accepted", "--reason", "taken up again")
    assert place.did("overlaps", "--json").object["state"] == "accepted"


def test_the_demo_does_not_tell_what_was_dismissed(
    place: Place, finding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(place.settings["SOLMU_STORE"]) as store:
        print_demo(Desk(store))
        assert finding in capsys.readouterr().out
        place.did("review", finding, "dismissed")
        print_demo(Desk(store))
        assert finding not in capsys.readouterr().out


def test_a_dismissed_finding_comes_back_when_its_evidence_changes_and_says_what_changed(
    place: Place, finding: str
) -> None:
    place.did("review", finding, "dismissed")
    rows = [*FIVE_PROJECTS]
    rows[1] = rows[1].replace("31.12.2012", "30.6.2013")
    place.did("ingest", written(place.folder / "longer.csv", rows))
    assert place.did("overlaps", "--json").out == ""
    rows[1] = rows[1].replace("Itä-Suomi", "Pohjois-Suomi")
    place.did("ingest", written(place.folder / "elsewhere.csv", rows), "--complete")
    back = place.did("overlaps", "--json").object
    assert (back["finding"], back["state"]) == (finding, "new")
    assert (back["changed"]["added"], len(back["changed"]["gone"])) == ([], 1)
    assert back["changed"]["gone"][0].startswith("place:region:")
    said = place.did("overlaps").out
    assert "It had been dismissed; it is back because its evidence has changed." in said
    assert "Gone: Itä-Suomi (ohjelman osio)." in said
    assert "its evidence has changed since" in place.did("history", finding).out


def test_a_step_that_makes_no_sense_is_one_sentence_and_nothing_is_kept(place: Place, finding: str) -> None:
    refused(place.here("review", finding, "closed"), 2, "is new", "cannot be closed")
    refused(place.here("review", finding, "acted"), 2, "what was done")
    refused(place.here("review", finding, "acted", "--reason", "x", "--on", "2999-01-01"), 2, "still to come")
    refused(place.here("review", finding, "same", "--on", "2026-01-01"), 2, "leave the day out")
    assert place.did("history", finding, "--json").out == ""
