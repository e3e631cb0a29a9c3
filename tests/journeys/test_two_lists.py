"""Lists that speak of the same projects: one project with several sources, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.ingest.real_files import real_file
from tests.journeys.command_line import Place

OLD = "projects/fi-2007-2013.csv"
LIST = "projects/fi-2014-2020-as-published.csv"
PARTNERS = "projects/fi-esf-with-partners.ndjson"
IN_ALL_THREE = 99
"""Projects of the partner file that stand in one of the two national lists too."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store that holds the list of 2014–2020 and the partner file; tests read it only."""
    place = Place.of(tmp_path_factory.mktemp("both"))
    place.did("ingest", real_file(LIST), real_file(PARTNERS))
    return place


def exported(folder: Path, order: Sequence[str]) -> bytes:
    """The export of a store into which these files came in this order."""
    place = Place.of(folder)
    for name in order:
        place.did("ingest", real_file(name))
    place.did("export", "export.ndjson")
    return (folder / "export.ndjson").read_bytes()


def test_nearly_every_row_of_the_list_is_loaded(tmp_path: Path) -> None:
    report = Place.of(tmp_path).did("ingest", real_file(LIST), "--json").object
    assert report["read"] == report["loaded"] + report["rejected"] == 2_881
    assert report["loaded"] >= 2_850


@pytest.mark.parametrize("order", [(PARTNERS, LIST), (LIST, PARTNERS, LIST), (PARTNERS, LIST, PARTNERS)])
def test_any_order_gives_the_same_export(both: Place, tmp_path: Path, order: Sequence[str]) -> None:
    both.did("export", tmp_path / "both.ndjson")
    assert exported(tmp_path / "here", order) == (tmp_path / "both.ndjson").read_bytes()


def test_a_list_that_comes_again_makes_no_batch(both: Place) -> None:
    before = both.did("batches", "--json").out
    for name in (PARTNERS, LIST):
        assert both.did("ingest", real_file(name), "--json").object["batch"] is None
    assert both.did("batches", "--json").out == before


def test_a_project_of_several_lists_is_one_with_several_sources(tmp_path: Path) -> None:
    place = Place.of(tmp_path)
    place.did("ingest", real_file(PARTNERS), real_file(LIST), _shared_rows_of_the_old_list(tmp_path))
    place.did("export", "tables", "--format", "csv")
    lines = (tmp_path / "tables" / "entities.csv").read_text("utf-8").splitlines()
    projects = [line for line in lines if line.startswith("project:")]
    several = [
        line for line in projects if "fi-esf-partners" in line and ("|fi-eura-" in line or "|fi-esf-" in line)
    ]
    assert len(several) == IN_ALL_THREE


def _shared_rows_of_the_old_list(folder: Path) -> Path:
    """Its rows of projects that the partner file names too, to save the time that the rest takes."""
    header, *rows = real_file(OLD).read_text("utf-8").splitlines()
    named = real_file(PARTNERS).read_text("utf-8")
    kept = [row for row in rows if f'"{row.partition(",")[0]}"' in named]
    path = folder / "old.csv"
    path.write_text("\n".join((header, *kept)) + "\n", "utf-8")
    return path


def test_show_says_who_said_each_field(both: Place, tmp_path: Path) -> None:
    both.did("export", tmp_path, "--format", "csv")
    lines = (tmp_path / "entities.csv").read_text("utf-8").splitlines()
    shared = [
        line.partition(",")[0]
        for line in lines
        if line.startswith("project:") and "fi-esf-partners" in line and "fi-eura-2014" in line
    ]
    assert len(shared) > 50
    for id_ in shared[:5]:
        entity = both.did("show", id_, "--json").object
        assert set(entity["said_by"]) == set(entity["fields"])
        assert set(entity["said_by"].values()) == {"fi-eura-2014", "fi-esf-partners"}
        assert any(len(tie["sources"]) == 2 for tie in entity["ties"])  # both name the body that leads
        people_read = both.did("show", id_).out
        assert "[fi-eura-2014]" in people_read
        assert "[fi-esf-partners]" in people_read
        said = {(step["source"], step["known_to"]) for step in both.did("history", id_, "--json").objects}
        assert said == {("fi-eura-2014", None), ("fi-esf-partners", None)}
