"""Files that would do harm: a clear refusal, nothing loaded, bounded time and memory."""

from __future__ import annotations

import gzip
import os
import re
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.archives import zipped
from tests.journeys.command_line import PROGRAM, environment
from tests.solmu.lists import FIVE_PROJECTS, HEADER, written

SECONDS, BYTES = 60, 500 * 2**20
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<iati-activities><iati-activity>&c;</iati-activity></iati-activities>
"""
OWN_HEADER = b"Hankekoodi;Hankkeen nimi;Toteuttaja\n"
OWN_ROW = b"1;Polku;Kajaanin kaupunki\n"
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True)
sys.stdout.buffer.write(done.stdout); sys.stderr.buffer.write(done.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
sys.exit(done.returncode)
"""


def zip_of(folder: Path, head: bytes, block: bytes, times: int) -> Path:
    path = folder / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("list.csv", "w", force_zip64=True) as file,
    ):
        file.write(head)
        for _ in range(times):
            file.write(block)
    return path


def gzip_of(folder: Path, head: bytes, block: bytes, times: int) -> Path:
    path = folder / "bomb.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(head)
        for _ in range(times):
            file.write(block)
    return path


def zip_bomb(folder: Path) -> Path:
    return zip_of(folder, b"", b"0" * 2**20, 2_000)


def gzip_bomb(folder: Path) -> Path:
    return gzip_of(folder, b"", b"0" * 2**20, 2_000)


def rows_bomb(folder: Path) -> Path:
    return zip_of(folder, OWN_HEADER, OWN_ROW * 2**15, 200)


def gzip_rows_bomb(folder: Path) -> Path:
    return gzip_of(folder, OWN_HEADER, OWN_ROW * 2**15, 200)


def empty_rows(folder: Path) -> Path:
    path = folder / "empty.csv.gz"
    path.write_bytes(gzip.compress(OWN_HEADER + b"\n" * (15 * 2**20)))
    return path


def rows_of_nothing(folder: Path) -> Path:
    path = folder / "nothing.csv.gz"
    path.write_bytes(gzip.compress(OWN_HEADER + b";;x\n" * (3 * 2**20)))
    return path


def header_only(folder: Path) -> Path:
    path = folder / "header.csv"
    path.write_bytes(OWN_HEADER)
    return path


def entities_of_a_drawing(folder: Path) -> Path:
    path = folder / "drawn.gexf"
    path.write_text(BOMB.replace("iati-activities", "gexf"), encoding="utf-16")
    return path


def workbook_bomb(folder: Path) -> Path:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b"<row><c><v>1</v></c></row>" * 40_000)
    return path


def nested(folder: Path) -> Path:
    inner = zipped(folder / "inner.zip", {"list.csv": b"a,b\n1,2\n"})
    return zipped(folder / "outer.zip", {"inner.zip": inner.read_bytes()})


def path_out(folder: Path) -> Path:
    return zipped(folder / "out.zip", {"../../escaped.csv": "\n".join(FIVE_PROJECTS).encode()})


def absolute(folder: Path) -> Path:
    return zipped(folder / "absolute.zip", {"/tmp/escaped.csv": "\n".join(FIVE_PROJECTS).encode()})


def link_in_archive(folder: Path) -> Path:
    path = folder / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("list.csv")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return path


def link(folder: Path) -> Path:
    target = written(folder / "target.csv", FIVE_PROJECTS)
    path = folder / "link.csv"
    path.symlink_to(target)
    return path


def entities(folder: Path) -> Path:
    path = folder / "bomb.xml"
    path.write_text(BOMB, encoding="utf-8")
    return path


def wide(folder: Path) -> Path:
    path = folder / "wide.csv"
    path.write_text(
        ",".join(f"c{n}" for n in range(1_000_000)) + "\n" + "1," * 999_999 + "1\n", encoding="utf-8"
    )
    return path


def long_cell(folder: Path) -> Path:
    path = folder / "long.csv"
    cells = ["S90001", "ESR", "x" * 10_000_000, "Itä-Suomi", *[""] * 10]
    path.write_text(f"{HEADER}\n{','.join(cells)}\n", encoding="utf-8")
    return path


def deep(folder: Path) -> Path:
    path = folder / "deep.json"
    path.write_text("[" * 200_000 + "]" * 200_000, encoding="utf-8")
    return path


def no_file(folder: Path) -> Path:
    path = folder / "list.csv"
    path.mkdir()
    return path


def pipe(folder: Path) -> Path:
    path = folder / "pipe.csv"
    os.mkfifo(path)
    return path


def device(folder: Path) -> Path:
    return Path("/dev/zero")


def not_there(folder: Path) -> Path:
    return folder / "absent.csv"


def broken_utf16(folder: Path) -> Path:
    path = folder / "half.csv"
    path.write_bytes(b"\xff\xfe" + "Koodi;Nimi\n1;\ud83d".encode("utf-16-le", "surrogatepass")[:-1])
    return path


HOSTILE: list[Callable[[Path], Path]] = [
    zip_bomb, gzip_bomb, rows_bomb, gzip_rows_bomb, empty_rows, rows_of_nothing, header_only, workbook_bomb, nested,
    path_out, absolute, link_in_archive, link, entities, entities_of_a_drawing, wide, long_cell, deep, no_file, pipe,
    device, not_there, broken_utf16,
]  # fmt: skip

NO_FILES = (link, no_file, pipe, device, not_there)
"""Paths that lead to no file of their own: wrong use."""
BOMBS = (zip_bomb, gzip_bomb, rows_bomb, gzip_rows_bomb, empty_rows, rows_of_nothing)


@pytest.mark.parametrize(
    "made",
    [pytest.param(one, marks=[pytest.mark.slow] if one in BOMBS else [], id=one.__name__) for one in HOSTILE],
)
def test_it_is_refused_in_one_sentence_within_bounds(made: Callable[[Path], Path], tmp_path: Path) -> None:
    place = tmp_path / "work"
    place.mkdir()
    path = made(tmp_path)
    began = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *PROGRAM, "ingest", str(path)], cwd=place, capture_output=True, text=True,
        env=environment({"SOLMU_STORE": f"sqlite:///{place / 'solmu.db'}"}), timeout=SECONDS + 30,
    )  # fmt: skip
    took = time.monotonic() - began
    *said, peak = run.stderr.strip().splitlines()
    assert run.returncode == (2 if made in NO_FILES else 1), run.stderr[-2_000:]
    assert "Traceback" not in run.stderr
    assert re.match(r"solmu: \S", said[-1])
    assert len(said[-1]) < 500
    assert took < SECONDS
    assert int(peak) < BYTES
    assert list(place.iterdir()) == []
    assert not (tmp_path.parent / "escaped.csv").exists()
