"""Vectors kept on disk, so that each text is embedded once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from graph.meaning.embedder import Embedder

AT_ONCE = 256
"""So many texts are embedded, and kept, at a time."""


class Remembered:
    """An embedder that looks a text up before it asks another; kept by a digest, so the texts are not on disk."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._file = folder / f"{hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()}.sqlite"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row for each text, float32[texts, dimensions]."""
        keys = [hashlib.blake2b(text.encode(), digest_size=16).digest() for text in texts]
        try:
            return self._with_file(texts, keys)
        except (OSError, sqlite3.Error):
            return self._embedder.embed(texts)

    def _with_file(self, texts: Sequence[str], keys: list[bytes]) -> NDArray[np.float32]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        disk = sqlite3.connect(self._file, timeout=60)
        try:
            disk.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
            known = {
                key: value
                for key in keys
                for value in disk.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone() or ()
            }
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            missing = list(new)
            for start in range(0, len(missing), AT_ONCE):
                some = missing[start : start + AT_ONCE]
                rows = self._embedder.embed([new[key] for key in some]).astype("<f4")
                fresh = {key: row.tobytes() for key, row in zip(some, rows, strict=True)}
                with disk:
                    disk.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?)", fresh.items())
                known |= fresh
        finally:
            disk.close()
        whole = b"".join(known[key] for key in keys)
        return np.frombuffer(whole, "<f4").astype(np.float32).reshape(len(keys), -1 if keys else 0)
