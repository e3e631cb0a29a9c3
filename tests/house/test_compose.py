"""docker-compose.yml is right, as far as can be told without a Docker engine."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]

every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())


def test_it_follows_the_compose_specification() -> None:
    schema = json.loads((ROOT / "tests/house/compose-spec.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(COMPOSE)


def test_the_specification_would_find_a_mistake() -> None:
    schema = json.loads((ROOT / "tests/house/compose-spec.json").read_text("utf-8"))
    wrong = {"services": {"neo4j": {"image": "neo4j", "volume": ["neo4j-data:/data"]}}}
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


@every_service
def test_an_image_is_pinned_to_a_digest_or_an_exact_version(service: dict[str, Any]) -> None:
    assert re.search(r":\d+\.\d+\.\d+[\w.-]*$|@sha256:[0-9a-f]{64}$", service["image"])


def test_neo4j_is_the_version_that_the_tests_run_on() -> None:
    tested = re.search(
        r"<artifactId>neo4j</artifactId>\s*<version>(.+?)</version>", _read("tests/neo4j/pom.xml")
    )
    assert tested
    assert SERVICES["neo4j"]["image"] == f"neo4j:{tested[1]}-community"


@every_service
def test_a_service_says_when_it_is_healthy(service: dict[str, Any]) -> None:
    assert service["healthcheck"]["test"][0] == "CMD"


def test_the_application_waits_until_neo4j_is_healthy() -> None:
    assert SERVICES["solmu"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_the_application_uses_the_neo4j_beside_it() -> None:
    environment = SERVICES["solmu"]["environment"]
    assert environment["SOLMU_STORE"] == "neo4j://neo4j:7687"
    assert environment["SOLMU_NEO4J_USER"] == SERVICES["neo4j"]["environment"]["NEO4J_AUTH"].split("/")[0]


@every_service
def test_data_live_in_named_volumes(service: dict[str, Any]) -> None:
    names = [volume.split(":")[0] for volume in service["volumes"]]
    assert names
    assert set(names) <= set(COMPOSE["volumes"])


@every_service
def test_a_service_runs_without_root_and_without_capabilities(service: dict[str, Any]) -> None:
    user, group = service["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


@every_service
def test_ports_are_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])


def test_the_password_is_asked_for_and_written_nowhere() -> None:
    for secret in (
        SERVICES["neo4j"]["environment"]["NEO4J_AUTH"].removeprefix("neo4j/"),
        SERVICES["solmu"]["environment"]["SOLMU_NEO4J_PASSWORD"],
    ):
        assert re.fullmatch(r"\$\{NEO4J_PASSWORD:\?.+\}", secret)


def test_the_image_is_built_from_the_lock_and_runs_as_the_user_of_the_compose_file() -> None:
    dockerfile = _read("Dockerfile")
    assert re.search(r"pip install --require-hashes .*-r requirements\.lock", dockerfile)
    assert f"USER {SERVICES['solmu']['user']}\n" in dockerfile
    assert "HEALTHCHECK" in dockerfile
    assert all(
        re.match(r"python:\d+\.\d+\.\d+-", image) for image in re.findall(r"^FROM (\S+)", dockerfile, re.M)
    )


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")
