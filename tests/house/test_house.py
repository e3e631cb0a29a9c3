"""The house is in order: its rooms, their arrows, the locks, and no address of a package registry."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = ["graph", "ingest", "visualize", "api", "solmu"]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"]


@pytest.mark.parametrize(
    "name", [*ROOMS, "tests", "benchmarks", "docs", "docker-compose.yml", "README.md", "LICENSE"]
)
def test_a_newcomer_finds_it_at_the_top(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_lives_there(room: str) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8")))
    assert docstring
    assert len(docstring.split()) >= 10


def test_the_rooms_import_each_other_in_one_direction_only() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_a_hash_for_each_package_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(index|extra-index|find-links))", text, re.M)
    pins = list(_pins(text))
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9-]+(\[[a-z0-9,-]+\])?==\S+", pin)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin


def test_what_the_program_needs_is_locked_alike_for_use_and_for_development() -> None:
    use, development, build = (_versions(lock) for lock in LOCKS)
    assert use <= development
    assert build <= development


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PYPROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PYPROJECT["project"]["optional-dependencies"]["dev"]),
        ("requirements-build.lock", PYPROJECT["dependency-groups"]["build"]),
    ],
)
def test_the_lock_is_as_new_as_the_list_of_dependencies(lock: str, wanted: list[str]) -> None:
    locked = {name for name, _, _ in _versions(lock)}
    assert {re.split(r"[<>=\[ ;]", want)[0].lower() for want in wanted} <= locked


def test_no_copyleft_library_is_needed_at_run_time() -> None:
    locked = {name for name, _, _ in _versions("requirements.lock")}
    assert not locked & {"igraph", "python-igraph", "leidenalg", "pyvoikko", "libvoikko"}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    # In two parts each, so that this file names none either.
    hosts = [
        ("py", "pi.org"), ("python", "hosted.org"), ("registry.npm", "js.org"), ("repo.maven.", "apache.org"),
        ("repo1.", "maven.org"), ("search.", "maven.org"), ("proxy.", "golang.org"), ("sum.", "golang.org"),
        ("deb.", "debian.org"), ("security.", "debian.org"), ("ftp.", "debian.org"), ("crates", ".io"),
        ("registry.", "yarnpkg.com"),
    ]  # fmt: skip
    pattern = re.compile(
        "|".join(re.escape(first + second) for first, second in hosts).encode(), re.IGNORECASE
    )
    named = [str(path) for path in _files_of_git() if pattern.search((ROOT / path).read_bytes())]
    assert named == []


def _pins(text: str) -> list[str]:
    """The requirements of a lock, each with its hashes on one line."""
    lines = (line for line in text.replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#"))
    return [line for line in lines if line.strip()]


def _versions(lock: str) -> set[tuple[str, str, str]]:
    """Name, version and the markers of Python's version for each package of a lock."""
    found = set()
    for pin in _pins((ROOT / lock).read_text("utf-8")):
        head = pin.split("--hash")[0]
        requirement, _, marker = head.partition(";")
        name, _, version = requirement.strip().partition("==")
        found.add((name.split("[")[0], version.strip(), "3.12" if "python_full_version" in marker else ""))
    return found


def _files_of_git() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listed.returncode:
        pytest.skip("not in a git checkout, so there is no list of its files")
    return [
        Path(name.decode())
        for name in listed.stdout.split(b"\0")
        if name and (ROOT / name.decode()).is_file()
    ]
