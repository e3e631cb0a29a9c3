"""The files of others who coordinate many projects, and of registers and graph programs, in the order they are asked."""

from __future__ import annotations

from ingest.formats.base import Format


def elsewhere() -> tuple[Format, ...]:
    """Return one of each format."""
    return ()
