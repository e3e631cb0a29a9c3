"""The page on formats is true: it names every format, and the one that it shows how to add works as it stands."""

from __future__ import annotations

import re
import sys
import types
from pathlib import Path

import pytest

from graph.store import open_store
from ingest.formats import elsewhere
from ingest.formats.registry import formats
from ingest.load import load

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


CONTAINERS = {"csv", "ndjson", "xlsx", "table", "JSON", "JSON array", "GeoJSON", "XML", "GEXF", "GraphML"}


def rows_of_the_table() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_format_has_a_row_of_the_table_and_no_other() -> None:
    listed = sorted(name.strip("`") for name, *_ in rows_of_the_table())
    assert listed == sorted(format_.name for format_ in formats())


def test_each_row_says_what_it_is_who_publishes_it_and_in_which_container() -> None:
    for name, what, publisher, container in rows_of_the_table():
        assert what, name
        assert publisher, name
        assert {*container.split(", ")} <= CONTAINERS, name


def test_the_format_of_the_page_loads_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    module = types.ModuleType("village_list")
    monkeypatch.setitem(sys.modules, "village_list", module)
    exec(compile(code, str(PAGE), "exec"), module.__dict__)
    there = elsewhere.elsewhere()
    monkeypatch.setattr(elsewhere, "elsewhere", lambda: (*there, module.VillageList()))
    path = tmp_path / "kylat.csv"
    path.write_text(
        "kyla;hanke;alkaa;loppuu\nKeksilän kyläyhdistys ry;Kylätalo;1.2.2022;31.12.2023\n"
        "Keksilän kyläyhdistys ry;Rikki;32.13.2022;\n",
        encoding="utf-8",
    )
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store:
        report = load(store, path)
        (project,) = store.rows("project")
        (actor,) = store.rows("actor")
    assert (report.format, report.read, report.loaded) == ("village-list", 2, 1)
    assert (project.fields["name_fi"], project.fields["valid_to"]) == ("Kylätalo", "2023-12-31")
    assert actor.fields["name_fi"] == "Keksilän kyläyhdistys ry"
