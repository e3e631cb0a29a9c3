"""What a load would change is told before, and is what the load then does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from graph.records import Claim, Source
from graph.store import Store, open_store
from ingest.load import load, load_each
from ingest.preview import previewed
from ingest.resolution.merging import find, resolve
from tests.ingest.archives import zipped
from tests.ingest.real_files import real_file
from tests.solmu.lists import FIVE_PROJECTS, row, written


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'x.db'}")


def test_a_preview_writes_nothing_and_tells_old_and_new(store: Store, tmp_path: Path) -> None:
    load(store, written(tmp_path / "a.csv", FIVE_PROJECTS))
    later = written(
        tmp_path / "b.csv",
        [row("S90001", "Uusi nimi", "Kuvitteellinen Oy"), row("S90077", "Uusi", "Uusi Oy")],
    )
    before = store.revision()
    found = load(store, later, dry_run=True).preview
    assert store.revision() == before
    assert found is not None
    assert ("name_fi", "Uusi nimi") in {(one.field, one.new) for one in found.changes}
    done = load(store, later).written
    assert (found.new, found.changed, found.unchanged) == (done.new, done.changed, done.unchanged)


def test_with_no_store_all_is_new(tmp_path: Path) -> None:
    report = load(lambda: None, written(tmp_path / "a.csv", FIVE_PROJECTS), dry_run=True)
    assert report.preview is not None
    assert report.preview.new == report.preview.new + report.preview.changed + report.preview.unchanged > 5


def test_ids_that_are_one_with_another_are_counted(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", FIVE_PROJECTS)
    load(store, path)
    ids = [entry.id for entry in store.rows("actor")][:2]
    store.merge(ids)
    found = load(store, path, dry_run=True).preview
    assert found is not None
    assert found.merged == 1


def test_what_may_be_one_is_told_as_a_resolution_of_the_new_will_tell_it(store: Store) -> None:
    load(store, real_file("projects/fi-esf-with-partners.ndjson"))
    resolve(store)
    path = real_file("theme/fi-coordination-themes.ndjson")
    told = load(store, path, dry_run=True).preview
    load(store, path)
    found = find(store, only_new=True)
    assert told is not None
    assert told.compared is not None
    assert told.compared.merged == found.merged > 30
    pairs = {(one.a, one.b) for one in told.compared.unsure}
    assert pairs
    rest = {(one.a, one.b) for one in found.unsure} - pairs
    new = {row.id for row in store.rows("project") if row.source == "fi-themes"}
    assert not {id_ for pair in rest for id_ in pair} & new, "only ids that were known before are left out"


def test_too_many_are_not_compared(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.preview.MOST_COMPARED", 3)
    found = load(store, written(tmp_path / "a.csv", FIVE_PROJECTS), dry_run=True).preview
    assert found is not None
    assert found.compared is None


claims = st.lists(
    st.builds(
        lambda n, name: Claim(f"actor:x:{n}", "list", {"name_fi": name}), st.integers(0, 4), st.sampled_from("abc")
    ),
    max_size=8, unique_by=lambda claim: claim.id,
)  # fmt: skip


@tried(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(claims, min_size=1, max_size=4))
def test_preview_and_write_never_disagree(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, loads: list[list[Claim]]
) -> None:
    monkeypatch.setattr("ingest.preview.MOST_COMPARED", 0)
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('p') / 'x.db'}") as store:
        for some in loads:
            found = previewed(store, some)
            with store.open_batch("import", sources=[Source(name="list")]) as batch:
                done = batch.write(some)
            assert (found.new, found.changed, found.unchanged) == (done.new, done.changed, done.unchanged)


def test_each_file_of_an_archive_is_a_batch(store: Store, tmp_path: Path) -> None:
    list_ = written(tmp_path / "list.csv", FIVE_PROJECTS)
    areas = real_file("regions/fi-coordination-areas.csv")
    path = zipped(tmp_path / "both.zip", {"list.csv": list_.read_bytes(), "areas.csv": areas.read_bytes()})
    reports = list(load_each(store, path))
    assert [report.format for report in reports] == ["eura2007", "fi-coordination-areas"]
    assert [batch.number for batch in store.batches()] == [1, 2]
    assert reports[0].file.endswith("both.zip/list.csv")


def test_an_archive_with_a_file_that_nobody_knows_loads_nothing(store: Store, tmp_path: Path) -> None:
    list_ = written(tmp_path / "list.csv", FIVE_PROJECTS)
    path = zipped(tmp_path / "both.zip", {"list.csv": list_.read_bytes(), "other.csv": b"a,b\n1,2\n"})
    with pytest.raises(Exception, match=r"other\.csv"):
        list(load_each(store, path))
    assert store.batches() == []
