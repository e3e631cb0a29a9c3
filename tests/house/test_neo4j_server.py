"""The tests' own Neo4j keeps its promises: it survives a crash, it can be emptied, it outlives nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import neo4j_server as module
from tests.neo4j_server import Neo4jServer, NoNeo4j, running_neo4j


@pytest.mark.slow
def test_what_was_committed_is_there_after_a_crash(neo4j_server: Neo4jServer) -> None:
    if neo4j_server.kind == "address":
        pytest.skip("the server of SOLMU_TEST_NEO4J is not ours to kill")
    neo4j_server.clear()
    _ask(neo4j_server, "CREATE (:Actor {id: 'actor:fi:0245437-2'})")
    neo4j_server.kill()
    neo4j_server.start()
    assert _ask(neo4j_server, "MATCH (a:Actor) RETURN a.id") == ["actor:fi:0245437-2"]


@pytest.mark.slow
def test_clear_leaves_no_node_no_constraint_and_no_index(neo4j_server: Neo4jServer) -> None:
    _ask(neo4j_server, "CREATE CONSTRAINT one_id FOR (a:Actor) REQUIRE a.id IS UNIQUE")
    _ask(neo4j_server, "CREATE FULLTEXT INDEX names FOR (a:Actor) ON EACH [a.name]")
    _ask(neo4j_server, "CREATE (:Actor {id: 'a'})-[:COLLABORATES_WITH]->(:Actor {id: 'b'})")
    neo4j_server.clear()
    assert _ask(neo4j_server, "MATCH (n) RETURN n") == []
    assert _ask(neo4j_server, "SHOW CONSTRAINTS YIELD name") == []
    assert _ask(neo4j_server, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'") == []


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux's")
def test_a_server_dies_with_the_process_that_started_it() -> None:
    starts_one_and_is_killed = (
        "import os, signal, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', sys.argv[1], str(os.getpid()), 'sleep', '60'],"
        " stdout=sys.stdout)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", starts_one_and_is_killed, module._DIE_WITH_PARENT], stdout=subprocess.PIPE
    )
    # The child holds the other end of the pipe, so this returns only when the child is dead too.
    parent.communicate(timeout=30)
    assert parent.returncode == -signal.SIGKILL


def test_without_docker_java_and_address_the_reasons_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("SOLMU_TEST_NEO4J", raising=False)
    with pytest.raises(NoNeo4j, match=r"SOLMU_TEST_NEO4J.*Docker.*Java"), running_neo4j():
        pass


def _ask(server: Neo4jServer, query: str) -> list[object]:
    with server.driver() as driver:
        return [record[0] for record in driver.execute_query(query).records]
