"""Merged cells of a sheet: what is written over several rows is said of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a range, each as (row, column) from 0."""
_HEADER_WITHIN = 10
"""Rows in which cells that are merged sideways are a title or a header in two rows."""
_MOST = 100_000
"""Ranges; a sheet with more is drawn, not listed."""


def filled(rows: Iterable[list[Any]], ranges: Iterable[Range]) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, from the first, with empty cells of a range over several rows as its first cell.

    Ranges of the title and the header stay as they are: there a name that spans two rows is one name.

    >>> list(filled([["S1", "a"], ["", "b"], ["", "c"]], [((0, 0), (1, 0))]))
    [['S1', 'a'], ['', 'b'], ['', 'c']]
    >>> list(filled([["Code", "Body"], ["S1", "a"], ["", "b"], ["", "c"]], [((1, 0), (2, 0))]))
    [['Code', 'Body'], ['S1', 'a'], ['S1', 'b'], ['', 'c']]
    """
    all_ = sorted(ranges)
    sideways = [bottom for (top, left), (bottom, right) in all_ if right > left and top < _HEADER_WITHIN]
    header_ends = max([0, *sideways])
    begin: dict[int, list[Range]] = {}
    if len(all_) <= _MOST:
        for one in all_:
            (top, left), (bottom, right) = one
            if bottom > top > header_ends and left == right:
                begin.setdefault(top, []).append(one)
    said: dict[int, tuple[int, Any]] = {}
    for at, row in enumerate(rows):
        for column, (last, cell) in list(said.items()):
            if at > last:
                del said[column]
            elif column < len(row) and row[column] == "":
                row[column] = cell
        for (_, column), (bottom, _) in begin.get(at, ()):
            if column < len(row):
                said[column] = bottom, row[column]
        yield row
