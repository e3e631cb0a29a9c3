"""The real files of `../shared/data`, and what every format has to do with them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from graph.records import Claim
from graph.store import open_store
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.load import Report, load
from ingest.reading import Upload
from ingest.rows import RowOf

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def real_file(name: str) -> Path:
    """The path of a real file; skips where it is absent, fails there in CI."""
    path = DATA / name
    if not path.exists():
        reason = f"the real file is not on this machine ({path})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def rows_of(path: Path) -> list[RowOf]:
    """What becomes of each row of a file, by the format that recognises it."""
    upload = Upload.at(path)
    return list(format_of(upload).rows(upload))


def claims_of(path: Path) -> dict[str, Claim]:
    """The claims of a file by id."""
    gathered = Gathered("test")
    for row in rows_of(path):
        gathered.add(row.records)
    return {claim.id: claim for claim in gathered.claims()}


def shuffled(path: Path, to: Path, *, header: bool) -> Path:
    """A copy of a file with its rows in another order."""
    lines = [f"{line}\n" for line in path.read_text(encoding="utf-8").splitlines()]
    first, rest = (lines[:1], lines[1:]) if header else ([], lines)
    random.Random(7).shuffle(rest)
    copy = to / path.name
    copy.write_text("".join((*first, *rest)), encoding="utf-8")
    return copy


def loaded_twice(path: Path, to: Path) -> tuple[Report, Report]:
    """The reports of loading a file into a new SQLite store, and of loading it again."""
    with open_store(f"sqlite:///{to / 'store.db'}") as store:
        return load(store, path), load(store, path)


def cut_off(path: Path, to: Path) -> Path:
    """A copy of a file whose last line ends in its middle."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    copy = to / path.name
    copy.write_text(text[:-20], encoding="utf-8")
    return copy
