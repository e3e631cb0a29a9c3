"""What a template says beside the words of its fields: the names of its sheets, and how it is filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """The words of a template in one language."""

    example: str
    """The name of the sheet of examples."""
    explanation: str
    """The name of the sheet that explains."""
    column: str
    needed: str
    meaning: str
    words: str
    suggested: str
    yes: str
    no: str
    lines: tuple[str, ...]
    """How a template is filled in, one sentence or two a line."""


@cache
def template_words(language: str) -> TemplateWords:
    """Return the words of templates in a language (`fi`, `sv`, `en`).

    >>> template_words("sv").example
    'Exempel'
    """
    text = (resources.files("ingest") / "fields" / "template.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)[language]
    return TemplateWords(**{**said, "lines": tuple(said["lines"])})
