"""Small facts a store keeps of itself: its name, its revision, the next batch number, ranks of sources."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import orjson

from graph.errors import BatchBusy
from graph.records import Act, Rank, Source
from graph.records.claims import PERSON
from graph.store.lease import is_dead, is_mine
from graph.store.port import BatchRow, Transaction

RESTORING = "restoring"
"""The key that holds the lease of a running restore; empty when none runs."""


def store_id(tx: Transaction) -> str:
    """Return the name by which this store is told from others; it moves with a backup."""
    return tx.get("store_id") or ""


def found(tx: Transaction) -> None:
    """Give a new store its name."""
    if tx.get("store_id") is None:
        tx.set("store_id", uuid.uuid4().hex[:12])


def revision(tx: Transaction) -> int:
    """Return the number that grows with each change of what is known."""
    return int(tx.get("revision") or 0)


def bump(tx: Transaction) -> None:
    """Say that what is known has changed."""
    tx.set("revision", str(revision(tx) + 1))
    tx.set("stamp", uuid.uuid4().hex[:12])


def stamp(tx: Transaction) -> str:
    """Return what is drawn anew with each change, so that two copies of one store that went on apart are told apart."""
    return tx.get("stamp") or ""


def next_batch(tx: Transaction) -> int:
    """Return a batch number never given before."""
    number = int(tx.get("next_batch") or 1)
    tx.set("next_batch", str(number + 1))
    return number


def give_back(tx: Transaction, number: int) -> None:
    """Forget a batch that changed nothing; the next one gets its number."""
    tx.drop_batch(number)
    if tx.get("next_batch") == str(number + 1):
        tx.set("next_batch", str(number))


def moment(batches: Iterable[BatchRow], acts: Iterable[Act] = ()) -> str:
    """Return now (ISO, UTC, microseconds), later than any batch and act: known time never runs backwards."""
    now = datetime.now(UTC)
    latest = max(
        [*(batch.closed_at or batch.opened_at for batch in batches), *(act.at for act in acts)], default=""
    )
    if latest:
        now = max(now, datetime.fromisoformat(latest) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def ranks(tx: Transaction) -> dict[str, int]:
    """Return the rank of each source, lower first; a person's word is always the first."""
    return {source.name: int(source.rank) for source in tx.sources()} | {PERSON: int(Rank.PERSON)}


def keep_sources(tx: Transaction, sources: Iterable[Source]) -> None:
    """Keep sources that are new; the first description of a source stays, so that ranks never flicker."""
    known = {source.name for source in tx.sources()}
    for source in sources:
        if source.name not in known:
            known.add(source.name)
            tx.put_source(source)


def restorer(tx: Transaction) -> dict[str, str]:
    """Return the lease of the process that is restoring into this store, empty where none is."""
    lease: dict[str, str] = orjson.loads(tx.get(RESTORING) or "{}")
    return lease


def refuse_while_restoring(tx: Transaction) -> None:
    """Raise BatchBusy while another live process fills this store from a backup."""
    lease = restorer(tx)
    if lease and not is_mine(lease) and not is_dead(lease):
        raise BatchBusy(f"A backup is being restored (process {lease['pid']}); try again when it is done.")
