"""The lists of European funds that are recognised, in the order they are asked."""

from __future__ import annotations

from ingest.formats.base import Format


def eu_lists() -> tuple[Format, ...]:
    """Return one of each format."""
    from ingest.formats.se_esf_bank import SeEsfBank

    return (SeEsfBank(),)
