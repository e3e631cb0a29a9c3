"""A real Neo4j for the tests, wherever they run.

In this order: the server that the environment names (``SOLMU_TEST_NEO4J`` with ``SOLMU_TEST_NEO4J_USER`` and
``SOLMU_TEST_NEO4J_PASSWORD``), a container where a Docker engine runs, a Java process from Neo4j's own Maven
artefact. ``running_neo4j`` raises ``NoNeo4j`` with the reasons where none of them can be had.

Neo4j's community edition has one database for users, so each pytest-xdist worker has a server of its own.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

POM = Path(__file__).parent / "neo4j" / "pom.xml"
USER = "neo4j"
PASSWORD = "only-for-tests"
SECONDS_TO_START = 90


class NoNeo4j(Exception):
    """No Neo4j can be had here; the message says why, way by way."""


class Neo4jServer:
    """A server that answers at ``url`` to ``user`` and ``password``, empty when it is new.

    ``kill`` ends it as a power cut would; ``start`` brings it back on the same data and address.
    """

    kind = "address"

    def __init__(self, url: str, user: str, password: str) -> None:
        self.url = url
        self.user = user
        self.password = password

    def driver(self) -> neo4j.Driver:
        """A driver of the caller's own, to be closed by the caller."""
        return neo4j.GraphDatabase.driver(self.url, auth=(self.user, self.password))

    def environ(self) -> dict[str, str]:
        """The settings that make ``solmu`` use this server."""
        return {
            "SOLMU_STORE": self.url,
            "SOLMU_NEO4J_USER": self.user,
            "SOLMU_NEO4J_PASSWORD": self.password,
        }

    def clear(self) -> None:
        """Empty the database: its nodes, ties, constraints and indexes."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for name in session.run("SHOW CONSTRAINTS YIELD name").value():
                session.run(f"DROP CONSTRAINT `{name}`").consume()
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value():
                session.run(f"DROP INDEX `{name}`").consume()

    def kill(self) -> None:
        """End the server at once, without a chance to tidy up."""
        raise NotImplementedError(f"the server at {self.url} is not ours to kill")

    def start(self) -> None:
        """Start again after ``kill``, on the same data and at the same address."""
        raise NotImplementedError(f"the server at {self.url} is not ours to start")

    def close(self) -> None:
        """End a server that was started here, and throw its data away."""


class _JavaServer(Neo4jServer):
    """Neo4j's community edition as a child process, all of it below one temporary folder."""

    kind = "java"

    def __init__(self, java: str, jars: Path, home: Path) -> None:
        self._port = _free_port()
        super().__init__(f"neo4j://127.0.0.1:{self._port}", USER, PASSWORD)
        self._home = home
        self._log = home / "neo4j.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._command = [
            java,
            "-Xms128m",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            *(
                f"--add-opens=java.base/{package}=ALL-UNNAMED"
                for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
            ),
            "-cp",
            f"{jars}/*",
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={home}",
            f"--config-dir={home / 'conf'}",
        ]
        (home / "conf").mkdir(parents=True, exist_ok=True)
        (home / "conf" / "neo4j.conf").write_text(
            "\n".join(
                [
                    "server.default_listen_address=127.0.0.1",
                    f"server.bolt.listen_address=127.0.0.1:{self._port}",
                    f"server.bolt.advertised_address=127.0.0.1:{self._port}",
                    "server.http.enabled=false",
                    "server.https.enabled=false",
                    "server.memory.pagecache.size=128m",
                    "db.tx_log.preallocate=false",
                    "dbms.usage_report.enabled=false",
                ]
            )
        )
        try:
            self._run()
            self._set_password()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        if self._process is None:
            self._run()
            self._wait(self._ask)

    def _run(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _DIE_WITH_PARENT, str(os.getpid()), *self._command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # the terminal's Ctrl-C is for pytest, which then closes us
            )
        self._wait(lambda: socket.create_connection(("127.0.0.1", self._port), 1).close())

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self._home, ignore_errors=True)

    def _ask(self) -> None:
        with self.driver() as driver:
            driver.execute_query("RETURN 1")

    def _set_password(self) -> None:
        """A fresh server asks for a new password before it does anything else."""

        def change() -> None:
            with neo4j.GraphDatabase.driver(self.url, auth=(USER, "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new",
                    new=PASSWORD,
                    database_="system",
                )

        self._wait(change)
        self._wait(self._ask)

    def _wait(self, attempt: Callable[[], None]) -> None:
        """Repeat the attempt until it works, the process has ended or the time is up."""
        end = time.monotonic() + SECONDS_TO_START
        while True:
            assert self._process is not None
            if (code := self._process.poll()) is not None:
                raise NoNeo4j(f"Neo4j ended with code {code}: {self._last_words()}")
            try:
                attempt()
                return
            except neo4j.exceptions.AuthError:
                raise
            except (OSError, DriverError, Neo4jError) as error:
                if time.monotonic() > end:
                    raise NoNeo4j(
                        f"Neo4j did not answer in {SECONDS_TO_START} s ({error}): {self._last_words()}"
                    ) from error
                time.sleep(0.05)

    def _last_words(self) -> str:
        return " | ".join(self._log.read_text(errors="replace").splitlines()[-5:]) or "it wrote nothing"


# Runs before Java in the same process: has the kernel kill it when its parent dies, however that dies.
_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != int(sys.argv[1]):
        sys.exit("the parent has died")
os.execvp(sys.argv[2], sys.argv[2:])
"""


class _ContainerServer(Neo4jServer):
    """The official image in a container; testcontainers removes it when this process ends."""

    kind = "container"

    def __init__(self, version: str) -> None:
        from testcontainers.core.container import DockerContainer

        port = _free_port()
        super().__init__(f"neo4j://127.0.0.1:{port}", USER, PASSWORD)
        self._container: DockerContainer = (
            DockerContainer(f"neo4j:{version}-community")
            .with_bind_ports(7687, port)
            .with_env("NEO4J_AUTH", f"{USER}/{PASSWORD}")
            .with_env("NEO4J_server_bolt_advertised__address", f"127.0.0.1:{port}")
            .with_env("NEO4J_server_http_enabled", "false")
            .with_env("NEO4J_dbms_usage__report_enabled", "false")
        )
        try:
            self._container.start()
            self._wait()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        self._container.get_wrapped_container().start()
        self._wait()

    def kill(self) -> None:
        self._container.get_wrapped_container().kill()

    def close(self) -> None:
        self._container.stop()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                with self.driver() as driver:
                    driver.execute_query("RETURN 1")
                return
            except (DriverError, Neo4jError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)


@contextlib.contextmanager
def running_neo4j(home: Path | None = None) -> Iterator[Neo4jServer]:
    """A Neo4j for as long as the context lasts; ``NoNeo4j`` with the reasons where none can be had.

    ``home`` is a folder, empty or not yet there, for the data of a server started from Java.
    """
    server = _from_environment()
    reasons = ["SOLMU_TEST_NEO4J names no server"]
    for way in (_from_docker, lambda: _from_java(home)):
        if server is None:
            try:
                server = way()
            except NoNeo4j as reason:
                reasons.append(str(reason))
    if server is None:
        raise NoNeo4j("No Neo4j for the tests: " + "; ".join(reasons) + ".")
    try:
        yield server
    finally:
        server.close()


def _from_environment() -> Neo4jServer | None:
    if not (url := os.environ.get("SOLMU_TEST_NEO4J")):
        return None
    if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
        raise NoNeo4j(
            "SOLMU_TEST_NEO4J names one server, which several workers would empty under each other: "
            "run without -n"
        )
    server = Neo4jServer(
        url, os.environ.get("SOLMU_TEST_NEO4J_USER", USER), os.environ.get("SOLMU_TEST_NEO4J_PASSWORD", "")
    )
    try:
        with server.driver() as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError) as error:
        raise NoNeo4j(f"SOLMU_TEST_NEO4J={url} does not answer: {error}") from error
    return server


def _from_docker() -> Neo4jServer:
    if (docker := shutil.which("docker")) is None:
        raise NoNeo4j("Docker is not installed")
    if subprocess.run([docker, "info"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30).returncode:
        raise NoNeo4j("no Docker engine answers")
    try:
        return _ContainerServer(_version())
    except Exception as error:  # the engine, the image or the network: whatever it is, Java may still do
        raise NoNeo4j(f"Docker runs, but its Neo4j does not start ({error})") from error


def _from_java(home: Path | None) -> Neo4jServer:
    java = _java()
    jars = _jars()
    if home is None:
        home = Path(tempfile.mkdtemp(prefix="solmu-neo4j-"))
    return _JavaServer(java, jars, home)


def _java() -> str:
    """The Java to run: 17 or newer, from JAVA_HOME or the PATH."""
    inside = Path(os.environ.get("JAVA_HOME", "/nowhere"), "bin", "java")
    java = str(inside) if inside.exists() else shutil.which("java")
    if java is None:
        raise NoNeo4j("no Java is installed (17 or 21 is needed)")
    says = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    if not (found := re.search(r'version "(\d+)', says)) or int(found[1]) < 17:
        raise NoNeo4j(f"{java} is not Java 17 or newer")
    return java


def _jars() -> Path:
    """The folder of the server's jars, fetched by Maven the first time and kept for later runs."""
    cache = (
        Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        / "solmu-tests"
        / f"neo4j-{_version()}"
    )
    jars = cache / "lib"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jars.exists():
            if (maven := shutil.which("mvn")) is None:
                raise NoNeo4j("Maven is not installed (mvn), which fetches Neo4j for Java")
            partial = cache / "lib.partial"
            shutil.rmtree(partial, ignore_errors=True)
            fetched = subprocess.run(
                [
                    maven, "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM),
                    "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial}",
                ],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )  # fmt: skip
            if fetched.returncode:
                raise NoNeo4j(f"Maven could not fetch Neo4j: {fetched.stdout[-500:]}{fetched.stderr[-500:]}")
            partial.rename(jars)  # whole or absent, so the folder itself is the sign that it is done
    return jars


def _version() -> str:
    """The version of Neo4j that the tests run on, which the Maven file alone names."""
    found = ET.parse(POM).find(".//m:dependency/m:version", {"m": "http://maven.apache.org/POM/4.0.0"})
    assert found is not None
    assert found.text
    return found.text


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
