"""Which region a Finnish place name means, from a table that ships with the program (`ingest/data/fi-areas.csv`)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from graph.records import Region, entity_id, name_key, named_id
from ingest.cells import several, tidy

# Which area a name means that several bear; a name that ends in -seutu or -seutukunta is a sub-region's own.
_FIRST = ("fi-kunta", "fi-maakunta", "fi-coordination-area", "fi-seutukunta", "fi-suuralue")
_LANGUAGES = ("fi", "sv", "en")
_COUNTRY = Region(
    id=entity_id("region", "iso3166", "FI"), name={"fi": "Suomi", "sv": "Finland", "en": "Finland"}, level="country",
    code="FI", country="FI",
)  # fmt: skip
_JOINS = re.compile(r"(?<!\w)(?:ja|och|and|und|og|sekä|samt)(?!\w)|&|-(?:\s|$)", re.IGNORECASE)
_WHOLE_COUNTRY = frozenset({"suomi", "finland", "koko maa", "koko suomi", "valtakunnallinen", "hela landet"})


@dataclass(frozen=True, slots=True)
class _Area:
    scheme: str
    code: str
    names: tuple[str, ...]
    also: tuple[str, ...]
    maakunta: str
    years: tuple[str, ...]

    @property
    def id(self) -> str:
        return entity_id("region", self.scheme, self.code)


def place(name: str) -> str | None:
    """Return the id of the region that a place name means in Finnish, Swedish or English; None where none is known.

    A name that is a municipality's and another area's too means the municipality.

    >>> place("Kuopio"), place("Egentliga Finland"), place("Itä-Suomi")
    ('region:fi-kunta:297', 'region:fi-maakunta:02', 'region:fi-coordination-area:ita-suomi')
    >>> place("Salon seutu"), place("valtakunnallinen"), place("Hiedanranta")
    ('region:fi-seutukunta:022', 'region:iso3166:FI', None)
    """
    key = name_key(name)
    if key in _WHOLE_COUNTRY:
        return _COUNTRY.id
    found = _by_name().get(key)
    return found.id if found else None


def places_in(cell: str) -> list[str]:
    """Return the names of places in a cell: parted as other values are, or by commas where no part joins two.

    >>> places_in("Pori, Rauma; Ulvila"), places_in("York, North Yorkshire and East Riding")
    (['Pori', 'Rauma', 'Ulvila'], ['York, North Yorkshire and East Riding'])
    """
    found: list[str] = []
    for part in several(cell):
        pieces = [piece for piece in map(tidy, part.split(",")) if piece]
        apart = all(len(piece) < 40 and not _JOINS.search(piece) for piece in pieces)
        found += pieces if apart else [part]
    return found


@cache
def located(name: str) -> Region:
    """Return the region of a place name, to be loaded beside the tie; one of its own name where the table lacks it.

    >>> located("Hiedanranta").name, located("Åbo").name["fi"]
    ({'fi': 'Hiedanranta'}, 'Turku')
    """
    id_ = place(name)
    if id_ is None:
        return Region(id=named_id("region", name), name={"fi": tidy(name)})
    return _COUNTRY if id_ == _COUNTRY.id else area(id_)


@cache
def area(id_: str) -> Region:
    """Return the codes and names of a region of the table; KeyError where the table lacks it."""
    found = _by_id()[id_]
    names = dict(zip(_LANGUAGES, found.names, strict=True))
    return Region(
        id=id_, name=names, level=found.scheme.removeprefix("fi-"), country="FI",
        code=None if found.scheme == "fi-coordination-area" else found.code,
    )  # fmt: skip


def known_areas() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each area of the table, municipalities before what is larger: its id and its names in all languages."""
    for one in sorted(_by_id().values(), key=lambda one: _FIRST.index(one.scheme)):
        yield one.id, tuple(dict.fromkeys((*one.names, *one.also)))


@cache
def names_of_areas(language: str) -> tuple[str, ...]:
    """Return the names of the whole country, the coordination areas and the maakunnat in Finnish, Swedish or English.

    >>> names_of_areas("sv")[0], len(names_of_areas("fi"))
    ('Finland', 24)
    """
    at = _LANGUAGES.index(language)
    found = [_COUNTRY.name[language]]
    for scheme in ("fi-coordination-area", "fi-maakunta"):
        found += sorted({one.names[at] for one in _by_id().values() if one.scheme == scheme})
    return tuple(dict.fromkeys(found))


@cache
def municipalities_of(maakunta: str) -> dict[str, tuple[str, ...]]:
    """Return the municipalities of a maakunta (code of two digits) by year; empty where there is no such maakunta.

    >>> municipalities_of("10")["2024"][:2], "588" in municipalities_of("10")["2025"]
    (('046', '097'), False)
    """
    sets: dict[str, list[str]] = {}
    for one in _by_id().values():
        if one.maakunta == maakunta:
            for year in one.years:
                sets.setdefault(year, []).append(one.code)
    return {year: tuple(sorted(sets[year])) for year in sorted(sets)}


@cache
def _by_id() -> dict[str, _Area]:
    text = (resources.files("ingest") / "data" / "fi-areas.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    areas = (
        _Area(
            scheme, code, (fi, sv, en), tuple(also.split("|")) if also else (), maakunta, tuple(years.split())
        )
        for scheme, code, fi, sv, en, also, maakunta, years in rows
    )
    return {one.id: one for one in areas}


@cache
def _by_name() -> dict[str, _Area]:
    """Areas by key of name: own names before other languages', municipalities before what is larger."""
    found: dict[str, _Area] = {}
    ranked = sorted(_by_id().values(), key=lambda one: _FIRST.index(one.scheme))
    for language in range(len(_LANGUAGES)):
        for one in ranked:
            found.setdefault(name_key(one.names[language]), one)
    for one in ranked:
        for name in one.also:
            found.setdefault(name_key(name), one)
    return found
