"""Undo: the claims of a batch go, and what it had closed stands again where nothing later does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.errors import NotFound, UndoBlocked, UsageError
from graph.records import is_tie
from graph.records.claims import PERSON, SUCCESSION
from graph.store.batches import CHUNK, open_batch
from graph.store.deciding import take_back_merge
from graph.store.force import root_of, undone_by
from graph.store.merging import aliases
from graph.store.port import Adapter, BatchRow, Past, Standing, Transaction
from graph.store.settle import standing

_DECIDED = (PERSON, SUCCESSION)
"""Sources that speak of what others brought, and cannot stand without it."""


def undo(adapter: Adapter, number: int, *, by: str = "") -> BatchRow:
    """Undo a batch by a batch of its own, which can be undone too, and return that one's row.

    Raises NotFound where there is no such batch to undo, UndoBlocked where a later merge or correction stands on
    something that would go.
    """
    with adapter.reading() as tx:
        target = standing_batch(tx.batches(), number)
    if target.kind in ("merge", "unmerge"):
        return take_back_merge(adapter, target, by=by)
    with open_batch(
        adapter, "undo", by=by, note=f"undo of batch {number}", counts={"undoes": number}
    ) as batch:
        with adapter.reading() as tx:
            before = tx.batches()
            target = standing_batch((row for row in before if row.number != batch.number), number)
            rule = _Rule.after(before, batch.number)
            ids = tx.touched_by(root_of({row.number: row for row in before}, number))
            _refuse_if_blocked(tx, target, ids, rule, before)
        for start in range(0, len(ids), CHUNK):
            batch.change(ids[start : start + CHUNK], rule.apply)
        undone = undone_by(before)
        changed = [
            replace(row, undone_by=undone.get(row.number, 0)) for row in before if row.number != batch.number
        ]
        closed = batch.close([row for row in changed if row not in before])
    assert closed is not None
    return closed


def standing_batch(rows: Iterable[BatchRow], number: int) -> BatchRow:
    """Return the batch if it can be undone, or raise NotFound (UsageError where it never can)."""
    target = next((row for row in rows if row.number == number), None)
    if target is None or target.state == "open":
        raise NotFound(f"There is no closed batch {number}; `solmu batches` lists them.")
    if target.undone_by:
        raise NotFound(f"Batch {number} was undone already, by batch {target.undone_by}.")
    if target.kind == "erase":
        raise UsageError(f"Batch {number} erased something for good; it cannot be undone.")
    return target


@dataclass(frozen=True, slots=True)
class _Rule:
    """Of each (id, source) the latest recorded claim of a batch in force stands, unless it was withdrawn since."""

    now: int
    in_force: frozenset[int]
    undos: frozenset[int]

    @classmethod
    def after(cls, rows: Sequence[BatchRow], now: int) -> _Rule:
        """Return the rule that holds once batch `now`, an undo among `rows`, is done."""
        undone = undone_by(rows)
        return cls(
            now,
            frozenset(row.number for row in rows if row.number not in undone),
            frozenset(row.number for row in rows if row.kind == "undo"),
        )

    def apply(self, tx: Transaction, claims: dict[str, list[Standing]]) -> list[Past]:
        """Edit open claims by the rule; return what closed."""
        recorded: dict[tuple[str, str], dict[int, Standing]] = {}
        closings: dict[tuple[str, str], set[int]] = {}
        for past in tx.past(list(claims)):
            key = past.id, past.source
            recorded.setdefault(key, {})[past.batch] = Standing(*past[:5])
            if past.closed not in self.undos:
                closings.setdefault(key, set()).add(past.closed)
        current: dict[tuple[str, str], Standing] = {}
        for open_ in claims.values():
            for claim in open_:
                recorded.setdefault((claim.id, claim.source), {})[claim.batch] = claim
                current[claim.id, claim.source] = claim
        closed: list[Past] = []
        for key, by_batch in recorded.items():
            latest = max((number for number in by_batch if number in self.in_force), default=0)
            withdrawals = (closings.get(key, set()) - by_batch.keys()) & self.in_force
            if latest < max(withdrawals, default=0):
                latest = 0
            old = current.get(key)
            if (old.batch if old else 0) == latest:
                continue
            id_ = key[0]
            if old is not None:
                closed.append(Past(*old, closed=self.now))
                claims[id_] = [claim for claim in claims[id_] if claim is not old]
            if latest:
                claims[id_] = [*claims[id_], by_batch[latest]._replace(since=self.now)]
        return closed


def _refuse_if_blocked(
    tx: Transaction, target: BatchRow, ids: Sequence[str], rule: _Rule, rows: Sequence[BatchRow]
) -> None:
    """Raise UndoBlocked where an id would go whole though a later decision speaks of it, or of a tie that ends in it.

    Of ties only what a succession carried over or ended counts: nobody takes over a tie that never was.
    """
    merges = tx.merges()
    who = aliases(merges)
    merged_by = {id_: merge.batch for merge in merges if not merge.closed for id_ in merge.ids}
    kinds = {row.number: row.kind for row in rows}
    succeeded = any(
        row.kind == SUCCESSION and row.number > target.number and not row.undone_by for row in rows
    )
    asked = [id_ for id_ in ids if succeeded or not is_tie(id_)]
    for start in range(0, len(asked), CHUNK):
        claims, _ = standing(tx, asked[start : start + CHUNK], who)
        before = dict(claims)
        rule.apply(tx, claims)
        if succeeded:
            gone = [id_ for id_, open_ in claims.items() if before[id_] and not open_ and not is_tie(id_)]
            ending, _ = standing(tx, [row.id for row in tx.ties_at(gone)], who)
            for claim in (one for open_ in ending.values() for one in open_):
                if claim.source == SUCCESSION and claim.batch > target.number:
                    raise _blocked(target, claim.batch, kinds, claim.id)
        for id_, open_ in claims.items():
            stays = any(claim.source not in _DECIDED or claim.batch < target.number for claim in open_)
            if stays or open_ == before[id_]:
                continue
            if is_tie(id_) and all(claim.source != SUCCESSION for claim in open_):
                continue
            decision = max(merged_by.get(id_, 0), *(claim.batch for claim in open_), 0)
            if decision > target.number:
                raise _blocked(target, decision, kinds, id_)


def _blocked(target: BatchRow, decision: int, kinds: dict[int, str], id_: str) -> UndoBlocked:
    return UndoBlocked(
        f"Batch {target.number} cannot be undone: batch {decision} ({kinds[decision]}) decided on {id_}, "
        f"which would go. Undo batch {decision} first."
    )
