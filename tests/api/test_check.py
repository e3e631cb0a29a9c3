"""An idea compared with what there is: the route for tools, and the page with its form."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.texts import TEXTS
from graph.desk import Desk
from graph.records import Claim, Practice, TieKind
from graph.store import Store, open_store
from ingest.load import load
from ingest.sample import sample_file
from tests.api.graphs import HOSTILE, SOURCE, TEXT, fill, tie

SECONDS = 0.1
"""A warm answer takes no longer; on an idle machine it is a few thousandths."""
TRIES = 8
IDEA = {"name": "Nosturit ja elementit", "description": TEXT}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        fill(opened)
        id_ = "practice:x:piiri"
        fields = {"name_fi": f"Nosturinkuljettajien mentorointipiiri {HOSTILE}", "description_fi": TEXT}
        with opened.open_batch("import", sources=[SOURCE]) as batch:
            batch.write([
                Claim(id_, "list", Practice.of(id_, dict(fields)).fields()),
                tie(TieKind.PRODUCED, "project:x:P1", id_),
            ])  # fmt: skip
            batch.close()
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(create_app(Desk(store)), raise_server_exceptions=False)


def checked(client: TestClient, **draft: Any) -> dict[str, Any]:
    answer = client.post("/v1/overlaps/check", json=draft)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def page(client: TestClient, language: str = "en", **form: str) -> str:
    answer = client.post(f"/check?lang={language}", data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_draft_is_compared_with_reasons_and_whom_to_call(client: TestClient) -> None:
    found = checked(client, schema="solmu.draft/1", **IDEA, regions=["Itä-Suomi", "Atlantis"])
    assert (found["schema"], found["unknown"]) == ("solmu.checked/1", ["Atlantis"])
    by_id = {near["project"]: near for near in found["projects"]}
    assert by_id["project:x:P1"]["bodies"] == ["actor:x:a", "actor:x:c"]
    for near in by_id.values():
        assert sum(one["weight"] for one in near["reasons"]) == pytest.approx(near["score"], abs=1e-3)
    assert {"kind": "place", "evidence": ["region:x:ita"]}.items() <= next(
        reason for reason in by_id["project:x:P1"]["reasons"] if reason["kind"] == "place"
    ).items()
    assert [one["practice"] for one in found["practices"]] == ["practice:x:piiri"]
    assert found["practices"][0]["bodies"] == ["project:x:P1"]
    assert len(checked_top(client, 1)) == 1


def checked_top(client: TestClient, top: int) -> list[Any]:
    answer = client.post("/v1/overlaps/check", params={"top": top}, json=IDEA)
    found: list[Any] = answer.json()["projects"]
    return found


def test_it_is_the_object_that_the_command_line_prints(client: TestClient, store: Store) -> None:
    from graph.records.findings import Draft

    found = checked(client, **IDEA)
    told = Desk(store).check(Draft(**IDEA)).model_dump(mode="json")
    assert found == {"schema": "solmu.checked/1", **told}


def test_nothing_near_is_an_empty_list_and_a_plain_sentence(client: TestClient, empty: TestClient) -> None:
    for asked in (client, empty):
        found = checked(asked, name="xyzzy")
        assert (found["projects"], found["practices"], found["unknown"]) == ([], [], [])
        for language, texts in TEXTS.items():
            assert texts["check_nothing"] in page(asked, language, name="xyzzy")


@pytest.mark.parametrize(
    "draft",
    [
        {"name": "n" * 2_001}, {"name": "x", "description": "d" * 200_001}, {"name": ""}, {"name": " "}, {},
        {"name": "x", "regions": ["r"] * 51}, {"name": "x", "partners": ["p"] * 201},
        {"name": "x", "regions": ["r" * 501]}, {"name": "x", "start": "soon"}, {"name": "x", "language": "finnish"},
        {"name": "x", "start": "2027-01-02", "end": "2027-01-01"}, {"name": "x", "regoins": []},
        {"name": "x", "schema": "solmu.claim/1"}, {"name": ["x"]}, {"name": "\ud800"},
    ],
    ids=lambda draft: ",".join(draft),
)  # fmt: skip
def test_a_draft_that_is_too_long_or_none_gets_one_sentence(
    client: TestClient, draft: dict[str, Any]
) -> None:
    import json

    answer = client.post("/v1/overlaps/check", content=json.dumps(draft).encode())
    assert answer.status_code == 422, answer.text
    assert answer.json()["schema"] == "solmu.problem/1"
    assert answer.json()["error"].endswith(".")
    assert len(answer.json()["error"]) < 300


def test_a_body_that_is_no_json_gets_one_sentence(client: TestClient) -> None:
    for body in (b"{", b"[]", b"nothing", b""):
        answer = client.post("/v1/overlaps/check", content=body)
        assert answer.status_code == 422
        assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE, "'; DROP TABLE entity; --", "') MATCH (n) DETACH DELETE n //", "\x00\x1b[31m", "{{ 7 * 7 }}",
        "😀" * 500, "a" * 2_000, "(" * 2_000, "\u202e\u0000\uffff", "%s%n{0}",
    ],
)  # fmt: skip
def test_hostile_text_is_only_text(client: TestClient, store: Store, text: str) -> None:
    checked(client, name="the first question fits the text model")
    before = b"".join(store.backup())
    checked(client, name=text, description=text * 20, regions=[text[:500]], partners=[text[:500]])
    shown = page(client, name=text, description=text, region=text[:500], partners=text[:500])
    assert "<script>" not in shown
    assert ("{{ 7 * 7 }}" in shown) == ("{{" in text)
    assert b"".join(store.backup()) == before


@pytest.mark.slow
def test_a_warm_answer_on_the_sample_is_quick_and_stores_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/sample.db") as store, sample_file() as sample:
        load(store, sample)
        client = TestClient(create_app(Desk(store)))
        words = (
            "Nuorten työpajojen valmentajat ja oppisopimus saaristossa. "
            "Työpajoilla nuoret löytävät yrityksistä oppisopimuspaikan, ja mestarit siirtävät taitonsa heille. "
        )
        draft = {"name": "Nuorten työpajat", "description": words * 10, "regions": ["Länsi-Suomi"]}
        assert checked(client, **draft)["projects"]
        revision, kept = store.revision(), b"".join(store.backup())
        best = float("inf")
        for i in range(TRIES):
            began = time.perf_counter()
            checked(client, **draft, start=f"2027-01-{i + 1:02}")
            best = min(best, time.perf_counter() - began)
        assert best < SECONDS
        assert store.revision() == revision
        assert b"".join(store.backup()) == kept


# the page


def test_the_form_is_shown_and_named_in_the_navigation(client: TestClient) -> None:
    for language, texts in TEXTS.items():
        text = client.get(f"/check?lang={language}").text
        assert f'aria-current="page">{texts["nav_check"]}</a>' in text
        for name in ("name", "description", "region", "partners", "start", "end"):
            assert f'name="{name}"' in text
        assert f'action="/check?lang={language}"' in text
        assert "<script" not in text
    assert f'<a href="/check">{TEXTS["en"]["nav_check"]}</a>' in client.get("/").text


def test_the_page_tells_what_is_near_and_whom_to_call(client: TestClient) -> None:
    text = page(
        client, **IDEA, region="Itä-Suomi, Atlantis", partners="Itäinen ammattiopisto\nEi kukaan",
        start="2020-01-01", end="2021-12-31",
    )  # fmt: skip
    near = text.partition('id="near"')[2]
    assert '<a href="/entity/project:x:P1?lang=en">Nosturista koulutukseen</a>' in near
    assert "It does what you plan" in near
    for words in ("Same words", "Same place", "Shared bodies", "Whom to call", "Kunta C", "2020-01-01"):
        assert words in near, words
    assert "Not recognised, and left out: Atlantis; Ei kukaan." in text
    practices = near.partition('id="practices"')[2]
    assert "Nosturinkuljettajien mentorointipiiri &lt;/script&gt;" in practices
    assert "Nosturista koulutukseen" in practices
    assert "Hoivakylpy" not in near


def test_what_was_typed_stays_in_the_form(client: TestClient) -> None:
    form = {
        "name": "Nimi & <b>",
        "description": "Yksi\r\nKaksi",
        "region": "Itä-Suomi",
        "start": "2027-01-31",
    }
    text = page(client, **form)
    assert 'value="Nimi &amp; &lt;b&gt;"' in text
    assert "\nYksi\nKaksi</textarea>" in text
    assert 'value="2027-01-31"' in text
    assert 'value="Itä-Suomi"' in text


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ({}, "check_no_name"), ({"name": "  "}, "check_no_name"), ({"name": "x", "start": "soon"}, "check_days"),
        ({"name": "x", "start": "2027-01-02", "end": "2027-01-01"}, "check_days"),
        ({"name": "n" * 2_001}, "check_too_long"), ({"name": "x", "description": "d" * 200_001}, "check_too_long"),
        ({"name": "x", "partners": "p\n" * 201 + "q"}, None),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(
    client: TestClient, form: dict[str, str], key: str | None, language: str
) -> None:
    answer = client.post(f"/check?lang={language}", data=form)
    assert answer.status_code == 400
    sentence = TEXTS[language][key or "check_too_long"].partition("{")[0]
    assert sentence in answer.text
    assert 'role="alert"' in answer.text
    assert f'value="{form.get("name", "")}"' in answer.text


def test_more_than_a_draft_may_have_is_not_even_read(client: TestClient) -> None:
    answer = client.post("/check", content=b"name=" + b"x" * 3_000_000)
    assert answer.status_code == 400
    assert client.post("/check", content=b"a=1&" * 1_000).status_code == 400


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/check", data=IDEA, headers=headers).status_code == 400


def test_an_empty_store_says_what_to_do(empty: TestClient) -> None:
    text = empty.get("/check?lang=en").text
    assert TEXTS["en"]["empty_title"] in text
    assert "<form" in text
