"""Decisions about identity: merge, unmerge, erase. Each is one transaction and one batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from graph.errors import BatchBusy, NotFound, UsageError
from graph.records import Act, is_tie, kind_of
from graph.store import bookkeeping
from graph.store.batches import recover
from graph.store.force import undone_by
from graph.store.merging import aliases
from graph.store.port import Adapter, BatchRow, Merge, Transaction
from graph.store.settle import settle, standing


def merge(adapter: Adapter, groups: Sequence[Sequence[str]], *, reason: str = "", by: str = "") -> BatchRow:
    """Decide that the ids of each group (two or more, of one kind) are one; return the one batch that does so.

    All ids answer for ever. Either all groups are merged or none.
    """
    wanted = [tuple(dict.fromkeys(ids)) for ids in groups]
    for ids in wanted or [()]:
        if len(ids) < 2 or len({kind_of(id_) for id_ in ids}) > 1 or is_tie(ids[0]):
            raise UsageError("A merge takes two or more ids of one kind of entity.")
    recover(adapter)
    with adapter.writing() as tx:
        row = _start(tx, "merge", by, reason, {"merged": sum(len(ids) - 1 for ids in wanted)})
        touched = [id_ for ids in wanted for id_ in ids]
        before = tx.merges()
        claims, _ = standing(tx, touched, aliases(before))
        missing = [id_ for id_, open_ in claims.items() if not open_]
        if missing:
            raise NotFound(f"Nothing is known of {missing[0]}; only known ids can be merged.")
        new = [Merge(row.number, ids, reason, 0) for ids in wanted]
        _redraw(tx, touched, [*before, *new])
        tx.put_merges(new)
    return row


def unmerge(adapter: Adapter, number: int, *, by: str = "") -> BatchRow:
    """Take back the merge that batch `number` decided, and return the batch that does so."""
    with adapter.reading() as tx:
        target = next((row for row in tx.batches() if row.number == number and row.kind == "merge"), None)
    if target is None:
        raise NotFound(f"Batch {number} is no merge; `solmu batches` lists them.")
    return take_back_merge(adapter, target, by=by)


def take_back_merge(adapter: Adapter, target: BatchRow, *, by: str = "") -> BatchRow:
    """Turn a merge, or the taking back of one, round; return the batch that does so."""
    recover(adapter)
    with adapter.writing() as tx:
        before = tx.batches()
        if stands := next((row.undone_by for row in before if row.number == target.number), 0):
            raise NotFound(f"Batch {target.number} was undone already, by batch {stands}.")
        row = _start(tx, "unmerge", by, f"undo of batch {target.number}", {"undoes": target.number})
        undone = undone_by([*before, row])
        old = tx.merges()
        now = [merge._replace(closed=undone.get(merge.batch, 0)) for merge in old]
        changed = [merge for merge in now if merge not in old]
        _redraw(tx, tuple(dict.fromkeys(id_ for merge in changed for id_ in merge.ids)), now)
        batches = {merge.batch for merge in changed}
        tx.put_merges([merge for merge in now if merge.batch in batches])
        for other in before:
            if other.undone_by != undone.get(other.number, 0):
                tx.put_batch(replace(other, undone_by=undone.get(other.number, 0)))
    return row


def erase(adapter: Adapter, id_: str, *, by: str = "") -> BatchRow:
    """Take an id out of present, past and claims alike, with every tie that ends in it; return the batch.

    The batch does not name the id. What was known at earlier times no longer holds it either.
    """
    recover(adapter)
    with adapter.writing() as tx:
        who = aliases(tx.merges())
        ties = [row.id for row in tx.ties_at([who.of(id_)]) if id_ in (row.fields["a"], row.fields["b"])]
        past_ties = [past.id for past in tx.past_ties_saying(id_)]
        claims, _ = standing(tx, [id_], who)
        if not claims[id_] and not ties and not past_ties and not tx.past([id_]):
            raise NotFound(f"Nothing is known of {id_}.")
        row = _start(tx, "erase", by, "")
        old = tx.merges()
        kept = [
            merge._replace(ids=tuple(other for other in merge.ids if other != id_), reason="")
            if id_ in merge.ids
            else merge
            for merge in old
        ]
        touched = [other for merge in old if id_ in merge.ids for other in merge.ids]
        _redraw(tx, [id_, *touched], kept, emptied={id_, *ties})
        tx.drop_past([id_, *ties, *past_ties])
        named = {merge.batch for merge in old if id_ in merge.ids}
        for number in named:
            tx.drop_merges(number)
        tx.put_merges([merge for merge in kept if merge.batch in named and len(merge.ids) > 1])
        for batch in tx.batches():
            if batch.number in named:
                tx.put_batch(replace(batch, note=""))
        acts = tx.acts()
        decent = [act for act in acts if not _names(act, id_)]
        if len(decent) != len(acts):
            tx.drop_acts()
            tx.put_acts(decent)
    adapter.scrub()
    return row


def _names(act: Act, id_: str) -> bool:
    """Return whether an act names an id: in its words, among its projects, or in its evidence."""
    terms = (item.partition(":")[2] for item in act.evidence)
    return id_ in act.value or id_ in act.note or id_ in act.members or id_ in terms


def _start(tx: Transaction, kind: str, by: str, note: str, counts: dict[str, int] | None = None) -> BatchRow:
    bookkeeping.refuse_while_restoring(tx)
    rows = tx.batches()
    busy = next((row for row in rows if row.state == "open"), None)
    if busy:
        raise BatchBusy(f"Batch {busy.number} is still loading; try again when it is done.")
    at = bookkeeping.moment(rows)
    row = BatchRow(bookkeeping.next_batch(tx), kind, "done", at, at, by=by, note=note, counts=counts or {})
    tx.put_batch(row)
    bookkeeping.bump(tx)
    return row


def _redraw(
    tx: Transaction, ids: Sequence[str], merges: Sequence[Merge], emptied: Collection[str] = ()
) -> None:
    """Write again the present of these ids, of all that are or become one with them, and of their ties.

    `emptied` are ids, of entities or ties, whose claims go for good.
    """
    old, new = aliases(tx.merges()), aliases(merges)
    touched = list(dict.fromkeys(m for id_ in ids for who in (old, new) for m in (id_, *who.all_of(id_))))
    ties = tx.ties_at(list(dict.fromkeys(old.of(id_) for id_ in touched)))
    claims, known = standing(tx, [*touched, *(row.id for row in ties)], old)
    claims = {id_: [] if id_ in emptied else open_ for id_, open_ in claims.items()}
    settle(tx, claims, known, new, bookkeeping.ranks(tx), apart=touched)
