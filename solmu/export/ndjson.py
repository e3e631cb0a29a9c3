"""Our own format: each source's claims as they stand, sorted; the same whatever the order of loading, and it loads."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import orjson

from ingest.formats.own import CLAIM, SOURCE

if TYPE_CHECKING:
    from graph.store import Store


def write(store: Store, path: Path) -> int:
    """Write sources, then claims, one object a line; return the number of claims. A name with .gz in it is packed."""
    claims = store.claims()
    used = {claim.source for claim in claims}
    packed = ".gz" in path.suffixes
    with cast(IO[bytes], gzip.GzipFile(path, "wb", mtime=0) if packed else path.open("wb")) as file:
        for source in store.sources():
            if source.name in used:
                file.write(_line({"schema": SOURCE, **source.model_dump(mode="json")}))
        for claim in claims:
            file.write(
                _line({"schema": CLAIM, "id": claim.id, "source": claim.source, "fields": claim.fields})
            )
    return len(claims)


def _line(data: object) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS) + b"\n"
