"""Unpack what was packed, within bounds: gzip streams, and the files of a zip archive."""

from __future__ import annotations

import gzip
import io
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from graph.errors import DataError
from ingest.reading.limits import (
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_RATIO_OF_WORKBOOK,
    MOST_UNPACKED,
    PLAIN,
    PLAIN_OF_WORKBOOK,
)

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
_BLOCK = 2**20
_NO_DATA = ("__MACOSX", ".DS_Store", "Thumbs.db")
_OF_WORKBOOKS = ("[Content_Types].xml", "mimetype")


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than `most` bytes."""

    def __init__(self, stream: IO[bytes], most: int, name: str) -> None:
        self._stream, self._most, self._name = stream, most, name
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        self._given += len(block)
        if self._given > self._most:
            raise DataError(
                f"{self._name} unpacks to more than {self._most // 2**20:,} MiB, far more than a list of its "
                "packed size holds; nothing was loaded."
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._stream.close()
        super().close()


def bound(packed: int, ratio: int = MOST_RATIO, plain: int = PLAIN) -> int:
    """Return how many bytes may come out of so many packed ones."""
    return min(MOST_UNPACKED, max(plain, packed * ratio))


def refuse_gzip_bomb(path: Path, name: str) -> None:
    """Raise DataError where a gzip file unpacks to more than its size explains; what is none of gzip passes."""
    try:
        with unpacked(path, name) as file:
            is_packed = isinstance(file, io.BufferedReader) and isinstance(file.raw, Bounded)
            while is_packed and file.read(_BLOCK):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return  # cut off or damaged: its reader says so


def unpacked(path: Path, name: str) -> io.BufferedIOBase:
    """Open a file, unpacked if it is gzip; reading past the bound raises DataError."""
    file = path.open("rb")
    if file.read(2) != GZIP:
        file.seek(0)
        return file
    file.close()
    return io.BufferedReader(
        Bounded(cast(IO[bytes], gzip.open(path, "rb")), bound(path.stat().st_size), name), _BLOCK
    )


@dataclass(frozen=True)
class Member:
    """One file of an archive, unpacked to `path`; `name` is what it is called within."""

    name: str
    path: Path


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip archive of files, not a workbook (which is one inside)."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name in _OF_WORKBOOKS for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def members(path: Path, into: Path) -> list[Member]:
    """Unpack the files of an archive into a folder of ours, under names of ours; raise DataError where that is unsafe.

    A name that leads out of the archive, a link, a locked file, an archive within, and more bytes than `bound` allows
    are refused, and then nothing of the archive is used.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not _is_litter(info)]
            if len(infos) > MOST_MEMBERS:
                raise DataError(
                    f"{path} holds {len(infos):,} files, more than {MOST_MEMBERS:,}; nothing was loaded."
                )
            left = bound(path.stat().st_size)
            found = []
            for number, info in enumerate(infos):
                _refuse_unsafe(path, info)
                target = into / f"{number}{PurePosixPath(info.filename).suffix[:10]}"
                with archive.open(info) as stream, target.open("wb") as out:
                    bounded = Bounded(stream, left, str(path))
                    while block := bounded.read(_BLOCK):
                        out.write(block)
                        left -= len(block)
                found.append(Member(info.filename, target))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise DataError(f"{path} is cut off or damaged: it cannot be unpacked. Nothing was loaded.") from None
    if not found:
        raise DataError(f"{path} is an archive without files; nothing was loaded.")
    return found


def refuse_bomb(path: Path, name: str) -> None:
    """Raise DataError where a workbook, an archive inside, unpacks to more than its size explains."""
    try:
        with zipfile.ZipFile(path) as archive:
            left = bound(path.stat().st_size, MOST_RATIO_OF_WORKBOOK, PLAIN_OF_WORKBOOK)
            for info in archive.infolist():
                with archive.open(info) as stream:
                    bounded = Bounded(stream, left, name)
                    while block := bounded.read(_BLOCK):
                        left -= len(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return  # damaged or locked: the workbook's reader says how


def temporary() -> tempfile.TemporaryDirectory[str]:
    """Return a folder of our own that goes with its owner; only we may read it."""
    return tempfile.TemporaryDirectory(prefix="solmu-")


def _is_litter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or not parts or parts[0] in _NO_DATA or parts[-1] in _NO_DATA


def _refuse_unsafe(path: Path, info: zipfile.ZipInfo) -> None:
    name = info.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in (parts[0] if parts else ""):
        raise DataError(
            f"{path} holds a file whose name leads out of it ({name[:80]!r}); nothing was loaded."
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DataError(
            f"{path} holds a symbolic link ({name[:80]!r}) instead of a file; nothing was loaded."
        )
    if info.flag_bits & 0x1:
        raise DataError(f"{path} is locked with a password; pack it without one. Nothing was loaded.")
    if name.lower().endswith(".zip"):
        raise DataError(
            f"{path} holds another archive ({name[:80]!r}); unpack that one first. Nothing was loaded."
        )
