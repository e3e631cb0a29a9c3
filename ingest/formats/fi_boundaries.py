"""Boundaries of Finnish municipalities or maakunnat (GeoJSON): each is the region of its code; lines are not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from graph.errors import DataError
from graph.records import Rank, Region, Source
from ingest.formats.fi_municipalities import area_id
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_LEVELS = {2: "maakunta", 3: "kunta"}
"""Class of area by how many digits its official code has."""


class FiBoundaries:
    """One feature an area; NATCODE is the official code."""

    name = "fi-boundaries"
    title = "boundaries of Finnish areas (GeoJSON)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the file begins as a collection of features with official codes."""
        head = upload.head
        return b'"FeatureCollection"' in head[:2_000] and b'"NATCODE"' in head

    def source(self, upload: Upload) -> Source:
        """Return the map as the source."""
        return Source(
            name="fi-boundaries", rank=Rank.REGISTER, title="National Land Survey of Finland: boundaries"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each feature as a region, numbered by its position from 1."""
        try:
            features = orjson.loads(upload.text()).get("features")
        except (orjson.JSONDecodeError, AttributeError):
            raise DataError(
                f"{upload.path} is cut off or damaged: it is no JSON. Nothing was loaded."
            ) from None
        if not isinstance(features, list):
            raise DataError(f"{upload.path} has no list of features; nothing was loaded.")
        for number, feature in enumerate(features, 1):
            yield _region(number, feature)


def _region(number: int, feature: Any) -> RowOf:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return RowOf(number, rejected=Rejected("", "", "the feature has no properties"))
    code = str(properties.get("NATCODE") or "")
    level = _LEVELS.get(len(code)) if code.isdigit() else None
    if level is None:
        return RowOf(
            number, rejected=Rejected("NATCODE", code[:80], "it is no code of a municipality or maakunta")
        )
    names = {"fi": properties.get("NAMEFIN"), "sv": properties.get("NAMESWE")}
    try:
        region = Region(
            id=area_id(level, code), name={key: str(name) for key, name in names.items() if name}, level=level,
            code=code, country="FI",
        )  # fmt: skip
    except ValueError as problem:
        return RowOf(number, rejected=Rejected("", "", str(problem).splitlines()[0]))
    return RowOf(number, (region,))
