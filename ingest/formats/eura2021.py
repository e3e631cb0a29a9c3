"""The EURA 2021 report of ERDF, JTF and ESF+ projects 2021–2027, which every Finnish coordinator can download."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from graph.errors import DataError
from graph.records import Entity, Rank, Source, Theme, Tie, TieKind, entity_id, named_id
from ingest.cells import CellError, day, money, tidy
from ingest.formats.finnish_fund import FundRow, FundRows
from ingest.persons import person_kind, without_person
from ingest.places import located
from ingest.reading import Upload
from ingest.reading.tables import Table, text_of
from ingest.rows import Rejected, RowOf

_CODE, _GROUP, _NAME, _FUND = "Hankekoodi", "Ryhmähanketunnus", "Hankkeen nimi", "Rahasto"
_REQUIRED = (
    _CODE,
    _GROUP,
    _FUND,
    _NAME,
    "Toteuttajan nimi",
    "Rahoittava viranomainen",
    "Aloituspvm",
    "Päättymispvm",
)
_SUMS = {
    "Suunniteltu EU- ja valtion rahoitus": "granted_eu_state",
    "Suunniteltu julkinen rahoitus": "planned_public",
    "Suunniteltu rahoitus yhteensä": "planned_total",
    "Toteutunut EU- ja valtion rahoitus": "spent_eu_state",
    "Toteutunut julkinen rahoitus": "spent_public",
    "Toteutunut rahoitus yhteensä": "spent_total",
    "Toteutunut EU-rahoituksen määrä": "eu_contribution",
}
_SUMMARY = "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta"
_FOOTERS = 10
_PLACES = re.compile(r"[,;\n]")
_INTERVENTION = re.compile(r"(\d{2,3})(?!\d)[\s.:–-]*(.*)")

Cells = dict[str, Any]


class Eura2021:
    """A workbook with one row a project; the rows after the last project code are a footer and are not counted.

    Post codes and what else has no place in the graph are not kept.
    """

    name = "eura2021"
    title = "the EURA 2021 report of Finnish ERDF, JTF and ESF+ projects (xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table of the file has this report's header."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the authorities' report as the source."""
        return Source(
            name="fi-eura-2021", rank=Rank.AUTHORITY, title="EURA 2021: ERDF, JTF and ESF+ projects 2021–2027"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its implementer, authority, programme, group, places and themes."""
        found = _table(upload)
        if found is None:
            raise DataError(f"{upload.path} has no sheet of the EURA 2021 report; nothing was loaded.")
        missing = [column for column in _REQUIRED if column not in found.header]
        if missing:
            raise DataError(
                f"{upload.path} lacks the column {missing[0]!r} of the report; nothing was loaded."
            )
        maker = FundRows()
        pending: deque[tuple[int, Cells]] = deque()
        for line in found.lines():
            pending.append((line.number, dict(zip(found.header, line.cells, strict=False))))
            if len(pending) > _FOOTERS:
                yield _row(*pending.popleft(), maker)
        while pending and _is_footer(pending[-1][1]):
            pending.pop()
        for number, cells in pending:
            yield _row(number, cells, maker)


def _table(upload: Upload) -> Table | None:
    return next((table for table in upload.tables if _CODE in table.header and _GROUP in table.header), None)


def _is_footer(cells: Cells) -> bool:
    return not text_of(cells.get(_CODE)) or not (text_of(cells.get(_NAME)) or text_of(cells.get(_FUND)))


def _row(number: int, cells: Cells, maker: FundRows) -> RowOf:
    for column in (_CODE, _NAME, _FUND):
        if not text_of(cells.get(column)):
            return RowOf(number, rejected=Rejected(column, "", "the cell is empty"))
    column = ""
    try:
        days = []
        for column in ("Aloituspvm", "Päättymispvm"):
            days.append(day(cells[column]))
        sums = {}
        for column, field in _SUMS.items():
            sums[field] = money(cells.get(column))
    except CellError as problem:
        return RowOf(number, rejected=Rejected(column, text_of(cells[column]), str(problem)))
    implementer = text_of(cells.get("Toteuttajan nimi"))
    summary = str(cells.get(_SUMMARY) or "").strip()
    is_person = bool(implementer) and person_kind(implementer) is not None
    if is_person:
        summary = without_person(summary, implementer)
    row = FundRow(
        code=text_of(cells[_CODE]), fund=text_of(cells[_FUND]), name=text_of(cells[_NAME]), period="2021",
        authority=text_of(cells.get("Rahoittava viranomainen")) or None, implementer=implementer or None,
        business_id=None if is_person else _business_id(text_of(cells.get("Toteuttajan Y-tunnus"))),
        priority=text_of(cells.get("Tl")) or None, specific_objective=text_of(cells.get("Et")) or None,
        status=text_of(cells.get("Toiminnan tila")) or None, start=days[0], end=days[1],
        group=text_of(cells.get(_GROUP)) or None, summary=summary or None,
        url=text_of(cells.get("Hankekuvauksen osoite")) or None, sums=sums,
    )  # fmt: skip
    records, left_out = maker.records(row)
    project = entity_id("project", "fi", row.code)
    records += _located(project, str(cells.get("Sijainti") or ""))
    records += _about(project, text_of(cells.get("Tukitoimen ala")))
    return RowOf(number, records, left_out=left_out)


def _located(project: str, cell: str) -> Iterator[Entity | Tie]:
    for name in dict.fromkeys(tidy(part) for part in _PLACES.split(cell) if tidy(part)):
        region = located(name)
        yield region
        yield Tie(kind=TieKind.LOCATED_IN, a=project, b=region.id)


def _about(project: str, cell: str) -> Iterator[Entity | Tie]:
    if not cell:
        return
    coded = _INTERVENTION.fullmatch(cell)
    if coded:
        theme = Theme(
            id=entity_id("theme", "fi-intervention", coded[1]),
            name={"fi": coded[2] or coded[1]},
            form="theme",
        )
    else:
        theme = Theme(id=named_id("theme", cell), name={"fi": cell}, form="theme")
    yield theme
    yield Tie(kind=TieKind.ABOUT, a=project, b=theme.id)


def _business_id(text: str) -> str | None:
    """Return a business id, None where its check digit says that it is none: the name then decides who it is."""
    from stdnum.fi import ytunnus

    return text if text and ytunnus.is_valid(text) else None
