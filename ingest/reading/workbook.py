"""Workbooks (xlsx, xls, ods): read by a process of its own, then row by row from its lines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from graph.errors import DataError
from ingest.reading.archives import ZIP, refuse_bomb
from ingest.reading.limits import WORKBOOK_SECONDS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, whether it is hidden, and where its rows are kept as lines of JSON arrays."""

    name: str
    hidden: bool
    file: Path

    def rows(self) -> Iterator[list[Any]]:
        """Yield each row's cells: text, numbers, truth values; days as ISO text; "" where empty."""
        with self.file.open("rb") as lines:
            for line in lines:
                yield orjson.loads(line)


def is_workbook(head: bytes) -> bool:
    """Return whether a file begins as a workbook does."""
    return head.startswith((ZIP, _OLE))


def sheets_of(path: Path, shown: Path, into: Path) -> list[Sheet]:
    """Read a workbook's sheets into a folder; raise DataError with the reason where it cannot or may not be read."""
    with path.open("rb") as file:
        if file.read(4) == ZIP:
            refuse_bomb(path, str(shown))
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])}
    command = [sys.executable, "-m", "ingest.reading.workbook_child", str(path.resolve()), str(into)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=WORKBOOK_SECONDS, env=environment,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        told = orjson.loads(done.stdout)
    except subprocess.TimeoutExpired:
        told = {"error": "it takes too long to read"}
    except orjson.JSONDecodeError:
        told = {"error": "it holds more than fits in the memory that a workbook may take, or it is damaged"}
    if "error" in told:
        raise DataError(f"{shown} cannot be opened as a workbook: {told['error']}. Nothing was loaded.")
    if where := next((sheet["uncounted"] for sheet in told["sheets"] if sheet["uncounted"]), ""):
        raise DataError(
            f"{shown}: cell {where} holds a formula whose value was never saved. Open the file in a spreadsheet "
            "program, save it and load it again; nothing was loaded."
        )
    return [Sheet(sheet["name"], sheet["hidden"], into / str(sheet["file"])) for sheet in told["sheets"]]
