"""The labour tables: every row is accounted for, and becomes a point of a series."""

from __future__ import annotations

import csv
import gzip
import random
import time
from pathlib import Path

import pytest

from graph.records import Indicator, Tie
from ingest.rows import Rejected, RowOf
from tests.ingest.real_files import claims_of, real_file, rows_of

AREA = "labour/fi-by-area-monthly.csv.gz"
OCCUPATION = "labour/fi-by-occupation-maakunta-2020-2023.csv.gz"
AREA_HEADER = "alue,time,TYOTTOMATLOPUSSA,AVPAIKATLOPUSSA,region_level\n"
OCCUPATION_HEADER = "ammattiryhma,time,alue,TYOTTOMATLOPUSSA,AVPAIKATLOPUSSA,code_level\n"


def series_of(rows: list[RowOf]) -> dict[str, Indicator]:
    return {one.id: one for row in rows for one in row.records if isinstance(one, Indicator)}


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "count", "series"),
    [(AREA, 84_958, 2 * 397), (OCCUPATION, 518_282, 2 * 11_267)],
    ids=["area", "occupation"],
)
def test_every_row_of_the_table_is_a_point_of_its_series(name: str, count: int, series: int) -> None:
    path = real_file(name)
    began = time.perf_counter()
    rows = rows_of(path)
    assert time.perf_counter() - began < 15
    assert sorted(row.number for row in rows) == list(range(2, count + 2))
    assert [row for row in rows if row.rejected] == []
    found = series_of(rows)
    assert len(found) == series
    expected: dict[str, dict[str, float]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            local = ".".join(filter(None, (row["alue"], row.get("ammattiryhma", ""))))
            for measure, column in (("unemployed", "TYOTTOMATLOPUSSA"), ("vacancies", "AVPAIKATLOPUSSA")):
                points = expected.setdefault(f"indicator:fi-labour:{measure}.{local}", {})
                points[row["time"][:7]] = float(row[column])
    assert {id_: dict(zip(one.periods, one.values, strict=True)) for id_, one in found.items()} == expected
    assert all(list(one.periods) == sorted(one.periods) for one in found.values())


def test_a_series_lies_in_its_region_and_knows_its_occupation(tmp_path: Path) -> None:
    text = OCCUPATION_HEADER + "41,2020-02-01,MK01,5,1,2\n41,2020-01-01,MK01,4,0,2\n"
    last = rows_of(written(tmp_path, text))[-1]
    series = series_of([last])["indicator:fi-labour:unemployed.MK01.41"]
    assert series.fields() == {
        "name_fi": "Työttömät työnhakijat MK01.41",
        "name_sv": "Arbetslösa arbetssökande MK01.41",
        "name_en": "Unemployed MK01.41",
        "measure": "unemployed",
        "region": "region:fi-maakunta:01",
        "occupation": "41",
        "unit": "persons",
        "periods": ["2020-01", "2020-02"],
        "values": [4.0, 5.0],
    }
    ties = {(one.kind.value, one.a, one.b) for one in last.records if isinstance(one, Tie)}
    assert ("LOCATED_IN", series.id, "region:fi-maakunta:01") in ties


def test_the_three_classes_of_areas_have_schemes_of_their_own(tmp_path: Path) -> None:
    areas = ("KU049", "kunta"), ("SK011", "seutukunta"), ("MK01", "maakunta")
    text = AREA_HEADER + "".join(f"{code},2006-01-01,1,2,{level}\n" for code, level in areas)
    last = rows_of(written(tmp_path, text))[-1]
    assert {one.region for one in series_of([last]).values()} == {
        "region:fi-kunta:049",
        "region:fi-seutukunta:011",
        "region:fi-maakunta:01",
    }


def test_a_shuffled_table_says_the_same(tmp_path: Path) -> None:
    with gzip.open(real_file(AREA), "rt", encoding="utf-8") as file:
        header, *lines = list(file)[:5_000]
    lines.append("KU049,2006-01-01,1,1,kunta\n")  # speaks of a month again
    as_they_are = claims_of(written(tmp_path, header + "".join(lines)))
    random.Random(5).shuffle(lines)
    assert claims_of(written(tmp_path, header + "".join(lines))) == as_they_are


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("KU49,2006-01-01,1,2,kunta", "alue", "KU49"),
        ("XX049,2006-01-01,1,2,kunta", "alue", "XX049"),
        ("KU049,2006-13-01,1,2,kunta", "time", "2006-13-01"),
        ("KU049,,1,2,kunta", "time", ""),
        ("KU049,2006-01-01,many,2,kunta", "TYOTTOMATLOPUSSA", "many"),
        ("KU049,2006-01-01,1,inf,kunta", "AVPAIKATLOPUSSA", "inf"),
        ("KU049,2006-01-01,1,2,maakunta", "region_level", "maakunta"),
        ("KU049,2006-01-01,1,2", "", ""),
    ],
)
def test_a_bad_cell_of_the_area_table_is_named(tmp_path: Path, row: str, column: str, value: str) -> None:
    good = "KU091,2006-01-01,26911,7876,kunta\n"
    rows = rows_of(written(tmp_path, f"{AREA_HEADER}{good}{row}\n{good}"))
    assert sorted(one.number for one in rows) == [2, 3, 4]
    (bad,) = [one for one in rows if one.rejected]
    assert isinstance(bad.rejected, Rejected)
    assert (bad.number, bad.rejected.column, bad.rejected.value) == (3, column, value)
    assert len(series_of(rows)) == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [("x,2020-01-01,MK01,1,2,1", "ammattiryhma"), ("41,2020-01-01,01,1,2,2", "alue"),
     ("41,2020-01-01,MK01,1,2,3", "code_level")],
)  # fmt: skip
def test_a_bad_cell_of_the_occupation_table_is_named(tmp_path: Path, row: str, column: str) -> None:
    (only,) = rows_of(written(tmp_path, f"{OCCUPATION_HEADER}{row}\n"))
    assert only.rejected is not None
    assert (only.number, only.rejected.column) == (2, column)


def test_a_cell_that_stands_for_nothing_makes_no_point(tmp_path: Path) -> None:
    text = AREA_HEADER + "KU049,2006-01-01,NA,7,kunta\nKU049,2006-02-01,3,,kunta\n"
    found = series_of(rows_of(written(tmp_path, text)))
    assert found["indicator:fi-labour:unemployed.KU049"].periods == ("2006-02",)
    assert found["indicator:fi-labour:vacancies.KU049"].periods == ("2006-01",)
