"""Bodies whose names in other languages, abbreviations and former names the program knows."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def known_bodies() -> tuple[tuple[str, ...], ...]:
    """Return the names of each body that `ingest/data/known-bodies.txt` lists."""
    text = (resources.files("ingest") / "data" / "known-bodies.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split("|")) for line in text.splitlines() if line and not line.startswith("#"))
