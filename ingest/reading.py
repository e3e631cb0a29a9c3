"""Open a file that somebody gave us, and say in one sentence what is wrong with one that is none."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graph.errors import DataError, UsageError

HEAD_BYTES = 2**20
LONGEST_CELL = 16 * 2**20
"""Letters of a cell; the library refuses more than 131,072 unless told."""
_BOM = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"


csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Upload:
    """A file to load: where it is, and its first bytes unpacked."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Upload:
        """Return the file at a path; raise UsageError or DataError where there is nothing to read."""
        try:
            if path.is_dir():
                raise UsageError(f"{path} is a directory; name the files in it.")
            if not path.exists():
                raise UsageError(f"There is no file {path}.")
            if not path.is_file():
                raise UsageError(f"{path} is a pipe or a device; save it as a file first.")
            if path.stat().st_size == 0:
                raise DataError(f"{path} is empty; nothing was loaded.")
            with path.open("rb"):
                pass
        except OSError as problem:
            raise DataError(f"{path} cannot be read: {problem.strerror}.") from None
        return cls(path)

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the file as it is."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, unpacked."""
        with self._binary() as file:
            return self._guarded(lambda: file.read(HEAD_BYTES))

    @cached_property
    def first_line(self) -> str:
        """The first line of text, without mark of order; empty where the file is no text."""
        line = self.head.removeprefix(_BOM).split(b"\n", 1)[0].rstrip(b"\r")
        return "" if b"\0" in self.head else line.decode("utf-8", errors="replace")

    @property
    def is_workbook(self) -> bool:
        """Whether it looks like an xlsx workbook."""
        return self.head.startswith(_ZIP)

    @cached_property
    def sheets(self) -> dict[str, list[list[Any]]]:
        """The rows of each sheet of a workbook, cells as text, numbers and dates; raise DataError where it is none."""
        import python_calamine

        try:
            with python_calamine.CalamineWorkbook.from_path(self.path) as book:
                sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
                return {name: sheet.to_python(skip_empty_area=False) for name, sheet in sheets.items()}
        except OSError as problem:
            why = problem.strerror or "it is cut off, damaged or no workbook"
        except python_calamine.PasswordError:
            why = "it is locked with a password; save it without one"
        except python_calamine.CalamineError:
            why = "it is cut off, damaged or no workbook"
        raise DataError(f"{self.path} cannot be opened as a workbook (xlsx): {why}. Nothing was loaded.")

    @cached_property
    def ends_whole(self) -> bool:
        """Whether a text ends as a line or an object does; one that was cut off within a row does not."""
        if self.is_workbook:
            return True
        end = b""
        with self._binary() as file:
            while block := self._guarded(lambda: file.read(1 << 20)):
                end = block[-1:]
        return end in (b"\n", b"]", b"}")

    def lines(self) -> Iterator[str]:
        """Yield the lines of a UTF-8 text with their ends; raise DataError where it is not one, with the line."""
        with self._binary() as file:
            number = 1
            while line := self._guarded(file.readline):
                if number == 1:
                    line = line.removeprefix(_BOM)
                if b"\0" in line:
                    raise DataError(
                        f"{self.path} is no text: line {number} holds a zero byte. Nothing was loaded."
                    )
                try:
                    yield line.decode("utf-8")
                except UnicodeDecodeError as problem:
                    raise DataError(
                        f"{self.path} is not UTF-8: line {number} holds byte 0x{line[problem.start]:02X}. "
                        "Save it as UTF-8 and load it again; nothing was loaded."
                    ) from None
                number += 1

    def text(self) -> str:
        """Return the whole text."""
        return "".join(self.lines())

    def _binary(self) -> io.BufferedIOBase:
        with self.path.open("rb") as file:
            packed = file.read(2) == _GZIP
        return gzip.open(self.path, "rb") if packed else self.path.open("rb")

    def _guarded(self, read: Callable[[], bytes]) -> bytes:
        try:
            return read()
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise DataError(
                f"{self.path} is cut off or damaged: it cannot be unpacked. Nothing was loaded."
            ) from None
        except OSError as problem:
            raise DataError(f"{self.path} cannot be read: {problem.strerror}.") from None
