"""The Horizon 2020 participations: a body, a project and a tie a row, no names."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from pathlib import Path

import pytest

from graph.records import Actor, Project, Role, Sector, Tie
from tests.ingest.real_files import claims_of, real_file, rows_of

HEADER = (
    "rcn,role,pic,type,contribution,country,start_date,end_date,max_contribution,total_cost,"
    "start_year,end_year,duration,group,nunique\n"
)
GOOD = "1,coordinator,900000001,HES,10.5,EL,2019-05-01,2022-04-30,100,NA,2019,2022,36,eu15,4\n"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "participations.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def test_every_participation_is_loaded() -> None:
    path = real_file("networks/h2020-participations.csv.gz")
    rows = rows_of(path)
    assert [row.number for row in rows] == list(range(2, 144_728))
    assert not any(row.rejected or row.left_out for row in rows)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        published = list(csv.DictReader(file))
    ties = [one for row in rows for one in row.records if isinstance(one, Tie)]
    assert len({tie.id for tie in ties}) == len(published)
    assert [(tie.a, tie.b) for tie in ties] == [
        (f"actor:pic:{row['pic']}", f"project:cordis:{row['rcn']}") for row in published
    ]
    assert Counter(tie.role for tie in ties) == {Role.LEAD: 31_476, Role.PARTNER: 106_108 + 7_142}
    paid = sum(float(row["contribution"]) for row in published if row["contribution"] != "NA")
    assert sum(tie.amount or 0 for tie in ties) == pytest.approx(paid)
    kinds = Counter(id_.split(":")[0] for id_ in {one.id for row in rows for one in row.records})
    assert kinds == {"tie": 144_726, "actor": 35_871, "project": 31_451}


def test_a_row_says_who_did_what_when_and_for_how_much(tmp_path: Path) -> None:
    (row,) = rows_of(written(tmp_path, GOOD))
    actor, project, tie = row.records
    assert isinstance(actor, Actor)
    assert isinstance(project, Project)
    assert isinstance(tie, Tie)
    assert (actor.sector, actor.sector_basis, actor.legal_form) == (Sector.PUBLIC, "inferred", "HES")
    assert actor.country == "GR"
    assert project.fields() == {
        "valid_from": "2019-05-01", "valid_to": "2022-04-30", "code": "1", "fund": "H2020", "currency": "EUR",
        "eu_contribution": 100.0,
    }  # fmt: skip
    assert (tie.role, tie.amount, tie.currency) == ("lead", 10.5, "EUR")
    assert (tie.valid_from, tie.valid_to) == (project.valid_from, project.valid_to)


def test_shuffled_rows_say_the_same(tmp_path: Path) -> None:
    with gzip.open(real_file("networks/h2020-participations.csv.gz"), "rt", encoding="utf-8") as file:
        lines = list(file)[1:3_000]
    as_they_are = claims_of(written(tmp_path, *lines))
    random.Random(7).shuffle(lines)
    assert claims_of(written(tmp_path, *lines)) == as_they_are


@pytest.mark.parametrize(
    ("good", "bad", "column"),
    [
        ("coordinator", "boss", "role"),
        ("900000001", "PIC1", "pic"),
        ("HES", "XYZ", "type"),
        (",EL,", ",Greece,", "country"),
        ("10.5", "ten", "contribution"),
        ("2019-05-01", "spring", "start_date"),
        (",100,", ",lots,", "max_contribution"),
        (",eu15,4", "", ""),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, good: str, bad: str, column: str) -> None:
    first, second = rows_of(written(tmp_path, GOOD, GOOD.replace(good, bad, 1)))
    assert first.rejected is None
    assert second.rejected is not None
    assert (second.number, second.rejected.column) == (3, column)
    assert second.rejected.value == bad.strip(",")
