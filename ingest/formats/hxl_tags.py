"""The columns of an HXL table by their hashtags, whatever the headers above them say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ingest.cells import several
from ingest.dates import is_month
from ingest.formats.table_rows import Columns
from ingest.reading.tables import Line, Table

_OLDER = {
    "activity_id": "activity+code", "adm1_id": "adm1+code", "adm2_id": "adm2+code", "country_id": "country+code",
    "org_id": "org+code", "sector_id": "sector+code", "start_date": "date+start", "end_date": "date+end",
    "subsector": "sector", "project": "activity+project",
}  # fmt: skip
"""Tags of 2014 and what they are called now."""
_LANGUAGES = frozenset({"ar", "en", "es", "fi", "fr", "pt", "ru", "sv", "uk"})
NO_NAMES = frozenset({"code", "id", "acronym", "type", "url", "num", "email", "phone"})
"""Attributes of columns that tell something else of a thing than what it is called."""


class Tag(NamedTuple):
    """A hashtag and its attributes."""

    name: str
    attributes: frozenset[str]

    @property
    def language(self) -> str:
        """ISO 639-1 code of the column's language, "" where the tag tells none."""
        return next(iter(sorted(self.attributes & _LANGUAGES)), "")


def tag_of(text: str) -> Tag:
    """Return the tag in a cell, those of 2014 under their present names.

    >>> tag_of("#org +funder"), tag_of("#adm1_id")
    (Tag(name='org', attributes=frozenset({'funder'})), Tag(name='adm1', attributes=frozenset({'code'})))
    """
    plain = text.strip().lstrip("#").replace(" ", "").casefold()
    name, *attributes = plain.split("+")
    if name in _OLDER:
        name, *more = _OLDER[name].split("+")
        attributes += more
    return Tag(name, frozenset(attributes))


class Tagged:
    """A table whose columns are asked for by tag."""

    def __init__(self, table: Table) -> None:
        self.tags = [tag_of(text) for text in table.tags]
        places = {str(at): at for at in range(len(self.tags))}
        bodies = (str(at) for at, tag in enumerate(self.tags) if tag.name == "org")
        self.columns = Columns(table, places, bodies)

    def values(self, line: Line, name: str) -> Iterator[tuple[Tag, list[str]]]:
        """Yield each column of a tag that is filled in a row: its tag and the values in its cell."""
        for at, tag in enumerate(self.tags):
            if tag.name == name and (found := several(self.columns.prose(line, str(at)))):
                yield tag, found

    def names(self, line: Line, name: str) -> dict[str, list[str]]:
        """Return what a row calls the things of a tag, by language ("" where the tag tells none)."""
        found: dict[str, list[str]] = {}
        for tag, values in self.values(line, name):
            if not tag.attributes & NO_NAMES:
                there = found.setdefault(tag.language, [])
                there += [value for value in values if value not in there]
        return found

    def codes(self, line: Line, name: str) -> list[str]:
        """Return the codes that a row gives the things of a tag."""
        return [
            value for tag, values in self.values(line, name) if "code" in tag.attributes for value in values
        ]

    def text(self, line: Line, name: str) -> str:
        """Return the texts of a tag in a row on one line."""
        at = (str(at) for at, tag in enumerate(self.tags) if tag.name == name)
        return " ".join(text for place in at if (text := self.columns.text(line, place)))

    def day(self, line: Line, end: str) -> date | None:
        """Return the day of `#date+start` or `#date+end`; a month without a year is none."""
        for at, tag in enumerate(self.tags):
            if tag.name == "date" and end in tag.attributes:
                if is_month(self.columns.text(line, str(at))):
                    return None
                return self.columns.day(line, str(at), last=end == "end")
        return None
