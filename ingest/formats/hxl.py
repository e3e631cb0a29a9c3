"""HXL tables, humanitarian "who does what where": an ordinary table with a row of hashtags; one activity a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import DataError
from graph.records import Rank, Region, Source, entity_id, named_id
from ingest.bodies import NOWHERE
from ingest.formats.countries import country_code
from ingest.formats.hxl_tags import NO_NAMES, Tag, Tagged, tag_of
from ingest.formats.iati_json import language_of
from ingest.formats.table_rows import BadCell, project_rows
from ingest.identifiers import identifier
from ingest.persons import person_kind
from ingest.places import located
from ingest.project_row import FUNDER, LEAD, PARTNER, BodyRow, ProjectRow
from ingest.reading import Upload
from ingest.reading.tables import Line, Table
from ingest.rows import RowOf

_LEVELS = ("adm1", "adm2", "adm3", "adm4", "adm5")
_ROLES = {"funder": FUNDER, "donor": FUNDER, "partner": PARTNER}
_LETTER = re.compile(r"[^\W\d_]")


class Hxl:
    """A row is the work of its bodies in its sector and places; rows of one body and one activity are one project.

    An activity without a name is called by sector and place. Whoever is tagged as implementing leads, unless another
    body is named too. A date that is neither a start nor an end (when it was reported) is no day of the project.
    """

    name = "hxl"
    title = "an HXL table, who does what where (csv, xlsx)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether some table has tags for a body and for where or what."""
        return _table(upload) is not None

    def source(self, upload: Upload) -> Source:
        """Return the file as the source: such tables are shared by many."""
        stem = re.sub(r"[^\w.-]+", "-", upload.path.name.partition(".")[0].lower()).removeprefix("hxl-")
        return Source(name=f"hxl-{stem}", rank=Rank.COLLECTION, title=f"HXL: {upload.name}")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as an activity of its bodies, with its sector and places."""
        table = _table(upload)
        if table is None:
            raise DataError(f"{upload.path} has no row of HXL tags; nothing was loaded.")
        tagged = Tagged(table)
        yield from project_rows(tagged.columns, lambda line: _activity(tagged, line))


def _table(upload: Upload) -> Table | None:
    for table in upload.tables:
        names = {tag_of(text).name for text in table.tags}
        if "org" in names and names & {"sector", "activity", "country", *_LEVELS}:
            return table
    return None


def _activity(tagged: Tagged, line: Line) -> ProjectRow:
    language, sectors = _of_one_language(tagged.names(line, "sector"))
    regions = list(_regions(tagged, line))
    names = _names(tagged, line)
    if not names and (told := [*sectors[:1], *_where(tagged, line, regions)]):
        names = {language: ", ".join(dict.fromkeys(told))}
    if not names:
        raise BadCell("#activity", "", "the row tells no activity, sector or place")
    groups = _of_one_language(tagged.names(line, "beneficiary"))[1]
    people = [group for group in groups if person_kind(group)]
    description = tagged.text(line, "description")
    return ProjectRow(
        country=NOWHERE, language=language, names=names,
        descriptions={language_of(description): description} if description else {},
        bodies=[*_bodies(tagged, line), *(BodyRow(person, PARTNER, is_person=True) for person in people)],
        start=tagged.day(line, "start"), end=tagged.day(line, "end"), status=tagged.text(line, "status"),
        themes=[*sectors], regions=regions,
        targets=[group for group in groups if group not in people and _LETTER.search(group)],
        identifiers=tuple(_codes_of_project(tagged, line)),
    )  # fmt: skip


def _of_one_language(names: dict[str, list[str]]) -> tuple[str, list[str]]:
    """Return the names of the columns without a language, else the English ones, else of the first language."""
    chosen = next((key for key in ("", "en", *sorted(names)) if key in names), "")
    return chosen or "en", names.get(chosen, [])


def _names(tagged: Tagged, line: Line) -> dict[str, str]:
    """Return what the project is called, else the activity, by language."""
    found: dict[str, str] = {}
    columns = [
        (tag, ", ".join(values))
        for tag, values in tagged.values(line, "activity")
        if not tag.attributes & NO_NAMES
    ]
    for tag, text in sorted(columns, key=lambda column: "project" not in column[0].attributes):
        found.setdefault(tag.language or language_of(text), text)
    return found


def _codes_of_project(tagged: Tagged, line: Line) -> Iterator[str]:
    """Yield the codes of the project; that of an activity alone only tells of which type it is."""
    for tag, values in tagged.values(line, "activity"):
        if {"project", "code"} <= tag.attributes:
            yield from values


def _bodies(tagged: Tagged, line: Line) -> list[BodyRow]:
    columns = list(tagged.values(line, "org"))
    codes = {_whose(tag): values for tag, values in columns if "code" in tag.attributes}
    named = [(tag, values) for tag, values in columns if not tag.attributes & NO_NAMES]
    others_lead = any(_part(tag) == LEAD and "impl" not in tag.attributes for tag, _ in named)
    bodies = []
    for tag, values in named:
        own = codes.get(_whose(tag), [])
        for at, name in enumerate(values):
            known = identifier(own[at]) if len(own) == len(values) else None
            part = PARTNER if "impl" in tag.attributes and others_lead else _part(tag)
            bodies.append(BodyRow(name, part, (known,) if known else ()))
    return bodies


def _whose(tag: Tag) -> frozenset[str]:
    """Return what the columns of one body's name and code have in common."""
    return tag.attributes - NO_NAMES - {"name"}


def _part(tag: Tag) -> str:
    return next((part for word, part in _ROLES.items() if word in tag.attributes), LEAD)


def _where(tagged: Tagged, line: Line, regions: list[Region]) -> Iterator[str]:
    """Yield the names of the smallest areas, then the country's."""
    for region in regions:
        if region.level == regions[-1].level:
            yield next(iter(region.name.values()), region.code or "")
    yield from _of_one_language(tagged.names(line, "country"))[1][:1]


def _regions(tagged: Tagged, line: Line) -> Iterator[Region]:
    """Yield the areas of each level, the country where none is named."""
    _, countries = _of_one_language(tagged.names(line, "country"))
    iso = next(
        (code for text in (*tagged.codes(line, "country"), *countries) if (code := country_code(text))), ""
    )
    within = iso or ", ".join(countries)
    found = False
    for level in _LEVELS:
        language, names = _of_one_language(tagged.names(line, level))
        codes = tagged.codes(line, level)
        for at in range(max(len(names), len(codes))):
            name = names[at] if at < len(names) else ""
            code = codes[at] if len(codes) >= len(names) else ""
            found = True
            yield _area(level.replace("adm", "admin"), name, code, language, within, iso)
    if not found and iso == "FI":
        yield located("Suomi")
    elif not found and within:
        yield Region(
            id=entity_id("region", "iso3166", iso) if iso else named_id("region", within, NOWHERE),
            name={"en": countries[0] if countries else within}, level="country", country=iso or None, code=iso or None,
        )  # fmt: skip


def _area(level: str, name: str, code: str, language: str, within: str, iso: str) -> Region:
    """Return an area by its code (P-code), else by its name within its country: two may have a *Central*."""
    if code:
        id_ = entity_id("region", "pcode", code)
    elif iso == "FI":
        return located(name)
    elif iso:
        id_ = named_id("region", name, iso.lower())
    else:
        id_ = named_id("region", ", ".join(part for part in (name, within) if part), NOWHERE)
    return Region(
        id=id_, name={language: name} if name else {}, level=level, code=code or None, country=iso or None
    )
