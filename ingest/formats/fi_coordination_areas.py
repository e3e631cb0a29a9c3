"""Which maakunta belongs to which of the five coordination areas: an assumption that people may edit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from graph.records import Rank, Region, Source, entity_id
from ingest.formats.fi_municipalities import named_rows, padded
from ingest.places import area, municipalities_of
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_ASSUMED = {"fi": "Oletettu aluejako, muokattavissa.", "en": "Assumed, editable."}


class FiCoordinationAreas:
    """One maakunta a row, with the name of its coordination area; the municipalities follow from the maakunta."""

    name = "fi-coordination-areas"
    title = "the table of Finnish coordination areas and their maakunnat (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this table's."""
        return upload.first_line == "maakunta_code,maakunta_name_fi,coordination_area,basis"

    def source(self, upload: Upload) -> Source:
        """Return the table as the source; it ranks last, since nobody published it."""
        return Source(name="fi-coordination-areas", rank=Rank.OTHER, title="Coordination areas, assumed")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as its coordination area with the municipalities of the maakunta, year by year."""
        for number, row in named_rows(upload):
            yield row if isinstance(row, RowOf) else _row(number, row)


def _row(number: int, row: dict[str, str]) -> RowOf:
    code, name = row["maakunta_code"], row["coordination_area"]
    municipalities = municipalities_of(padded("maakunta", code))
    if not municipalities:
        return RowOf(number, rejected=Rejected("maakunta_code", code, "there is no maakunta of this code"))
    if not name:
        return RowOf(number)  # outside the five areas, as Åland is
    region = coordination_area(name)
    return RowOf(
        number, [region.model_copy(update={"municipalities": municipalities, "description": _ASSUMED})]
    )


def coordination_area(name: str) -> Region:
    """Return the coordination area of a name; its Swedish and English names too where it is one of the five.

    >>> coordination_area("Itä-Suomi").id, coordination_area("Itä-Suomi").name["sv"]
    ('region:fi-coordination-area:ita-suomi', 'Östra Finland')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    id_ = entity_id("region", "fi-coordination-area", re.sub(r"[^a-z0-9]+", "-", plain).strip("-"))
    try:
        return area(id_)
    except KeyError:
        return Region(id=id_, name={"fi": name}, level="coordination-area", country="FI")
