"""The port: the rows that a store keeps, and the few things an adapter must be able to do with them.

An adapter is done when `tests/stores` passes on it. It knows nothing of folding, undo or merging: `graph.store.store`
decides, an adapter reads and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import orjson

from graph.records import Act, Fields, Source
from graph.store.beside import Work, at_once

SEVERAL = 0
"""Batch number of a present row that is the fold of several claims (they are kept beside it)."""
STUB = -1
"""Batch number of a present row that no claim speaks of; it is there because a tie ends in it."""


class Standing(NamedTuple):
    """An open claim: `batch` asserted it, `since` is the batch that made it stand (an undo may reopen a claim)."""

    id: str
    source: str
    fields: Fields
    batch: int
    since: int


class Past(NamedTuple):
    """A closed claim, with the batch that closed it."""

    id: str
    source: str
    fields: Fields
    batch: int
    since: int
    closed: int


class Row(NamedTuple):
    """The present of one id. `source` joins the names of several by `|`; a tie has its resolved ends `a` and `b`."""

    id: str
    fields: Fields
    source: str
    batch: int
    since: int
    a: str = ""
    b: str = ""


class Merge(NamedTuple):
    """A decision that these ids are one; `closed` is the batch that took it back, or 0."""

    batch: int
    ids: tuple[str, ...]
    reason: str
    closed: int


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import, merge, correction, undo or succession. Times are ISO, UTC; `closed_at` is empty while it is open."""

    number: int
    kind: str
    state: str
    opened_at: str
    closed_at: str = ""
    by: str = ""
    file: str = ""
    checksum: str = ""
    note: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    undone_by: int = 0


@dataclass(frozen=True, slots=True)
class TieColumns:
    """A slice of the present ties of one kind, column by column; all lists have the same length."""

    kind: str
    a: list[str]
    b: list[str]
    role: list[str]
    valid_from: list[str | None]
    valid_to: list[str | None]
    source: list[str]


def json_text(value: Any) -> str:
    """Return a value as adapters keep what has no columns of its own: JSON with sorted keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


class Transaction(Protocol):
    """What an adapter does inside one transaction; all of it or nothing lasts."""

    # what only reading needs
    def put_off_indexes(self) -> None:
        """Know that an empty store is filled: what finds ties by their ends may be made when it is needed."""

    def make_indexes(self) -> None:
        """Make what was put off; nothing where all is there."""

    # present
    def present(self, ids: Sequence[str]) -> dict[str, Row]: ...
    def put(self, rows: Sequence[Row], known: dict[str, Row]) -> None:
        """Write present rows; `known` holds those of them that are there already."""

    def drop(self, rows: Sequence[Row]) -> None: ...
    def stub(self, ids: Sequence[str]) -> None:
        """Make a stub for each id that has no row."""

    def prune(self, ids: Sequence[str]) -> None:
        """Take away those of the ids that are stubs without a tie."""

    def ties_at(self, ids: Sequence[str]) -> list[Row]:
        """Return the ties with an end (resolved) in `ids`."""

    # claims beside the present, and the past
    def claims(self, ids: Sequence[str]) -> list[Standing]: ...
    def put_claims(self, claims: Sequence[Standing]) -> None: ...
    def drop_claims(self, ids: Sequence[str]) -> None: ...
    def past(self, ids: Sequence[str]) -> list[Past]: ...
    def past_ties_saying(self, id_: str) -> list[Past]:
        """Return the closed claims on ties whose source said `id_` as an end."""

    def put_past(self, rows: Sequence[Past]) -> None: ...
    def drop_past(self, ids: Sequence[str], closed: int | None = None) -> None:
        """Forget past claims of these ids, all of them or those that batch `closed` closed."""

    def touched_by(self, batch: int) -> list[str]:
        """Return the ids with a claim, open or past, that this batch asserted, opened or closed."""

    # scans, in order of id, in slices of bounded size
    def rows(self, kind: str, size: int) -> Iterator[list[Row]]:
        """Yield the present rows of one kind of entity, the ties where `kind` is `tie`, those of one `TieKind`."""

    def page(self, kind: str, after: str, size: int) -> list[Row]:
        """Return up to `size` present rows of a kind with an id greater than `after`, in order of id."""

    def tie_columns(self, size: int) -> Iterator[TieColumns]: ...
    def all_claims(self) -> Iterator[Standing]: ...
    def all_past(self) -> Iterator[Past]: ...
    def counts(self) -> dict[str, int]:
        """Return how many present rows there are of each kind, ties under their own names."""

    def candidates(self, grams: Sequence[str], limit: int) -> list[Row]:
        """Return entities whose search text shares most of these trigrams, best first."""

    # bookkeeping
    def batches(self) -> list[BatchRow]: ...
    def put_batch(self, batch: BatchRow) -> None: ...
    def drop_batch(self, number: int) -> None: ...
    def sources(self) -> list[Source]: ...
    def put_source(self, source: Source) -> None: ...
    def merges(self) -> list[Merge]: ...
    def put_merges(self, merges: Sequence[Merge]) -> None:
        """Keep these merges; others of the same batches go."""

    def drop_merges(self, batch: int) -> None: ...
    def acts(self) -> list[Act]: ...
    def put_acts(self, acts: Sequence[Act]) -> None: ...
    def drop_acts(self) -> None: ...
    def get(self, key: str) -> str | None:
        """Return a value kept under a key (settings, models, the revision)."""

    def set(self, key: str, value: str) -> None: ...
    def keys(self) -> list[str]: ...


class Adapter(Protocol):
    """A database that can run the transactions of the port."""

    @property
    def url(self) -> str:
        """Where it is, without any password."""

    reads_one_state: bool
    """Whether a read transaction sees one state of the store, whatever others commit meanwhile."""

    def migrate(self) -> None:
        """Bring the schema to the version this program knows; refuse a newer one."""

    def reading(self) -> AbstractContextManager[Transaction]: ...
    def writing(self, commit: Callable[[Work], None] = at_once) -> AbstractContextManager[Transaction]:
        """Write; all of it lasts when the block ends well, nothing when it fails. One writer at a time.

        An adapter whose commits take long hands what commits to `commit`, which may do so beside other work.
        """

    def wipe(self) -> None:
        """Take away everything that a store of ours holds (a restore that was cut off)."""

    def scrub(self) -> None:
        """Make what was erased unreadable in the bytes of the store, where the store allows it."""

    def close(self) -> None: ...
