"""The list of Finnish ERDF and ESF projects of 2014–2020, as published: commas unquoted, rows shifted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.errors import DataError
from graph.records import Rank, Source
from ingest.formats.eura2014_line import LineProblem, is_header, parse_line
from ingest.formats.finnish_fund import FundRow, FundRows
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf


class Eura2014:
    """One line a project, read from both ends (`eura2014_line`)."""

    name = "eura2014"
    title = "the Finnish list of ERDF and ESF projects 2014–2020 (as published)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this list's."""
        return is_header(upload.first_line)

    def source(self, upload: Upload) -> Source:
        """Return the authority's list as the source."""
        return Source(
            name="fi-eura-2014", rank=Rank.AUTHORITY, title="EURA 2014: ERDF and ESF projects 2014–2020"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its implementer, authority and programme."""
        maker = FundRows()
        line = ""
        for number, line in enumerate(upload.lines(), 1):
            if number > 1 and line.strip():
                yield self._row(number, line, maker)
        if not line.endswith("\n") and not line.rstrip().endswith(";"):
            raise DataError(f"{upload.path} is cut off in its last row, {number}; nothing was loaded.")

    def _row(self, number: int, line: str, maker: FundRows) -> RowOf:
        try:
            parsed = parse_line(line)
        except LineProblem as problem:
            return RowOf(number, rejected=Rejected(problem.column, problem.value, problem.reason))
        row = FundRow(
            code=parsed.code, fund=parsed.fund, name=parsed.name, period="2014", priority=parsed.priority,
            authority=parsed.authority, unit=parsed.authority_unit or "", status=parsed.state, start=_day(parsed.start),
            end=_day(parsed.end), implementer=parsed.implementer,
            sums={
                "granted_eu_state": parsed.granted_eu_state, "spent_eu_state": parsed.spent_eu_state,
                "planned_public": parsed.planned_public, "spent_public": parsed.spent_public,
            },
        )  # fmt: skip
        records, left_out = maker.records(row)
        return RowOf(number, records, left_out=left_out)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
