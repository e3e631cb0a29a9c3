"""The reform of 2026 carried through the sample: decisions, the past untouched, undo to the byte."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.journeys.command_line import Place

DAY = "2026-01-01"


@pytest.fixture
def sample(empty: Place) -> Place:
    from ingest.sample import sample_file

    with sample_file() as path:
        empty.did("ingest", path)
    return empty


def test_the_reform_is_carried_through_and_taken_back(sample: Place) -> None:
    export = sample.folder / "before.ndjson"
    sample.did("export", export, "--format", "ndjson")
    decided = sample.did("succession", "--date", DAY, "--json").objects
    assert Counter(one["fate"] for one in decided) == {"carried_over": 21, "for_review": 6}
    assert len({(one["kind"], one["a"], one["b"], one["role"]) for one in decided}) == len(decided)
    earlier = sample.did("overlaps", "--top", "0", "--as-of", "2024-06-30", "--json").out
    silos = sample.did("silos", "--redraws", "0", "--as-of", "2024-06-30", "--json").out
    before = sample.did("batches", "--json").objects[-1]["closed_at"]
    coverage = sample.did("coverage", "--known-at", before, "--json").out

    said = sample.did("succession", "--date", DAY, "--apply").out
    assert "Batch 2 applied it" in said
    assert "municipalities have no" not in said

    again = sample.did("succession", "--date", DAY, "--json").objects
    assert {one["fate"] for one in again} == {"for_review"}
    assert "There was nothing to apply." in sample.did("succession", "--date", DAY, "--apply").out
    assert sample.did("overlaps", "--top", "0", "--as-of", "2024-06-30", "--json").out == earlier
    assert sample.did("silos", "--redraws", "0", "--as-of", "2024-06-30", "--json").out == silos
    assert sample.did("coverage", "--known-at", before, "--json").out == coverage

    sample.did("undo", "2")
    after = sample.folder / "after.ndjson"
    sample.did("export", after, "--format", "ndjson")
    assert after.read_bytes() == export.read_bytes()


def test_a_day_that_is_none_is_told(empty: Place) -> None:
    run = empty.run("succession", "--date", "soon")
    assert run.code == 2
    assert "is no day" in run.err


def test_every_analysis_may_carry_ties_over(sample: Place) -> None:
    plain = sample.did("brokers", "--top", "0", "--json").objects
    carried = sample.did("--carry-over", "brokers", "--top", "0", "--json").objects
    office = next(one["holder"] for one in sample.did("succession", "--date", DAY, "--json").objects)
    assert {one["actor"] for one in carried} != {one["actor"] for one in plain}
    assert office not in {one["actor"] for one in carried}
