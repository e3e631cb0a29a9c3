"""Boundaries of Finnish municipalities or maakunnat (GeoJSON): each is the region of its code; lines are not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import Rank, Region, Source
from ingest.formats.fi_municipalities import area_id, validity
from ingest.formats.json_document import elements, head_keys
from ingest.formats.ndjson_lines import KeyProblem, Line, object_of, text_of
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_LEVELS = {2: "maakunta", 3: "kunta"}
"""Class of area by how many digits its official code has."""
_FIRST_CODE = re.compile(rb'"NATCODE"\s*:\s*"(\d{1,9})"')
_LANGUAGES = {"fi": "NAMEFIN", "sv": "NAMESWE"}


class FiBoundaries:
    """One feature an area; NATCODE is the official code."""

    name = "fi-boundaries"
    title = "boundaries of Finnish areas (GeoJSON)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the file begins as a collection of features with official codes."""
        return {"features", "properties", "NATCODE"} <= head_keys(upload)

    def source(self, upload: Upload) -> Source:
        """Return the map of the class of areas as the source: maps of two classes are two lists."""
        first = _FIRST_CODE.search(upload.head)
        level = _LEVELS.get(len(first[1])) if first else None
        name = f"fi-boundaries-{level}" if level else "fi-boundaries"
        return Source(name=name, rank=Rank.REGISTER, title="National Land Survey of Finland: boundaries")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each feature as a region, numbered by its position from 1."""
        for number, feature in elements(upload, "features"):
            if isinstance(feature, Rejected):
                yield RowOf(number, rejected=feature)
                continue
            try:
                yield RowOf(number, (_region(object_of(feature, "properties")),))
            except KeyProblem as problem:
                yield RowOf(number, rejected=problem.rejected)


def _region(properties: Line) -> Region:
    code = text_of(properties, "NATCODE")
    level = _LEVELS.get(len(code)) if code.isascii() and code.isdigit() else None
    if level is None:
        raise KeyProblem("NATCODE", "it is no code of a municipality (three digits) or a maakunta (two)")
    names = {language: text_of(properties, key) for language, key in _LANGUAGES.items()}
    return Region(
        id=area_id(level, code), name={language: name for language, name in names.items() if name}, level=level,
        code=code, country="FI", **validity(level, code),
    )  # fmt: skip
