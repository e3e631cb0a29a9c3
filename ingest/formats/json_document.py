"""Read a file that is one JSON document: its first keys, its list element by element, or the whole within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from graph.errors import DataError
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload
from ingest.reading.json_depth import shallow
from ingest.reading.limits import LONGEST_LINE
from ingest.rows import Rejected

_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')
_OBJECT = re.compile(r"\s*\{")
_ARRAY = re.compile(r"\s*\[\s*\{")


def head_keys(upload: Upload) -> frozenset[str]:
    """Return the keys, of any depth, that stand in the first bytes of a JSON object; empty where it is none."""
    return _keys(upload, _OBJECT)


def array_keys(upload: Upload) -> frozenset[str]:
    """Return the keys that stand in the first bytes of a JSON array of objects; empty where it is none."""
    return _keys(upload, _ARRAY)


def _keys(upload: Upload, opens: re.Pattern[str]) -> frozenset[str]:
    head = upload.head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    return frozenset(_KEY.findall(head)) if opens.match(head) else frozenset()


def document(upload: Upload) -> Any:
    """Return what the whole file says; raise DataError, with the line, where it is no JSON."""
    try:
        return orjson.loads(upload.text())
    except orjson.JSONDecodeError as problem:
        raise DataError(
            f"{upload.path} is cut off or damaged: it is no JSON at line {problem.lineno}. Nothing was loaded."
        ) from None


def elements(upload: Upload, key: str = "") -> Iterator[tuple[int, Line | Rejected]]:
    """Yield the position (from 1) of each element of the list under a key, with the element or why it is no row.

    Without a key the file is the list. One element at a time is held. Raise DataError where there is no list, where the
    file is no JSON, and where one element is longer than a line may be.
    """
    import ijson

    pieces = _Pieces(upload)
    number = 0
    try:
        for element in ijson.items(pieces, f"{key}.item" if key else "item", use_float=True):
            number += 1
            pieces.since = 0
            yield number, _row(element)
    except (ijson.JSONError, ValueError, OverflowError):  # a number of too many digits is a ValueError
        raise DataError(
            f"{upload.path} is cut off or damaged: it is no JSON after {number:,} of its elements. Nothing was loaded."
        ) from None
    if not number:
        yield from elements_of(upload, document(upload), key)  # which says so where there is no list


class _Pieces:
    """A file that is read piece by piece, as UTF-8."""

    def __init__(self, upload: Upload) -> None:
        self._path = upload.path
        self._pieces = shallow(upload.pieces(), upload.path)
        self.since = 0
        """Bytes read since the last element."""

    def read(self, size: int) -> bytes:
        """Return the next piece, however large, b"" at the end; nothing where nothing is asked for."""
        piece = next(self._pieces, "").encode() if size else b""
        self.since += len(piece)
        if self.since > LONGEST_LINE:
            raise DataError(
                f"{self._path} holds one element of more than {LONGEST_LINE // 2**20} MiB; nothing was loaded."
            )
        return piece


def elements_of(upload: Upload, whole: Any, key: str = "") -> Iterator[tuple[int, Line | Rejected]]:
    """Yield, of a document that was read, what `elements` yields."""
    listed = whole if not key else whole.get(key, []) if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        there = f"no list under {key!r}" if key else "no JSON array of objects"
        raise DataError(f"{upload.path} holds {there}; nothing was loaded.")
    for number, element in enumerate(listed, 1):
        yield number, _row(element)


def _row(element: Any) -> Line | Rejected:
    return element if isinstance(element, dict) else Rejected("", "", "the element is no JSON object")
