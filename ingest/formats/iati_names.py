"""Spellings of the bodies that publish or receive aid, gathered by hand: one spelling a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.formats.table_rows import BadCell, Columns, places_of
from ingest.identifiers import identifier
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf

_COLUMNS = ("org_key", "canonical_name", "variant", "scope", "iati_id", "skip")


class IatiNames:
    """A body bears its canonical name, its other spellings are other names; a row marked to be skipped names none."""

    name = "iati-names"
    title = "spellings of bodies in aid data (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has these columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        return Source(name="iati-names", rank=Rank.COLLECTION, title="Spellings of bodies in aid data")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as its body with this spelling among its names."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of spellings; nothing was loaded.")
        names = ("canonical_name", "variant")
        columns = Columns(table, places_of(table, {name: name for name in _COLUMNS}), names)
        known = _identifiers(columns)
        for line, wrong in columns.lines():
            try:
                yield RowOf(line.number, rejected=wrong) if wrong else _spelling(columns, line, known)
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)
            except ValueError as problem:
                yield RowOf(line.number, rejected=Rejected("", "", str(problem).splitlines()[0]))


def _table(upload: Upload) -> Table | None:
    return next(
        (t for t in upload.tables if len(places_of(t, {name: name for name in _COLUMNS})) == len(_COLUMNS)),
        None,
    )


def _identifiers(columns: Columns) -> dict[str, tuple[str, ...]]:
    """Return the identifiers of each body, by its key: only some of its rows tell them."""
    found: dict[str, set[str]] = defaultdict(set)
    for line, wrong in columns.lines():
        if wrong is None and (one := identifier(columns.text(line, "iati_id"))):
            found[columns.text(line, "org_key")].add(one)
    return {key: tuple(sorted(some)) for key, some in found.items()}


def _spelling(columns: Columns, line: Line, known: dict[str, tuple[str, ...]]) -> RowOf:
    if columns.text(line, "skip"):
        return RowOf(
            line.number,
            rejected=Rejected("skip", columns.text(line, "skip"), "the row is marked to be skipped"),
        )
    try:
        actor = body(
            columns.needed(line, "canonical_name"),
            country=NOWHERE,
            language="en",
            identifiers=known.get(columns.text(line, "org_key"), ()),
        )
    except NaturalPerson:
        return RowOf(line.number, left_out=1)
    spelling = columns.text(line, "variant")
    also = {*actor.also, spelling} - {"", *actor.name.values()}
    return RowOf(line.number, (actor.model_copy(update={"also": tuple(sorted(also))}),))
