"""Resolve a store: what is one is merged, in one batch that can be undone; what may be one waits in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.errors import UsageError
from graph.records import Act, ActKind, Verdict, kind_of
from graph.records.claims import RESOLUTION
from graph.records.entities import display_name
from graph.records.findings import finding_id
from graph.store import BatchRow, Store
from ingest.resolution.queue import PREFIX, apart, keep_answer, keep_queue, undecided
from ingest.resolution.resolving import MayBe, Resolved, resolved
from ingest.resolution.subjects import KINDS, Subjects, Unwritten

REASON = "resolution"
"""The note of the batches that this writes."""
_KINDS_OF_BATCH = ("merge", RESOLUTION)
_ANSWERED = "a person's answer"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of it: for each kind which ids are one and which may be; the batch that merged them, None for none."""

    kinds: dict[str, Resolved]
    names: dict[str, str]
    """Of every id in them."""
    batch: int | None = None
    queue_batch: int | None = None
    """The batch that keeps which pairs are unsure, None where that did not change."""

    @property
    def merged(self) -> int:
        """How many ids are one with another that was there."""
        return sum(len(group) - 1 for found in self.kinds.values() for group in found.groups)

    @property
    def unsure(self) -> list[MayBe]:
        """All pairs that may be one, actors first, of each kind the most probable first."""
        return [pair for kind in sorted(self.kinds) for pair in self.kinds[kind].unsure]


def find(
    store: Store, kinds: Sequence[str] = KINDS, *, engine: str = "duckdb", only_new: bool = False
) -> Resolution:
    """Return what is one and what may be, without changing the store.

    With `only_new`, only what was loaded since the last resolution is compared with the rest.
    """
    subjects = Subjects(store)
    fresh = _loaded_since(store, subjects, kinds) if only_new else None
    found = _all_found(store, subjects, kinds, engine, fresh)
    return replace(found, names={**found.names, **store.names(sorted(found.names))})


def resolve(
    store: Store,
    kinds: Sequence[str] = KINDS,
    *,
    engine: str = "duckdb",
    only_new: bool = False,
    by: str = "",
) -> Resolution:
    """Merge what is one, in one batch, keep what is unsure in the queue, in another, and return what was found."""
    found = find(store, kinds, engine=engine, only_new=only_new)
    groups = [group for one in found.kinds.values() for group in one.groups]
    batch = store.merge_all(groups, reason=REASON, by=by).number if groups else None
    queue = keep_queue(store, found.unsure, list(found.kinds), whole=not only_new, note=REASON, by=by)
    return replace(found, batch=batch, queue_batch=queue)


def decide(store: Store, a: str, b: str, answer: Verdict, *, reason: str = "", by: str = "") -> int | None:
    """Keep what a person says of two ids, and return the batch that merged them; None unless the answer is `same`."""
    if kind_of(a) != kind_of(b) or kind_of(a) not in KINDS or a == b:
        raise UsageError("Two ids of actors, or two of projects, can be one.")
    low, high = sorted((a, b))
    store.entry(low), store.entry(high)
    if answer is not Verdict.SAME and len({*store.shown_as((low, high)).values()}) == 1:
        number = store.merged_by(low, high)
        raise UsageError(
            f"{low} and {high} are one since batch {number}: take that back with solmu undo {number}, then answer."
        )
    batch = (
        store.merge([low, high], reason=reason or _ANSWERED, by=by).number if answer is Verdict.SAME else None
    )
    store.act(
        Act(finding=finding_id(PREFIX, low, high), kind=ActKind.VERDICT, value=answer, note=reason, by=by,
            members=(low, high))
    )  # fmt: skip
    keep_answer(store, low, high, answer, note=_ANSWERED, by=by)
    return batch


def foreseen(store: Store | None, unwritten: Unwritten) -> Resolution:
    """Return what of these actors and projects, not in the store yet, is one with another or may be."""
    subjects = Subjects(store, unwritten)
    fresh = {kind: [row.id for row in rows] for kind, rows in unwritten.rows.items()}
    return _all_found(store, subjects, KINDS, "duckdb", fresh)


def _all_found(
    store: Store | None,
    subjects: Subjects,
    kinds: Sequence[str],
    engine: str,
    fresh: Mapping[str, Sequence[str]] | None,
) -> Resolution:
    found: dict[str, Resolved] = {}
    names: dict[str, str] = {}
    said_apart, said_undecided = (sorted(apart(store)), sorted(undecided(store))) if store else ([], [])
    for kind in sorted(kinds):  # actors first: whose projects they are helps to know the projects
        bodies = found["actor"].groups if "actor" in found else ()
        rows, joined = subjects.rows(kind)
        if len(rows) < 2 or (fresh is not None and not fresh[kind]):
            found[kind] = Resolved((), ())
            continue
        found[kind] = resolved(
            subjects.problem(kind, rows, bodies), fresh=None if fresh is None else fresh[kind], joined=joined,
            apart=said_apart, undecided=said_undecided, engine=engine,
        )  # fmt: skip
        named = {id_ for group in found[kind].groups for id_ in group}
        named |= {id_ for pair in found[kind].unsure for id_ in (pair.a, pair.b)}
        names |= {row.id: display_name(row.id, row.fields) for row in rows if row.id in named}
    return Resolution(found, names)


def is_resolved(store: Store) -> bool:
    """Return whether nothing was loaded since the store was last resolved."""
    batches = store.batches()
    last = _last_resolution(batches)
    return not any(row.kind == "import" and row.state == "done" and row.number > last for row in batches)


def _last_resolution(batches: Iterable[BatchRow]) -> int:
    """Return the number of the last batch of a resolution, 0 where there was none."""
    done = (row.number for row in batches if row.kind in _KINDS_OF_BATCH and row.note == REASON)
    return max(done, default=0)


def _loaded_since(store: Store, subjects: Subjects, kinds: Sequence[str]) -> dict[str, list[str]]:
    """Return by kind the ids of which something was loaded after the last resolution."""
    since = _last_resolution(store.batches())
    return {kind: [row.id for row in subjects.rows(kind)[0] if row.batch > since] for kind in kinds}
