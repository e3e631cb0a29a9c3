"""The list of Finnish ERDF and ESF projects of 2007–2013, as the authority published it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.records import Rank, Source
from ingest.cells import CellError, day, money, tidy, with_commas
from ingest.formats.csv_table import table
from ingest.formats.finnish_fund import FundRow, FundRows
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = (
    "Koodi", "Rahasto", "Projektin nimi", "Ohjelma / osio", "Tl", "Viranomainen", "Toiminnan tila", "Aloituspvm",
    "Päättymispvm", "Toteuttajan nimi", "Myönnetty EU- ja valtion rahoitus", "Toteutunut EU- ja valtion rahoitus",
    "Suunniteltu julkinen rahoitus yhteensä", "Toteutunut julkinen rahoitus yhteensä",
)  # fmt: skip
_START, _END = _HEADER[7:9]
_SUMS = dict(
    zip(_HEADER[10:], ("granted_eu_state", "spent_eu_state", "planned_public", "spent_public"), strict=True)
)
_PARSERS = [day if name in (_START, _END) else money if name in _SUMS else tidy for name in _HEADER]


class Eura2007:
    """A comma-separated table with one implementer a row; commas inside names were replaced by two spaces."""

    name = "eura2007"
    title = "the Finnish list of ERDF and ESF projects 2007–2013 (csv)"
    is_divisible = True

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this list's."""
        return upload.first_line.startswith(",".join(_HEADER[:4]))

    def source(self, upload: Upload) -> Source:
        """Return the authority's list as the source."""
        return Source(
            name="fi-eura-2007", rank=Rank.AUTHORITY, title="EURA 2007: ERDF and ESF projects 2007–2013"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its implementer, authority, programme and programme part."""
        maker = FundRows()
        for number, cells in table(upload, _HEADER):
            yield self._row(number, cells, maker)

    def _row(self, number: int, cells: list[str], maker: FundRows) -> RowOf:
        if len(cells) != len(_HEADER):
            reason = f"the row has {len(cells)} cells where the header has {len(_HEADER)}"
            return RowOf(number, rejected=Rejected("", "", reason))
        read: dict[str, Any] = {}
        for column, cell, parse in zip(_HEADER, cells, _PARSERS, strict=True):
            try:
                read[column] = parse(cell)
            except CellError as problem:
                return RowOf(number, rejected=Rejected(column, cell, str(problem)))
        if not cells[0].strip() or not cells[2].strip():
            return RowOf(number, rejected=Rejected("Koodi", "", "the row names no project"))
        row = FundRow(
            code=read["Koodi"], fund=read["Rahasto"], name=with_commas(cells[2]), period="2007",
            part=read["Ohjelma / osio"], priority=read["Tl"] or None, authority=cells[5],
            status=read["Toiminnan tila"] or None, start=read[_START], end=read[_END],
            implementer=with_commas(cells[9]) or None, sums={key: read[column] for column, key in _SUMS.items()},
        )  # fmt: skip
        records, left_out = maker.records(row)
        return RowOf(number, records, left_out=left_out)
