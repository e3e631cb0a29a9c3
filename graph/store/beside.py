"""One piece of work beside the rest: a chunk is committed while the next one is prepared."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

Work = Callable[[], None]


def at_once(work: Work) -> None:
    """Do the work here and now."""
    work()


class Beside:
    """Does one work at a time in a thread of its own. Whoever goes on must `wait`, for there a failure shows."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: Future[None] | None = None

    def run(self, work: Work) -> None:
        """Begin the work, after that which is under way."""
        self.wait()
        self._thread = self._thread or ThreadPoolExecutor(1, "solmu-beside")
        self._under_way = self._thread.submit(work)

    def wait(self) -> None:
        """Wait until nothing is under way, and raise what the work raised."""
        if self._under_way is not None:
            done, self._under_way = self._under_way, None
            done.result()
