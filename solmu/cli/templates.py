"""A workbook to fill in, which loads without a mapping."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from solmu.cli.output import say


class TemplateKind(StrEnum):
    """What a template asks for."""

    ACTORS = "actors"
    PROJECTS = "projects"
    NETWORKS = "networks"
    PRACTICES = "practices"
    EVENTS = "events"
    INPUTS = "inputs"
    INDICATORS = "indicators"


class TemplateLanguage(StrEnum):
    """The languages of templates."""

    FI = "fi"
    SV = "sv"
    EN = "en"


def template(
    kind: Annotated[TemplateKind, typer.Argument(metavar="KIND", help=", ".join(TemplateKind))],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The workbook to write (.xlsx).")],
    language: Annotated[
        TemplateLanguage, typer.Option("--language", help="Language of headers, drop-downs and explanations.")
    ] = TemplateLanguage.FI,
) -> None:
    """Write a workbook that asks for one kind of record: a table with drop-downs, examples and an explanation.

    Once filled in, solmu ingest loads it without a mapping.

    Example: solmu template networks verkostot.xlsx --language fi
    """
    from ingest.templates import write_template

    write_template(kind.value, language.value, out)
    say(f"The template is in {out}; fill in its first sheet and load it with: solmu ingest {out}")
