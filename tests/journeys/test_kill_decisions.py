"""`kill -9` while names are resolved, a reform is applied or undone: each batch is whole or absent."""

from __future__ import annotations

import random
import shutil
import subprocess
import time

import pytest

from ingest.sample import sample_file
from tests.journeys.command_line import PROGRAM, Place, environment

TIMES = 4
JOBS = {
    "resolve": ("resolve", "--kind", "actors"),
    "succession": ("succession", "--date", "2026-01-01", "--apply"),
    "undo": ("undo", "1"),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place.of(tmp_path_factory.mktemp("kill") / "first")
    with sample_file() as path:
        place.did("ingest", path)
    return place


def copy(place: Place, name: str) -> Place:
    """The same store elsewhere."""
    there = Place.of(place.folder.parent / name)
    for file in place.folder.glob("solmu.db*"):
        shutil.copy(file, there.folder / file.name)
    return there


def export(place: Place) -> bytes:
    """All that is known, as bytes: what the sources say, and the graph that it makes."""
    found = b""
    for format_ in ("ndjson", "graphml"):
        to = place.folder / f"out.{format_}"
        to.unlink(missing_ok=True)
        place.did("export", to, "--format", format_)
        found += to.read_bytes()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("job", JOBS)
def test_a_killed_decision_is_whole_or_absent(loaded: Place, job: str) -> None:
    chance = random.Random(5)
    before = export(loaded)
    whole = copy(loaded, f"{job}-whole")
    began = time.monotonic()
    whole.done(*JOBS[job])
    lasts = time.monotonic() - began
    after = export(whole)
    assert after != before
    batches = len(whole.did("batches", "--json").objects)
    if job == "resolve":
        whole.done(*JOBS[job])
        assert export(whole) == after, "a second run changes nothing"
    seen = set()
    for turn in range(TIMES):
        place = copy(loaded, f"{job}-{turn}")
        process = subprocess.Popen(
            [*PROGRAM, *JOBS[job]], cwd=place.folder, env=environment(place.settings), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(lasts * (0.3 + 0.75 * (turn + chance.random()) / TIMES))
        process.kill()
        process.wait()
        found = export(place)
        numbers = [row["batch"] for row in place.did("batches", "--json").objects]
        if 1 < len(numbers) < batches:  # a resolution is a batch of merges, then one of what is unsure
            assert found not in (before, after)
        else:
            assert (found, len(numbers)) in ((before, 1), (after, batches))
        seen.add(found == after)
        if found != after:
            place.did(*JOBS[job])
            assert export(place) == after
    assert seen
