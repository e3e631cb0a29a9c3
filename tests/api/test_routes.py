"""The routes for tools: what they answer, and how they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.graphs import HOSTILE


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_health_says_the_revision_and_that_nothing_is_loading(client: TestClient) -> None:
    health = get(client, "/healthz")
    assert (health["schema"], health["status"], health["loading"]) == ("solmu.health/1", "ok", False)
    assert health["counts"]["project"] == 3
    assert health["revision"] >= 1


def test_entities_come_in_pages_and_the_pages_add_up(client: TestClient) -> None:
    seen, after = [], ""
    while True:
        page = get(client, "/v1/entities/actor", limit=3, after=after)
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == ["actor:x:a", "actor:x:b", "actor:x:c", "actor:x:f"]


def test_an_entity_tells_who_said_each_field(client: TestClient) -> None:
    entity = get(client, "/v1/entity/project:x:P1")
    assert entity["said_by"]["name_fi"] == "list"
    assert entity["ids"] == ["project:x:P1"]
    assert entity["ties"] == {"FUNDS": 1, "LOCATED_IN": 1, "PARTICIPATES_IN": 2}


def test_history_names_the_batch_that_loaded_it(client: TestClient) -> None:
    (statement,) = get(client, "/v1/entity/project:x:P1/history")["items"]
    assert (statement["since"]["file"], statement["closed"]) == ("list.csv", None)


def test_search_forgives_a_typing_error(client: TestClient) -> None:
    assert get(client, "/v1/search", q="hoivakylpi", kind="project")["items"][0]["id"] == "project:x:P3"


def test_a_neighbourhood_is_bounded_and_says_when_it_is_cut(client: TestClient) -> None:
    whole = get(client, "/v1/neighbourhood/actor:x:a", depth=2)
    assert {node["id"]: node["depth"] for node in whole["nodes"]} == {
        "actor:x:a": 0, "project:x:P1": 1, "project:x:P3": 1, "actor:x:c": 2, "actor:x:f": 2, "region:x:ita": 2,
        "region:x:kunta": 2,
    }  # fmt: skip
    assert not whole["cut"]
    assert len(whole["ties"]) == 6
    cut = get(client, "/v1/neighbourhood/actor:x:a", depth=2, limit=4)
    assert cut["cut"]
    assert len(cut["nodes"]) == 4
    projects = get(client, "/v1/neighbourhood/actor:x:a", depth=3, kinds="project")
    assert {node["kind"] for node in projects["nodes"]} == {"actor", "project"}


def test_the_overlap_of_two_regions_is_found_and_explained(client: TestClient) -> None:
    found = get(client, "/v1/overlaps")
    best = found["items"][0]
    assert (best["schema"], best["a"], best["b"], best["kind"]) == (
        "solmu.overlap/1", "project:x:P1", "project:x:P2", "parallel",
    )  # fmt: skip
    assert sum(reason["weight"] for reason in best["reasons"]) == pytest.approx(best["score"], abs=1e-3)
    assert get(client, f"/v1/overlaps/{best['finding']}") == best


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "parallel"}, 1), ({"kind": "duplicate"}, 0), ({"region": "Itä-Suomi"}, 1),
        ({"region": "itä-suomi"}, 1),
        ({"region": "region:x:pohjoinen"}, 1), ({"text": "nosturipolku"}, 1), ({"text": "itäinen AMMATTIOPISTO"}, 1),
        ({"text": "hoivakylpy nosturista"}, 0), ({"offset": 50}, 0),
    ],
)  # fmt: skip
def test_overlaps_are_sifted(client: TestClient, query: dict[str, str], count: int) -> None:
    assert len(get(client, "/v1/overlaps", **query)["items"]) == count


def test_before_a_project_started_it_overlaps_with_nothing(client: TestClient) -> None:
    assert get(client, "/v1/overlaps", as_of="2018-01-01")["items"] == []


def test_a_verdict_is_kept_and_shown(client: TestClient) -> None:
    finding = get(client, "/v1/overlaps")["items"][0]["finding"]
    answer = client.post(f"/v1/overlaps/{finding}/verdict", json={"verdict": "related", "by": "test"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["value"] == "related"
    assert get(client, f"/v1/overlaps/{finding}")["verdict"] == "related"


def test_silos_and_brokers_answer(client: TestClient) -> None:
    silos = get(client, "/v1/silos", redraws=0)
    assert silos["schema"] == "solmu.silos/1"
    assert all(group["silo"] is None for group in silos["groups"])
    assert get(client, "/v1/brokers", top=5)["schema"] == "solmu.brokers/1"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/entity/actor:x:nobody", 404), ("/v1/entity/nonsense", 400), ("/v1/entity/actor:x:nobody/history", 404),
        ("/v1/entities/planet", 400), ("/v1/entities/actor?limit=501", 400), ("/v1/search?q=", 400),
        (f"/v1/search?q={'x' * 201}", 400), ("/v1/neighbourhood/actor:x:a?depth=4", 400),
        ("/v1/neighbourhood/actor:x:nobody", 404), ("/v1/neighbourhood/actor:x:a?kinds=planet", 400),
        ("/v1/overlaps?kind=odd", 400), ("/v1/overlaps?region=Atlantis", 404), ("/v1/overlaps?top=0", 400),
        ("/v1/overlaps?as_of=yesterday", 400), ("/v1/overlaps/overlap:000000000000", 404),
        ("/v1/silos?redraws=101", 400), ("/v1/nothing", 404), ("/static/../app.py", 404), ("/static/app.py", 404),
    ],
)  # fmt: skip
def test_a_wrong_request_gets_one_sentence(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"].endswith((".", "them by name."))
    assert "\n" not in answer.json()["error"]


def test_only_asking_is_open_to_other_sites(client: TestClient) -> None:
    answer = client.get("/v1/overlaps", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    assert client.delete("/v1/entity/actor:x:a").status_code == 405
    form = client.post(
        "/finding/overlap:1/verdict", content="verdict=same", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert form.status_code == 400
    form = client.post(
        "/finding/overlap:1/verdict", content="verdict=same", headers={"Origin": "https://evil.example"}
    )
    assert form.status_code == 400


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/v1/entity/actor:x:nobody", "/static/solmu.css", "/nothing"]
)
def test_every_answer_keeps_the_browser_here(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_description_for_tools_names_every_route_and_has_examples(client: TestClient) -> None:
    described = get(client, "/openapi.json")
    assert set(described["paths"]) == {
        "/healthz", "/v1/entities/{kind}", "/v1/entity/{id}", "/v1/entity/{id}/history", "/v1/search",
        "/v1/neighbourhood/{id}", "/v1/overlaps", "/v1/overlaps/check", "/v1/overlaps/{finding}",
        "/v1/overlaps/{finding}/verdict", "/v1/overlaps/{finding}/acts", "/v1/silos", "/v1/brokers",
        "/v1/structure", "/v1/links", "/v1/invite", "/v1/compare", "/v1/follow-up", "/v1/findings/{finding}/acts",
        "/v1/may-be",
    }  # fmt: skip
    assert described["components"]["schemas"]["OverlapAnswer"]["example"]["schema"] == "solmu.overlap/1"


def test_hostile_names_come_back_as_they_are(client: TestClient) -> None:
    assert get(client, "/v1/entity/actor:x:b")["name"] == HOSTILE
