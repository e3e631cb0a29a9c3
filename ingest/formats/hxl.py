"""HXL tables, humanitarian "who does what where": an ordinary table with a row of hashtags; one activity a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.bodies import NOWHERE
from ingest.formats.countries import country_code
from ingest.formats.table_rows import BadCell, Columns, people_by_project, project_key, row_of
from ingest.project_row import FUNDER, LEAD, PARTNER, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_ROLE = {"funder": FUNDER, "donor": FUNDER, "impl": LEAD, "partner": PARTNER, "prog": PARTNER}
"""What a body is by the attribute of its tag; #org alone is who does the work."""
_OLDER = {
    "period_date": "date",
    "activity_id": "activity+code",
    "subsector": "sector",
    "project": "activity+code",
}
"""Tags of 2014 and what they are called now."""


class Hxl:
    """The tags tell what a column is, whatever its header; a month without a year is no date."""

    name = "hxl"
    title = "an HXL table, who does what where (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has tags for a body and for where or what."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: such tables are shared by many."""
        return Source(
            name=f"hxl-{upload.path.name.partition('.')[0]}",
            rank=Rank.COLLECTION,
            title=f"HXL: {upload.name}",
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as an activity of its bodies, with its sector and places."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} has no row of HXL tags; nothing was loaded.")
        tags = [_tag(text) for text in table.tags]
        columns = Columns(table, {str(at): at for at in range(len(tags))})
        table.bodies = frozenset(at for at, (base, _) in enumerate(tags) if base == "org")
        people = people_by_project(_made(columns, tags))
        for line, wrong in columns.lines():
            if wrong is not None:
                yield RowOf(line.number, rejected=wrong)
                continue
            try:
                row = _activity(columns, tags, line)
            except BadCell as bad:
                yield RowOf(line.number, rejected=bad.rejected)
                continue
            yield row_of(line.number, row, people.get(project_key(row), ()))


_Tag = tuple[str, frozenset[str]]


def _tag(text: str) -> _Tag:
    """Return a tag's name and its attributes.

    >>> _tag("#org +funder"), _tag("#adm1")
    (('org', frozenset({'funder'})), ('adm1', frozenset()))
    """
    name, *attributes = text.strip().lstrip("#").replace(" ", "").casefold().split("+")
    if name in _OLDER:
        name, *more = _OLDER[name].split("+")
        attributes += more
    return name, frozenset(attributes)


def _table(upload: Upload) -> Table | None:
    for table in upload.tables:
        bases = {_tag(text)[0] for text in table.tags}
        if "org" in bases and bases & {"sector", "activity", "adm1", "country"}:
            return table
    return None


def _made(columns: Columns, tags: list[_Tag]) -> Iterator[ProjectRow]:
    for line, wrong in columns.lines():
        if wrong is None:
            try:
                yield _activity(columns, tags, line)
            except BadCell:
                continue


def _activity(columns: Columns, tags: list[_Tag], line: Line) -> ProjectRow:
    def texts(base: str, *attributes: str, without: tuple[str, ...] = ()) -> list[str]:
        return [
            text
            for at, (name, has) in enumerate(tags)
            if name == base
            and {*attributes} <= has
            and not has & {*without}
            and (text := columns.text(line, str(at)))
        ]

    bodies = [
        BodyRow(text, next((role for word, role in _ROLE.items() if word in has), LEAD))
        for at, (name, has) in enumerate(tags)
        if name == "org"
        and not has & {"code", "acronym", "type", "url"}
        and (text := columns.text(line, str(at)))
    ]
    sectors = texts("sector", without=("code",))
    activities = texts("activity", without=("code",))
    wheres = (
        texts("adm2", without=("code",))
        or texts("adm1", without=("code",))
        or texts("country", without=("code",))
    )
    name = next(iter(activities), "") or ", ".join([*sectors[:1], *wheres[:1]])
    if not name:
        raise BadCell("", "", "the row tells no activity, sector or place")
    country = next(iter([*texts("country"), ""]))
    return ProjectRow(
        country=(country_code(country) or NOWHERE).lower(), language="en", names={"en": name}, bodies=bodies,
        descriptions={"en": text} if (text := " ".join(texts("description"))) else {},
        start=_day(columns, tags, line, last=False), end=_day(columns, tags, line, last=True),
        status=next(iter(texts("status")), ""), themes=list(dict.fromkeys(sectors)),
        targets=texts("beneficiary") + texts("population_group"), places=list(dict.fromkeys(wheres)),
        identifiers=tuple(sorted(texts("activity", "code"))),
    )  # fmt: skip


def _day(columns: Columns, tags: list[_Tag], line: Line, *, last: bool) -> date | None:
    """Return the day that a column of this end of the activity holds; a month without a year is none."""
    wanted = "end" if last else "start"
    for at, (name, has) in enumerate(tags):
        if name == "date" and wanted in has:
            return columns.day(line, str(at), last=last)
    return None
