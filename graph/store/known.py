"""What was known at an earlier moment: the present as it stood then, folded again from claims open and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph.errors import UsageError
from graph.records import is_tie
from graph.store import bookkeeping
from graph.store.force import undone_by
from graph.store.merging import Aliases, aliases
from graph.store.port import STUB, BatchRow, Past, Row, Standing, Transaction
from graph.store.present import present_row


class Moment:
    """A moment of known time in one store: which batches had been closed by then, and which merges stood."""

    def __init__(self, tx: Transaction, at: str) -> None:
        self._ranks = bookkeeping.ranks(tx)
        at = instant(at)
        batches = [row for row in tx.batches() if _by(row, at)]
        self._seen = {row.number for row in batches}
        undone = undone_by(batches)
        self.who: Aliases = aliases(
            merge._replace(closed=undone.get(merge.batch, 0))
            for merge in tx.merges()
            if merge.batch in self._seen
        )

    def claims(self, standing: Iterable[Standing], past: Iterable[Past]) -> dict[str, list[Standing]]:
        """Return, by the id shown then, the claims that stood at this moment."""
        then: dict[str, list[Standing]] = {}
        for claim in standing:
            if claim.since in self._seen:
                then.setdefault(self.who.of(claim.id), []).append(claim)
        for row in past:
            if row.since in self._seen and row.closed not in self._seen:
                then.setdefault(self.who.of(row.id), []).append(Standing(*row[:5]))
        return then

    def row(self, id_: str, claims: list[Standing]) -> Row:
        """Return the present of one id as it stood then."""
        return present_row(id_, claims, self._ranks, self.who)


def rows_known_at(tx: Transaction, at: str) -> list[Row]:
    """Return all present rows, stubs too, as they stood at a moment (ISO, UTC where it names no zone), by id."""
    then = Moment(tx, at)
    rows = [then.row(id_, claims) for id_, claims in then.claims(open_claims(tx), tx.all_past()).items()]
    known = {row.id for row in rows}
    ends = {end for row in rows if is_tie(row.id) for end in (row.a, row.b)}
    rows.extend(Row(id_, {}, "", STUB, STUB) for id_ in ends - known)
    return sorted(rows, key=lambda row: row.id)


def open_claims(tx: Transaction) -> Iterable[Standing]:
    """Yield every open claim: those that are the present of their id, and those kept beside it."""
    from graph.records import KINDS

    for kind in (*KINDS, "tie"):
        for rows in tx.rows(kind, 5_000):
            for row in rows:
                if row.batch > 0:
                    yield Standing(row.id, row.source, row.fields, row.batch, row.since)
    yield from tx.all_claims()


def stale(tx: Transaction, source: str, keep: Callable[[str], bool]) -> list[str]:
    """Return the ids of which a source says something still, sorted, without those that `keep` accepts."""
    return sorted({claim.id for claim in open_claims(tx) if claim.source == source and not keep(claim.id)})


def instant(text: str) -> str:
    """Return a moment in the form batches carry (ISO, UTC, microseconds); a day alone means its end."""
    from datetime import UTC, date, datetime, time

    try:
        if len(text) == 10:
            moment = datetime.combine(date.fromisoformat(text), time.max, UTC)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time; write it like 2026-03-01 or 2026-03-01T12:00:00.") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _by(row: BatchRow, at: str) -> bool:
    return row.state == "done" and row.closed_at <= at
