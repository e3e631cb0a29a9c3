"""Backup and restore: everything a store holds, line by line, and back into an empty store of either kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import orjson

from graph.errors import DataError, StoreError
from graph.records import KINDS, Act, Source
from graph.store import bookkeeping
from graph.store.known import open_claims
from graph.store.merging import aliases
from graph.store.port import Adapter, BatchRow, Merge, Past, Standing
from graph.store.settle import settle, standing

SCHEMA = "solmu.backup/1"
_CHUNK = 5_000


def backup(adapter: Adapter) -> Iterator[bytes]:
    """Yield the lines (JSON) of a backup, the header first, the end mark last."""
    with adapter.reading() as tx:
        yield _line("header", {"schema": SCHEMA})
        for key in sorted(tx.keys()):
            if key != "restoring":
                yield _line("key", {"key": key, "value": tx.get(key)})
        for source in tx.sources():
            yield _line("source", source.model_dump(mode="json"))
        for batch in tx.batches():
            if batch.state != "open":
                yield _line("batch", asdict(batch))
        for merge in tx.merges():
            yield _line("merge", merge._asdict())
        for act in tx.acts():
            yield _line("act", act.model_dump(mode="json"))
        count = 0
        for claim in open_claims(tx):
            count += 1
            yield _line("claim", claim._asdict())
        for past in tx.all_past():
            count += 1
            yield _line("past", past._asdict())
        yield _line("end", {"claims": count})


def restore(adapter: Adapter, lines: Iterable[bytes]) -> int:
    """Fill an empty store from a backup and return the number of claims; nothing is kept where it fails.

    Raises StoreError where the store is not empty, DataError where the backup is cut off or is none.
    """
    with adapter.writing() as tx:
        if tx.batches() or any(tx.page(kind, "", 1) for kind in KINDS):
            raise StoreError("The store holds data already; restore into an empty one.")
        tx.set("restoring", "1")
    try:
        return _fill(adapter, lines)
    except BaseException:
        adapter.wipe()
        raise


def finish_broken_restore(adapter: Adapter) -> None:
    """Empty a store whose restore was cut off."""
    with adapter.reading() as tx:
        broken = tx.get("restoring") == "1"
    if broken:
        adapter.wipe()
        with adapter.writing() as tx:
            bookkeeping.found(tx)


def _fill(adapter: Adapter, lines: Iterable[bytes]) -> int:
    count, ended, started = 0, None, False
    chunk: list[Standing] = []
    past: list[Past] = []
    ids: set[str] = set()
    keys: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        try:
            kind, data = orjson.loads(line)
        except (orjson.JSONDecodeError, ValueError, TypeError):
            raise DataError(f"Line {number} of the backup is not one of ours; the file may be damaged.") from None
        if not started:
            if kind != "header" or data.get("schema") != SCHEMA:
                raise DataError(f"This is no backup that this program reads ({SCHEMA}).")
            started = True
        elif kind == "claim":
            claim = Standing(**data)
            if len(chunk) >= _CHUNK and claim.id not in ids:
                _flush(adapter, chunk, past)
                chunk, past, ids = [], [], set()
            chunk.append(claim)
            ids.add(claim.id)
            count += 1
        elif kind == "past":
            past.append(Past(**data))
            count += 1
            if len(past) >= _CHUNK:
                _flush(adapter, chunk, past)
                chunk, past, ids = [], [], set()
        elif kind == "key":
            keys.append((data["key"], data["value"]))
        elif kind == "end":
            ended = data["claims"]
        else:
            _book(adapter, kind, data)
    _flush(adapter, chunk, past)
    if ended != count:
        raise DataError("The backup is cut off: its end is missing. Nothing was restored.")
    with adapter.writing() as tx:
        for key, value in keys:
            tx.set(key, value)
        tx.set("restoring", "0")
    return count


def _book(adapter: Adapter, kind: str, data: dict[str, Any]) -> None:
    with adapter.writing() as tx:
        if kind == "source":
            tx.put_source(Source.model_validate(data))
        elif kind == "batch":
            tx.put_batch(BatchRow(**data))
        elif kind == "merge":
            tx.put_merge(Merge(**{**data, "ids": tuple(data["ids"])}))
        elif kind == "act":
            tx.put_acts([Act.model_validate(data)])
        else:
            raise DataError(f"The backup holds a line of an unknown kind, {kind!r}; a newer program made it.")


def _flush(adapter: Adapter, chunk: list[Standing], past: list[Past]) -> None:
    with adapter.writing() as tx:
        who = aliases(tx.merges())
        claims: dict[str, list[Standing]] = {}
        for claim in chunk:
            claims.setdefault(claim.id, []).append(claim)
        if claims:
            found, rows = standing(tx, claims, who)
            whole = {id_: [*found[id_], *new] for id_, new in claims.items()}
            settle(tx, whole, rows, who, bookkeeping.ranks(tx))
        tx.put_past(past)


def _line(kind: str, data: dict[str, Any]) -> bytes:
    return orjson.dumps([kind, data], option=orjson.OPT_SORT_KEYS) + b"\n"
