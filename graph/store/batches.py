"""A batch: opened, written in chunks, closed; whole or absent, whatever happens to the process."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING

from graph.errors import BatchBusy, StoreError
from graph.records import Claim, Source
from graph.store import bookkeeping
from graph.store.beside import Beside
from graph.store.known import stale
from graph.store.lease import is_dead, is_mine, my_lease
from graph.store.merging import Aliases, aliases
from graph.store.port import Adapter, BatchRow, Past, Standing, Transaction
from graph.store.settle import settle, standing
from graph.store.wrote import Rows
from graph.uncollected import uncollected

if TYPE_CHECKING:
    from typing import Self

CHUNK = 5_000
"""How many claims one transaction writes."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many claims of a chunk were new, changed (the source's earlier claim was closed) or already there."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


class Batch:
    """An open batch. Used as a context manager it closes at the end, and is taken back if the block fails."""

    def __init__(
        self, adapter: Adapter, row: BatchRow, who: Aliases, ranks: dict[str, int], sure: Rows
    ) -> None:
        self._adapter = adapter
        self._row = row
        self._who = who
        self._ranks = ranks
        self._sure = sure
        self._commit = Beside()
        self.written = Written()
        self.withdrawn = 0

    @property
    def number(self) -> int:
        """The number by which people name the batch."""
        return self._row.number

    def write(self, claims: Sequence[Claim], *, more: bool = False) -> Written:
        """Write claims in chunks of one transaction each and return what became of them.

        Where `more` is to come, the last chunk may still be committed beside what the caller does next. A claim that
        equals the source's open one changes nothing; one that differs closes it.
        """
        total = Written()
        for start in range(0, len(claims), CHUNK):
            with uncollected():
                total += self._chunk(claims[start : start + CHUNK])
        if not more:
            self._commit.wait()
        self.written += total
        return total

    def withdraw(self, source: str, keep: Callable[[str], bool]) -> int:
        """Close the open claims of a source whose id `keep` refuses, and return how many (`--complete`)."""
        self._commit.wait()
        with self._adapter.reading() as tx:
            said = stale(tx, source, keep)
        return self.withdraw_ids(source, said)

    def withdraw_ids(self, source: str, ids: Sequence[str]) -> int:
        """Close what a source says of these ids, and return how many claims this batch has closed so."""
        for start in range(0, len(ids), CHUNK):
            self.withdrawn += self._close_claims(ids[start : start + CHUNK], source)
        return self.withdrawn

    def change(
        self, ids: Sequence[str], decide: Callable[[Transaction, dict[str, list[Standing]]], list[Past]]
    ) -> None:
        """In one transaction hand the open claims of `ids` to `decide`, which edits them and returns what it closed."""
        self._commit.wait()
        with self._adapter.writing() as tx:
            self._hold(tx)
            claims, known = standing(tx, ids, self._who)
            closed = decide(tx, claims)
            tx.put_past(closed)
            settle(tx, claims, known, self._who, self._ranks)
            self._sure.forget()
            bookkeeping.bump(tx)

    def close(self, also: Sequence[BatchRow] = ()) -> BatchRow | None:
        """Close the batch and return its row; a batch that changed nothing leaves nothing and returns None.

        `also` are rows of other batches that change with it.
        """
        self._commit.wait()
        with self._adapter.writing() as tx:
            self._hold(tx)
            tx.make_indexes()
            counts = {
                **self._row.counts, "new": self.written.new, "changed": self.written.changed,
                "withdrawn": self.withdrawn,
            }  # fmt: skip
            if self._row.kind != "undo" and not any(counts[key] for key in ("new", "changed", "withdrawn")):
                bookkeeping.give_back(tx, self.number)
                closed = replace(self._row, state="absent")
            else:
                at = bookkeeping.moment(tx.batches())
                closed = replace(self._row, state="done", closed_at=at, counts=counts, owner={})
                for row in (closed, *also):
                    tx.put_batch(row)
        self._row = closed
        return closed if closed.state == "done" else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            if kind is None and self._row.state == "open":
                self.close()
        finally:
            if self._row.state == "open":
                with contextlib.suppress(StoreError):
                    self._commit.wait()
                take_back(self._adapter, self.number)

    def _chunk(self, claims: Sequence[Claim]) -> Written:
        """Write the claims of one transaction.

        Where nothing need be looked up, the first query is the first row to write: all before goes on while the last
        chunk is committed.
        """
        said = {(claim.id, claim.source): claim for claim in claims}
        with self._adapter.writing(self._commit.run) as tx:
            self._meet(tx, {source for _, source in said})
            now, known = standing(tx, (id_ for id_, _ in said), self._who, self._sure)
            reopened = self._reopened(tx, said, now)
            new = changed = 0
            past: list[Past] = []
            touched: set[str] = set()
            for (id_, source), claim in said.items():
                open_ = now[id_]
                old = next((c for c in open_ if c.source == source), None) if open_ else None
                if old is None:
                    now[id_] = [*open_, Standing(id_, source, claim.fields, self.number, self.number)]
                    touched.add(id_)
                    new += 1
                elif old.fields != claim.fields:
                    stands = Standing(id_, source, claim.fields, self.number, self.number)
                    if (id_, source) in reopened:
                        stands = reopened[id_, source]
                        changed -= 1
                    elif old.batch != self.number:
                        past.append(Past(*old, closed=self.number))
                        changed += 1
                    now[id_] = [*(c for c in open_ if c is not old), stands]
                    touched.add(id_)
            if touched:
                tx.put_past(past)
                news = now if len(touched) == len(now) else {id_: now[id_] for id_ in now if id_ in touched}
                settle(tx, news, known, self._who, self._ranks, self._sure)
                bookkeeping.bump(tx)
            self._hold(tx)
            self._commit.wait()
            return Written(new, changed, len(claims) - new - changed)

    def _meet(self, tx: Transaction, sources: set[str]) -> None:
        """Keep sources that nobody described, so that a description that comes later changes no present row."""
        strange = sorted(sources - self._ranks.keys())
        if strange:
            bookkeeping.keep_sources(tx, [Source(name=name) for name in strange])
            self._ranks = bookkeeping.ranks(tx)

    def _reopened(
        self, tx: Transaction, said: dict[tuple[str, str], Claim], now: dict[str, list[Standing]]
    ) -> dict[tuple[str, str], Standing]:
        """Return the claims that this batch had closed and now says again, taken out of the past.

        So a file that says two things of one id leaves the same store however often it is loaded.
        """
        mine = {
            c.id
            for open_ in now.values()
            for c in open_
            if c.batch == self.number and (c.id, c.source) in said
        }
        if not mine:
            return {}
        closed = [past for past in tx.past(sorted(mine)) if past.closed == self.number]
        again = {
            (p.id, p.source)
            for p in closed
            if (p.id, p.source) in said and said[p.id, p.source].fields == p.fields
        }
        if again:
            ids = sorted({id_ for id_, _ in again})
            tx.drop_past(ids, closed=self.number)
            tx.put_past([p for p in closed if p.id in ids and (p.id, p.source) not in again])
        return {(p.id, p.source): Standing(*p[:5]) for p in closed if (p.id, p.source) in again}

    def _close_claims(self, ids: Sequence[str], source: str) -> int:
        closed: list[Past] = []

        def decide(tx: Transaction, claims: dict[str, list[Standing]]) -> list[Past]:
            for id_, open_ in claims.items():
                closed.extend(Past(*c, closed=self.number) for c in open_ if c.source == source)
                claims[id_] = [c for c in open_ if c.source != source]
            return closed

        self.change(ids, decide)
        return len(closed)

    def _hold(self, tx: Transaction) -> None:
        """Show a sign of life, or fail where somebody took this batch back."""
        if not any(
            row.number == self.number and is_mine(row.owner) for row in tx.batches() if row.state == "open"
        ):
            raise StoreError(
                f"Batch {self.number} was taken back meanwhile; nothing of it is kept. Run it again."
            )
        self._row = replace(self._row, owner=my_lease())
        tx.put_batch(self._row)


