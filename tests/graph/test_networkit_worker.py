"""NetworKit in a process of its own."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from graph.networkit_worker import Worker

TRIANGLE = (3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.ones(3), 1, 1.0, 3)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.stop()


def works(worker: Worker) -> bool:
    return len(set(worker.run("leiden", *TRIANGLE).tolist())) == 1


def pid_of(worker: Worker) -> int:
    assert works(worker)
    process = worker._process
    assert process is not None
    return process.pid


def test_a_task_that_fails_says_so_and_the_next_one_works(worker: Worker) -> None:
    pid = pid_of(worker)
    with pytest.raises(RuntimeError, match="NetworKit failed in leiden: "):
        worker.run("leiden", 3, "no array", None, None, 1, 1.0, 3)
    with pytest.raises(RuntimeError, match="no_such_task"):
        worker.run("no_such_task")
    assert pid_of(worker) == pid


def test_what_cannot_be_sent_leaves_the_worker_as_it_was(worker: Worker) -> None:
    pid = pid_of(worker)
    with pytest.raises(Exception, match="pickle"):
        worker.run("leiden", lambda: None)
    assert pid_of(worker) == pid


def test_after_the_worker_was_killed_the_next_call_works(worker: Worker) -> None:
    pid = pid_of(worker)
    os.kill(pid, signal.SIGKILL)
    assert worker._process is not None
    worker._process.wait(timeout=5)
    assert pid_of(worker) != pid


def test_a_worker_killed_in_the_middle_of_a_task_is_an_error_and_the_next_call_works(worker: Worker) -> None:
    pid = pid_of(worker)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(RuntimeError, match="ended with code -9"):
        worker.run("leiden", *TRIANGLE)
    assert works(worker)


def test_a_call_that_is_broken_off_does_not_leave_its_answer_to_the_next(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert works(worker)

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("graph.networkit_worker._receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.run("leiden", 2, np.array([0]), np.array([1]), np.ones(1), 1, 1.0, 3)
    assert len(worker.run("leiden", *TRIANGLE)) == 3


def test_calls_from_several_threads_each_get_their_own_answer(worker: Worker) -> None:
    answers: dict[int, int] = {}

    def ask(n: int) -> None:
        answers[n] = len(worker.run("leiden", n, np.array([0]), np.array([1]), np.ones(1), 1, 1.0, 3))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(2, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert answers == {n: n for n in range(2, 10)}


def test_a_stopped_worker_is_gone_and_comes_back_when_asked(worker: Worker) -> None:
    pid = pid_of(worker)
    started = time.monotonic()
    worker.stop()
    worker.stop()
    assert time.monotonic() - started < 5
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert works(worker)
