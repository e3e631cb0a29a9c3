"""Every real file is recognised by its header; those that nobody else tests load whole, each row accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.records import kind_of
from graph.store import Store, open_store
from ingest.formats.registry import format_of
from ingest.load import Report, load
from ingest.reading import Upload
from tests.ingest.real_files import DATA

FILES = sorted(path for path in DATA.rglob("*") if path.is_file() and path.name != "README.md")
COUNTS = {
    "projects/hxl-rowca-3w.csv": ("hxl", 244, 244, 0),
    "projects/hxl-unhcr-3w.csv": ("hxl", 2_250, 2_250, 0),
    "practices/ips-cases-2022.csv": ("ips-cases", 853, 853, 0),
    "names/fi-research-bodies.csv": ("fi-research-bodies", 2_499, 2_499, 0),
    "names/iati-name-variants.csv": ("iati-names", 2_532, 2_455, 77),
    "geo/fi-kunnat-2024.json": ("fi-boundaries", 309, 309, 0),
    "geo/fi-maakunnat-2024.json": ("fi-boundaries", 19, 19, 0),
}


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(DATA)) for path in FILES])
def test_it_is_recognised(path: Path) -> None:
    assert format_of(Upload.at(path)).name


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, dict[str, Report]]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'x.db'}")
    return store, {name: load(store, DATA / name) for name in COUNTS}


@pytest.mark.parametrize("name", COUNTS)
def test_each_row_is_accounted_for(loaded: tuple[Store, dict[str, Report]], name: str) -> None:
    report = loaded[1][name]
    assert (report.format, report.read, report.loaded, len(report.rejected)) == COUNTS[name]


def test_an_activity_has_its_body_sector_and_place(loaded: tuple[Store, dict[str, Report]]) -> None:
    store, _ = loaded
    hits = [
        hit
        for hit in store.search("Distribution of educational materials for teachers")
        if kind_of(hit.id) == "project"
    ]
    ties = {
        (tie.fields["kind"], store.entry(tie.b if tie.b != hits[0].id else tie.a).name)
        for tie in store.ties(hits[0].id)
    }
    assert ("PARTICIPATES_IN", "United Nations Children's Fund") in ties
    assert ("ABOUT", "Education") in ties


def test_a_case_is_a_practice_of_its_owner(loaded: tuple[Store, dict[str, Report]]) -> None:
    store, _ = loaded
    case = store.entry("practice:ips:10000")
    assert case.fields["valid_from"] == "2020-01-01"
    owners = [store.entry(tie.a).name for tie in store.ties(case.id) if tie.fields["kind"] == "PRODUCED"]
    assert owners == ["Public Employment Service Austria"]


def test_a_business_id_is_told_from_a_code_and_a_repeated_name_is_no_swedish_one(
    loaded: tuple[Store, dict[str, Report]],
) -> None:
    store, _ = loaded
    foundation = store.entry("actor:fi:0200929-5").fields
    assert foundation["business_id"] == "0200929-5"
    assert "name_sv" not in foundation
    assert store.entry("actor:fi-research:10076").fields["name_sv"] == "Aalto-universitetet"


def test_other_spellings_are_other_names(loaded: tuple[Store, dict[str, Report]]) -> None:
    store, _ = loaded
    hit = next(
        hit for hit in store.search("Danish International Development Agency") if kind_of(hit.id) == "actor"
    )
    assert "Danida" in store.entry(hit.id).fields["also"]


def test_a_boundary_is_the_region_of_its_code(loaded: tuple[Store, dict[str, Report]]) -> None:
    store, _ = loaded
    assert store.entry("region:fi-kunta:845").name == "Tervola"
    assert store.entry("region:fi-maakunta:05").fields["name_sv"] == "Egentliga Tavastland"
