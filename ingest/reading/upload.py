"""Open a file that somebody gave us, and say in one sentence what is wrong with one that is none."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from graph.errors import DataError, SolmuError, UsageError
from ingest.reading.archives import is_archive, members, refuse_gzip_bomb, temporary, unpacked
from ingest.reading.dialect import DELIMITERS, Records, Unclosed, delimiter_of
from ingest.reading.encodings import BOM, UTF_8, encoding_of
from ingest.reading.limits import (
    LONGEST_CELL,
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_JSON,
    MOST_MEMBERS,
)
from ingest.reading.part import WHOLE, Part
from ingest.reading.tables import REJECT_COLUMNS, Table, is_total
from ingest.reading.workbook import Sheet, is_workbook, sheets_of

HEAD_BYTES = 2**20
PIECE = 2**16
_SNIFFED = 60
csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True)
class Upload:
    """A file to load: what it is called, where its bytes are, and what they hold.

    `path` is what people are told; `file` is where the bytes are, which differs for a file of an archive.
    """

    path: Path
    file: Path
    sign: str = ""
    """What parts the cells of a table in text, where somebody said so."""
    part: Part = WHOLE
    """Which of the rows are asked for."""
    others: tuple[Upload, ...] = field(default=(), repr=False)
    """The other files of its archive."""

    @classmethod
    def at(cls, path: Path) -> Upload:
        """Return the file at a path; raise UsageError or DataError where there is nothing to read."""
        try:
            if path.is_dir():
                raise UsageError(f"{path} is a directory; name the files in it.")
            if path.is_symlink():
                raise UsageError(f"{path} is a symbolic link; name the file that it leads to.")
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
        return cls(path, path)

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def beside(self, alike: Callable[[str], str]) -> list[Upload]:
        """Return the other files of its archive, else those of its folder whose names are as alike as this one's.

        `alike` gives what names of files that belong together have in common.
        """
        if self.file != self.path:
            return sorted(self.others, key=lambda one: (alike(one.name) != alike(self.name), one.name))
        found = []
        for path in islice(self.path.absolute().parent.iterdir(), MOST_MEMBERS):
            if (
                path.name != self.name
                and path.suffix == self.path.suffix
                and alike(path.name) == alike(self.name)
            ):
                with suppress(SolmuError):
                    found.append(Upload.at(path))
        return sorted(found, key=lambda one: one.name)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the file as it is."""
        with self.file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, unpacked."""
        with self._binary() as file:
            return self.guarded(lambda: file.read(HEAD_BYTES))

    @cached_property
    def encoding(self) -> str:
        """The encoding of a text; where the first bytes are plain ASCII, told from the first that are not."""
        if not self.head.isascii() or len(self.head) < HEAD_BYTES:
            return encoding_of(self.head)
        with self._binary() as file:
            while block := self.guarded(lambda: file.read(HEAD_BYTES)):
                if not block.isascii():
                    return encoding_of(block + self.guarded(lambda: file.read(64)))
        return UTF_8

    @cached_property
    def first_line(self) -> str:
        """The first line of text, without mark of order and rejects' columns; empty where the file is no text."""
        if self.encoding == UTF_8 and b"\0" in self.head:
            return ""
        text = self.head.decode(self.encoding, errors="replace").removeprefix("\ufeff")
        line = text.split("\n", 1)[0].rstrip("\r")
        for sign in DELIMITERS:
            line = line.removesuffix(sign + sign.join(REJECT_COLUMNS))
        return line

    @property
    def is_workbook(self) -> bool:
        """Whether it looks like a workbook (xlsx, xls, ods)."""
        return is_workbook(self.head)

    @property
    def is_table_text(self) -> bool:
        """Whether it may be a table in text: not a workbook, not JSON, not XML."""
        if self.is_workbook or (self.encoding == UTF_8 and b"\0" in self.head):
            return False
        return self.head[:200].decode(self.encoding, errors="replace").lstrip("\ufeff \t\r\n")[:1] not in (
            "{",
            "[",
            "<",
            "",
        )

    @cached_property
    def _folder(self) -> tempfile.TemporaryDirectory[str]:
        return temporary()

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets of a workbook, hidden ones too; raise DataError where it is none."""
        return sheets_of(self.file, self.path, Path(self._folder.name))

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of a workbook's sheets that are shown, or the one of a text; empty for JSON and XML."""
        if self.is_workbook:
            found = [Table(sheet.name, sheet.rows) for sheet in self.sheets if not sheet.hidden]
        elif self.is_table_text:
            found = [Table("", self.records)]
        else:
            found = []
        for table in found:
            if len(table.header) > MOST_COLUMNS:
                raise DataError(
                    f"{self.path} has {len(table.header):,} columns, more than {MOST_COLUMNS:,}; nothing was loaded."
                )
        return [table for table in found if len(table.header) > 1 or table.has_rows]

    @cached_property
    def delimiter(self) -> str:
        """What parts the cells of a table in text."""
        return self.sign or delimiter_of(
            self.head.decode(self.encoding, errors="replace").splitlines(keepends=True)[:_SNIFFED]
        )

    def records(self) -> Iterator[list[str]]:
        """Yield the records of a table in text, cells as they stand; raise DataError where it stops being one."""
        records = Records(self.lines(), self.delimiter)
        narrowest, last, number, ended, empty = MOST_COLUMNS, list[str](), 0, 0, 0
        try:
            for record in records:
                number, ended = number + 1, records.line
                if len(record) > MOST_COLUMNS:
                    raise DataError(
                        f"{self.path} has {len(record):,} cells in line {ended}, more than {MOST_COLUMNS:,}; "
                        "nothing was loaded."
                    )
                empty = 0 if any(record) else empty + 1
                if empty > MOST_EMPTY:
                    raise DataError(
                        f"{self.path} holds more than {MOST_EMPTY:,} empty rows one after the other, up to line {ended}"
                        "; nothing was loaded."
                    )
                narrowest, last = min(narrowest, len(last) or narrowest), record
                yield record
        except Unclosed:
            raise DataError(
                f"{self.path}: a quotation mark in the record that begins in line {ended + 1} is never closed; close "
                "it, or write it twice. Nothing was loaded."
            ) from None
        except csv.Error as problem:
            raise DataError(self._broken(records.line, problem)) from None
        if 1 < len(last) < narrowest and number > 1 and not is_total(last) and not self.ends_whole:
            raise DataError(
                f"{self.path} is cut off in its last row, {number}: it has {len(last)} cells where all others have "
                f"{narrowest} or more. Get the whole file again, or end the line if it is whole; nothing loaded."
            )

    def _broken(self, line: int, problem: csv.Error) -> str:
        why = f"{problem}"
        if "field larger" in why:
            why = f"a cell holds more than {LONGEST_CELL:,} letters (is a quotation mark never closed?)"
        return f"{self.path} is no table at line {line}: {why}; nothing was loaded."

    @cached_property
    def ends_whole(self) -> bool:
        """Whether a text ends as a line or an object does; one that was cut off within a row does not."""
        if self.is_workbook:
            return True
        end = b""
        with self._binary() as file:
            while block := self.guarded(lambda: file.read(1 << 20)):
                end = (end + block)[-4:]
        return end.rstrip(b"\0")[-1:] in (b"\n", b"]", b"}", b">")

    def lines(self, longest: int = LONGEST_LINE) -> Iterator[str]:
        """Yield the lines of a text with their ends; raise DataError where it is none, with the line.

        A line of `longest` bytes is refused.
        """
        if self.encoding.startswith("utf-16"):
            yield from self._wide_lines()
            return
        with self._binary() as file:
            number = 1
            while line := self.guarded(lambda: file.readline(longest)):
                if number == 1:
                    line = line.removeprefix(BOM)
                if len(line) == longest:
                    raise DataError(
                        f"{self.path}: line {number} is longer than {longest // 2**20} MiB. Nothing was loaded."
                    )
                if b"\0" in line:
                    raise DataError(
                        f"{self.path} is no text: line {number} holds a zero byte. Nothing was loaded."
                    )
                yield self._decoded(line, number)
                number += 1

    def _decoded(self, line: bytes, number: int) -> str:
        if line.isascii():
            return line.decode("ascii")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as problem:
            if self.encoding != UTF_8:
                with suppress(UnicodeDecodeError):
                    return line.decode(self.encoding)
            raise self._no_utf8(number, line[problem.start]) from None
        if self.encoding != UTF_8:
            raise DataError(
                f"{self.path} mixes encodings: line {number} is UTF-8, others are Windows-1252. "
                "Save it as UTF-8 and load it again; nothing was loaded."
            )
        return text

    def _wide_lines(self) -> Iterator[str]:
        with self._binary() as file:
            lines = io.TextIOWrapper(cast(BinaryIO, file), encoding=self.encoding, newline="")
            number = 1
            try:
                while line := lines.readline(LONGEST_LINE):
                    yield line.removeprefix("\ufeff") if number == 1 else line
                    number += 1
            except UnicodeDecodeError:
                raise DataError(
                    f"{self.path} is no whole UTF-16: it breaks after line {number}. Nothing was loaded."
                ) from None
            except (EOFError, zlib.error, gzip.BadGzipFile):
                raise DataError(self._damaged) from None

    def pieces(self) -> Iterator[str]:
        """Yield a text in pieces of bounded size, however long its lines; raise as `lines` does."""
        if self.encoding != UTF_8:
            yield from self.lines(MOST_JSON)
            return
        decoder = codecs.getincrementaldecoder(UTF_8)()
        number = 1
        with self._binary() as file:
            if self.head.startswith(BOM):
                file.read(len(BOM))
            while True:
                block = self.guarded(lambda: file.read(PIECE))
                try:
                    text = decoder.decode(block, final=not block)
                except UnicodeDecodeError as problem:
                    number += problem.object.count(b"\n", 0, problem.start)
                    raise self._no_utf8(number, problem.object[problem.start]) from None
                number += block.count(b"\n")
                if text:
                    yield text
                if not block:
                    return

    def _no_utf8(self, number: int, byte: int) -> DataError:
        return DataError(
            f"{self.path} is not UTF-8: line {number} holds byte 0x{byte:02X}. "
            "Save it as UTF-8 and load it again; nothing was loaded."
        )

    def text(self) -> str:
        """Return the whole text."""
        parts, size = [], 0
        for line in self.lines(MOST_JSON):  # programs write JSON as one line
            size += len(line)
            if size > MOST_JSON:
                raise DataError(
                    f"{self.path} is larger than {MOST_JSON // 2**20} MiB as one document; nothing was loaded."
                )
            parts.append(line)
        return "".join(parts)

    def opened(self) -> io.BufferedIOBase:
        """Open its bytes, unpacked: for what reads them itself (XML)."""
        return self._binary()

    def _binary(self) -> io.BufferedIOBase:
        return unpacked(self.file, str(self.path))

    @property
    def _damaged(self) -> str:
        return f"{self.path} is cut off or damaged: it cannot be unpacked. Nothing was loaded."

    def guarded(self, read: Callable[[], bytes]) -> bytes:
        """Return what reading gives; raise DataError where the file is cut off, damaged or cannot be read."""
        try:
            return read()
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise DataError(self._damaged) from None
        except OSError as problem:
            raise DataError(f"{self.path} cannot be read: {problem.strerror}.") from None


@contextmanager
def uploads(path: Path) -> Iterator[list[Upload]]:
    """Give the files at a path: the file itself, or those of a zip archive, which are there as long as this is open."""
    whole = Upload.at(path)
    if not is_archive(path):
        refuse_gzip_bomb(path, str(path))
        yield [whole]
        return
    with temporary() as folder:
        found = [
            Upload(path / member.name, member.path)
            for member in members(path, Path(folder))
            if member.path.stat().st_size
        ]
        for one in found:
            refuse_gzip_bomb(one.file, str(one.path))
        yield [replace(one, others=tuple(other for other in found if other is not one)) for one in found]
