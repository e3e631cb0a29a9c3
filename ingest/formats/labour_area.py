"""The labour table by area: unemployed and open vacancies at each month's end, Finland, from 2006 on."""

from __future__ import annotations

from collections.abc import Iterator

from graph.records import Rank, Source
from ingest.formats.csv_table import has_columns
from ingest.formats.labour_series import LEVELS, is_area, series_rows
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = ("alue", "time", "TYOTTOMATLOPUSSA", "AVPAIKATLOPUSSA", "region_level")


class LabourArea:
    """One row for each municipality, sub-region or maakunta and month; small cells are estimates."""

    name = "labour-area"
    title = "unemployed and open vacancies by Finnish area and month (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this table's."""
        return has_columns(upload, _HEADER[:4])

    def source(self, upload: Upload) -> Source:
        """Return Statistics Finland's table as the source."""
        return Source(
            name="fi-labour-area", rank=Rank.REGISTER, title="Statistics Finland: labour figures by area"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row; the series of them all come with the last."""
        return series_rows(upload, _HEADER, _key)


def _key(cells: list[str]) -> tuple[str, str] | Rejected:
    area, level = cells[0], cells[4]
    if not is_area(area):
        return Rejected(
            "alue", area, "this is no code of a municipality, sub-region or maakunta, such as KU049"
        )
    if level != LEVELS[area[:2]]:
        return Rejected("region_level", level, f"the area {area} is a {LEVELS[area[:2]]}")
    return area, ""
