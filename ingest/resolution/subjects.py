"""What is resolved: the actors and projects of a store, and of claims that are not in it yet, as problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.records import Claim, Role, TieKind, is_tie, kind_of
from graph.store import Store
from graph.store.port import Row, Standing
from ingest.resolution import actors, projects
from ingest.resolution.resolving import Problem

KINDS = ("actor", "project")
_TOWN = "region:fi-kunta:"
UNWRITTEN = 2**31
"""The batch of what no batch has written yet: later than any."""


@dataclass(slots=True)
class Unwritten:
    """Actors and projects of claims that a store does not hold, by kind, and who takes part in which project."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    """(actor, project, role)."""
    places: list[tuple[str, str]] = field(default_factory=list)
    """(actor, region)."""

    def add(self, claim: Claim, *, is_new: bool) -> None:
        """Take in a claim; of an id that the store knows only who takes part, and where it is, counts."""
        if is_tie(claim.id):
            if claim.fields.get("kind") == TieKind.PARTICIPATES_IN:
                self.parts.append(
                    (str(claim.fields["a"]), str(claim.fields["b"]), str(claim.fields.get("role", "")))
                )
            elif claim.fields.get("kind") == TieKind.LOCATED_IN:
                self.places.append((str(claim.fields["a"]), str(claim.fields["b"])))
        elif is_new and kind_of(claim.id) in KINDS:
            row = Row(claim.id, claim.fields, claim.source, UNWRITTEN, UNWRITTEN)
            self.rows[kind_of(claim.id)].append(row)

    def __len__(self) -> int:
        """How many actors and projects are new."""
        return sum(map(len, self.rows.values()))


class Subjects:
    """The actors and projects of a store, if there is one, with those not written yet; each kind is read once."""

    def __init__(self, store: Store | None, unwritten: Unwritten | None = None) -> None:
        self._store = store
        self._unwritten = unwritten or Unwritten()
        self._read: dict[str, tuple[list[Row], list[tuple[str, ...]]]] = {}

    def rows(self, kind: str) -> tuple[list[Row], list[tuple[str, ...]]]:
        """Return each id of a kind as its own sources say it, merged or not, and which are one already.

        The first of those that are one is the id under which they are shown.
        """
        if kind not in self._read:
            self._read[kind] = self._rows(kind)
        return self._read[kind]

    def _rows(self, kind: str) -> tuple[list[Row], list[tuple[str, ...]]]:
        new = self._unwritten.rows[kind]
        if self._store is None:
            return list(new), []
        rows = [*self._store.rows(kind), *new]
        merged = self._store.merged()
        joined = [
            (row.id, *(id_ for id_ in merged[row.id] if id_ != row.id)) for row in rows if row.id in merged
        ]
        if not joined:
            return rows, []
        said: dict[str, list[Standing]] = defaultdict(list)
        with self._store.reading() as tx:
            for claim in tx.claims([id_ for group in joined for id_ in group]):
                said[claim.id].append(claim)
        alone = [row for row in rows if row.id not in merged]
        return alone + [_row(said[id_]) for group in joined for id_ in group if id_ in said], [
            tuple(id_ for id_ in group if id_ in said) for group in joined
        ]

    def problem(self, kind: str, rows: Sequence[Row], same: Iterable[tuple[str, ...]]) -> Problem[Any]:
        """Return rows of a kind as a problem; for projects `same` are actors found to be one, not merged yet."""
        if kind == "actor":
            return actors.problem_of(rows, self._towns())
        bodies, joined = self.rows("actor")
        names = {one.id: one.names for one in map(actors.named, bodies)}
        for group in (*joined, *same):
            every = tuple(dict.fromkeys(name for id_ in group for name in names.get(id_, ())))
            names |= dict.fromkeys(group, every)
        return projects.problem_of(rows, self._bodies(names))

    def _towns(self) -> dict[str, set[str]]:
        """Return the towns in which bodies are, by the body's id."""
        found: dict[str, set[str]] = defaultdict(set)
        for id_, region in self._places():
            if region.startswith(_TOWN) and kind_of(id_) == "actor":
                found[id_].add(region)
        return found

    def _places(self) -> Iterable[tuple[str, str]]:
        if self._store is not None:
            with self._store.reading() as tx:
                for columns in tx.tie_columns(100_000):
                    if columns.kind == TieKind.LOCATED_IN:
                        yield from zip(columns.a, columns.b, strict=True)
        yield from self._unwritten.places

    def _bodies(self, names: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[str, Sequence[str]]]]:
        """Return for each project its leads with their names; all that take part where no lead is told."""
        leads: dict[str, list[str]] = defaultdict(list)
        others: dict[str, list[str]] = defaultdict(list)
        for actor, project, role in self._parts():
            (leads if role == Role.LEAD else others)[project].append(actor)
        return {
            project: [
                (id_, names.get(id_, ())) for id_ in dict.fromkeys(leads.get(project) or others[project])
            ]
            for project in {*leads, *others}
        }

    def _parts(self) -> Iterable[tuple[str, str, str]]:
        if self._store is not None:
            with self._store.reading() as tx:
                for columns in tx.tie_columns(100_000):
                    if columns.kind == TieKind.PARTICIPATES_IN:
                        yield from zip(columns.a, columns.b, columns.role, strict=True)
        yield from self._unwritten.parts


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
