"""Spellings of the bodies that publish or receive aid, gathered by hand: one spelling a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Actor, Rank, Source, name_key
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.formats.table_rows import BadCell, Columns, each_row, places_of, table_with
from ingest.identifiers import identifier
from ingest.persons import person_kind
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_NAMES = {
    "key": "org_key", "name": "canonical_name", "spelling": "variant", "scope": "scope", "number": "iati_id",
    "skip": "skip",
}  # fmt: skip


class IatiNames:
    """A body bears its canonical name, its other spellings are other names; a row marked to be skipped names none.

    A spelling under several bodies tells none of them: it is refused, save where it is the body's canonical name.
    """

    name = "iati-names"
    title = "spellings of bodies in aid data (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has these columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the collection as the source."""
        return Source(name="iati-names", rank=Rank.COLLECTION, title="Spellings of bodies in aid data")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as its body with this spelling among its names; the table is read twice."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of spellings; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("name", "spelling"))
        known = _Known(columns)
        yield from each_row(columns, lambda line: _spelling(columns, line, known))


def _table(upload: Upload) -> Table | None:
    return table_with(upload, _NAMES, _NAMES)


class _Known:
    """What the rows of one body say together, and which bodies bear a spelling."""

    def __init__(self, columns: Columns) -> None:
        self.identifiers: dict[str, set[str]] = defaultdict(set)
        self.bodies: dict[str, dict[str, str]] = defaultdict(dict)
        """By the key of a spelling or name: the bodies that bear it, key to canonical name."""
        for line, wrong in columns.lines():
            if wrong is None and not columns.text(line, "skip"):
                key, name = columns.text(line, "key"), columns.text(line, "name")
                if number := identifier(columns.text(line, "number")):
                    self.identifiers[key].add(number)
                for text in (name, columns.text(line, "spelling")):
                    self.bodies[name_key(text)][key] = name


def _spelling(columns: Columns, line: Line, known: _Known) -> RowOf:
    if skip := columns.text(line, "skip"):
        raise BadCell("skip", skip, "the row is marked to be skipped")
    name, spelling = columns.needed(line, "name"), columns.text(line, "spelling")
    bearers = known.bodies[name_key(spelling)]
    if len(bearers) > 1 and name_key(spelling) != name_key(name):
        of = " and ".join(sorted({*bearers.values()}))
        raise BadCell(
            "variant", spelling, f"the spelling stands under several bodies ({of}); keep it under one"
        )
    numbers = tuple(sorted(known.identifiers[columns.text(line, "key")]))
    try:
        actor = body(name, country=NOWHERE, language="en", identifiers=numbers, is_body=bool(numbers))
    except NaturalPerson:
        return RowOf(line.number, left_out=1)
    if not numbers and spelling and person_kind(spelling):
        return RowOf(line.number, (actor,), left_out=1)
    return RowOf(line.number, (_also(actor, spelling),))


def _also(actor: Actor, spelling: str) -> Actor:
    also = {*actor.also, spelling} - {"", *actor.name.values()}
    return actor.model_copy(update={"also": tuple(sorted(also))})
