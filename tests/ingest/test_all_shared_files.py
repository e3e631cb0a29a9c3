"""Every real file is recognised by its header and loads with no mapping, each row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from ingest.formats.registry import format_of
from ingest.load import Report, gather, load
from ingest.reading import Upload
from tests.ingest.real_files import DATA, real_file

Row = tuple[str, int, int, int, int]
"""Format, rows read, loaded and rejected, natural persons left out."""
COUNTS: dict[str, Row] = {
    "geo/fi-kunnat-2024.json": ("fi-boundaries", 309, 309, 0, 0),
    "geo/fi-maakunnat-2024.json": ("fi-boundaries", 19, 19, 0, 0),
    "labour/fi-by-area-monthly.csv.gz": ("labour-area", 84_958, 84_958, 0, 0),
    "labour/fi-by-occupation-maakunta-2020-2023.csv.gz": ("labour-occupation", 518_282, 518_282, 0, 0),
    "names/fi-research-bodies.csv": ("fi-research-bodies", 2_499, 2_499, 0, 8),
    "names/iati-name-variants.csv": ("iati-names", 2_532, 2_455, 77, 4),
    "networks/h2020-participations.csv.gz": ("h2020", 144_726, 144_726, 0, 0),
    "practices/ips-cases-2022.csv": ("ips-cases", 853, 853, 0, 3),
    "projects/fi-2007-2013.csv": ("eura2007", 19_940, 19_940, 0, 2_374),
    "projects/fi-2014-2020-as-published.csv": ("eura2014", 2_881, 2_881, 0, 5),
    "projects/fi-esf-with-partners.ndjson": ("fi-esf-partners", 385, 385, 0, 0),
    "projects/hxl-rowca-3w.csv": ("hxl", 244, 244, 0, 0),
    "projects/hxl-unhcr-3w.csv": ("hxl", 2_250, 2_250, 0, 14),
    "projects/iati-somalia.json.gz": ("iati-json", 1_754, 1_754, 0, 9),
    "projects/se-2014-2020.json": ("se-projektbank", 374, 374, 0, 0),
    "projects/uk-england-2014-2020.csv": ("uk-esif", 394, 392, 2, 0),
    "regions/fi-coordination-areas.csv": ("fi-coordination-areas", 19, 19, 0, 0),
    "regions/fi-municipalities-2024.csv": ("fi-municipalities", 309, 309, 0, 0),
    "regions/fi-municipalities-2025.csv": ("fi-municipalities", 308, 308, 0, 0),
    "regions/fi-municipalities-2026.csv": ("fi-municipalities", 308, 308, 0, 0),
    "regions/fi-successions.csv": ("fi-successions", 81, 81, 0, 0),
    "theme/fi-coordination-themes.ndjson": ("fi-themes", 107, 107, 0, 0),
}
LARGE = (
    "labour/fi-by-occupation-maakunta-2020-2023.csv.gz", "networks/h2020-participations.csv.gz",
    "projects/fi-2007-2013.csv",
)  # fmt: skip
"""Gathered only: writing many claims is told elsewhere, and takes its time."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('shared') / 'x.db'}") as opened:
        yield opened


def gathered(path: Path) -> Report:
    """The report of a file of which nothing is written."""
    upload = Upload.at(path)
    format_ = format_of(upload)
    source = format_.source(upload)
    report = Report(str(path), format_.name, source.name)
    assert len(gather(format_, upload, source, report, lambda *_: None))
    return report


def test_no_file_of_the_folder_is_forgotten() -> None:
    real_file("README.md")
    there = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert there - {"README.md"} == COUNTS.keys()


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_file_loads_with_no_mapping_and_each_row_is_accounted_for(store: Store, name: str) -> None:
    path = real_file(name)
    if name in LARGE:
        report = gathered(path)
    else:
        report = load(store, path)
        assert report.batch is not None
        assert report.entities > 0
    assert report.read == report.loaded + len(report.rejected)
    counts = (report.format, report.read, report.loaded, len(report.rejected), report.left_out)
    assert counts == COUNTS[name]
    assert all(row.rejected and row.rejected.reason for row in report.rejected)


def test_each_file_is_a_source_of_its_own_so_that_one_alone_may_be_complete() -> None:
    uploads = [Upload.at(real_file(name)) for name in COUNTS]
    sources = Counter(format_of(upload).source(upload).name for upload in uploads)
    assert len(sources) == len(COUNTS), sources.most_common(1)
