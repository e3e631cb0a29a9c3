"""Read a file that is one JSON document: its keys without reading it all, then the whole within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from graph.errors import DataError
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload
from ingest.rows import Rejected

_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')
_OBJECT = re.compile(r"\s*\{")


def head_keys(upload: Upload) -> frozenset[str]:
    """Return the keys, of any depth, that stand in the first bytes of a JSON object; empty where it is none."""
    head = upload.head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    return frozenset(_KEY.findall(head)) if _OBJECT.match(head) else frozenset()


def document(upload: Upload) -> Any:
    """Return what the whole file says; raise DataError, with the line, where it is no JSON."""
    try:
        return orjson.loads(upload.text())
    except orjson.JSONDecodeError as problem:
        raise DataError(
            f"{upload.path} is cut off or damaged: it is no JSON at line {problem.lineno}. Nothing was loaded."
        ) from None


def elements_of(upload: Upload, whole: Any, key: str) -> Iterator[tuple[int, Line | Rejected]]:
    """Yield the position (from 1) of each element of the list under a key, with the element or why it is no row.

    Raise DataError where the key holds no list.
    """
    listed = whole.get(key, []) if isinstance(whole, dict) else None
    if not isinstance(listed, list):
        raise DataError(f"{upload.path} holds no list under {key!r}; nothing was loaded.")
    return objects_in(listed)


def objects_in(listed: list[Any]) -> Iterator[tuple[int, Line | Rejected]]:
    """Yield the position (from 1) of each element of a list, with the element or why it is no row."""
    for number, element in enumerate(listed, 1):
        no_row = Rejected("", "", "the element is no JSON object")
        yield number, element if isinstance(element, dict) else no_row
