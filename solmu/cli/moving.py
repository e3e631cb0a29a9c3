"""A store as a file: export, backup, restore."""

from __future__ import annotations

import gzip
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from solmu.cli.options import StoreUrl
from solmu.cli.output import say
from solmu.settings import settings


class ExportFormat(StrEnum):
    """The formats that `solmu export` writes."""

    NDJSON = "ndjson"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    JSONLD = "jsonld"


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; a folder for csv.")],
    format_: Annotated[
        ExportFormat, typer.Option("--format", help="The format of the file.")
    ] = ExportFormat.NDJSON,
    store: StoreUrl = None,
) -> None:
    """Write what is known to a file for other programs; ndjson holds every source's claims and loads again.

    Example: solmu export map.graphml --format graphml
    """
    from solmu.export import write

    with settings(store).open(create=False) as kept:
        count = write(kept, out, format_.value)
    say(f"{count:,} records written to {out}.")


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; .gz is packed.")], store: StoreUrl = None
) -> None:
    """Write everything a store holds, past and acts too, to one file.

    Example: solmu backup solmu-backup.ndjson.gz
    """
    from graph.errors import DataError

    if file.is_dir():
        raise DataError(f"{file} cannot be written: it is a directory; name a file in it.")
    part = file.with_name(file.name + ".part")
    count = 0
    try:
        packed = file.suffix == ".gz"
        with (
            settings(store).open(create=False) as kept,
            gzip.open(part, "wb") if packed else part.open("wb") as out,
        ):
            for line in kept.backup():
                out.write(line)
                count += 1
        part.replace(file)
    except OSError as problem:
        raise DataError(f"{file} cannot be written: {problem.strerror}.") from None
    finally:
        with suppress(OSError):
            part.unlink()
    say(f"{count:,} lines written to {file}.")


def restore(file: Annotated[Path, typer.Argument(help="A backup.")], store: StoreUrl = None) -> None:
    """Fill an empty store, of either kind, from a backup.

    Example: solmu restore solmu-backup.ndjson.gz --store neo4j://localhost:7687
    """
    from graph.errors import DataError
    from graph.store.dump import SCHEMA
    from ingest.reading import Upload

    upload = Upload.at(file)
    if SCHEMA not in upload.first_line:
        raise DataError(f"{file} is no backup that this program reads ({SCHEMA}).")
    with settings(store).open() as kept:
        count = kept.restore(line.encode() for line in upload.lines())
        url = kept.url
    say(f"{count:,} claims restored into {url}.")
