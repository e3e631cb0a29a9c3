"""A store in use: loading beside the server, moving house with everything, both clocks, a reviewer's word."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.records import ActKind
from graph.store import open_store
from tests.journeys.command_line import Place
from tests.solmu.lists import FIVE_PROJECTS, row, written

LATER = row(
    "S90010",
    "Nuorten työpajatoiminnan ja oppisopimusten jatkokehittäminen",
    "Kuvitteellinen Paja ry",
    start="1.1.2012",
)


@pytest.fixture
def loaded(place: Place) -> Place:
    """A store with a list of five projects, two of which do the same."""
    place.did("ingest", written(place.folder / "list.csv", FIVE_PROJECTS))
    return place


def now() -> str:
    """A moment between what was done and what comes."""
    time.sleep(0.01)
    at = datetime.now(UTC).isoformat()
    time.sleep(0.01)
    return at


def test_a_list_can_be_loaded_while_the_server_runs(loaded: Place) -> None:
    more = written(loaded.folder / "more.csv", [LATER])
    with loaded.serving() as served:
        before = served.get("/healthz")
        assert served.get("/v1/overlaps")["total"] == 1
        assert loaded.done("ingest", more, "--json").object["batch"] == 2
        after = served.get("/healthz")
        assert after["revision"] > before["revision"]
        assert after["counts"]["project"] == before["counts"]["project"] + 1
        assert served.get("/v1/entity/project:fi:S90010")["id"] == "project:fi:S90010"
        assert served.get("/v1/overlaps")["total"] == len(loaded.did("overlaps", "--json").objects) > 1
        loaded.done("undo", 2)
        assert served.get("/v1/overlaps")["total"] == 1


def test_the_server_ends_with_ctrl_c(loaded: Place) -> None:
    with loaded.serving() as served:
        assert "<html" in served.page("/")
    assert served.process.returncode in (0, 130)


def test_the_command_line_and_the_server_give_the_same_findings(loaded: Place) -> None:
    (said,) = loaded.did("overlaps", "--json").objects
    with loaded.serving() as served:
        (answered,) = served.get("/v1/overlaps")["items"]
    for key in ("finding", "a", "b", "score", "kind", "blind", "distance", "recipients"):
        assert answered[key] == said[key], key


@pytest.mark.slow
def test_a_store_moves_to_neo4j_and_back_with_nothing_lost(loaded: Place, neo4j_place: Place) -> None:
    finding = loaded.did("overlaps", "--json").object["finding"]
    loaded.did("review", finding, "related", "--reason", "other age group")
    loaded.did("ingest", written(loaded.folder / "more.csv", [LATER]))
    loaded.did("undo", 2)
    loaded.done("backup", "moved.ndjson.gz")
    neo4j_place.done("restore", loaded.folder / "moved.ndjson.gz")
    neo4j_place.done("backup", loaded.folder / "back.ndjson")
    back = Place.of(loaded.folder / "back")
    back.done("restore", loaded.folder / "back.ndjson")
    asked = (
        ("overlaps", "--json"), ("batches", "--json"), ("history", "project:fi:S90010", "--json"),
        ("show", "project:fi:S90001", "--json"), ("search", "oppisopimus", "--json"),
    )  # fmt: skip
    for there in (neo4j_place, back):
        there.did("export", there.folder / "export.ndjson")
        loaded.did("export", there.folder / "mine.ndjson")
        assert (there.folder / "export.ndjson").read_bytes() == (there.folder / "mine.ndjson").read_bytes()
        for words in asked:
            assert there.did(*words).out == loaded.did(*words).out, words
        assert there.did("overlaps", "--json").object["verdict"] == "related"


def test_a_store_that_is_not_empty_is_not_overwritten_by_a_backup(loaded: Place) -> None:
    loaded.did("backup", "all.ndjson")
    run = loaded.here("restore", "all.ndjson")
    assert run.code == 1
    assert run.err.startswith("solmu: ")
    assert len(loaded.did("batches", "--json").objects) == 1


@pytest.mark.parametrize("cut", [1 / 3, 0.99])
def test_a_backup_that_is_cut_off_restores_nothing(loaded: Place, tmp_path: Path, cut: float) -> None:
    loaded.did("backup", "all.ndjson")
    whole = (loaded.folder / "all.ndjson").read_bytes()
    (loaded.folder / "cut.ndjson").write_bytes(whole[: int(len(whole) * cut)])
    other = Place.of(tmp_path / "other")
    run = other.here("restore", loaded.folder / "cut.ndjson")
    assert run.code == 1
    assert "Traceback" not in run.err
    assert other.here("show", "project:fi:S90001").code == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "neo4j"])
def test_known_at_answers_as_it_did_then(place: Place, kind: str, request: pytest.FixtureRequest) -> None:
    here: Place = place if kind == "sqlite" else request.getfixturevalue("neo4j_place")
    here.did("ingest", written(here.folder / "list.csv", FIVE_PROJECTS))
    asked = (
        ("overlaps", "--json"), ("overlaps", "--pairs", "--json"), ("silos", "--json", "--redraws", "0"),
        ("brokers", "--json"), ("links", "--json"), ("practices", "--json"), ("coverage", "--json"),
        ("show", "project:fi:S90001", "--json"),
    )  # fmt: skip
    answers = {words: here.did(*words).out for words in asked}
    then = now()
    renamed = FIVE_PROJECTS[0].replace("Nuorten työpajatoiminnan", "Nuorten aikuisten pajatoiminnan")
    here.did("ingest", written(here.folder / "more.csv", [renamed, LATER]))
    assert here.did("overlaps", "--json").out != answers["overlaps", "--json"]
    assert (
        here.did("show", "project:fi:S90001", "--json").out != answers["show", "project:fi:S90001", "--json"]
    )
    for words, answer in answers.items():
        assert here.did(*words, "--known-at", then).out == answer, words
    assert here.here("show", "project:fi:S90010", "--known-at", then).code == 1


def test_as_of_keeps_what_had_started_by_then(loaded: Place) -> None:
    loaded.did("ingest", written(loaded.folder / "more.csv", [LATER]))
    today = {(o["a"], o["b"]) for o in loaded.did("overlaps", "--pairs", "--json").objects}
    assert ("project:fi:S90001", "project:fi:S90010") in today
    then = {
        (o["a"], o["b"]) for o in loaded.did("overlaps", "--pairs", "--json", "--as-of", "2011-06-30").objects
    }
    assert then == {("project:fi:S90001", "project:fi:S90002")}
    assert loaded.did("overlaps", "--json", "--as-of", "2009-12-31").out == ""


def test_a_reviewers_word_stands_on_the_finding_and_the_last_counts(loaded: Place) -> None:
    reviewer = Place(loaded.folder, {**loaded.settings, "SOLMU_BY": "itaa-2"})
    overlap = loaded.did("overlaps", "--json").object
    assert overlap["verdict"] is None
    before = now()
    reviewer.did("review", overlap["finding"], "same")
    reviewer.did("review", overlap["finding"], "related", "--reason", "other age group")
    assert loaded.did("overlaps", "--json").object == {**overlap, "verdict": "related"}
    assert loaded.did("overlaps", "--pairs", "--json").object["verdict"] == "related"
    assert loaded.did("overlaps", "--json", "--known-at", before).object["verdict"] is None
    with open_store(loaded.settings["SOLMU_STORE"]) as store:
        acts = [act for act in store.acts() if act.kind is ActKind.VERDICT]
    assert [(act.value, act.note, act.by) for act in acts] == [
        ("same", "", "itaa-2"),
        ("related", "other age group", "itaa-2"),
    ]


def test_the_text_model_stays_until_it_is_fitted_anew(loaded: Place) -> None:
    score = loaded.did("overlaps", "--json").object["score"]
    first = loaded.did("doctor", "--json").object["text_model"]
    other = [
        row(f"S95{i:03}", f"Nuorten oppisopimusten uudistus {i}", f"Keksitty säätiö {i}") for i in range(9)
    ]
    loaded.did("ingest", written(loaded.folder / "other.csv", other))
    pairs = loaded.did("overlaps", "--pairs", "--json").objects
    (same,) = (pair for pair in pairs if (pair["a"], pair["b"]) == ("project:fi:S90001", "project:fi:S90002"))
    assert same["score"] == score
    said = loaded.did("fit", "overlaps").out
    assert re.search(r"knows \d+ words of \d+ texts", said)
    assert loaded.did("doctor", "--json").object["text_model"] > first
