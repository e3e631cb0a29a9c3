"""The labour table by occupation (ISCO levels 1–4) and maakunta: unemployed and open vacancies by month."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Rank, Source
from ingest.formats.csv_table import has_columns
from ingest.formats.labour_series import is_area, series_rows
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = ("ammattiryhma", "time", "alue", "TYOTTOMATLOPUSSA", "AVPAIKATLOPUSSA", "code_level")


class LabourOccupation:
    """One row for each occupation, maakunta and month; suppressed cells were filled from the parent area."""

    name = "labour-occupation"
    title = "unemployed and open vacancies by occupation, maakunta and month (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this table's."""
        return has_columns(upload, _HEADER[:5])

    def source(self, upload: Upload) -> Source:
        """Return Statistics Finland's table as the source."""
        title = "Statistics Finland: labour figures by occupation and maakunta"
        return Source(name="fi-labour-occupation", rank=Rank.REGISTER, title=title)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row; the series of them all come with the last."""
        return series_rows(upload, _HEADER, _key)


def _key(cells: list[str]) -> tuple[str, str] | Rejected:
    occupation, area, level = cells[0], cells[2], cells[5]
    if not (occupation.isascii() and occupation.isdigit() and len(occupation) <= 4):
        return Rejected("ammattiryhma", occupation, "this is no ISCO code of one to four digits")
    if not is_area(area):
        return Rejected("alue", area, "this is no code of an area, such as MK01")
    if level != str(len(occupation)):
        return Rejected("code_level", level, f"the ISCO code {occupation} is of level {len(occupation)}")
    return area, occupation
