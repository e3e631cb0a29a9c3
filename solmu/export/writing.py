"""Write an export: to a part first, so that a failure leaves no half file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DataError

if TYPE_CHECKING:
    from graph.store import Store


def write(store: Store, out: Path, format_: str) -> int:
    """Write the store to `out` in a format and return the number of records; raise DataError where it cannot be."""
    from solmu.export import graphs, jsonld, ndjson, tables

    if format_ == "csv":
        return tables.write(store, out)
    if out.is_dir():
        raise DataError(f"{out} cannot be written: it is a directory; name a file in it.")
    part = out.with_name(out.name + ".part")
    try:
        if format_ == "ndjson":
            count = ndjson.write(store, part)
        elif format_ == "jsonld":
            count = jsonld.write(store, part)
        else:
            count = graphs.write(store, part, format_)
        part.replace(out)
    except OSError as problem:
        raise DataError(f"{out} cannot be written: {problem.strerror}.") from None
    finally:
        with suppress(OSError):
            part.unlink()
    return count
