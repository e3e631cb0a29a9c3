"""The demo: one command from nothing to findings that a Finnish coordinator knows, all of it real and none a person."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.records import KINDS, Source, Tie, is_tie, kind_of
from graph.records.entities import display_name
from graph.store import open_store
from ingest.persons import person_kind
from ingest.sample import sample_file
from tests.journeys.command_line import Place, Run

ID = re.compile(r"[a-z]+:[a-z0-9-]+:(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+")
TIE = re.compile(r"tie:[a-z_]+:[0-9a-f]{16}")
FINDING = re.compile(r"^(\d\.\d{4})  (\w+)  overlap:[0-9a-f]{12}$", re.MULTILINE)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A folder where nothing is set: the demo makes its own store in it."""
    folder = tmp_path_factory.mktemp("demo")
    return Place(folder, {"SOLMU_CACHE_DIR": str(folder / "cache")})


@pytest.fixture(scope="module")
def demo(place: Place) -> Run:
    return place.done("demo", "--no-serve")


@pytest.fixture(scope="module")
def in_its_store(place: Place, demo: Run) -> Place:
    """The demo's store, for other commands."""
    return Place(place.folder, {**place.settings, "SOLMU_STORE": "sqlite:///solmu-demo.db"})


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    with sample_file() as path:
        return [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


@pytest.fixture(scope="module")
def claims(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["schema"] == "solmu.claim/1"]


def part(said: str, title: str, until: str) -> str:
    """What was printed from one title to the next."""
    return said[said.index(title) : said.index(until)]


def test_it_prints_the_ten_strongest_overlaps_with_reasons(demo: Run) -> None:
    ten = part(demo.out, "The ten strongest of", "The strongest of")
    scores = [float(score) for score, _ in FINDING.findall(ten)]
    assert len(scores) == 10
    assert scores == sorted(scores, reverse=True)
    assert ten.count("(project:") >= 20
    assert ten.count("Both speak of") + ten.count("All speak of") >= 8


def test_it_prints_the_strongest_blind_overlaps(demo: Run) -> None:
    blind = part(demo.out, "The strongest of", "Groups of bodies")
    assert 1 <= len(FINDING.findall(blind)) <= 5
    assert "They seem not to know of each other" in blind


def test_it_prints_silos_and_brokers(demo: Run) -> None:
    silos = part(demo.out, "Groups of bodies that work together", "Bodies that bridge")
    assert "Compared with" in silos
    assert "By sector: " in silos
    brokers = part(demo.out, "Bodies that bridge", "Networks")
    assert len([line for line in brokers.splitlines() if "%" in line]) == 10


@pytest.mark.parametrize(
    ("title", "until"), [("Networks", "Good practices"), ("Good practices", "Events"), ("Events", "")]
)
def test_it_prints_networks_practices_and_events_with_their_sources(
    demo: Run, title: str, until: str
) -> None:
    said = demo.out[demo.out.index(f"\n{title}") :]
    said = said[: said.index(f"\n{until}")] if until else said
    assert said.count("https://") == 5


def test_it_ends_well_and_says_progress_on_stderr_only(demo: Run) -> None:
    assert "Sample loaded" in demo.out
    assert "a second" in demo.err
    assert "a second" not in demo.out


def test_a_second_run_finds_the_sample_there_already(place: Place, demo: Run) -> None:
    again = place.did("demo", "--no-serve")
    assert "Sample there already" in again.out
    assert again.out.split("\n", 1)[1] == demo.out.split("\n", 1)[1]


def test_the_demo_leaves_ones_own_store_alone(place: Place, demo: Run) -> None:
    assert [path.name for path in place.folder.glob("*.db")] == ["solmu-demo.db"]


def test_the_sample_holds_what_the_demo_promises(claims: list[dict[str, Any]]) -> None:
    ids = {claim["id"] for claim in claims}
    count = {kind: sum(kind_of(id_) == kind for id_ in ids) for kind in KINDS}
    funds = {
        claim["id"]: claim["fields"].get("fund", "") for claim in claims if kind_of(claim["id"]) == "project"
    }
    assert sum(fund.startswith("ES") for fund in funds.values()) >= 1_500
    assert count["network"] >= 26
    assert count["practice"] >= 30
    assert count["event"] >= 10
    assert count["indicator"] > 100
    levels = [claim["fields"].get("level") for claim in claims if kind_of(claim["id"]) == "region"]
    assert levels.count("kunta") >= 308


def test_every_source_of_the_sample_is_named(
    lines: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> None:
    sources = [
        Source.model_validate({key: value for key, value in line.items() if key != "schema"})
        for line in lines
        if line["schema"] == "solmu.source/1"
    ]
    assert {source.name for source in sources} == {claim["source"] for claim in claims}
    assert all(source.title for source in sources)


def test_every_id_of_the_sample_is_one_and_every_end_of_a_tie_is_there(claims: list[dict[str, Any]]) -> None:
    ids = {claim["id"] for claim in claims}
    assert [id_ for id_ in ids if not (TIE if is_tie(id_) else ID).fullmatch(id_)] == []
    ends = {claim["fields"][end] for claim in claims if is_tie(claim["id"]) for end in ("a", "b")}
    assert sorted(ends - ids) == []


def test_every_record_of_the_sample_is_valid_and_in_its_plain_form(claims: list[dict[str, Any]]) -> None:
    for claim in claims:
        fields = claim["fields"]
        if is_tie(claim["id"]):
            tie = Tie.model_validate(fields)
            assert tie.id == claim["id"]
            assert tie.fields() == fields
        else:
            assert KINDS[kind_of(claim["id"])].of(claim["id"], fields).fields() == fields


def test_no_body_of_the_sample_is_a_natural_person(claims: list[dict[str, Any]]) -> None:
    actors = [claim for claim in claims if kind_of(claim["id"]) == "actor"]
    assert len(actors) > 500
    names = {display_name("", claim["fields"]) for claim in actors}
    names |= {name for claim in actors for name in claim["fields"].get("also", ())}
    persons = sum(person_kind(name) is not None for name in names)
    assert persons == 0


def test_export_and_ingest_give_the_same_export(in_its_store: Place, tmp_path: Path) -> None:
    in_its_store.did("export", tmp_path / "first.ndjson")
    fresh = Place.of(tmp_path / "fresh")
    fresh.did("ingest", tmp_path / "first.ndjson")
    fresh.did("export", "again.ndjson")
    assert (fresh.folder / "again.ndjson").read_bytes() == (tmp_path / "first.ndjson").read_bytes()
    assert fresh.did("overlaps", "--json").out == in_its_store.did("overlaps", "--json").out


def test_the_exports_for_other_programs_can_be_read(in_its_store: Place, tmp_path: Path) -> None:
    import csv
    import json

    import networkx as nx

    for format_ in ("graphml", "gexf", "jsonld", "csv"):
        in_its_store.did("export", tmp_path / format_, "--format", format_)
    counts = in_its_store.did("doctor", "--json").object["counts"]
    entities = sum(counts.get(kind, 0) for kind in KINDS)
    graphs = nx.read_graphml(tmp_path / "graphml", force_multigraph=True), nx.read_gexf(tmp_path / "gexf")
    assert len({(len(graph), graph.number_of_edges()) for graph in graphs}) == 1
    document = json.loads((tmp_path / "jsonld").read_bytes())
    assert len({node["@id"] for node in document["@graph"]}) == entities
    with (tmp_path / "csv" / "entities.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == entities


def test_what_the_demo_shows_stands_in_the_store(in_its_store: Place, demo: Run) -> None:
    shown = re.findall(r"\((project:\S+)\)", demo.out)[:6]
    with open_store(f"sqlite:///{in_its_store.folder / 'solmu-demo.db'}", create=False) as store:
        for id_ in shown:
            assert store.entry(id_).name in demo.out
