"""Zip archives that tests build."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write an archive of these files, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
