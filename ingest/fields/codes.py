"""The codes that a field takes, and the words by which people write them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from ingest.cells import tidy


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list of codes, with its word in each language."""

    code: str
    label: Mapping[str, str]


@cache
def codes(name: str) -> tuple[Code, ...]:
    """Return the codes of a list (`sector`, `stage`, `form`, …) in their order.

    >>> [one.code for one in codes("sector")]
    ['public', 'private', 'third']
    """
    return tuple(Code(code, said["label"]) for code, said in _file()[name].items())


def code_of(name: str, text: str) -> str | None:
    """Return the code that a cell's text means, in any language; None where it means none of the list.

    >>> code_of("stage", "Juurtunut"), code_of("sector", "tredje sektorn"), code_of("form", "x")
    ('rooted', 'third', None)
    """
    return _by_word(name).get(_key(text))


@cache
def _by_word(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, said in _file()[name].items():
        for word in (code, *said["label"].values(), *said.get("also", "").split("|")):
            if word:
                found.setdefault(_key(word), code)
    return found


def _key(text: str) -> str:
    return tidy(text).casefold().rstrip(".")


@cache
def _file() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads((resources.files("ingest") / "fields" / "codes.toml").read_text(encoding="utf-8"))
