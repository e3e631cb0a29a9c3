"""Finnish research bodies and funders with their codes and their names in Finnish, Swedish and English."""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Actor, Rank, Sector, Source, entity_id
from ingest.formats.table_rows import BadCell, Columns, places_of
from ingest.identifiers import identifier
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import Rejected, RowOf
from ingest.sectors import sector_of

_COLUMNS = ("org_name_fi", "org_name_en", "org_name_sv", "org_code", "unit_sub_code", "unit_name")


class FiResearchBodies:
    """One body or unit a row; a unit is its body, so that its row says the body again."""

    name = "fi-research-bodies"
    title = "names of Finnish research bodies (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has these columns."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the list as the source."""
        return Source(name="fi-research-bodies", rank=Rank.REGISTER, title="Names of Finnish research bodies")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as the body that it names."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} lacks the columns of research bodies; nothing was loaded.")
        columns = Columns(table, places_of(table, {name: name for name in _COLUMNS}))
        for line, wrong in columns.lines():
            try:
                yield (
                    RowOf(line.number, rejected=wrong)
                    if wrong
                    else RowOf(line.number, (_body(columns, line),))
                )
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)
            except ValueError as problem:
                yield RowOf(line.number, rejected=Rejected("org_code", "", str(problem).splitlines()[0]))


def _table(upload: Upload) -> Table | None:
    return next(
        (t for t in upload.tables if len(places_of(t, {name: name for name in _COLUMNS})) == len(_COLUMNS)),
        None,
    )


def _body(columns: Columns, line: Line) -> Actor:
    """Return a body; its code is a business id where it passes that rule, else the research administration's own."""
    code = columns.needed(line, "org_code")
    business = identifier(f"{code[:-1]}-{code[-1]}", "fi") if len(code) == 8 else None
    fi = columns.needed(line, "org_name_fi")
    names = {"fi": fi, **{key: columns.text(line, f"org_name_{key}") for key in ("sv", "en")}}
    guess = sector_of(fi)
    return Actor(
        id=f"actor:{business}" if business else entity_id("actor", "fi-research", code),
        name={key: name for key, name in names.items() if name and (key == "fi" or name != fi)},
        business_id=business.removeprefix("fi:") if business else None, country="FI",
        identifiers=(business or f"fi-research:{code}",), sector=Sector(guess.sector) if guess else None,
        sector_basis="inferred" if guess else None, legal_form=guess.legal_form if guess else None,
    )  # fmt: skip
