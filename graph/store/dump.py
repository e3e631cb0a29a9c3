"""Backup and restore: everything a store holds, line by line, and back into an empty store of either kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import orjson

from graph.errors import DataError, StoreError
from graph.records import KINDS, Act, Source
from graph.store import bookkeeping
from graph.store.known import open_claims
from graph.store.lease import is_dead, my_lease
from graph.store.merging import aliases
from graph.store.port import Adapter, BatchRow, Merge, Past, Standing, Transaction
from graph.store.settle import settle, standing

SCHEMA = "solmu.backup/1"
_CHUNK = 5_000


def backup(adapter: Adapter) -> Iterator[bytes]:
    """Yield the lines (JSON) of a backup, the header first, the end mark last.

    A batch that is loading meanwhile is left out. Raises StoreError where what is known changed under way, which the
    end mark then missing shows.
    """
    check = hashlib.sha256()
    with adapter.reading() as tx:
        revision = bookkeeping.revision(tx)
        for kind, data in _everything(tx):
            line = _line(kind, data)
            check.update(line)
            yield line
    with adapter.reading() as tx:
        if not adapter.reads_one_state and bookkeeping.revision(tx) != revision:
            raise StoreError("The store changed while it was backed up; run the backup again.")
    yield _line("end", {"sha256": check.hexdigest()})


def restore(adapter: Adapter, lines: Iterable[bytes]) -> int:
    """Fill an empty store from a backup and return the number of claims; nothing is kept where it fails.

    Raises StoreError where the store is not empty, DataError where the backup is cut off, damaged or none.
    """
    with adapter.writing() as tx:
        bookkeeping.refuse_while_restoring(tx)
        if tx.batches() or any(tx.page(kind, "", 1) for kind in KINDS):
            raise StoreError("The store holds data already; restore into an empty one.")
        tx.set(bookkeeping.RESTORING, _lease())
    try:
        return _fill(adapter, lines)
    except BaseException:
        _empty(adapter)
        raise


def finish_broken_restore(adapter: Adapter) -> None:
    """Empty a store whose restore was cut off."""
    with adapter.reading() as tx:
        lease = bookkeeping.restorer(tx)
    if lease and is_dead(lease):
        _empty(adapter)


def _everything(tx: Transaction) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "header", {"schema": SCHEMA}
    for key in sorted(tx.keys()):
        if key != bookkeeping.RESTORING:
            yield "key", {"key": key, "value": tx.get(key)}
    for source in tx.sources():
        yield "source", source.model_dump(mode="json")
    loading = {batch.number for batch in tx.batches() if batch.state == "open"}
    for batch in tx.batches():
        if batch.number not in loading:
            yield "batch", asdict(batch)
    for merge in tx.merges():
        yield "merge", merge._asdict()
    for act in sorted(tx.acts(), key=lambda act: act.at):
        yield "act", act.model_dump(mode="json")
    for claim in open_claims(tx):
        if claim.since not in loading:
            yield "claim", claim._asdict()
    late: list[Past] = []
    for past in tx.all_past():
        if past.closed not in loading:
            yield "past", past._asdict()
        elif past.since not in loading:
            late.append(past)
    for past in late:
        yield "claim", Standing(*past[:5])._asdict()


def _fill(adapter: Adapter, lines: Iterable[bytes]) -> int:
    """Write the lines in chunks; the keys, the store's name among them, come last."""
    restoring = _Restoring(adapter)
    check = hashlib.sha256()
    ended = ""
    for number, line in enumerate(lines, 1):
        line = line.rstrip(b"\r\n") + b"\n"
        try:
            kind, data = orjson.loads(line)
            if (number == 1) != (kind == "header") or ended:
                raise ValueError(line)
            if kind == "header" and data["schema"] != SCHEMA:
                raise ValueError(line)
            if kind == "end":
                ended = data["sha256"]
                continue
            check.update(line)
            if kind != "header":
                restoring.take(kind, data)
        except (ValueError, TypeError, LookupError, AttributeError):
            if number == 1:
                raise DataError(f"This is no backup that this program reads ({SCHEMA}).") from None
            raise DataError(f"Line {number} of the backup is damaged. Nothing was restored.") from None
    if not ended:
        raise DataError("The backup is cut off: its end is missing. Nothing was restored.")
    if ended != check.hexdigest():
        raise DataError("The backup is damaged: its check sum differs. Nothing was restored.")
    return restoring.finish()


class _Restoring:
    """What has been read of a backup and not yet written."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        self._keys: list[tuple[str, str]] = []
        self._books: list[Source | BatchRow | Merge | Act] = []
        self._claims: list[Standing] = []
        self._past: list[Past] = []
        self._count = 0

    def take(self, kind: str, data: dict[str, Any]) -> None:
        """Take one line; write when a chunk is full."""
        if kind == "key":
            self._keys.append((data["key"], data["value"]))
        elif kind == "source":
            self._books.append(Source.model_validate(data))
        elif kind == "batch":
            self._books.append(BatchRow(**data))
        elif kind == "merge":
            self._books.append(Merge(data["batch"], tuple(data["ids"]), data["reason"], data["closed"]))
        elif kind == "act":
            self._books.append(Act.model_validate(data))
        elif kind == "claim":
            self._claims.append(Standing(**data))
            self._count += 1
        elif kind == "past":
            self._past.append(Past(**data))
            self._count += 1
        else:
            raise ValueError(kind)
        if len(self._books) + len(self._claims) + len(self._past) >= _CHUNK:
            self._write()

    def finish(self) -> int:
        """Write the rest and return the number of claims."""
        self._write()
        with self._adapter.writing() as tx:
            for key, value in self._keys:
                tx.set(key, value)
            tx.set(bookkeeping.RESTORING, "")
        return self._count

    def _write(self) -> None:
        with self._adapter.writing() as tx:
            tx.set(bookkeeping.RESTORING, _lease())
            for book in self._books:
                if isinstance(book, Source):
                    tx.put_source(book)
                elif isinstance(book, BatchRow):
                    tx.put_batch(book)
            tx.put_merges([book for book in self._books if isinstance(book, Merge)])
            tx.put_acts([book for book in self._books if isinstance(book, Act)])
            who = aliases(tx.merges())
            claims: dict[str, list[Standing]] = {}
            for claim in self._claims:
                claims.setdefault(claim.id, []).append(claim)
            if claims:
                found, rows = standing(tx, claims, who)
                whole = {id_: [*found[id_], *new] for id_, new in claims.items()}
                settle(tx, whole, rows, who, bookkeeping.ranks(tx))
            tx.put_past(self._past)
        self._books, self._claims, self._past = [], [], []


def _empty(adapter: Adapter) -> None:
    adapter.wipe()
    with adapter.writing() as tx:
        bookkeeping.found(tx)


def _lease() -> str:
    return orjson.dumps(my_lease()).decode()


def _line(kind: str, data: dict[str, Any]) -> bytes:
    return orjson.dumps([kind, data], option=orjson.OPT_SORT_KEYS) + b"\n"
