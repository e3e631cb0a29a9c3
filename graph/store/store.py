"""The store as the rest of the program sees it: reads here, the rest delegated to the file that knows how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from graph.errors import NotFound
from graph.records import Act, Fields, Source, Value, kind_of
from graph.records.entities import display_name
from graph.store import batches, bookkeeping, deciding, dump, known, undoing
from graph.store.batches import Batch, Written
from graph.store.lease import is_dead
from graph.store.merging import aliases
from graph.store.port import STUB, Adapter, BatchRow, Past, Row, Standing, Transaction
from graph.store.present import otherwise, provenance
from graph.store.search_text import folded, ranked, search_texts, trigrams
from graph.store.settle import standing

__all__ = ["Entry", "Hit", "Store", "Written"]

CANDIDATES = 400
"""How many candidates a search ranks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one id: its present, who said each field, and all ids that are one with it."""

    id: str
    fields: Fields
    said_by: dict[str, str]
    ids: tuple[str, ...]
    otherwise: dict[str, tuple[tuple[str, Value], ...]] = field(default_factory=dict)
    """What other sources say of a field, as (source, value), where it is not the same."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says anything of it, sorted."""
        others = (source for said in self.otherwise.values() for source, _ in said)
        return tuple(sorted({*others, *(name for said in self.said_by.values() for name in said.split("|"))}))

    @property
    def name(self) -> str:
        """The name to show."""
        return display_name(self.id, self.fields)


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; `score` is between 0 and 1."""

    id: str
    name: str
    score: float


class Store:
    """A knowledge graph kept in one database; open it with `open_store(url)`."""

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        try:
            adapter.migrate()
            with adapter.reading() as tx:
                founded = bool(bookkeeping.store_id(tx))
            if not founded:
                with adapter.writing() as tx:
                    bookkeeping.found(tx)
            dump.finish_broken_restore(adapter)
            batches.recover(adapter)
        except BaseException:
            adapter.close()
            raise

    # what it is

    @property
    def url(self) -> str:
        """Where it is, without any password."""
        return self._adapter.url

    def revision(self) -> tuple[str, int]:
        """Return the store's name and the number that grows with each change of what is known."""
        with self._adapter.reading() as tx:
            return bookkeeping.store_id(tx), bookkeeping.revision(tx)

    def stamp(self) -> str:
        """Return what differs between two states of a store and its copies, however they came about."""
        with self._adapter.reading() as tx:
            return f"{bookkeeping.store_id(tx)} {bookkeeping.revision(tx)} {bookkeeping.stamp(tx)}"

    def counts(self) -> dict[str, int]:
        """Return how many entities of each kind there are, and ties by kind."""
        with self._adapter.reading() as tx:
            return tx.counts()

    def loading(self) -> BatchRow | None:
        """Return the batch that is being loaded right now, by whatever process, or None."""
        with self._adapter.reading() as tx:
            return next((row for row in tx.batches() if row.state == "open" and not is_dead(row.owner)), None)

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a read transaction of the adapter: for the snapshot, which reads columns."""
        return self._adapter.reading()

    # one id

    def entry(self, id_: str, known_at: str | None = None) -> Entry:
        """Return what is known of an id (entity or tie), or was at a moment; raise NotFound where nothing is."""
        with self._adapter.reading() as tx:
            if known_at is None:
                who = aliases(tx.merges())
                found, _ = standing(tx, who.all_of(id_), who)
                claims = [claim for open_ in found.values() for claim in open_]
            else:
                then = known.Moment(tx, known_at)
                who = then.who
                members = who.all_of(id_)
                found, _ = standing(tx, members, aliases(tx.merges()))
                every = (claim for open_ in found.values() for claim in open_)
                claims = then.claims(every, tx.past(members)).get(who.of(id_), [])
            if not claims and not (known_at is None and tx.present([id_])):
                raise NotFound(f"Nothing is known of {id_}; `solmu search` finds ids by name.")
            fields, said_by = provenance(claims, bookkeeping.ranks(tx))
            return Entry(who.of(id_), fields, said_by, who.all_of(id_), otherwise(claims, fields))

    def ties(self, *ids: str) -> list[Row]:
        """Return the present ties of entities (under any of their ids), each once, sorted by id."""
        with self._adapter.reading() as tx:
            who = aliases(tx.merges())
            return sorted(tx.ties_at(list(dict.fromkeys(map(who.of, ids)))), key=lambda row: row.id)

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the name to show for each id; an id that no source named shows as itself."""
        with self._adapter.reading() as tx:
            rows = tx.present(list(dict.fromkeys(ids)))
        return {id_: display_name(id_, rows[id_].fields) if id_ in rows else id_ for id_ in ids}

    def history(self, id_: str) -> list[tuple[Standing | Past, BatchRow | None, BatchRow | None]]:
        """Return all claims ever made on an id: each with the batch that made it stand and the one that closed it."""
        with self._adapter.reading() as tx:
            who = aliases(tx.merges())
            rows = {row.number: row for row in tx.batches()}
            members = who.all_of(id_)
            found, _ = standing(tx, members, who)
            claims: list[Standing | Past] = [claim for open_ in found.values() for claim in open_]
            claims += tx.past(members)
        claims.sort(key=lambda c: (c.since, c.id, c.source, isinstance(c, Standing)))
        return [
            (claim, rows.get(claim.since), rows.get(claim.closed) if isinstance(claim, Past) else None)
            for claim in claims
        ]

    # many

    def page(self, kind: str, after: str = "", size: int = 100) -> list[Row]:
        """Return up to `size` entities of a kind with an id greater than `after`, in order of id."""
        with self._adapter.reading() as tx:
            return tx.page(kind, after, size)

    def rows(self, kind: str, size: int = 5_000) -> Iterator[Row]:
        """Yield the present of a kind (`tie` for all ties, a `TieKind` for its own) by id, stubs left out."""
        with self._adapter.reading() as tx:
            for rows in tx.rows(kind, size):
                yield from (row for row in rows if row.batch != STUB)

    def claims(self) -> list[Standing]:
        """Return all open claims, sorted by id and source: what an export holds."""
        with self._adapter.reading() as tx:
            return sorted(known.open_claims(tx), key=lambda claim: (claim.id, claim.source))

    def stale(self, source: str, keep: Callable[[str], bool]) -> list[str]:
        """Return the ids of which a source says something still, sorted, without those that `keep` accepts."""
        with self._adapter.reading() as tx:
            return known.stale(tx, source, keep)

    def open_claims(self, ids: Sequence[str]) -> dict[str, list[Standing]]:
        """Return what the sources say of these ids now, by the id of which they say it."""
        with self._adapter.reading() as tx:
            claims, _ = standing(tx, list(dict.fromkeys(ids)), aliases(tx.merges()))
        return claims

    def rows_known_at(self, at: str) -> list[Row]:
        """Return the present rows as they stood at a moment, by id."""
        with self._adapter.reading() as tx:
            return known.rows_known_at(tx, at)

    def sources(self) -> list[Source]:
        """Return the sources, sorted by name."""
        with self._adapter.reading() as tx:
            return sorted(tx.sources(), key=lambda source: source.name)

    def search(self, text: str, limit: int = 20, kinds: Iterable[str] = ()) -> list[Hit]:
        """Return the entities whose names are nearest to a text, best first, forgiving typing errors."""
        grams = trigrams(folded(text))
        if not grams:
            return []
        wanted = set(kinds)
        with self._adapter.reading() as tx:
            rows = {
                row.id: row
                for row in tx.candidates(grams, CANDIDATES)
                if not wanted or kind_of(row.id) in wanted
            }
        best = ranked(text, [(id_, search_texts(id_, row.fields)) for id_, row in rows.items()], limit)
        return [Hit(id_, display_name(id_, rows[id_].fields), score) for id_, score in best if score >= 0.4]

    # batches and decisions

    def open_batch(
        self,
        kind: str,
        *,
        sources: Iterable[Source] = (),
        by: str = "",
        file: str = "",
        checksum: str = "",
        note: str = "",
        wait: float = 30.0,
    ) -> Batch:
        """Open a batch to write claims with; see `graph.store.batches.open_batch`."""
        return batches.open_batch(
            self._adapter, kind, sources=sources, by=by, file=file, checksum=checksum, note=note, wait=wait
        )

    def batches(self) -> list[BatchRow]:
        """Return all batches, the first one first."""
        with self._adapter.reading() as tx:
            return sorted(tx.batches(), key=lambda row: row.number)

    def undo(self, number: int, by: str = "") -> BatchRow:
        """Undo a batch; see `graph.store.undoing.undo`."""
        return undoing.undo(self._adapter, number, by=by)

    def merge_all(self, groups: Sequence[Sequence[str]], reason: str = "", by: str = "") -> BatchRow:
        """Decide, in one batch, that the ids of each group are one; see `graph.store.deciding.merge`."""
        return deciding.merge(self._adapter, groups, reason=reason, by=by)

    def merge(self, ids: Sequence[str], reason: str = "", by: str = "") -> BatchRow:
        """Decide that ids are one; see `graph.store.deciding.merge`."""
        return deciding.merge(self._adapter, [ids], reason=reason, by=by)

    def unmerge(self, number: int, by: str = "") -> BatchRow:
        """Take back a merge; see `graph.store.deciding.unmerge`."""
        return deciding.unmerge(self._adapter, number, by=by)

    def erase(self, id_: str, by: str = "") -> BatchRow:
        """Take an id out of present, past and claims; see `graph.store.deciding.erase`."""
        return deciding.erase(self._adapter, id_, by=by)

    def shown_as(self, ids: Iterable[str]) -> dict[str, str]:
        """Return under which id each of these is shown now."""
        with self._adapter.reading() as tx:
            who = aliases(tx.merges())
        return {id_: who.of(id_) for id_ in ids}

    def merged_by(self, a: str, b: str) -> int:
        """Return the batch since which two ids are one; 0 where they are not."""
        with self._adapter.reading() as tx:
            standing = [merge for merge in tx.merges() if not merge.closed]
        for number in sorted({merge.batch for merge in standing}):
            who = aliases(merge for merge in standing if merge.batch <= number)
            if who.of(a) == who.of(b):
                return number
        return 0

    def merged(self, known_at: str | None = None) -> dict[str, tuple[str, ...]]:
        """Return the ids that others are, or were at a moment, merged into, each with all that are one with it."""
        with self._adapter.reading() as tx:
            who = aliases(tx.merges()) if known_at is None else known.Moment(tx, known_at).who
        return who.members

    # acts and models

    def act(self, act: Act) -> Act:
        """Keep an act on a finding and return it with its time."""
        with self._adapter.writing() as tx:
            stamped = act.model_copy(update={"at": bookkeeping.moment(tx.batches(), tx.acts())})
            tx.put_acts([stamped])
        return stamped

    def acts(self, until: str | None = None) -> list[Act]:
        """Return the acts in the order they were made, those up to a moment of known time if one is given."""
        with self._adapter.reading() as tx:
            acts = sorted(tx.acts(), key=lambda act: act.at)
        return [act for act in acts if until is None or act.at <= known.instant(until)]

    def models(self, name: str) -> list[tuple[str, str]]:
        """Return the versions of a model as `(time it was kept, text)`, the oldest first."""
        with self._adapter.reading() as tx:
            prefix = f"model:{name}:"
            return [
                (key[len(prefix) :], tx.get(key) or "") for key in sorted(tx.keys()) if key.startswith(prefix)
            ]

    def keep_model(self, name: str, text: str) -> str:
        """Keep a new version of a model and return its time; earlier ones stay."""
        with self._adapter.writing() as tx:
            at = bookkeeping.moment(tx.batches())
            tx.set(f"model:{name}:{at}", text)
        return at

    # whole

    def backup(self) -> Iterator[bytes]:
        """Yield the lines of a backup."""
        return dump.backup(self._adapter)

    def restore(self, lines: Iterable[bytes]) -> int:
        """Fill this empty store from a backup."""
        return dump.restore(self._adapter, lines)

    def close(self) -> None:
        """Let go of the database."""
        self._adapter.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
