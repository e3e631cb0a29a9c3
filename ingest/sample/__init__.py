"""The sample that `solmu demo` loads: real Finnish projects, shipped in the package (`README.md` names the sources)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def sample_file() -> AbstractContextManager[Path]:
    """Return the sample's file (our own NDJSON, packed) for the time of a `with` block."""
    return as_file(files("ingest.sample") / "sample.ndjson.gz")
