"""A big file is read by two processes, each every other row; what they gathered stays in files that are merged."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any

from graph.errors import DataError, SolmuError
from graph.own_process import own_process
from ingest.counting import Counted, counted
from ingest.formats.base import Divisible, Format
from ingest.gather import IN_MEMORY, Gathered
from ingest.reading import Upload
from ingest.reading.part import Part

LARGE = 16 * 2**20
"""Bytes of a file from which on two processes read it: starting them takes about two seconds."""
PROCESSES = 2


def is_for_two(format_: Format, upload: Upload) -> bool:
    """Return whether two processes read this file sooner than one."""
    return (
        isinstance(format_, Divisible)
        and format_.is_divisible
        and upload.file.stat().st_size >= LARGE
        and (os.cpu_count() or 1) >= PROCESSES
        and os.name == "posix"  # elsewhere a process takes over no open line
    )


def gathered_together(
    format_: Format, upload: Upload, source: str, told: Callable[[int], None]
) -> tuple[Gathered, Counted]:
    """Return what a file says and what became of its rows, the same as one process would.

    What is raised there is raised here; the processes end with this call, however it ends.
    """
    gathered, count = Gathered(source), Counted()
    with ExitStack() as ending:
        read: dict[Any, int] = {}
        for part in range(PROCESSES):
            to = ending.enter_context(_reader())
            with suppress(BrokenPipeError):  # it has ended already: told when it is asked
                to.send((gathered.folder(), format_, replace(upload, part=Part(part, PROCESSES)), source))
            read[to] = 0
        waiting: list[Any] = list(read)
        while waiting:
            for one in wait(waiting):
                said = _said(one, upload)
                if isinstance(said, Exception):
                    raise said
                if isinstance(said, int):
                    read[one] = said
                    told(sum(read.values()))
                else:
                    runs, ids, part_count = said
                    gathered.take_in(runs, ids)
                    count.add(part_count)
                    waiting.remove(one)
    return gathered, count


@contextmanager
def _reader() -> Iterator[Any]:
    """Yield the line to a process that reads.

    It is started anew, not as one of `multiprocessing`'s: those run the caller's script again. It has a session of its
    own, so that Ctrl+C is for the process that waits.
    """
    ours, theirs = Pipe()
    with theirs:
        line = theirs.fileno()
        process = own_process(
            "ingest.together", str(line), pass_fds=[line], stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        with ours:
            yield ours
    finally:
        process.kill()
        process.wait()


def _said(one: Any, upload: Upload) -> Any:
    try:
        return one.recv()
    except (EOFError, ConnectionResetError):
        raise DataError(
            f"{upload.path} was not read to its end: a process that read it was ended, perhaps for lack of memory. "
            "Nothing was loaded; load it again."
        ) from None


def read_part(to: Any) -> None:
    """Read the part of a file that is asked for; tell how far it is, then the files that it made, or what was wrong."""
    gc.disable()
    parent = os.getppid()
    folder, format_, upload, source = to.recv()
    part = upload.part

    def told(rows: int) -> None:
        if os.getppid() != parent:
            os._exit(1)  # nobody waits for it any more
        to.send(rows)

    try:
        gathered = Gathered(source, IN_MEMORY // part.of, folder=folder, name=f"{part.at}-")
        count = counted(format_.rows(upload), gathered, told)
        to.send((*gathered.put_by(), count))
    except BrokenPipeError:
        os._exit(1)
    except Exception as problem:
        if not isinstance(problem, SolmuError):
            problem.add_note(traceback.format_exc())  # where in this process: a traceback does not go with it
        to.send(problem)


if __name__ == "__main__":
    read_part(Connection(int(sys.argv[1])))
