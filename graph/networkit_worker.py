"""Run NetworKit in a process of its own.

NetworKit's seed and number of threads are global to a process, and with two threads the same seed gives another
partition at each run. So it runs here alone, on one thread, and the answer repeats. Started when first needed; the
arrays go over pipes.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from typing import IO, Any, cast

from graph.own_process import own_process

_HEADER = 8


class Worker:
    """One worker process; calls wait for each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, task: str, *arguments: Any) -> Any:
        """Return what `graph.networkit_tasks.TASK(*arguments)` returns; raise RuntimeError where it fails."""
        question = _packed((task, arguments))
        with self._lock:
            process = self._started()
            try:
                _send(cast(IO[bytes], process.stdin), question)
                fine, answer = _receive(cast(IO[bytes], process.stdout))
            except (BrokenPipeError, EOFError) as problem:
                self._process = None
                raise RuntimeError(f"the NetworKit worker ended with code {process.wait()}") from problem
            except BaseException:
                # broken off (Ctrl-C): its answer must not be taken for that of the next call
                self._process = None
                process.kill()
                process.wait()
                raise
            if not fine:
                raise RuntimeError(f"NetworKit failed in {task}: {answer}")
            return answer

    def stop(self) -> None:
        """End the worker."""
        with self._lock:
            if self._process is not None:
                cast(IO[bytes], self._process.stdin).close()
                self._process.wait(timeout=10)
                self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = own_process(
                "graph.networkit_worker", environment={"OMP_NUM_THREADS": "1"}, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )  # fmt: skip
            atexit.register(self.stop)
        return self._process


_WORKER = Worker()


def run(task: str, *arguments: Any) -> Any:
    """Return what a task of `graph.networkit_tasks` returns, run in the worker of this process."""
    return _WORKER.run(task, *arguments)


def _packed(message: Any) -> bytes:
    return pickle.dumps(message, protocol=5)


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_HEADER, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    head = pipe.read(_HEADER)
    if len(head) < _HEADER:
        raise EOFError
    size = int.from_bytes(head, "big")
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def _serve() -> None:
    from graph import networkit_tasks

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever the library prints must not mix with the answers
    questions = sys.stdin.buffer
    while True:
        try:
            task, arguments = _receive(questions)
        except EOFError:
            return
        try:
            answer = (True, getattr(networkit_tasks, task)(*arguments))
        except Exception as problem:
            answer = (False, f"{type(problem).__name__}: {problem}")
        _send(answers, _packed(answer))


if __name__ == "__main__":
    _serve()
