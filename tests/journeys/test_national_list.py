"""The national list of 2007–2013, from the file to findings and back out, on both stores.

Both walk the same way at the same time, each in processes of its own, and the tests look at what they left behind.
"""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.real_files import real_file
from tests.journeys.command_line import Place, Run
from tests.journeys.persons_of_the_list import Persons, persons_of, rows_with_persons

pytestmark = pytest.mark.slow

LIST = "projects/fi-2007-2013.csv"
PARTNERS = "projects/fi-esf-with-partners.ndjson"
PARTICIPATIONS = "networks/h2020-participations.csv.gz"
ROWS = 19_940


@dataclass(frozen=True)
class Walk:
    """What one store was told and what it answered."""

    before: dict[str, int]
    first: Run
    again: Run
    batches: list[dict[str, Any]]
    overlaps: Run
    export: Path
    backup: Path
    undone: Run
    after: dict[str, int]
    export_after: Path
    stored: bytes
    """The bytes of the store's files while the list was in it; empty for Neo4j."""


def _walk(place: Place, path: Path) -> Walk:
    place.done("ingest", _nothing_much(place.folder))
    before = place.done("doctor", "--json").object["counts"]
    first = place.done("ingest", path, "--json")
    again = place.done("ingest", path, "--json")
    batches = place.done("batches", "--json").objects
    overlaps = place.done("overlaps", "--json")
    export, backup, export_after = (place.folder / name for name in ("a.ndjson", "backup.ndjson", "b.ndjson"))
    place.done("export", export)
    place.done("backup", backup)
    stored = b"".join(file.read_bytes() for file in sorted(place.folder.glob("solmu.db*")))
    undone = place.done("undo", first.object["batch"])
    place.done("export", export_after)
    after = place.done("doctor", "--json").object["counts"]
    return Walk(before, first, again, batches, overlaps, export, backup, undone, after, export_after, stored)


