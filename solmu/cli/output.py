"""Tables for people, JSON for programs, progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from graph.desk import Desk
    from graph.records.base import Record


def json_line(schema: str, data: dict[str, Any]) -> None:
    """Print one object on a line of its own; `schema` is its name and version."""
    line = orjson.dumps({"schema": schema, **data}).decode()
    sys.stdout.write(line + "\n")


def json_lines(schema: str, found: Iterable[Record]) -> None:
    """Print records, one object a line."""
    for one in found:
        json_line(schema, one.model_dump(mode="json"))


def say_if_loading(desk: Desk) -> None:
    """Print on stderr that a batch is loading, so that what follows may lack part of it."""
    loading = desk.store.loading()
    if loading:
        what = loading.file or loading.kind
        note(f"Batch {loading.number} ({what}) is still loading; what follows may lack part of it.")


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()
) -> None:
    """Print a table; columns numbered in `right` are set flush right. Cells are text, never markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for i, column in enumerate(columns):
        grid.add_column(column, justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text("" if cell is None else _harmless(str(cell))) for cell in row))
    _console().print(grid)


def say(text: str = "") -> None:
    """Print a line for people; what would steer the terminal is taken out of it."""
    print(_harmless(text))


def note(text: str) -> None:
    """Print a remark on stderr, so that output stays for programs."""
    print(_harmless(text), file=sys.stderr)


def progress(label: str) -> Callable[[str, int, int], None]:
    """Return a function that shows on stderr how far a load is, with rows per second."""
    began = time.monotonic()
    shown = 0.0
    live = sys.stderr.isatty()

    def show(what: str, done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        finished = bool(total) and done >= total
        if not finished and now - shown < (0.2 if live else 2.0):
            return
        shown = now
        rate = done / max(now - began, 1e-6)
        of = f" of {total:,}" if total else ""
        end = "\n" if finished or not live else ""
        start = "\r\x1b[K" if live else ""
        sys.stderr.write(f"{start}{label}: {done:,}{of} {what}, {rate:,.0f} a second{end}")
        sys.stderr.flush()

    return show


def _harmless(text: str) -> str:
    """Return text without control characters: names come from outside."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def _console() -> Any:
    from rich.console import Console

    wide = None if sys.stdout.isatty() else 120
    return Console(width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False)
