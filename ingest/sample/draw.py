"""Draw the sample from the public lists: `python -m ingest.sample.draw ../shared/data`, run by hand.

Facts only: codes, names of projects and bodies, dates, sums, area codes, yearly labour figures, and the summaries that
were written for the two files of facts. No natural person comes through, as in any load.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import orjson

from graph.records import Claim, Indicator, Project, Rank, Source, Tie, TieKind
from ingest.formats.base import Format
from ingest.formats.own import CLAIM, SOURCE
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.reading import Upload
from ingest.rows import RowOf

SINCE = date(2010, 1, 1)
"""Of the list of 2007–2013, the ESF projects that started on this day or later."""
LABOUR = Source(
    name="fi-labour-yearly", rank=Rank.REGISTER,
    title="Unemployed and open vacancies at the month's end, yearly means by maakunta and occupation group "
    "(Statistics Finland's figures, as collected in pttry/kohtaantoindeksit, MIT)",
)  # fmt: skip
Keep = Callable[[RowOf], bool]


def main(data: Path, out: Path) -> None:
    """Draw the sample from the folder of data and write it."""
    sources: dict[str, Source] = {}
    claims: list[Claim] = []
    for path, keep in _parts(data):
        upload = Upload.at(path)
        format_ = format_of(upload)
        source = format_.source(upload)
        sources[source.name] = source
        claims += _claims(format_, upload, source, keep)
    sources[LABOUR.name] = LABOUR
    claims += _yearly(data / "labour" / "fi-by-occupation-maakunta-2020-2023.csv.gz")
    claims.sort(key=lambda claim: (claim.id.startswith("tie:"), claim.id, claim.source))
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        for name in sorted(sources):
            file.write(_line({"schema": SOURCE, **sources[name].model_dump(mode="json")}))
        for claim in claims:
            file.write(
                _line({"schema": CLAIM, "id": claim.id, "source": claim.source, "fields": claim.fields})
            )
    print(f"{len(claims):,} claims of {len(sources)} sources in {out} ({out.stat().st_size:,} bytes)")


def _parts(data: Path) -> Iterator[tuple[Path, Keep]]:
    yield data / "projects" / "fi-esf-with-partners.ndjson", lambda row: True
    yield data / "theme" / "fi-coordination-themes.ndjson", lambda row: True
    yield data / "projects" / "fi-2014-2020-as-published.csv", _is_esf
    yield data / "projects" / "fi-2007-2013.csv", _is_recent_esf
    for year in (2024, 2025, 2026):
        yield data / "regions" / f"fi-municipalities-{year}.csv", lambda row: True
    yield data / "regions" / "fi-coordination-areas.csv", lambda row: True
    yield data / "regions" / "fi-successions.csv", lambda row: True


def _claims(format_: Format, upload: Upload, source: Source, keep: Keep) -> list[Claim]:
    gathered = Gathered(source.name)
    for row in format_.rows(upload):
        if row.rejected is None and keep(row):
            gathered.add(row.records)
    return list(gathered.claims())


def _is_esf(row: RowOf) -> bool:
    return row.left_out == 0 and _project(row).fund == "ESR" and _project(row).valid_from is not None


def _project(row: RowOf) -> Project:
    return next(record for record in row.records if isinstance(record, Project))


def _is_recent_esf(row: RowOf) -> bool:
    return _is_esf(row) and (_project(row).valid_from or SINCE) >= SINCE


def _yearly(path: Path) -> Iterator[Claim]:
    """Yield yearly means of the occupation groups (ISCO's first digit) of each maakunta, to one decimal."""
    upload = Upload.at(path)
    for row in format_of(upload).rows(upload):
        for record in row.records:
            if not isinstance(record, Indicator) or record.occupation is None or len(record.occupation) != 1:
                continue
            by_year: dict[str, list[float]] = defaultdict(list)
            for period, value in zip(record.periods, record.values, strict=True):
                by_year[period[:4]].append(value)
            series = record.model_copy(
                update={
                    "id": record.id.replace("indicator:fi-labour:", "indicator:fi-labour-yearly:"),
                    "periods": tuple(sorted(by_year)),
                    "values": tuple(round(sum(by_year[y]) / len(by_year[y]), 1) for y in sorted(by_year)),
                }
            )
            yield Claim(series.id, LABOUR.name, series.fields())
            if series.region:
                tie = Tie(kind=TieKind.LOCATED_IN, a=series.id, b=series.region)
                yield Claim(tie.id, LABOUR.name, tie.fields())


def _line(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS) + b"\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("sample.ndjson.gz"))
