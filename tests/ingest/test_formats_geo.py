"""Boundaries as GeoJSON: each area is the region that the yearly tables have, and its lines are not kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError
from graph.store import open_store
from ingest.load import load
from tests.ingest.plain_tables import Known, known
from tests.ingest.real_files import claims_of, real_file

MUNICIPALITIES, MAAKUNNAT = "geo/fi-kunnat-2024.json", "geo/fi-maakunnat-2024.json"
TERVOLA = {"NATCODE": "845", "NAMEFIN": "Tervola", "NAMESWE": "Tervola"}


@pytest.fixture(scope="module")
def municipalities(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("kunnat"), real_file(MUNICIPALITIES))


@pytest.fixture(scope="module")
def maakunnat(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("maakunnat"), real_file(MAAKUNNAT))


def features(folder: Path, *properties: Any) -> Path:
    path = folder / "map.json"
    whole = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": one, "geometry": None} for one in properties],
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.mark.parametrize(("level", "count"), [("municipalities", 309), ("maakunnat", 19)])
def test_every_area_is_loaded(level: str, count: int, request: pytest.FixtureRequest) -> None:
    there: Known = request.getfixturevalue(level)
    report = there.report
    assert (report.format, report.read, report.loaded, report.rejected) == ("fi-boundaries", count, count, [])
    assert len(there.entities) == len(there.of("region")) == count


@pytest.mark.parametrize(("level", "scheme"), [("municipalities", "fi-kunta"), ("maakunnat", "fi-maakunta")])
def test_the_ids_are_those_of_the_yearly_table(
    level: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    there: Known = request.getfixturevalue(level)
    table = claims_of(real_file("regions/fi-municipalities-2024.csv"))
    of_class = {id_ for id_ in table if id_.startswith(f"region:{scheme}:")}
    assert there.entities.keys() == of_class
    for id_, fields in there.entities.items():
        assert fields["level"] == table[id_].fields["level"]
        assert fields["code"] == table[id_].fields["code"]


def test_names_in_two_languages(municipalities: Known, maakunnat: Known) -> None:
    assert municipalities.entities["region:fi-kunta:092"]["name_sv"] == "Vanda"
    assert maakunnat.entities["region:fi-maakunta:05"] == {
        "name_fi": "Kanta-Häme", "name_sv": "Egentliga Tavastland", "level": "maakunta", "code": "05", "country": "FI",
    }  # fmt: skip


def test_a_municipality_that_is_no_more_has_its_last_day(municipalities: Known) -> None:
    assert municipalities.entities["region:fi-kunta:588"]["valid_to"] == "2024-12-31"
    assert "valid_to" not in municipalities.entities["region:fi-kunta:845"]


def test_a_new_map_of_one_class_leaves_the_other_in_place(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store:
        load(store, real_file(MUNICIPALITIES))
        assert load(store, real_file(MAAKUNNAT), complete=True).withdrawn == 0
        assert store.counts()["region"] == 309 + 19


def test_no_line_of_a_boundary_is_kept(maakunnat: Known) -> None:
    assert b"24.739880" in real_file(MAAKUNNAT).read_bytes()
    assert b"24.739880" not in maakunnat.data


def test_boundaries_and_table_together_are_one_region_each(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store:
        load(store, real_file(MAAKUNNAT))
        before = store.counts()
        load(store, real_file("regions/fi-municipalities-2024.csv"))
        kainuu = store.entry("region:fi-maakunta:18")
        maakunnat = [row.id for row in store.rows("region") if row.id.startswith("region:fi-maakunta:")]
    assert before["region"] == len(maakunnat) == 19
    assert "municipalities_2024" in kainuu.fields
    assert kainuu.name == "Kainuu"


@pytest.mark.parametrize(
    ("properties", "key"),
    [
        ({**TERVOLA, "NATCODE": "84"}, None),
        ({**TERVOLA, "NATCODE": "8451"}, "NATCODE"),
        ({**TERVOLA, "NATCODE": ""}, "NATCODE"),
        ({**TERVOLA, "NATCODE": 845}, "NATCODE"),
        ({**TERVOLA, "NATCODE": "٨٤٥"}, "NATCODE"),
        ({**TERVOLA, "NAMEFIN": ["Tervola"]}, "NAMEFIN"),
        ("Tervola", "properties"),
        (None, "NATCODE"),
    ],
)
def test_a_feature_that_is_no_area_is_told(tmp_path: Path, properties: Any, key: str | None) -> None:
    there = known(tmp_path / "store", features(tmp_path, TERVOLA, properties))
    assert there.rejected == ([(2, key)] if key else [])
    assert (there.report.read, there.report.loaded) == (2, 1 if key else 2)


def test_a_collection_without_areas_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text('{"type": "FeatureCollection", "features": {"properties": {"NATCODE": "845"}}}', "utf-8")
    with (
        open_store(f"sqlite:///{tmp_path / 'x.db'}") as store,
        pytest.raises(DataError, match="holds no list") as told,
    ):
        load(store, path)
    assert "map.json" in str(told.value)
