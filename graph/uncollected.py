"""Garbage collection put off while very many small records are made."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.Lock()
_RUNNING = {"depth": 0, "was_on": 0}


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for cycles, which what we make has none of: it looks at every record again and again.

    On 42,000 findings it took a third of the time. Safe to nest, and in several threads: the last to leave turns it on.
    """
    with _LOCK:
        if not _RUNNING["depth"]:
            _RUNNING["was_on"] = gc.isenabled()
            gc.disable()
        _RUNNING["depth"] += 1
    try:
        yield
    finally:
        with _LOCK:
            _RUNNING["depth"] -= 1
            if not _RUNNING["depth"] and _RUNNING["was_on"]:
                gc.enable()
