"""Real second processes, started quickly: a fork server that has imported what they need."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.stores.loader", "graph.store.sqlite", "graph.store.neo4j"])
SECONDS = 60.0


@contextlib.contextmanager
def second_process(job: Callable[..., None], *args: Any) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that does a job of `tests.stores.loader`, once it has begun; it is gone at the end."""
    here, there = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=job, args=(*args, there))
    process.start()
    there.close()
    try:
        assert heard(here) == "begins"
        yield process, here
    finally:
        process.kill()
        process.join(SECONDS)
        here.close()


def heard(telling: Connection) -> Any:
    """What the other process says next."""
    assert telling.poll(SECONDS), "the other process says nothing"
    return telling.recv()