def open_batch(
    adapter: Adapter,
    kind: str,
    *,
    sources: Iterable[Source] = (),
    by: str = "",
    file: str = "",
    checksum: str = "",
    note: str = "",
    counts: dict[str, int] | None = None,
    wait: float = 30.0,
) -> Batch:
    """Open a batch; one at a time, so wait up to `wait` seconds for another live one, then raise BatchBusy."""
    deadline = time.monotonic() + wait
    while True:
        recover(adapter)
        with adapter.writing() as tx:
            rows = tx.batches()
            busy = next((row for row in rows if row.state == "open"), None)
            if busy is None:
                bookkeeping.refuse_while_restoring(tx)
                bookkeeping.keep_sources(tx, sources)
                row = BatchRow(
                    bookkeeping.next_batch(tx), kind, "open", bookkeeping.moment(rows), by=by, file=file,
                    checksum=checksum, note=note, counts=counts or {}, owner=my_lease(),
                )  # fmt: skip
                tx.put_batch(row)
                is_empty = not tx.counts()
                if is_empty:
                    tx.put_off_indexes()
                return Batch(
                    adapter, row, aliases(tx.merges()), bookkeeping.ranks(tx), Rows(no_other=is_empty)
                )
        if time.monotonic() > deadline:
            raise BatchBusy(
                f"Another import (batch {busy.number}, process {busy.owner.get('pid', '?')}) is still loading; "
                "try again when it is done."
            )
        time.sleep(0.1)


def recover(adapter: Adapter) -> list[int]:
    """Take back the open batches whose process is gone, and return their numbers."""
    with adapter.reading() as tx:
        dead = [row.number for row in tx.batches() if row.state == "open" and is_dead(row.owner)]
    for number in dead:
        take_back(adapter, number)
    return dead


def take_back(adapter: Adapter, number: int) -> None:
    """Make an open batch absent: its claims go, those that it closed stand again as before.

    Each step is a transaction of its own and may be repeated, so a process that dies here is followed by another.
    """
    with adapter.reading() as tx:
        who = aliases(tx.merges())
        ranks = bookkeeping.ranks(tx)
        ids = tx.touched_by(number)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        with adapter.writing() as tx:
            if not any(row.number == number and row.state == "open" for row in tx.batches()):
                return
            claims, known = standing(tx, chunk, who)
            for id_ in chunk:
                claims[id_] = [claim for claim in claims[id_] if claim.since != number]
            for past in tx.past(chunk):
                if past.closed == number and past.since != number:
                    claims[past.id].append(Standing(*past[:5]))
            tx.drop_past(chunk, closed=number)
            settle(tx, claims, known, who, ranks)
    with adapter.writing() as tx:
        if any(row.number == number and row.state == "open" for row in tx.batches()):
            tx.drop_batch(number)
            tx.make_indexes()
            bookkeeping.bump(tx)
