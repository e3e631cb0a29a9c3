"""What the table of overlaps shows a coordinator first."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.command_line import Place
from tests.solmu.lists import row, written

OWN = [
    row(f"S9000{k}", "Nuorten etsivä työpaja ja oppisopimus", "Kuvitteellinen yhdistys", part=part)
    for k, part in enumerate(("Itä-Suomi", "Pohjois-Suomi"))
]


def test_what_is_news_to_nobody_is_counted_and_listed_only_on_request(tmp_path: Path) -> None:
    place = Place.of(tmp_path)
    place.did("ingest", written(place.folder / "list.csv", OWN))
    shown = place.did("overlaps").out
    assert "0 of 0 overlaps" in shown
    assert "Not listed: 1 that one body leads and knows; --all lists them too." in shown
    assert "1 of 1 overlaps" in place.did("overlaps", "--all").out
    assert len(place.did("overlaps", "--json").objects) == 1
