"""The files of others who coordinate many projects, of registers and of graph programs, in the order of asking."""

from __future__ import annotations

from ingest.formats.base import Format


def elsewhere() -> tuple[Format, ...]:
    """Return one of each format."""
    from ingest.formats.template import Template

    return (Template(),)
