"""What a format is: a name, how to recognise a file of it, and how its rows become records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from graph.records import Source
from ingest.reading import Upload
from ingest.rows import RowOf


class Format(Protocol):
    """One kind of file that people really have; `ingest.formats.registry` lists them."""

    name: str
    title: str
    """What it is, for the sentence that lists what can be read."""

    def recognises(self, upload: Upload) -> bool:
        """Return whether this file is of the format, by its header."""

    def source(self, upload: Upload) -> Source:
        """Return the source that the file's claims are of, unless the user names another."""

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield what became of each row, every row once; raise DataError where the file as a whole is wrong."""


@runtime_checkable
class Selective(Protocol):
    """A format whose files may have columns that it does not know."""

    def unread(self, upload: Upload) -> list[str]:
        """Return the filled columns of which nothing is loaded, in their order, contact data of people left out."""


@runtime_checkable
class Divisible(Protocol):
    """A format of which each row stands by itself: its `rows` may be asked for one `upload.part` of a file."""

    is_divisible: bool
