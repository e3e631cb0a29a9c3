"""Refuse JSON that is nested deeper than any list of projects, before a parser follows it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.errors import DataError
from ingest.reading.limits import DEEPEST

_REST = r'[^"\\]*+(?:\\.[^"\\]*+)*+'
_STRING = re.compile(rf'"{_REST}"|("){_REST}(\\?)\Z', re.DOTALL)
"""A string; or one that is not ended yet, of which the quote is kept, and the backslash that waits for its letter."""
_NO_BRACKET = re.compile(r"[^\[\]{}]+")
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def shallow(pieces: Iterable[str], where: object) -> Iterator[str]:
    """Yield the pieces of a JSON text; raise DataError where one goes deeper than DEEPEST levels.

    >>> [*shallow(['{"a": "[[', '", "b": [1]}'], "x.json")]
    ['{"a": "[[', '", "b": [1]}']
    """
    depth, open_string = 0, ""
    for piece in pieces:
        bare = _STRING.sub(r"\1\2", open_string + piece)
        open_string = bare[bare.index('"') :] if '"' in bare else ""
        for bracket in _NO_BRACKET.sub("", bare):
            depth += _STEP[bracket]
            if depth > DEEPEST:
                raise DataError(
                    f"{where} is nested deeper than {DEEPEST} levels: it is no list. Nothing was loaded."
                )
        yield piece
