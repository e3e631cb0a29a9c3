"""Where the real lists are that benchmarks read."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LIST = DATA / "projects" / "fi-2007-2013.csv"
PARTICIPATIONS = DATA / "networks" / "h2020-participations.csv.gz"
LISTS = [
    DATA / "projects" / name
    for name in (
        "fi-2007-2013.csv", "fi-2014-2020-as-published.csv", "fi-esf-with-partners.ndjson", "se-2014-2020.json",
        "uk-england-2014-2020.csv", "iati-somalia.json.gz",
    )
]  # fmt: skip
