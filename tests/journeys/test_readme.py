"""Every command that README.md shows is run as it stands there, in its order, as a newcomer would."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ingest.real_files import DATA, real_file
from tests.journeys.command_line import PROGRAM, ROOT, Place, Served, environment
from tests.neo4j_server import Neo4jServer

README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(sh|console|bash|shell)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
_NEO4J = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://[\w.-]+(?::\d+)?")
_DATA = re.compile(r"\.\./shared/data/(\S+)")
OTHERWISE = {"make", "docker", "git", "cd", ".", "source", "uv", "pip", "python", "python3", "curl"}
"""Commands that other tests run, or that need no test; what can be checked of them is checked below."""


def text() -> str:
    if not README.exists():
        pytest.fail("README.md is not there: every command in it is to be run by this test")
    return README.read_text("utf-8")


def commands(text: str) -> list[str]:
    """The commands of the shell blocks, continued lines joined, output and comments left out."""
    found = []
    for language, block in _BLOCK.findall(text):
        lines = block.replace("\\\n", " ").splitlines()
        if language == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        found += [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return found


def program_of(command: str) -> str:
    """What a command runs, settings in front of it left out."""
    return next((word for word in shlex.split(command, comments=True) if not re.match(r"\w+=", word)), "")


def test_the_readme_has_commands_and_each_is_of_a_known_kind() -> None:
    found = commands(text())
    assert len(found) >= 5, "README.md shows no commands in ```sh blocks"
    assert {program_of(command) for command in found} - OTHERWISE <= {"solmu", "export", ""}
    assert any(command.startswith("make demo") for command in found)


def test_the_targets_of_make_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?<![\w-])make ([a-z]+)(?= |$|`)", "\n".join(commands(text())), re.MULTILINE))
    named |= set(re.findall(r"`make ([a-z]+)", text()))
    assert named
    assert named <= targets


def test_the_files_that_the_readme_links_to_exist() -> None:
    linked = [link for link in _LINK.findall(text()) if "://" not in link]
    assert [link for link in linked if not (ROOT / link).exists()] == []


def test_no_block_of_commands_hides_behind_another_name() -> None:
    fences = re.findall(r"^```(\w*)$\n(?=.*\bsolmu )", text(), re.MULTILINE)
    assert set(fences) <= {"sh", "console", "bash", "shell"}


@pytest.fixture
def newcomer(tmp_path: Path) -> Place:
    """An empty folder, nothing set, and `solmu` on the PATH."""
    programs = tmp_path / "bin"
    programs.mkdir()
    solmu = programs / "solmu"
    solmu.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    solmu.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return Place(work, {"PATH": path, "SOLMU_CACHE_DIR": str(tmp_path / "cache")})


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the README's commands are for a POSIX shell")
def test_every_command_of_the_readme_runs(newcomer: Place, request: pytest.FixtureRequest) -> None:
    found = [command for command in commands(text()) if program_of(command) in ("solmu", "export", "")]
    assert found
    settings = dict(newcomer.settings)
    if any(_NEO4J.search(command) for command in found):
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        server.clear()
        settings |= {key: value for key, value in server.environ().items() if key != "SOLMU_STORE"}
        found = [_with_server(command, server) for command in found]
    for name in {name for command in found for name in _DATA.findall(command)}:
        real_file(name)
    found = [_DATA.sub(lambda name: str(DATA / name[1]), command) for command in found]
    for command in found:
        setting = re.fullmatch(r"export (\w+)=(.*)", command)
        if setting:
            settings[setting[1]] = shlex.split(setting[2])[0]
        elif re.match(r"solmu (serve\b|demo\b(?!.*--no-serve))", command):
            with _served(Place(newcomer.folder, settings), command) as served:
                assert served.get("/healthz")["status"] == "ok"
                assert "<html" in served.page("/")
        else:
            done = subprocess.run(
                ["/bin/sh", "-euc", command], cwd=newcomer.folder, env=environment(settings),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
            )  # fmt: skip
            assert done.returncode == 0, f"{command}: {done.stderr}"
            assert "Traceback" not in done.stderr


def _with_server(command: str, server: Neo4jServer) -> str:
    """A command with the address and the password of the tests' Neo4j."""
    command = re.sub(
        r"(SOLMU_NEO4J_PASSWORD=)\S+", lambda found: found[1] + shlex.quote(server.password), command
    )
    return _NEO4J.sub(server.url, command)


@contextlib.contextmanager
def _served(place: Place, command: str) -> Iterator[Served]:
    """The server that a command of the README starts, on a free port."""
    words = shlex.split(command)[1:]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    if "--port" in words:
        words[words.index("--port") + 1] = port
    else:
        words += ["--port", port]
    with place.serving(words) as served:
        yield served
