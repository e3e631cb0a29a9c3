"""Resolve a store: what is one is merged, in one batch that can be undone; what may be one waits in the queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.errors import UsageError
from graph.records import Act, ActKind, Role, TieKind, Verdict, kind_of
from graph.records.claims import RESOLUTION
from graph.records.findings import finding_id
from graph.store import Store
from graph.store.port import Row, Standing
from ingest.resolution import actors, projects
from ingest.resolution.queue import PREFIX, answers, keep_queue, leave_queue
from ingest.resolution.resolving import Problem, Resolved, resolved

KINDS = ("actor", "project")
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

    @property
    def merged(self) -> int:
        """How many ids are one with another that was there."""
        return sum(len(group) - 1 for found in self.kinds.values() for group in found.groups)


def find(
    store: Store, kinds: Sequence[str] = KINDS, *, engine: str = "duckdb", only_new: bool = False
) -> Resolution:
    """Return what is one and what may be, without changing the store.

    With `only_new`, only what was loaded since the last resolution is compared with the rest.
    """
    found: dict[str, Resolved] = {}
    for kind in sorted(kinds):  # actors first: whose projects they are helps to know the projects
        bodies = found["actor"].groups if "actor" in found else ()
        found[kind] = _found(store, kind, engine, only_new=only_new, bodies=bodies)
    ids = {id_ for one in found.values() for group in one.groups for id_ in group}
    ids |= {id_ for one in found.values() for pair in one.unsure for id_ in (pair.a, pair.b)}
    return Resolution(found, store.names(sorted(ids)))


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
    unsure = [pair for one in found.kinds.values() for pair in one.unsure]
    keep_queue(store, unsure, list(found.kinds), whole=not only_new, note=REASON, by=by)
    return replace(found, batch=batch)


def decide(store: Store, a: str, b: str, answer: Verdict, *, reason: str = "", by: str = "") -> int | None:
    """Keep what a person says of two ids, and return the batch that merged them; None unless the answer is `same`."""
    if kind_of(a) != kind_of(b) or kind_of(a) not in KINDS or a == b:
        raise UsageError("Two ids of actors, or two of projects, can be one.")
    low, high = sorted((a, b))
    store.entry(low), store.entry(high)
    batch = (
        store.merge([low, high], reason=reason or _ANSWERED, by=by).number if answer is Verdict.SAME else None
    )
    store.act(
        Act(finding=finding_id(PREFIX, low, high), kind=ActKind.VERDICT, value=answer, note=reason, by=by,
            members=(low, high))
    )  # fmt: skip
    if answer is not Verdict.UNSURE:
        leave_queue(store, low, high, note=_ANSWERED, by=by)
    return batch


def apart(store: Store) -> list[tuple[str, str]]:
    """Return the pairs of which a person said last that they are two, by the ids under which they are shown now."""
    return [(two.a, two.b) for two, answer in answers(store).items() if answer is Verdict.DIFFERENT]


def _found(
    store: Store, kind: str, engine: str, *, only_new: bool, bodies: Iterable[tuple[str, ...]]
) -> Resolved:
    rows, joined = _rows(store, kind)
    fresh = None
    if only_new:
        done = (row.number for row in store.batches() if row.kind in _KINDS_OF_BATCH and row.note == REASON)
        since = max(done, default=0)
        fresh = [row.id for row in rows if row.batch > since]
        if not fresh:
            return Resolved((), ())
    if len(rows) < 2:
        return Resolved((), ())
    return resolved(
        _problem(store, kind, rows, bodies), fresh=fresh, joined=joined, apart=apart(store), engine=engine
    )


def _problem(store: Store, kind: str, rows: Sequence[Row], same: Iterable[tuple[str, ...]]) -> Problem[Any]:
    """Return a kind as a problem; for projects `same` are actors found to be one, which are not merged yet."""
    if kind == "actor":
        return actors.problem_of(rows)
    bodies, joined = _rows(store, "actor")
    names = {one.id: one.names for one in map(actors.named, bodies)}
    for group in (*joined, *same):
        every = tuple(dict.fromkeys(name for id_ in group for name in names.get(id_, ())))
        names |= dict.fromkeys(group, every)
    return projects.problem_of(rows, _bodies(store, names))


def _rows(store: Store, kind: str) -> tuple[list[Row], list[tuple[str, ...]]]:
    """Return each id of a kind as its own sources say it, merged or not, and which are one already.

    The first of those that are one is the id under which they are shown.
    """
    rows = list(store.rows(kind))
    merged = store.merged()
    joined = [(row.id, *(id_ for id_ in merged[row.id] if id_ != row.id)) for row in rows if row.id in merged]
    if not joined:
        return rows, []
    said: dict[str, list[Standing]] = defaultdict(list)
    with store.reading() as tx:
        for claim in tx.claims([id_ for group in joined for id_ in group]):
            said[claim.id].append(claim)
    alone = [row for row in rows if row.id not in merged]
    return alone + [_row(said[id_]) for group in joined for id_ in group if id_ in said], [
        tuple(id_ for id_ in group if id_ in said) for group in joined
    ]


def _row(claims: Sequence[Standing]) -> Row:
    """Return what the sources say of one id: each field as one says it, all names."""
    fields: dict[str, Any] = {}
    names: set[str] = set()
    for claim in claims:
        fields = {**claim.fields, **fields}
        names |= {str(value) for key, value in claim.fields.items() if key.startswith("name_") and value}
        names |= {*actors.texts_of(claim.fields, "also")}
    batch = max(claim.batch for claim in claims)
    source = "|".join(sorted({claim.source for claim in claims}))
    return Row(claims[0].id, {**fields, "also": sorted(names)}, source, batch, batch)


def _bodies(store: Store, names: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[str, Sequence[str]]]]:
    """Return for each project its leads with their names; all that take part where no lead is told."""
    leads: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    with store.reading() as tx:
        for columns in tx.tie_columns(100_000):
            if columns.kind == TieKind.PARTICIPATES_IN:
                for a, b, role in zip(columns.a, columns.b, columns.role, strict=True):
                    (leads if role == Role.LEAD else others)[b].append(a)
    return {
        project: [(id_, names.get(id_, ())) for id_ in dict.fromkeys(leads.get(project) or others[project])]
        for project in {*leads, *others}
    }
