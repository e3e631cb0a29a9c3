"""One row of a table whose columns are known: its cells as text, days, figures and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graph.records import Actor, Entity, Project, Tie, TieKind, entity_id, name_key, named_id
from ingest.cells import is_unknown, several
from ingest.fields import Kind, Shape, code_of, codes
from ingest.fields.vocabulary import LANGUAGES
from ingest.formats.countries import country_code
from ingest.formats.table_rows import BadCell, Columns
from ingest.identifiers import fails_its_rule, identifier
from ingest.persons import person_kind, without_person
from ingest.places import places_in
from ingest.project_row import BodyRow, actor_of, region_named, theme_named, web_address
from ingest.reading.tables import Line
from ingest.rows import Rejected, RowOf

_LONGEST_CODE = 60
_RECORD = {"networks": "network", "practices": "practice", "events": "event", "inputs": "input"}
"""The kind of record of a thing that has a code or only a name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole table: the language of its texts, the country of its bodies, the scheme of its codes."""

    language: str = "fi"
    country: str = "fi"
    """ISO alpha-2 in small letters, `bodies.NOWHERE` where it is of no one country."""
    scheme: str = "fi"
    currency: str = ""
    """Of sums whose column names none."""


@dataclass(frozen=True)
class Listing:
    """A table whose columns are known: the kind of its rows, its columns, and what holds for all of them."""

    kind: Kind
    columns: Columns
    setting: Setting

    @cached_property
    def feeds(self) -> dict[str, list[str]]:
        """The columns that feed each field, by their keys."""
        found: dict[str, list[str]] = {}
        for key in self.columns.places:
            found.setdefault(field_of(key), []).append(key)
        return found


class Row:
    """A row and what it says of one thing; `people` are natural persons whom other rows of the same thing name."""

    def __init__(self, listing: Listing, line: Line, people: Iterable[str] = ()) -> None:
        self.kind, self.columns, self.setting = listing.kind, listing.columns, listing.setting
        self.line = line
        self._listing, self._others = listing, tuple(people)

    def text(self, field: str) -> str:
        """Return a cell's text on one line; "" where the table lacks the column."""
        return self.columns.text(self.line, field)

    def prose(self, field: str) -> str:
        """Return a cell's text with its line breaks."""
        return self.columns.prose(self.line, field)

    def several(self, field: str) -> list[str]:
        """Return the values of a field, each once: several in a cell, and in each column that feeds it."""
        split = places_in if self.kind.by_name[field].shape is Shape.PLACES else several
        cells = (self.prose(key) for key in self._listing.feeds.get(field, ()))
        return [*dict.fromkeys(part for cell in cells for part in split(cell))]

    def day(self, field: str) -> date | None:
        """Return the day in a cell; raise BadCell where it holds something else."""
        last = self.kind.by_name[field].shape is Shape.LAST_DAY
        return self.columns.day(self.line, field, last=last)

    def days(self) -> dict[str, Any]:
        """Return start and end as records and ties keep them; raise BadCell where the end is before the start."""
        start, end = self.day("start"), self.day("end") if "end" in self.kind.by_name else None
        if start and end and end < start:
            raise self.bad("end", f"it ends before it starts on {start.isoformat()}")
        return {"valid_from": start, "valid_to": end}

    def choice(self, field: str) -> str | None:
        """Return the code of a cell, None where it is empty; raise BadCell where the list has none like it."""
        text, about = self.text(field), self.kind.by_name[field]
        if not text:
            return None
        code = code_of(about.codes, text)
        if code is None and not about.open:
            words = ", ".join(one.label.get(self.setting.language, one.code) for one in codes(about.codes))
            raise self.bad(field, f"it is none of {words}")
        return code or text

    def identifier(self, field: str, country: str) -> str | None:
        """Return the identifier of a body in a field, None where it holds none; BadCell where it fails its rule."""
        text = self.text(field)
        if fails_its_rule(text, country):
            raise self.bad(field, "this is no number of the register: a digit must be wrong")
        return identifier(text, country)

    def bad(self, field: str, reason: str) -> BadCell:
        """Return the refusal of a cell, to be raised."""
        at = self.columns.places.get(field)
        return BadCell(self.columns.table.header[at] if at is not None else "", self.text(field), reason)

    @cached_property
    def people(self) -> list[str]:
        """The natural persons that the row names as bodies; their names are kept nowhere."""
        return [
            *dict.fromkeys(
                name for field in self.kind.bodies for name in self.several(field) if person_kind(name)
            )
        ]

    @property
    def key(self) -> tuple[str, ...]:
        """What rows about one thing have in common."""
        return (self.text("code"), *(name_key(text) for text in self.plain("name").values()))

    def names(self) -> dict[str, str]:
        """Return the thing's name by language, natural persons taken out; raise BadCell where nothing is left."""
        found = self.texts("name")
        if not found:
            needed = "the name is a person's; none is kept" if self.plain("name") else "the cell is empty"
            raise BadCell(self.columns.table.header[self.columns.places["name"]], "", needed)
        return found

    def id_of(self, names: Mapping[str, str], *more: str) -> str:
        """Return the id of what the row is about: by its code, else by its name and what `more` tells of it."""
        about = _RECORD[self.kind.name]
        if code := self.text("code"):
            return entity_id(about, self.setting.scheme, code)
        name = names.get(self.setting.language) or next(iter(names.values()))
        return named_id(about, " ".join((name, *filter(None, more))), self.setting.country)

    def texts(self, field: str) -> dict[str, str]:
        """Return a text by language, without the natural persons whom it names."""
        found = self.plain(field)
        for person in (*self.people, *self._others):
            found = {language: without_person(text, person) for language, text in found.items()}
        return {language: text for language, text in found.items() if text}

    def plain(self, field: str) -> dict[str, str]:
        """Return a text by language as it stands."""
        read = self.prose if self.kind.by_name[field].shape is Shape.PROSE else self.text
        own = {self.setting.language: read(field)}
        own |= {language: text for language in LANGUAGES if (text := read(f"{field}_{language}"))}
        return {language: text for language, text in own.items() if not is_unknown(text)}

    def actors(self, field: str) -> list[Actor]:
        """Return the bodies that a field names, natural persons left out."""
        return [self.actor(name) for name in self.several(field) if name not in self.people]

    def actor(self, name: str) -> Actor:
        """Return the body of a name."""
        return actor_of(BodyRow(name, ""), self.setting.country, self.setting.language)

    @property
    def country(self) -> str:
        """The country that the row names, ISO alpha-2 in small letters, else its table's."""
        return (country_code(self.text("country")) or self.setting.country).lower()

    @property
    def url(self) -> str | None:
        """The address of the web that the row gives."""
        return web_address(self.text("url"))

    def projects(self, field: str = "projects") -> list[Project]:
        """Return the projects whose codes or ids a field names; raise BadCell where one is no code."""
        return [self._project(field, code) for code in self.several(field)]

    def _project(self, field: str, code: str) -> Project:
        if code.startswith("project:") and code.count(":") == 2:
            return Project(id=code)
        if len(code) > _LONGEST_CODE or not any(map(str.isdigit, code)) or len(code.split()) > 2:
            raise self.bad(
                field, f"{code[:40]!r} is no code of a project; write codes such as S21468, parted by ;"
            )
        return Project(id=entity_id("project", self.setting.scheme, code), code=code)

    def around(self, id_: str) -> Iterator[Entity | Tie]:
        """Yield the places, themes and target groups of what the row is about, with the ties."""
        country, language = self.setting.country, self.setting.language
        for name in self._of("region"):
            region = region_named(name, country, language)
            yield region
            yield Tie(kind=TieKind.LOCATED_IN, a=id_, b=region.id)
        for field, form, kind in (
            ("theme", "theme", TieKind.ABOUT),
            ("target_group", "target-group", TieKind.TARGETS),
        ):
            for name in self._of(field):
                theme = theme_named(name, country, language, form)
                yield theme
                yield Tie(kind=kind, a=id_, b=theme.id)

    def _of(self, field: str) -> list[str]:
        return self.several(field) if field in self.kind.by_name else []


