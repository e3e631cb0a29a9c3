"""A list that comes again: mended rejects, the whole with a fault in it, another list of the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import DataError
from graph.store import Store, open_store
from ingest.load import Report, load

HEADER = "Hankekoodi;Hankkeen nimi;Toteuttaja;Alkaa;Päättyy"
FIRST = "A1;Nuorten työpaja;Kajaanin kaupunki;1.1.2023;31.12.2023"
SECOND = "A2;Digitaidot;Savonia-ammattikorkeakoulu Oy;1.2.2023;31.12.2023"
WRONG = SECOND.replace("1.2.2023", "32.2.2023")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/solmu.db")


def loaded(store: Store, path: Path, *rows: str, **how: object) -> Report:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((HEADER, *rows, "")), "utf-8")
    return load(store, path, rejects_dir=path.parent, **how)  # type: ignore[arg-type]


def projects(store: Store) -> list[str]:
    return [row.id for row in store.rows("project")]


def test_mended_rejects_are_the_same_projects_as_the_list_that_they_are_of(
    store: Store, tmp_path: Path
) -> None:
    rejects = loaded(store, tmp_path / "l.csv", FIRST, WRONG).rejects_file
    assert rejects is not None
    rejects.write_text(rejects.read_text("utf-8-sig").replace("32.2.2023", "1.2.2023"), "utf-8")
    load(store, rejects)
    assert projects(store) == ["project:l:A1", "project:l:A2"]
    assert loaded(store, tmp_path / "l.csv", FIRST, SECOND).batch is None


def test_the_whole_takes_nothing_away_while_rows_are_rejected(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "l.csv", FIRST, SECOND)
    report = loaded(store, tmp_path / "l.csv", FIRST, WRONG, complete=True)
    assert (report.withdrawn, report.is_incomplete) == (0, True)
    assert projects(store) == ["project:l:A1", "project:l:A2"]


def test_a_dry_run_of_the_whole_tells_as_many_withdrawn_as_the_run_does(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "l.csv", FIRST, SECOND)
    foreseen = loaded(store, tmp_path / "l.csv", FIRST, complete=True, dry_run=True).preview
    assert foreseen is not None
    assert len(projects(store)) == 2
    assert loaded(store, tmp_path / "l.csv", FIRST, complete=True).withdrawn == foreseen.withdrawn > 0
    assert projects(store) == ["project:l:A1"]


def test_another_list_of_the_same_name_is_refused_until_it_is_named(store: Store, tmp_path: Path) -> None:
    loaded(
        store,
        tmp_path / "kainuu" / "hankkeet.csv",
        "1;Nuorten työpaja;Kajaanin kaupunki;;",
        "2;Polku;Oy Ab;;",
    )
    others = ("1;Lapin porot;Rovaniemen kaupunki;;", "2;Tunturi;Inarin kunta;;")
    before = [*store.rows("project")]
    with pytest.raises(DataError, match=r"another list .* --source"):
        loaded(store, tmp_path / "lappi" / "hankkeet.csv", *others)
    assert [*store.rows("project")] == before
    loaded(store, tmp_path / "lappi" / "hankkeet.csv", *others, source="lappi")
    assert projects(store) == [
        "project:hankkeet:1",
        "project:hankkeet:2",
        "project:lappi:1",
        "project:lappi:2",
    ]


def test_what_nobody_knew_is_no_body_and_what_a_formula_lost_is_told(store: Store, tmp_path: Path) -> None:
    rows = [
        f"B{at};Hanke {at};{who};;"
        for at, who in enumerate(("N/A", "???", "Tuntematon", "-", "Oulun kaupunki"))
    ]
    errors = [
        f"C{at};Muu {at};{what};;" for at, what in enumerate(("#N/A", "#VIITTAUS!", "#PUUTTUU!", "#DIV/0!"))
    ]
    report = loaded(store, tmp_path / "l.csv", *rows, *errors)
    assert (report.loaded, len(report.rejected)) == (len(rows), len(errors))
    assert {row.rejected.column for row in report.rejected if row.rejected} == {"Toteuttaja"}
    assert [row.fields["name_fi"] for row in store.rows("actor")] == ["Oulun kaupunki"]
