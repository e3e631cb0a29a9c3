"""NetworKit in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from graph import networkit_worker
from graph.networkit_worker import Worker

PATH = (3, np.array([0, 1]), np.array([1, 2]), 10, 1)
STAND_IN = """
import sys, types, graph
sys.modules["graph.networkit_tasks"] = graph.networkit_tasks = types.SimpleNamespace(
    count=lambda n: list(range(n)), speak=lambda: print("not an answer"), quit=lambda: __import__("os")._exit(3),
    function=lambda: lambda: None,
)
from graph.networkit_worker import _serve
_serve()
"""


@pytest.fixture
def worker() -> Worker:
    """The real one of this process; another would take seconds to start."""
    return networkit_worker._WORKER


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker that counts instead of loading NetworKit, and so starts at once."""
    real = subprocess.Popen

    def start(_: Any, **options: Any) -> Any:
        return real([sys.executable, "-c", STAND_IN], **options)

    monkeypatch.setattr(subprocess, "Popen", start)
    one = Worker()
    yield one
    one.stop()


def pid_of(worker: Worker) -> int:
    process = worker._process
    assert process is not None
    return process.pid


def test_a_task_that_fails_says_so_and_the_next_one_works(worker: Worker) -> None:
    assert worker.run("betweenness", *PATH)[0].tolist() == [0.0, 1.0, 0.0]
    pid = pid_of(worker)
    with pytest.raises(RuntimeError, match="NetworKit failed in betweenness: "):
        worker.run("betweenness", 3, "no array", None, 10, 1)
    with pytest.raises(RuntimeError, match="no_such_task"):
        worker.run("no_such_task")
    assert worker.run("betweenness", *PATH)[0].tolist() == [0.0, 1.0, 0.0]
    assert pid_of(worker) == pid


def test_calls_from_several_threads_each_get_their_own_answer(worker: Worker) -> None:
    answers: dict[int, int] = {}

    def ask(n: int) -> None:
        answers[n] = len(worker.run("betweenness", n, np.array([0]), np.array([1]), 10, 1)[0])

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(2, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert answers == {n: n for n in range(2, 10)}


def test_what_a_task_prints_is_no_answer(quick: Worker) -> None:
    assert quick.run("speak") is None
    assert quick.run("count", 2) == [0, 1]


def test_what_cannot_be_sent_leaves_the_worker_as_it_was(quick: Worker) -> None:
    quick.run("count", 1)
    pid = pid_of(quick)
    with pytest.raises(Exception, match=r"(?i)pickle|local object"):
        quick.run("count", lambda: None)
    assert quick.run("count", 2) == [0, 1]
    assert pid_of(quick) == pid


def test_an_answer_that_cannot_be_sent_is_an_error_and_the_next_call_works(quick: Worker) -> None:
    with pytest.raises(RuntimeError):
        quick.run("function")
    assert quick.run("count", 2) == [0, 1]


def test_after_the_worker_was_killed_the_next_call_works(quick: Worker) -> None:
    quick.run("count", 1)
    os.kill(pid_of(quick), signal.SIGKILL)
    assert quick._process is not None
    quick._process.wait(timeout=5)
    assert quick.run("count", 2) == [0, 1]


def test_a_worker_killed_in_the_middle_of_a_task_is_an_error_and_the_next_call_works(quick: Worker) -> None:
    quick.run("count", 1)
    pid = pid_of(quick)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(RuntimeError, match="ended with code -9"):
        quick.run("count", 1)
    assert quick.run("count", 2) == [0, 1]


def test_a_task_that_takes_the_worker_down_is_an_error_and_the_next_call_works(quick: Worker) -> None:
    with pytest.raises(RuntimeError, match="ended with code 3"):
        quick.run("quit")
    assert quick.run("count", 2) == [0, 1]


def test_a_call_that_is_broken_off_does_not_leave_its_answer_to_the_next(
    quick: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(networkit_worker, "_receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            quick.run("count", 2)
    assert quick.run("count", 3) == [0, 1, 2]


def test_a_stopped_worker_is_gone_and_comes_back_when_asked(quick: Worker) -> None:
    quick.run("count", 1)
    pid = pid_of(quick)
    started = time.monotonic()
    quick.stop()
    quick.stop()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert quick.run("count", 2) == [0, 1]