def _nothing_much(folder: Path) -> Path:
    """A small load that stands before the list comes, and must stand after it has gone."""
    path = folder / "before.ndjson"
    source = {"schema": "solmu.source/1", "name": "before"}
    claim = {
        "schema": "solmu.claim/1",
        "id": "theme:test:before",
        "source": "before",
        "fields": {"name_fi": "Ennen"},
    }
    path.write_text(json.dumps(source) + "\n" + json.dumps(claim) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def national() -> Path:
    return real_file(LIST)


@pytest.fixture(scope="module")
def walks(
    national: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[dict[str, Future[Walk]]]:
    with ThreadPoolExecutor(2) as pool:
        started = {"sqlite": pool.submit(_walk, Place.of(tmp_path_factory.mktemp("sqlite")), national)}
        with contextlib.suppress(pytest.skip.Exception):
            server = request.getfixturevalue("neo4j_server")
            server.clear()
            place = Place(tmp_path_factory.mktemp("neo4j"), server.environ())
            started["neo4j"] = pool.submit(_walk, place, national)
        yield started


@pytest.fixture(params=["sqlite", "neo4j"])
def walk(walks: dict[str, Future[Walk]], request: pytest.FixtureRequest) -> Walk:
    if request.param not in walks:
        request.getfixturevalue("neo4j_server")  # skips, with the reason
    return walks[request.param].result()


@pytest.fixture(scope="module")
def persons(national: Path) -> Persons:
    return persons_of(national)


def test_every_row_is_loaded_or_rejected(walk: Walk) -> None:
    report = walk.first.object
    assert report["read"] == report["loaded"] + report["rejected"] == ROWS
    assert report["rejected"] == 0
    assert report["batch"] == 2


def test_a_second_run_changes_nothing_and_makes_no_batch(walk: Walk) -> None:
    report = walk.again.object
    assert (report["read"], report["loaded"], report["batch"]) == (ROWS, ROWS, None)
    assert (report["new"], report["changed"]) == (0, 0)
    assert [row["file"] for row in walk.batches] == ["before.ndjson", "fi-2007-2013.csv"]


def test_undo_takes_the_list_back_and_nothing_else(walk: Walk) -> None:
    assert walk.after == walk.before
    claims = [json.loads(line) for line in walk.export_after.read_text("utf-8").splitlines()]
    assert {claim["id"] for claim in claims if "id" in claim} == {"theme:test:before"}


def test_both_stores_give_the_same_overlaps_and_the_same_export(
    walks: dict[str, Future[Walk]], walk: Walk
) -> None:
    reference = walks["sqlite"].result()
    assert walk.overlaps.out.count("\n") > 1_000
    assert walk.overlaps.out == reference.overlaps.out
    assert walk.export.read_bytes() == reference.export.read_bytes()


def test_rows_in_another_order_give_the_same_export_and_the_same_overlaps(
    walks: dict[str, Future[Walk]], national: Path, tmp_path: Path
) -> None:
    place = Place.of(tmp_path)
    header, *rows = national.read_text("utf-8").splitlines()
    random.Random(7).shuffle(rows)
    (tmp_path / "shuffled.csv").write_text("\n".join((header, *rows)) + "\n", "utf-8")
    place.did("ingest", _nothing_much(tmp_path))
    place.did("ingest", "shuffled.csv")
    place.did("export", "export.ndjson")
    straight = walks["sqlite"].result()
    assert (tmp_path / "export.ndjson").read_bytes() == straight.export.read_bytes()
    assert place.did("overlaps", "--json").out == straight.overlaps.out


# Natural persons: nothing in these tests may print a name, so they compare numbers only.


def test_the_two_rules_find_persons_in_the_list(persons: Persons) -> None:
    assert persons.by_our_rule > 1_900
    assert persons.by_the_other_rule > 900
    assert persons.missed_by_ours == 0
    assert len(persons.pairs) > 4_000


def test_the_left_out_are_counted(walk: Walk, persons: Persons) -> None:
    assert walk.first.object["left_out_persons"] == persons.by_our_rule


def test_no_person_of_the_list_is_in_the_store(walk: Walk, persons: Persons) -> None:
    export = walk.export.read_text("utf-8")
    left = persons.left_in(export.split('"'))
    assert left == 0
    named_as_bodies = persons.pairs_in(export.encode())  # companies that are called after a person
    count = len(named_as_bodies)
    assert count < 50
    left = len(persons.pairs_in(walk.stored) - named_as_bodies)
    assert left == 0
    left = len(persons.pairs_in(walk.backup.read_bytes()) - named_as_bodies)
    assert left == 0


def test_no_person_of_the_list_is_in_what_is_said(walk: Walk, persons: Persons) -> None:
    for run in (walk.first, walk.again, walk.overlaps, walk.undone):
        left = persons.left_in((run.out + run.err).replace("\n", '"').split('"'))
        assert left == 0


def test_no_person_of_the_list_is_in_any_export_or_in_the_rejects(
    national: Path, tmp_path: Path, persons: Persons
) -> None:
    place = Place.of(tmp_path)
    rows = list(rows_with_persons(national))
    shifted = [f"X{i:05},{row}" for i, row in enumerate(rows[1:200])]  # one cell too many: must be rejected
    moved = [",".join((*cells[:9], "", *cells[9:-1])) for cells in (row.split(",") for row in rows[200:400])]
    (tmp_path / "list.csv").write_text("".join((*rows, *shifted, *(row + "\n" for row in moved))), "utf-8")
    run = place.done("ingest", "list.csv")
    said = [run.out, run.err, (tmp_path / "list.csv.rejects.csv").read_text("utf-8")]
    for format_ in ("ndjson", "csv", "graphml", "gexf", "jsonld"):
        done = place.did("export", f"out-{format_}", "--format", format_)
        said += [done.out, done.err]
    files = [
        file
        for file in tmp_path.rglob("*")
        if file.parent.name.startswith("out-") or file.name.startswith("out-")
    ]
    said += [file.read_text("utf-8") for file in files if file.is_file()]
    for asked in (("search", "yritys"), ("overlaps",), ("overlaps", "--pairs"), ("silos",), ("batches",)):
        done = place.did(*asked)
        said += [done.out, done.err]
    assert len(said) > 20
    for text in said:
        for mark in '"<>\n;|,':
            text = text.replace(mark, "\0")
        left = persons.left_in(text.split("\0"))
        assert left == 0


# Silos need lists that name partners: the national list names one body a project.


@pytest.fixture(scope="module")
def silos(
    walks: dict[str, Future[Walk]], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, Run]:
    files = real_file(PARTNERS), real_file(PARTICIPATIONS)
    for begun in walks.values():
        begun.result()  # they are done with the Neo4j that is emptied here
    places = {"sqlite": Place.of(tmp_path_factory.mktemp("silos"))}
    with contextlib.suppress(pytest.skip.Exception):
        server = request.getfixturevalue("neo4j_server")
        server.clear()
        places["neo4j"] = Place(tmp_path_factory.mktemp("silos-neo4j"), server.environ())

    def asked(place: Place) -> Run:
        place.done("ingest", *files)
        return place.done("silos", "--json", "--redraws", "2")

    return {store: asked(place) for store, place in places.items()}  # by turns: each searches on both cores


def test_the_participations_have_groups_with_members_and_labels(silos: dict[str, Run]) -> None:
    found = silos["sqlite"].object
    assert found["modularity"] > 0.35
    assert found["null_model"]["mean_modularity"] < found["modularity"]
    assert found["groups"][0]["size"] > 100
    assert all(group["top_members"] for group in found["groups"])


def test_both_stores_give_the_same_silos(silos: dict[str, Run], request: pytest.FixtureRequest) -> None:
    if "neo4j" not in silos:
        request.getfixturevalue("neo4j_server")  # skips, with the reason
    assert silos["neo4j"].out == silos["sqlite"].out
