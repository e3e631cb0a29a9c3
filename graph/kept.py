"""Answers that are kept as long as the store's revision and the question are the same: in memory, and on disk."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

if TYPE_CHECKING:
    from graph.store import Store

FORMULA = "7"
"""Version of the analyses; raised when the same snapshot gives another answer, so that kept answers go."""
KEPT_IN_MEMORY = 16

_T = TypeVar("_T")


class _Answer:
    """An answer that is being found, or was; whoever asks for it meanwhile waits for this one alone."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.given = False
        self.value: Any = None


class Kept:
    """What was found out about one store; safe to use from several threads."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self._store = store
        self._cache_dir = folder
        self._kept: OrderedDict[tuple[Any, ...], _Answer] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, question: tuple[Any, ...], answer: Callable[[], _T]) -> _T:
        """Return the answer to a question at the store's revision; computed once, however many ask at the same time."""
        key = (self._store.revision(), *question)
        with self._lock:
            for old in [kept for kept in self._kept if kept[0] != key[0]]:
                del self._kept[old]
            asked = self._kept.setdefault(key, _Answer())
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_IN_MEMORY:
                self._kept.popitem(last=False)
        with asked.lock:
            if not asked.given:
                asked.value, asked.given = answer(), True
        found: _T = asked.value
        return found

    def keep_on_disk(
        self, question: tuple[Any, ...], answer: Callable[[], list[Any]], record: type[Any]
    ) -> list[Any]:
        return self.keep(question, lambda: self._from_disk(question, answer, record))

    def _from_disk(
        self, question: tuple[Any, ...], answer: Callable[[], list[Any]], record: type[Any]
    ) -> list[Any]:
        """Return what an earlier process found for the same question, or find it and leave it for the next.

        The file's first line says how many follow, so that one that was cut off is known.
        """
        if self._cache_dir is None or self._store.loading():
            return answer()
        store, _ = self._store.revision()
        key = hashlib.sha256(repr((FORMULA, self._store.stamp(), question)).encode()).hexdigest()[:24]
        path = self._cache_dir / store / f"{question[0]}-{key}.ndjson"
        try:
            count, *lines = path.read_bytes().splitlines() or [b""]
            if int(count) == len(lines):
                return [record.model_validate_json(line) for line in lines]
        except (OSError, ValueError):
            pass
        found = answer()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob(f"{question[0]}-*.ndjson"):
                if old.stat().st_mtime < path.parent.stat().st_mtime - 30 * 86_400:
                    old.unlink(missing_ok=True)
            lines = [orjson.dumps(one.model_dump(mode="json")) for one in found]
            part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
            part.write_bytes(b"\n".join([b"%d" % len(lines), *lines]))
            part.replace(path)
        except OSError:
            pass
        return found
