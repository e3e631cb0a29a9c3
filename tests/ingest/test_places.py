"""Place names as lists write them, and the shipped table against the tables that it was drawn from."""

from __future__ import annotations

import csv
import filecmp
import time
from pathlib import Path

import pytest

from ingest import places
from ingest.data import draw_areas
from ingest.places import area, located, municipalities_of, place
from tests.ingest.real_files import real_file


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Kuopio", "region:fi-kunta:297"),
        ("KUOPIO ", "region:fi-kunta:297"),
        ("Åbo", "region:fi-kunta:853"),
        ("Pohjois-Savo", "region:fi-maakunta:11"),
        ("North Karelia", "region:fi-maakunta:12"),
        ("Egentliga Finland", "region:fi-maakunta:02"),
        ("Uusimaa", "region:fi-maakunta:01"),
        ("Itä-Suomi", "region:fi-coordination-area:ita-suomi"),
        ("Etelä-Suomi", "region:fi-coordination-area:etela-suomi"),
        ("Pohjois- ja Itä-Suomi", "region:fi-suuralue:4"),
        ("Ylä-Savo", "region:fi-seutukunta:111"),
        ("Salo", "region:fi-kunta:734"),
        ("Salon seutu", "region:fi-seutukunta:022"),
        ("Kaustisen seutukunta", "region:fi-seutukunta:161"),
        ("Kemi-Tornion seutu", "region:fi-seutukunta:192"),
        ("valtakunnallinen", "region:iso3166:FI"),
        ("koko maa", "region:iso3166:FI"),
    ],
)
def test_a_place_name_means_a_region(name: str, region: str) -> None:
    assert place(name) == region
    assert located(name).id == region


@pytest.mark.parametrize("name", ["Hiedanranta", "Sala (Ruotsi)", "pääkaupunkiseutu", ""])
def test_an_unknown_place_means_none(name: str) -> None:
    assert place(name) is None


def test_an_unknown_place_is_a_region_of_its_own_name() -> None:
    assert located("Hiedanranta").id.startswith("region:name:fi-")
    assert located("Hiedanranta") == located("HIEDANRANTA").model_copy(update={"name": {"fi": "Hiedanranta"}})


def test_a_region_has_its_names_in_three_languages() -> None:
    assert area("region:fi-maakunta:10").name == {
        "fi": "Etelä-Savo",
        "sv": "Södra Savolax",
        "en": "South Savo",
    }


def test_the_municipalities_of_a_maakunta_are_those_of_the_year() -> None:
    sets = municipalities_of("10")
    assert list(sets) == ["2024", "2025", "2026"]
    assert set(sets["2024"]) - set(sets["2025"]) == {"588"}  # Pertunmaa, now in Mäntyharju
    assert municipalities_of("99") == {}


def test_the_shipped_table_is_what_the_script_draws(tmp_path: Path) -> None:
    folder = real_file("regions/fi-municipalities-2026.csv").parent
    assert draw_areas.draw(folder, tmp_path / "drawn.csv") == 309 + 19 + 69 + 5 + 5
    shipped = Path(draw_areas.__file__).parent / "fi-areas.csv"
    assert filecmp.cmp(shipped, tmp_path / "drawn.csv", shallow=False)


@pytest.mark.parametrize("year", ["2024", "2025", "2026"])
def test_every_municipality_and_maakunta_is_found_by_its_own_name(year: str) -> None:
    with real_file(f"regions/fi-municipalities-{year}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert place(row["municipality_name_fi"]) == f"region:fi-kunta:{row['municipality_code']}"
            maakunta = row["maakunta_code"].zfill(2)
            assert place(row["maakunta_name_fi"]) == f"region:fi-maakunta:{maakunta}"
            assert row["municipality_code"] in municipalities_of(maakunta)[year]


def test_the_first_look_up_is_quick() -> None:
    best = 1.0
    for _ in range(3):
        for cached in (places._by_id, places._by_name):
            cached.cache_clear()
        start = time.perf_counter()
        place("Kuopio")
        best = min(best, time.perf_counter() - start)
    assert best < 0.01
