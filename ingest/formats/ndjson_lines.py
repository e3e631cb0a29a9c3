"""Read NDJSON: one JSON object a line, its line number, and typed values of its keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson

from graph.errors import DataError
from ingest.cells import CellError, day, tidy
from ingest.reading import Upload
from ingest.rows import Rejected

Line = dict[str, Any]


class KeyProblem(CellError):
    """A key of a line holds what it cannot hold; `rejected` says so. Its value is not repeated: it may be a name."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.rejected = Rejected(key, "", reason)


def first_keys(upload: Upload) -> frozenset[str]:
    """Return the keys of the first line's object; empty where the first line is none."""
    if not upload.first_line.startswith("{"):
        return frozenset()
    try:
        return frozenset(orjson.loads(upload.first_line))
    except orjson.JSONDecodeError:
        return frozenset()


def ndjson_lines(upload: Upload) -> Iterator[tuple[int, Line | Rejected]]:
    """Yield each line's number and object, or why it is none; raise DataError where the last line is cut off.

    Empty lines are no rows and are passed over.
    """
    for number, text in enumerate(upload.lines(), 1):
        if not text.strip():
            continue
        try:
            line = orjson.loads(text)
        except orjson.JSONDecodeError as problem:
            if not text.endswith("\n"):
                raise DataError(
                    f"{upload.path} is cut off in its last line, {number}; nothing was loaded."
                ) from None
            yield number, Rejected("", "", f"the line is no JSON: {problem}")
            continue
        yield number, line if isinstance(line, dict) else Rejected("", "", "the line is no JSON object")


def text_of(line: Line, key: str) -> str:
    """Return the text of a key with white space folded; "" where it is null or absent."""
    value = line.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise KeyProblem(key, "it is no text")
    return tidy(value)


def texts_of(line: Line, key: str) -> list[str]:
    """Return the texts of a key that holds a list, without empty ones and repeats."""
    texts = []
    for value in _list(line, key):
        if not isinstance(value, str):
            raise KeyProblem(key, "the list holds something that is no text")
        texts.append(tidy(value))
    return [text for text in dict.fromkeys(texts) if text]


def objects_of(line: Line, key: str) -> list[Line]:
    """Return the objects of a key that holds a list of them."""
    values = _list(line, key)
    if not all(isinstance(value, dict) for value in values):
        raise KeyProblem(key, "the list holds something that is no object")
    return values


def object_of(line: Line, key: str) -> Line:
    """Return the object of a key; empty where it is null or absent."""
    value = line.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise KeyProblem(key, "it is no object")
    return value


def day_of(line: Line, key: str) -> date | None:
    """Return the day of a key; None where it is null, absent or empty."""
    text = text_of(line, key)
    try:
        return day(text)
    except CellError as problem:
        raise KeyProblem(key, str(problem)) from None


def _list(line: Line, key: str) -> list[Any]:
    value = line.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise KeyProblem(key, "it is no list")
    return value
