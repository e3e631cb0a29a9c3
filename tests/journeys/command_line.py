"""The command line as users meet it: as a process of its own, or in this process where speed matters."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from solmu.cli import main

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-c", "from solmu.cli import main; main()")
"""What the console script `solmu` does, whether or not this checkout is installed."""
SECONDS = 300
SECONDS_TO_SERVE = 60


@dataclass(frozen=True)
class Run:
    """What one call printed, its exit code, and how long it took."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The objects of `--json`, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, Any]:
        """The one object of `--json`."""
        (one,) = self.objects
        return one


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a user who set only these of our settings: nothing of the developer's own shows through.

    Python keeps what it compiled, as on any user's machine, also where the machine of the tests says otherwise.
    """
    hidden = ("SOLMU_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    quiet = {
        "PYTHONPATH": str(ROOT),
        "SOLMU_CACHE_DIR": "",
        "TERM": "dumb",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
    return {**kept, **quiet, **settings}


@dataclass(frozen=True)
class Place:
    """A folder to work in, and the settings in force there."""

    folder: Path
    settings: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, store: str = "solmu.db") -> Place:
        """A place whose store is an SQLite file in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, {"SOLMU_STORE": f"sqlite:///{folder / store}"})

    @property
    def store_file(self) -> Path:
        """The file of an SQLite store."""
        return Path(self.settings["SOLMU_STORE"].removeprefix("sqlite:///"))

    def run(self, *words: object) -> Run:
        """Run `solmu` as a process of its own."""
        began = time.monotonic()
        done = subprocess.run(
            [*PROGRAM, *map(str, words)], cwd=self.folder, env=environment(self.settings), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, encoding="utf-8", timeout=SECONDS,
        )  # fmt: skip
        return Run(done.returncode, done.stdout, done.stderr, time.monotonic() - began)

    def done(self, *words: object) -> Run:
        """Run `solmu` as a process of its own, and expect that it does what it was asked."""
        run = self.run(*words)
        assert run.code == 0, run.err
        return run

    def here(self, *words: object) -> Run:
        """Run `solmu` in this process: the same `main`, without the half second that a new Python takes."""
        out, err, code = io.StringIO(), io.StringIO(), 0
        began = time.monotonic()
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, environment(self.settings), clear=True),
            mock.patch.object(sys, "argv", ["solmu", *map(str, words)]),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(bool(end.code))
        return Run(code, out.getvalue(), err.getvalue(), time.monotonic() - began)

    def did(self, *words: object) -> Run:
        """Run `solmu` in this process, and expect that it does what it was asked."""
        run = self.here(*words)
        assert run.code == 0, run.err
        return run

    @contextlib.contextmanager
    def serving(self, words: Sequence[str] = ("serve", "--port", "0")) -> Iterator[Served]:
        """`solmu serve` as a process of its own, once it answers; ended with Ctrl+C."""
        process = subprocess.Popen(
            [*PROGRAM, *words], cwd=self.folder, env=environment(self.settings), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            assert process.stderr is not None
            said = ""
            while (address := re.search(r"http://\S+?:\d+", said)) is None:
                said = process.stderr.readline()
                assert said, f"it ended with code {process.wait(SECONDS)} before it served"
            served = Served(address.group(), process)
            served.wait()
            yield served
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stderr.close()  # type: ignore[union-attr]


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    address: str
    process: subprocess.Popen[str]

    def get(self, path: str) -> Any:
        """What it answers to a GET, as JSON."""
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            return json.load(answer)

    def page(self, path: str) -> str:
        """The page at a path."""
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + SECONDS_TO_SERVE
        while True:
            try:
                assert self.get("/healthz")["status"] == "ok"
                return
            except OSError:
                assert time.monotonic() < end, "the server does not answer"
                assert self.process.poll() is None, "the server has ended"
                time.sleep(0.05)
