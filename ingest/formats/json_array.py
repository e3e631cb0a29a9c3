"""Read a file that is one JSON array of objects, each a row numbered by its position."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import DataError
from ingest.formats.json_document import document, objects_in
from ingest.formats.ndjson_lines import Line
from ingest.reading import Upload
from ingest.rows import Rejected

_KEY = re.compile(r'"([^"\\]+)"\s*:')
_OPENS = re.compile(r"\s*\[\s*\{")


def first_keys(upload: Upload) -> set[str]:
    """Return the keys that stand in the first bytes of a JSON array of objects; empty where it is none."""
    head = upload.head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    return set(_KEY.findall(head)) if _OPENS.match(head) else set()


def objects(upload: Upload) -> Iterator[tuple[int, Line | Rejected]]:
    """Yield the position (from 1) of each element with the element, or why it is no row.

    Raise DataError where the whole is no JSON array.
    """
    array = document(upload)
    if not isinstance(array, list):
        raise DataError(f"{upload.path} is no JSON array of objects; nothing was loaded.")
    yield from objects_in(array)