Make = Callable[[Row], list[Entity | Tie]]


def thing_rows(listing: Listing, make: Make) -> Iterator[RowOf]:
    """Yield what became of each row; a natural person whom one row names is taken out of all rows of its thing."""
    people: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line, wrong in listing.columns.lines():
        if wrong is None and (found := (row := Row(listing, line)).people):
            people[row.key].update(found)
    for line, wrong in listing.columns.lines():
        if wrong is not None:
            yield RowOf(line.number, rejected=wrong)
            continue
        row = Row(listing, line)
        if row.key in people:
            row = Row(listing, line, sorted(people[row.key] - {*row.people}))
        try:
            yield RowOf(line.number, make(row), left_out=len(row.people))
        except BadCell as bad:
            yield RowOf(line.number, rejected=bad.rejected)
        except ValueError as problem:
            yield RowOf(line.number, rejected=Rejected("", "", str(problem).splitlines()[0]))


def fed(field: str, number: int) -> str:
    """Return the key of the column that feeds a field, the first being number 1.

    >>> fed("partners", 1), fed("partners", 2)
    ('partners', 'partners#2')
    """
    return field if number == 1 else f"{field}#{number}"


def field_of(key: str) -> str:
    """Return the field that the column of a key feeds; see `fed`."""
    return key.partition("#")[0]
