"""Take a snapshot: ask a store for columns, in slices of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from graph.records import KINDS, Fields, is_tie, kind_of
from graph.snapshot.snapshot import Snapshot

SLICE = 20_000
"""How many entities or ties a store is asked for at once."""


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def fields(self) -> Fields: ...
    @property
    def source(self) -> str: ...


class _RowOfEither(_Row, Protocol):
    """A row of an entity or, with both ends, of a tie."""

    @property
    def a(self) -> str: ...
    @property
    def b(self) -> str: ...


class _Ties(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def a(self) -> list[str]: ...
    @property
    def b(self) -> list[str]: ...
    @property
    def role(self) -> list[str]: ...
    @property
    def valid_from(self) -> list[str | None]: ...
    @property
    def valid_to(self) -> list[str | None]: ...
    @property
    def source(self) -> list[str]: ...


class Reader(Protocol):
    """What a snapshot needs of a store's transaction."""

    def rows(self, kind: str, size: int) -> Iterator[Sequence[_Row]]: ...
    def tie_columns(self, size: int) -> Iterator[_Ties]: ...


def take(reader: Reader, *, without: tuple[str, ...] = ("indicator",)) -> Snapshot:
    """Return the snapshot of all that a transaction sees, but for kinds in `without` and ties that end in them."""
    entities: list[tuple[str, Fields, str]] = []
    for kind in KINDS:
        if kind not in without:
            for rows in reader.rows(kind, SLICE):
                entities.extend((row.id, row.fields, row.source) for row in rows)
    known = {row[0] for row in entities}
    ties: list[tuple[str, str, str, str, str | None, str | None, str]] = []
    for slice_ in reader.tie_columns(SLICE):
        columns = zip(
            slice_.a, slice_.b, slice_.role, slice_.valid_from, slice_.valid_to, slice_.source, strict=True
        )
        ties.extend((slice_.kind, *column) for column in columns if column[0] in known and column[1] in known)
    return Snapshot.of(entities, ties)


def take_rows(rows: Iterable[_RowOfEither], *, without: tuple[str, ...] = ("indicator",)) -> Snapshot:
    """Return the snapshot of present rows, entities and ties together: for what was known at an earlier time."""
    entities: list[tuple[str, Fields, str]] = []
    ties: list[tuple[str, str, str, str, str | None, str | None, str]] = []
    for row in rows:
        fields = row.fields
        if is_tie(row.id):
            days = (_text(fields.get("valid_from")), _text(fields.get("valid_to")))
            ties.append((str(fields["kind"]), row.a, row.b, str(fields.get("role", "")), *days, row.source))
        elif kind_of(row.id) not in without:
            entities.append((row.id, fields, row.source))
    known = {row[0] for row in entities}
    return Snapshot.of(entities, [tie for tie in ties if tie[1] in known and tie[2] in known])


def _text(value: object) -> str | None:
    return str(value) if value else None
