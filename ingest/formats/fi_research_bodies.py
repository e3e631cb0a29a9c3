"""Finnish research bodies and funders with their codes, their units and their names in Finnish, Swedish and English."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Actor, Rank, Sector, Source, entity_id
from ingest.formats.table_rows import Columns, each_row, places_of, table_with
from ingest.identifiers import identifier
from ingest.persons import person_kind
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf
from ingest.sectors import sector_of

_NAMES = {
    "fi": "org_name_fi", "sv": "org_name_sv", "en": "org_name_en", "code": "org_code", "unit_code": "unit_sub_code",
    "unit": "unit_name",
}  # fmt: skip


class FiResearchBodies:
    """One body or unit a row. A unit is no body of its own: it is another name of its body, after the body's own.

    A name in another language that only repeats the Finnish one is no name in that language.
    """

    name = "fi-research-bodies"
    title = "names of Finnish research bodies (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has these columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the list as the source."""
        return Source(name="fi-research-bodies", rank=Rank.REGISTER, title="Names of Finnish research bodies")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as the body that it names, or whose unit it names."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of research bodies; nothing was loaded.")
        columns = Columns(table, places_of(table, _NAMES), ("fi", "sv", "en", "unit"))
        yield from each_row(columns, lambda line: _row(columns, line))


def _table(upload: Upload) -> Table | None:
    return table_with(upload, _NAMES, _NAMES)


def _row(columns: Columns, line: Line) -> RowOf:
    actor, unit = _body(columns, line), columns.text(line, "unit")
    if not unit:
        return RowOf(line.number, (actor,))
    if person_kind(unit):
        return RowOf(line.number, (actor,), left_out=1)
    return RowOf(line.number, (actor.model_copy(update={"also": (f"{actor.name['fi']}, {unit}",)}),))


def _body(columns: Columns, line: Line) -> Actor:
    """Return a body; its code is a business id where it passes that rule, else the research administration's own."""
    code, fi = columns.needed(line, "code"), columns.needed(line, "fi")
    business = identifier(f"{code[:-1]}-{code[-1]}", "fi") if len(code) == 8 else None
    names = {"fi": fi, **{key: columns.text(line, key) for key in ("sv", "en")}}
    guess = sector_of(fi)
    return Actor(
        id=f"actor:{business}" if business else entity_id("actor", "fi-research", code),
        name={key: name for key, name in names.items() if name and (key == "fi" or name != fi)},
        business_id=business.removeprefix("fi:") if business else None, country="FI",
        identifiers=(business or f"fi-research:{code}",), sector=Sector(guess.sector) if guess else None,
        sector_basis="inferred" if guess else None, legal_form=guess.legal_form if guess else None,
    )  # fmt: skip
