"""The formats that are recognised, in the order they are asked."""

from __future__ import annotations

from graph.errors import DataError
from ingest.formats.base import Format
from ingest.reading import Upload


def formats() -> tuple[Format, ...]:
    """Return one of each format; add yours here."""
    from ingest.formats.eura2007 import Eura2007
    from ingest.formats.eura2014 import Eura2014

    return (Eura2007(), Eura2014())


def format_of(upload: Upload) -> Format:
    """Return the format of a file by its header; raise DataError where none knows it."""
    for format_ in formats():
        if format_.recognises(upload):
            return format_
    if b"\0" in upload.head and not upload.is_workbook:
        raise DataError(f"{upload.path} is no table or text that Solmu reads (it holds zero bytes); nothing was loaded.")
    raise DataError(
        f"{upload.path} is of no format that Solmu knows: its header has other columns. "
        "`solmu ingest --help` lists the formats; nothing was loaded."
    )
