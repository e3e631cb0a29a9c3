"""Pair the columns of a table with the fields of one kind of record: score every pair, take the surest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.contacts import contact_columns
from ingest.fields import Field, Kind, Shape
from ingest.proposal.headers import HeaderMatch, matches
from ingest.proposal.values import LOOKED_AT, fit, is_written_day, tells
from ingest.reading.tables import Table, text_of

SURE = 0.9
"""Confidence from which a column is taken for what it is proposed to be without a person's look."""
USED = 0.65
"""Confidence from which a column is used where what a row needs is sure; below it is only suggested."""
_FITS = 0.8
"""Share of cells that must look like the field's."""
_WRITTEN = (Shape.DAY, Shape.LAST_DAY, Shape.SUM)
_FITS_EXACT = 0.5
"""The same where the header says the very word: cells that do not look so are wrong, and are told as such."""
_EMPTY = 0.9
_LONGEST = 400
"""Letters of a cell that are looked at."""
_DOUBTED = 0.6
"""The most that a header counts for whose cells look otherwise: the column would cost rows, and is not used."""
_BOTH = 0.05
"""What cells add to a header that says a field only nearly."""
_DAYS = 0.9


class Pair(NamedTuple):
    """A column taken for a field: how sure, by which key of the mapping, where, why, in which languages it says so."""

    confidence: float
    field: Field
    key: str
    column: int
    why: str
    languages: frozenset[str]


class Pairing:
    """The surest pairs of one kind's fields and a table's columns; `contacts` are the columns that are never paired."""

    def __init__(self, table: Table, about: Kind) -> None:
        self.table, self.kind = table, about
        self._cells = [_spread(table.column(at)) for at in range(len(table.header))]
        self._said = [
            matches(about.name, header) or (matches(about.name, own) if own != header else [])
            for header, own in zip(table.header, table.own_names, strict=True)
        ]
        self.contacts = self._contacts()
        self.pairs = self._chosen()

    @property
    def used(self) -> list[Pair]:
        """The pairs that a mapping would use."""
        return [pair for pair in self.pairs if pair.confidence >= USED]

    def lacks(self) -> list[Field]:
        """Return the needed fields that no column surely holds."""
        sure = {pair.field.name for pair in self.pairs if pair.confidence >= SURE}
        return [field for field in self.kind.needed if field.name not in sure]

    def cells(self, *shapes: Shape) -> list[str]:
        """Return cells of the used columns of fields that look so."""
        return [cell for pair in self.used if pair.field.shape in shapes for cell in self._cells[pair.column]]

    def column(self, pair: Pair) -> tuple[str, Sequence[str]]:
        """Return the name and some cells of a pair's column."""
        return self.table.header[pair.column], self._cells[pair.column]

    def _contacts(self) -> frozenset[int]:
        """Return the columns of contact data; a personal name where the header says a body is a natural person's."""
        bodies = [
            at for at, said in enumerate(self._said)
            if any(one.exact and self.kind.by_name[one.key].shape is Shape.BODIES for one in said)
        ]  # fmt: skip
        rows = [[text_of(cell) for cell in line.cells] for line in self.table.sample]
        return contact_columns(self.table.header, rows, bodies)

    def _chosen(self) -> list[Pair]:
        """Return the surest pairs, each column once, and each field once unless headers say that several hold it."""
        order = {field.name: at for at, field in enumerate(self.kind.fields)}
        ranked = sorted(self._all(), key=lambda pair: (-pair.confidence, order[pair.field.name], pair.column))
        chosen: list[Pair] = []
        columns: set[int] = set()
        keys: set[str] = set()
        for pair in ranked:
            taken = pair.key in keys and not (pair.field.several and pair.languages)
            if pair.column not in columns and not taken:
                columns.add(pair.column)
                keys.add(pair.key)
                chosen.append(pair)
        there = {pair.field.name for pair in chosen if pair.confidence >= USED}
        return [pair for pair in chosen if not pair.field.beside or pair.field.beside in there]

    def _all(self) -> Iterator[Pair]:
        for at in range(len(self.table.header)):
            if at in self.contacts:
                continue
            for said in self._said[at]:
                yield self._by_header(at, said)
            if not any(said.exact for said in self._said[at]):
                yield from self._by_cells(at)
        yield from self._days()

    def _by_header(self, at: int, said: HeaderMatch) -> Pair:
        field = self.kind.by_name[said.key]
        fits = fit(field, self.table.header[at], self._cells[at])
        confidence, why = said.confidence, "its name" if said.exact else "nearly its name"
        if fits is not None and fits < (_FITS_EXACT if said.exact and field.shape in _WRITTEN else _FITS):
            confidence = min(confidence * (0.3 + 0.6 * fits), _DOUBTED)
            why += f", but only {fits:.0%} of its cells look so"
        elif fits is not None and not said.exact:
            confidence += _BOTH
            why += ", and its cells"
        elif not self._cells[at]:
            confidence *= _EMPTY
            why += ", but it is empty"
        return Pair(confidence, field, said.key, at, why, said.languages)

    def _by_cells(self, at: int) -> Iterator[Pair]:
        for field in self.kind.fields:
            if told := tells(field, self._cells[at]):
                yield Pair(told[0], field, field.name, at, f"its cells: {told[1]}", frozenset())

    def _days(self) -> Iterator[Pair]:
        """Yield what columns of days whose names say nothing may be: the first the start, the next the end."""
        silent = [
            at for at, cells in enumerate(self._cells)
            if at not in self.contacts and not self._said[at] and len(cells) > 2
            and sum(map(is_written_day, cells)) >= _DAYS * len(cells)
        ]  # fmt: skip
        fields = [field for field in self.kind.fields if field.shape in (Shape.DAY, Shape.LAST_DAY)]
        for at, field in zip(silent, fields, strict=False):
            yield Pair(0.6 if len(silent) > 1 else 0.5, field, field.name, at, "its cells: days", frozenset())


def _spread(cells: Sequence[str]) -> Sequence[str]:
    """Return some cells of a column, from its first to its last, long ones cut."""
    return [cell[:_LONGEST] for cell in cells[:: max(1, len(cells) // LOOKED_AT)]]
