"""Resolve a store: what is one is merged, in one batch that can be undone; what may be one waits for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import UsageError
from graph.records import Act, ActKind, Role, TieKind, Verdict, kind_of
from graph.records.findings import finding_id
from graph.store import Store
from graph.store.port import Row
from ingest.resolution import actors, projects
from ingest.resolution.resolving import Problem, Resolved, resolved

KINDS = ("actor", "project")
_PREFIX = "identity"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of it: for each kind which ids are one and which may be; the batch that merged them, None for none."""

    kinds: dict[str, Resolved]
    batch: int | None = None

    @property
    def merged(self) -> int:
        """How many ids are one with another that was there."""
        return sum(len(group) - 1 for found in self.kinds.values() for group in found.groups)


def find(store: Store, kinds: Sequence[str] = KINDS, *, engine: str = "duckdb", only_new: bool = False) -> Resolution:
    """Return what is one and what may be, without changing the store.

    With `only_new`, only what was loaded since the last resolution is compared with the rest.
    """
    return Resolution({kind: _found(store, kind, engine, only_new=only_new) for kind in kinds})


def resolve(
    store: Store, kinds: Sequence[str] = KINDS, *, engine: str = "duckdb", only_new: bool = False, by: str = ""
) -> Resolution:
    """Merge what is one, in one batch, actors before projects; return what was found."""
    found: dict[str, Resolved] = {}
    groups: list[tuple[str, ...]] = []
    for kind in sorted(kinds):
        found[kind] = _found(store, kind, engine, only_new=only_new)
        groups += found[kind].groups
    batch = store.merge_all(groups, reason="resolution", by=by).number if groups else None
    return Resolution(found, batch)


def decide(store: Store, a: str, b: str, answer: Verdict, *, reason: str = "", by: str = "") -> int | None:
    """Keep what a person says of two ids; `same` merges them. Return the batch of the merge, None where there is none."""
    if kind_of(a) != kind_of(b) or kind_of(a) not in KINDS or a == b:
        raise UsageError("Two ids of actors, or two of projects, can be one.")
    low, high = sorted((a, b))
    store.entry(low), store.entry(high)
    batch = store.merge([low, high], reason=reason or "a person's answer", by=by).number if answer is Verdict.SAME else None
    store.act(
        Act(finding=finding_id(_PREFIX, low, high), kind=ActKind.VERDICT, value=answer, note=reason, by=by,
            members=(low, high))
    )  # fmt: skip
    return batch


def apart(store: Store) -> list[tuple[str, str]]:
    """Return the pairs of which a person said last that they are two, by the ids under which they are shown now."""
    last = {act.finding: act for act in store.acts() if act.finding.startswith(f"{_PREFIX}:") and len(act.members) == 2}
    pairs = [act.members for act in last.values() if act.value == Verdict.DIFFERENT]
    shown = store.shown_as({id_ for pair in pairs for id_ in pair})
    return [(shown.get(a, a), shown.get(b, b)) for a, b in pairs]


def _found(store: Store, kind: str, engine: str, *, only_new: bool) -> Resolved:
    rows = _rows(store, kind)
    fresh = None
    if only_new:
        since = max((row.number for row in store.batches() if row.kind == "merge" and row.note == "resolution"), default=0)
        fresh = [row.id for row in rows if row.batch > since]
        if not fresh:
            return Resolved((), ())
    if len(rows) < 2:
        return Resolved((), ())
    return resolved(_problem(store, kind, rows), fresh=fresh, apart=apart(store), engine=engine)


def _problem(store: Store, kind: str, rows: Sequence[Row]) -> Problem:
    if kind == "actor":
        return actors.problem_of(rows)
    names = {one.id: one.names for one in map(actors.named, _rows(store, "actor"))}
    return projects.problem_of(rows, _bodies(store, names))


def _rows(store: Store, kind: str) -> list[Row]:
    """Return the present of a kind; what several ids merged into has the names that each of them has."""
    rows = list(store.rows(kind))
    merged = store.merged()
    of_merged = [id_ for row in rows for id_ in merged.get(row.id, ())]
    if not of_merged:
        return rows
    said: dict[str, set[str]] = defaultdict(set)
    identifiers: dict[str, set[str]] = defaultdict(set)
    with store.reading() as tx:
        shown = {id_: survivor for survivor, members in merged.items() for id_ in members}
        for claim in tx.claims(of_merged):
            at = shown[claim.id]
            said[at] |= {str(v) for k, v in claim.fields.items() if k.startswith("name_") and v}
            said[at] |= {str(one) for one in claim.fields.get("also") or ()}
            identifiers[at] |= {str(one) for one in claim.fields.get("identifiers") or ()}
    return [
        replace_fields(row, also=sorted(said[row.id]), identifiers=sorted(identifiers[row.id])) if row.id in said else row
        for row in rows
    ]


def replace_fields(row: Row, **fields: object) -> Row:
    """Return a row with other fields."""
    return row._replace(fields={**row.fields, **fields})


def _bodies(store: Store, names: dict[str, Sequence[str]]) -> dict[str, list[tuple[str, Sequence[str]]]]:
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
