"""A big file that two processes read gives what one process gives, and no process outlives the call."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import DataError
from ingest import together
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.load import Report, gather
from ingest.reading import Upload
from tests.journeys.command_line import ROOT
from tests.solmu.lists import HEADER, row

ROWS = 3_000
READ = """
import sys
from pathlib import Path
from tests.ingest.test_together import read
read(Path(sys.argv[1]))
"""


@pytest.fixture
def big(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list that two read: rows of one project with two names, one read by each, and two that are rejected."""
    monkeypatch.setattr(together, "LARGE", 1)
    return written(tmp_path / "big.csv", ROWS)


def written(path: Path, count: int) -> Path:
    lines = [
        row(f"S{n % (count - 11):05}", f"Hanke {n}", f"Keksitty Yritys {n % 40} Oy") for n in range(count)
    ]
    lines[7] = lines[7].replace("S00007", "")
    lines[count // 2] += ",yksi,kaksi"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path


def read(path: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> tuple[Gathered, Report]:
    upload = Upload.at(path)
    format_ = format_of(upload)
    source = format_.source(upload)
    report = Report(str(path), format_.name, source.name)
    return gather(format_, upload, source, report, progress), report


def test_two_processes_give_what_one_gives(big: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int]] = []
    gathered, report = read(big, lambda *one: told.append(one))
    assert told[-1] == ("rows", ROWS, ROWS)
    assert any(0 < done < ROWS for _, done, _ in told)
    monkeypatch.setattr(together, "LARGE", 2**40)
    alone, told_alone = read(big)
    assert list(gathered.claims()) == list(alone.claims())
    assert report == told_alone
    assert [one.number for one in report.rejected] == [9, ROWS // 2 + 2]


def test_what_is_wrong_with_the_file_is_said_as_by_one(big: Path) -> None:
    with big.open("ab") as file:
        file.write(b'S99999,ESR,"nothing closes this\n')
    with pytest.raises(DataError, match=r"big\.csv is no table at line"):
        read(big)


def test_a_file_cut_off_in_its_last_row_is_told(big: Path) -> None:
    with big.open("ab") as file:
        file.write(b"S99998,ES")
    with pytest.raises(DataError, match="is cut off in its last row"):
        read(big)


def readers(pid: int) -> list[int]:
    """The processes that read for this one."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(OSError):
                if b"ingest.together" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
    return found


def test_a_reader_that_is_killed_ends_the_reading_in_one_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "big.csv", 150_000)

    def kill_one() -> None:
        while not (mine := readers(os.getpid())):
            time.sleep(0.01)
        os.kill(mine[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    with pytest.raises(DataError, match="was not read to its end"):
        read(path)
    killer.join()
    assert not readers(os.getpid())


def test_readers_end_when_the_one_that_waits_is_killed(tmp_path: Path) -> None:
    path = written(tmp_path / "big.csv", 150_000)
    with subprocess.Popen([sys.executable, "-c", READ, str(path)], cwd=ROOT) as process:
        end = time.monotonic() + 60
        while len(both := readers(process.pid)) < together.PROCESSES:
            assert time.monotonic() < end
            time.sleep(0.01)
        process.kill()
    while any(Path(f"/proc/{pid}").exists() and not is_ended(pid) for pid in both):
        assert time.monotonic() < end
        time.sleep(0.05)


def is_ended(pid: int) -> bool:
    """Whether a process is over and only waits to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
