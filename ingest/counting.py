"""What became of the rows of a file, counted while what they say is gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graph.records import Source
from ingest.gather import Gathered
from ingest.reading.limits import MOST_REJECTED
from ingest.rows import RowOf

TOLD_EVERY = 1_000
"""Rows after which it is told how far it is."""


@dataclass(slots=True)
class Counted:
    """What became of rows: `read` are `loaded` + `rejected`; `left_out` natural persons were kept nowhere."""

    read: int = 0
    loaded: int = 0
    rejected: list[RowOf] = field(default_factory=list)
    left_out: int = 0
    sources: list[Source] = field(default_factory=list)
    """Sources that the file itself names."""
    last: RowOf | None = None
    """The row that stands last in the file."""

    def add(self, other: Counted) -> None:
        """Take in what became of other rows of the same file."""
        self.read += other.read
        self.loaded += other.loaded
        self.rejected = sorted([*self.rejected, *other.rejected], key=lambda row: row.number)
        self.left_out += other.left_out
        self.sources += other.sources
        if self.last is None or (other.last is not None and other.last.number > self.last.number):
            self.last = other.last


def counted(rows: Iterable[RowOf], gathered: Gathered, told: Callable[[int], None]) -> Counted:
    """Gather what rows say and return what became of them; `told` gets how many are read, every now and then.

    It ends early where more than MOST_REJECTED rows are rejected.
    """
    count = Counted()
    for row in rows:
        if count.last is None or row.number > count.last.number:
            count.last = row
        count.read += 1
        count.left_out += row.left_out
        if row.rejected is not None:
            count.rejected.append(row)
            if len(count.rejected) > MOST_REJECTED:
                break
        else:
            count.loaded += 1
            gathered.add(row.records)
            gathered.add_claims(row.claims)
            if row.source is not None:
                count.sources.append(row.source)
        if count.read % TOLD_EVERY == 0:
            told(count.read)
    return count
