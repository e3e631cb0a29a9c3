"""Which fields each kind of record has: what each is called, what its cells look like, and what it means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from typing import Any

KIND_NAMES = ("projects", "actors", "networks", "practices", "events", "inputs", "indicators")
LANGUAGES = ("fi", "sv", "en")
"""Languages of labels, of explanations, and of names that stand in a column of their own (`name_sv`)."""


class Shape(StrEnum):
    """What the cells of a field look like."""

    TEXT = "text"
    PROSE = "prose"
    CODE = "code"
    """A code that the row's own thing has."""
    CODES = "codes"
    """Codes of projects."""
    NAMES = "names"
    IDENTIFIER = "identifier"
    """A number in a register of bodies, such as a business id."""
    BODIES = "bodies"
    PLACES = "places"
    SUBJECTS = "subjects"
    DAY = "day"
    LAST_DAY = "last day"
    """A day; of a month or year alone the last."""
    PERIOD = "period"
    SUM = "sum"
    NUMBER = "number"
    CHOICE = "choice"
    """A word for a code of a list."""
    COUNTRY = "country"
    ADDRESS = "address"


@dataclass(frozen=True)
class Field:
    """One field of a kind of record; texts are by language.

    `synonyms` say this field and no other; `common` are words that might be another's too (*name*, *code*). `codes`
    names the list whose words its cells hold; where it is `open`, they may hold others. `beside` is the field without
    which this one says nothing. Several columns may feed a field that holds `several` values.
    """

    name: str
    shape: Shape
    label: Mapping[str, str]
    explain: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    common: Mapping[str, tuple[str, ...]]
    needed: bool = False
    several: bool = False
    languages: bool = False
    """Whether a column may hold it in a language of its own (`name_sv`)."""
    codes: str = ""
    open: bool = False
    beside: str = ""
    template: bool = True
    """Whether a template asks for it."""


@dataclass(frozen=True)
class Kind:
    """A kind of record that a table may list: its fields in order, and examples by field."""

    name: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    words: frozenset[str]
    """Words that tell the kind in the name of a file, a sheet or a column, casefolded."""
    fields: tuple[Field, ...]
    examples: tuple[Mapping[str, Any], ...]
    """Rows of made-up things; a value is a scalar, or a text by language."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Its fields by name; those of one language are under `name_sv` too."""
        return {key: field for field in self.fields for key in keys_of(field)}

    @property
    def needed(self) -> list[Field]:
        """The fields without which a row is nothing."""
        return [field for field in self.fields if field.needed]

    @property
    def bodies(self) -> list[str]:
        """The names of the fields that name bodies: a personal name there is a natural person's."""
        return [key for key, field in self.by_name.items() if field.shape is Shape.BODIES]


def keys_of(field: Field) -> Iterator[str]:
    """Yield the names by which a mapping may call a field."""
    yield field.name
    if field.languages:
        yield from (f"{field.name}_{language}" for language in LANGUAGES)


@cache
def kind(name: str) -> Kind:
    """Return a kind of record by its name, one of KIND_NAMES.

    >>> [field.name for field in kind("indicators").needed]
    ['measure', 'region', 'period', 'value']
    """
    data = _file(name)
    return Kind(
        name=name, title=data["title"], about=data["about"], words=frozenset(data["words"].casefold().split()),
        fields=tuple(_field(said) for said in data["field"]), examples=tuple(data["example"]),
    )  # fmt: skip


def _field(said: Mapping[str, Any]) -> Field:
    shared = _file("shared")[said["use"]] if "use" in said else {}
    whole = {"name": said.get("use", ""), **shared, **said}
    whole.pop("use", None)
    for words in ("synonyms", "common"):
        whole[words] = {
            language: (*shared.get(words, {}).get(language, ()), *said.get(words, {}).get(language, ()))
            for language in {*shared.get(words, {}), *said.get(words, {})}
        }
    return Field(**{**whole, "shape": Shape(whole["shape"])})


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("ingest") / "fields" / f"{name}.toml").read_text(encoding="utf-8"))
