"""Propose a mapping for a file's table: the kind of record whose fields its columns are most like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.fields import KIND_NAMES, kind
from ingest.kinds.row import Setting
from ingest.mapping import Mapping
from ingest.proposal.headers import PART, plain
from ingest.proposal.pairing import USED, Pairing
from ingest.proposal.setting import setting_of
from ingest.reading import Upload
from ingest.reading.tables import Table
from ingest.rejects import list_of

_SUGGESTED = 0.25
"""Confidence below which nothing is said of a column."""
_FEWEST, _SHARE = 5, 0.25
"""Used columns that are enough in any table, and the share of columns that is enough in a narrow one."""
_MARGIN = 0.5
"""By how much one kind of record must beat the next."""
_OWN_NAME, _TOLD_BY_FILE, _LACKING = 3.0, 2.0, 2.0
"""What a column of the thing's very name adds to a kind, what the names of file and sheet add, what a lack takes."""
_MOST_COLUMNS, _MOST_SHEETS = 300, 12
_CONTACT = "contact data of people; never loaded"
_NOTHING = "no field is like it"


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column is taken for: a field ("" none), how sure (0–1) and why, and whether it is used so."""

    column: str
    field: str
    confidence: float
    why: str
    used: bool


@dataclass(frozen=True)
class Proposal:
    """A mapping that nobody has looked at yet; `doubts` are the sentences that say what it is not sure of."""

    kind: str
    sheet: str
    columns: tuple[ColumnGuess, ...]
    setting: Setting
    doubts: tuple[str, ...]
    score: float
    other_sheets: tuple[str, ...] = ()
    """Sheets of the workbook that hold tables too, and are not read by it."""

    @property
    def sure(self) -> bool:
        """Whether it may be used without a person's look."""
        return not self.doubts

    @property
    def mapping(self) -> Mapping:
        """The mapping of the columns that are used."""
        found: dict[str, tuple[str, ...]] = {}
        for guess in self.columns:
            if guess.used:
                found[guess.field] = (*found.get(guess.field, ()), guess.column)
        return Mapping(found, self.kind, self.sheet, setting=self.setting)


def propose(upload: Upload, called: str = "") -> Proposal | None:
    """Return the best proposal for a file's tables; None where it holds no table or no column is like any field.

    Codes that no authority gave are named after what the list is `called`, else after the file.
    """
    name = called or list_of(upload.path.stem)
    tables = [table for table in upload.tables if table.has_rows and 1 < len(table.header) <= _MOST_COLUMNS]
    found = [one for table in tables[:_MOST_SHEETS] if (one := propose_table(table, name))]
    if not found:
        return None
    best = max(found, key=lambda one: (one.sure, one.score))  # the first of equals
    return replace(best, other_sheets=tuple(table.name for table in tables if table.name != best.sheet))


def propose_table(table: Table, file_name: str = "") -> Proposal | None:
    """Return the proposal for one table; None where no column is like any field."""
    names = {*plain(f"{file_name} {table.name}").split()}
    tried = [Pairing(table, kind(name)) for name in KIND_NAMES]
    scores = {id(one): _score(one, names) for one in tried}
    best, second = sorted(tried, key=lambda one: -scores[id(one)])[:2]
    if not any(pair.confidence >= _SUGGESTED for pair in best.pairs):
        return None
    doubts = [*_doubts(best)]
    if not doubts and not second.lacks() and scores[id(best)] - scores[id(second)] < _MARGIN:
        doubts.append(f"its rows may be {best.kind.name} or {second.kind.name}")
    setting = setting_of(best, file_name)
    return Proposal(
        best.kind.name, table.name, tuple(_guesses(best)), setting, tuple(doubts), scores[id(best)]
    )


def _score(pairing: Pairing, names: set[str]) -> float:
    score = sum(pair.confidence for pair in pairing.used) - _LACKING * len(pairing.lacks())
    if any(pair.field is pairing.kind.needed[0] and pair.confidence >= PART for pair in pairing.used):
        score += _OWN_NAME
    return score + _TOLD_BY_FILE * bool(pairing.kind.words & names)


def _doubts(pairing: Pairing) -> Iterator[str]:
    """Yield why a proposal should not be used without a person's look."""
    for field in pairing.lacks():
        near = next((pair for pair in pairing.pairs if pair.field is field), None)
        what = field.label["en"].lower()
        if near is None:
            yield f"no column seems to hold the {what}"
        else:
            header = pairing.table.header[near.column][:60]
            yield f"column {header!r} may hold the {what} ({near.confidence:.2f}: {near.why})"
    used, columns = len(pairing.used), len(pairing.table.header) - len(pairing.contacts)
    if used < 2 or (used < _FEWEST and used < columns * _SHARE):
        yield f"only {used} of {columns} columns are like those of {pairing.kind.name}"


def _guesses(pairing: Pairing) -> Iterator[ColumnGuess]:
    """Yield what each column is taken for, in the order of the columns."""
    by_column = {pair.column: pair for pair in pairing.pairs if pair.confidence >= _SUGGESTED}
    for at, header in enumerate(pairing.table.header):
        pair = by_column.get(at)
        if pair:
            used = pair.confidence >= USED
            yield ColumnGuess(header, pair.key, round(pair.confidence, 2), pair.why, used)
        else:
            yield ColumnGuess(header, "", 0.0, _CONTACT if at in pairing.contacts else _NOTHING, False)
