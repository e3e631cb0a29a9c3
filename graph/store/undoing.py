"""Undo: the claims of a batch go, and what it had closed stands again where nothing later does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.errors import NotFound, UndoBlocked
from graph.records import is_tie
from graph.records.claims import PERSON
from graph.store.batches import CHUNK, open_batch
from graph.store.deciding import take_back_merge
from graph.store.merging import aliases
from graph.store.port import Adapter, BatchRow, Past, Standing, Transaction
from graph.store.settle import standing


def undo(adapter: Adapter, number: int, *, by: str = "") -> BatchRow:
    """Undo a batch by a batch of its own, which can be undone too, and return that one's row.

    Raises NotFound where there is no such batch to undo, UndoBlocked where a later merge or correction stands on
    something that would go.
    """
    with adapter.reading() as tx:
        rows = {row.number: row for row in tx.batches()}
        target = rows.get(number)
        if target is None or target.state == "open":
            raise NotFound(f"There is no closed batch {number}; `solmu batches` lists them.")
        if target.undone_by:
            raise NotFound(f"Batch {number} was undone already, by batch {target.undone_by}.")
        ids = tx.touched_by(number)
        active = _active_without(target, rows.values())
        _refuse_if_blocked(tx, target, ids, active, rows)
    if target.kind in ("merge", "unmerge"):
        return take_back_merge(adapter, target, by=by)
    with open_batch(adapter, "undo", by=by, note=f"undo of batch {number}", counts={"undoes": number}) as batch:
        for start in range(0, len(ids), CHUNK):

            def decide(tx: Transaction, claims: dict[str, list[Standing]]) -> list[Past]:
                return _stand_again(tx, claims, active, rows, batch.number)

            batch.change(ids[start : start + CHUNK], decide)
        also = [replace(target, undone_by=batch.number)]
        reverted = rows.get(target.counts.get("undoes", 0))
        if reverted:
            also.append(replace(reverted, undone_by=0))
        closed = batch.close(also)
    assert closed is not None
    return closed


def _active_without(target: BatchRow, rows: Iterable[BatchRow]) -> set[int]:
    """Return the numbers of the batches whose claims count once `target` is undone."""
    active = {row.number for row in rows if row.state == "done" and not row.undone_by}
    active.discard(target.number)
    if target.counts.get("undoes"):
        active.add(target.counts["undoes"])
    return active


def _stand_again(
    tx: Transaction, claims: dict[str, list[Standing]], active: set[int], rows: dict[int, BatchRow], now: int
) -> list[Past]:
    """Edit open claims so that of each source the latest claim of an active batch stands; return what closed."""
    recorded: dict[tuple[str, str], dict[int, Standing]] = {}
    closings: dict[tuple[str, str, int], set[int]] = {}
    for past in tx.past(list(claims)):
        recorded.setdefault((past.id, past.source), {})[past.batch] = Standing(*past[:5])
        closings.setdefault((past.id, past.source, past.batch), set()).add(past.closed)
    current: dict[tuple[str, str], Standing] = {}
    for open_ in claims.values():
        for claim in open_:
            recorded.setdefault((claim.id, claim.source), {})[claim.batch] = claim
            current[claim.id, claim.source] = claim
    closed: list[Past] = []
    for key, by_batch in recorded.items():
        latest = max((number for number in by_batch if number in active), default=0)
        if latest and any(
            closing in active and closing not in by_batch and rows[closing].kind != "undo"
            for closing in closings.get((*key, latest), ())
        ):
            latest = 0
        old = current.get(key)
        if (old.batch if old else 0) == latest:
            continue
        id_ = key[0]
        if old is not None:
            closed.append(Past(*old, closed=now))
            claims[id_] = [claim for claim in claims[id_] if claim is not old]
        if latest:
            claims[id_] = [*claims[id_], by_batch[latest]._replace(since=now)]
    return closed


def _refuse_if_blocked(
    tx: Transaction, target: BatchRow, ids: Sequence[str], active: set[int], rows: dict[int, BatchRow]
) -> None:
    """Raise UndoBlocked where an id would go whole though a later decision speaks of it."""
    who = aliases(tx.merges())
    merged_by = {id_: merge.batch for merge in tx.merges() if not merge.closed for id_ in merge.ids}
    for start in range(0, len(ids), CHUNK):
        claims, _ = standing(tx, ids[start : start + CHUNK], who)
        before = {id_: list(open_) for id_, open_ in claims.items()}
        _stand_again(tx, claims, active, rows, target.number)
        for id_, open_ in claims.items():
            if is_tie(id_) or not before[id_] or [c for c in open_ if c.source != PERSON]:
                continue
            decision = merged_by.get(id_, 0) or max((c.batch for c in open_ if c.source == PERSON), default=0)
            if decision > target.number:
                kind = rows[decision].kind
                raise UndoBlocked(
                    f"Batch {target.number} cannot be undone: batch {decision} ({kind}) decided on {id_}, "
                    f"which would go. Undo batch {decision} first."
                )
