"""The life of a finding over HTTP: routes for tools, and the page with its form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.texts import TEXTS
from graph.desk import Desk
from graph.records import TieKind
from graph.records.acts import MOST_NOTE
from graph.store import Store, open_store
from tests.api.graphs import SOURCE, fill, tie


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(create_app(Desk(store)), raise_server_exceptions=False)


@pytest.fixture
def finding(client: TestClient) -> str:
    return str(client.get("/v1/overlaps").json()["items"][0]["finding"])


def listed(client: TestClient, **query: Any) -> list[str]:
    answer = client.get("/v1/overlaps", params=query)
    assert answer.status_code == 200, answer.text
    return [item["state"] for item in answer.json()["items"]]


def did(client: TestClient, finding: str, kind: str, **more: str) -> dict[str, Any]:
    answer = client.post(f"/v1/overlaps/{finding}/acts", json={"kind": kind, **more})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def page(client: TestClient, path: str, language: str = "en") -> str:
    answer = client.get(path, params={"lang": language}, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def share_a_body(store: Store) -> None:
    with store.open_batch("import", sources=[SOURCE]) as batch:
        batch.write([tie(TieKind.PARTICIPATES_IN, "actor:x:c", "project:x:P2", "partner")])
        batch.close()


def test_acts_are_kept_and_told_in_their_order(client: TestClient, finding: str) -> None:
    empty = client.get(f"/v1/overlaps/{finding}/acts").json()
    assert (empty["schema"], empty["state"], empty["since"], empty["items"]) == (
        "solmu.acts/1",
        "new",
        "",
        [],
    )
    did(client, finding, "verdict", value="related", note="other region", by="itä-2")
    kept = did(client, finding, "acted", note="called both", on="2026-01-05")
    assert (kept["schema"], kept["on"], kept["members"]) == (
        "solmu.act/1", "2026-01-05", ["project:x:P1", "project:x:P2"],
    )  # fmt: skip
    told = client.get(f"/v1/overlaps/{finding}/acts").json()
    assert (told["state"], told["verdict"], told["since"]) == ("acted", "related", kept["at"])
    assert [(act["kind"], act["value"], act["note"]) for act in told["items"]] == [
        ("verdict", "related", "other region"), ("acted", "", "called both"),
    ]  # fmt: skip
    assert told["items"][1] == kept


def test_what_is_done_with_is_listed_only_when_asked_for(client: TestClient, finding: str) -> None:
    did(client, finding, "dismissed")
    assert listed(client) == []
    assert listed(client, all="true") == listed(client, state="dismissed") == listed(client, state="all")
    assert listed(client, state="dismissed") == ["dismissed"]
    assert listed(client, state="new") == []
    assert client.get(f"/v1/overlaps/{finding}").json()["state"] == "dismissed"
    assert "Nosturipolku" not in page(client, "/").partition('class="cards"')[2]
    for query in ("?all=true", "?state=dismissed", "?state=all"):
        text = client.get(f"/{query}", headers={"Accept-Language": "en"}).text
        assert '<span class="badge state-dismissed">dismissed</span>' in text
    assert "state-dismissed" not in page(client, "/entity/project:x:P1")


def test_a_dismissed_finding_comes_back_and_says_what_changed(
    client: TestClient, store: Store, finding: str
) -> None:
    did(client, finding, "dismissed")
    share_a_body(store)
    assert listed(client) == ["new"]
    assert client.get(f"/v1/overlaps/{finding}").json()["changed"] == {
        "added": ["bodies:actor:x:c"], "gone": [],
    }  # fmt: skip
    for path in ("/", f"/finding/{finding}"):
        assert "its evidence has changed. New: Kunta C." in page(client, path)
    assert "Uutta: Kunta C." in page(client, f"/finding/{finding}", "fi")
    assert "Nytt: Kunta C." in page(client, f"/finding/{finding}", "sv")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "closed"}, {"kind": "acted"}, {"kind": "verdict"}, {"kind": "verdict", "value": "splendid"},
        {"kind": "accepted", "value": "same"}, {"kind": "accepted", "on": "2026-01-05"}, {"kind": "asleep"},
        {"kind": "acted", "note": "x", "on": "2999-01-01"}, {"kind": "acted", "note": "x" * (MOST_NOTE + 1)}, {},
    ],
)  # fmt: skip
def test_a_step_that_makes_no_sense_gets_one_sentence(
    client: TestClient, store: Store, finding: str, asked: dict[str, str]
) -> None:
    answer = client.post(f"/v1/overlaps/{finding}/acts", json=asked)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")
    assert store.acts() == []


def test_a_finding_that_is_none_has_no_acts(client: TestClient) -> None:
    assert client.get("/v1/overlaps/overlap:000000000000/acts").status_code == 404
    assert client.post("/v1/overlaps/overlap:000000000000/acts", json={"kind": "accepted"}).status_code == 404
    assert client.get("/v1/overlaps", params={"state": "asleep"}).status_code == 400
    assert client.get("/", params={"state": "asleep"}).status_code == 400


def test_the_form_keeps_a_step_with_its_note_and_the_page_tells_it(client: TestClient, finding: str) -> None:
    note = "<script>alert('x')</script> soitettu & sovittu"
    answer = client.post(
        f"/finding/{finding}/step?lang=fi", follow_redirects=False,
        data={"step": "acted", "note": note, "by": "itä-2", "on": "2026-01-05", "verdict": ""},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, f"/finding/{finding}?lang=fi")
    text = page(client, f"/finding/{finding}")
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; soitettu &amp; sovittu" in text
    assert "<script>alert" not in text
    assert '<time datetime="2026-01-05">' in text
    assert "itä-2" in text
    assert '<span class="badge state-acted">acted on</span>' in text


def test_the_form_keeps_a_verdict_with_its_reason(client: TestClient, store: Store, finding: str) -> None:
    note = "ä" * (MOST_NOTE - 2) + "\nx"
    form = {"verdict": "same", "note": note.replace("\n", "\r\n"), "by": "itä-2", "on": ""}
    assert client.post(f"/finding/{finding}/verdict", data=form, follow_redirects=False).status_code == 303
    (kept,) = store.acts()
    assert (kept.value, kept.note, kept.by) == ("same", note, "itä-2")


@pytest.mark.parametrize(
    "form",
    [
        {"step": "asleep"}, {"step": "closed"}, {"step": "acted", "note": ""}, {"step": "verdict"}, {},
        {"step": "acted", "note": "x", "on": "yesterday"}, {"step": "acted", "note": "x" * 30_000},
    ],
)  # fmt: skip
def test_a_wrong_form_is_refused_and_nothing_kept(
    client: TestClient, store: Store, finding: str, form: dict[str, str]
) -> None:
    answer = client.post(f"/finding/{finding}/step", data=form)
    assert answer.status_code == 400
    assert store.acts() == []


@pytest.mark.parametrize("action", ["step", "verdict"])
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_form_of_another_site_is_refused(
    client: TestClient, store: Store, finding: str, action: str, headers: dict[str, str]
) -> None:
    form = {"step": "accepted", "verdict": "same"}
    assert client.post(f"/finding/{finding}/{action}", data=form, headers=headers).status_code == 400
    assert store.acts() == []


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_page_offers_the_steps_that_make_sense_and_asks_for_no_names(
    client: TestClient, finding: str, language: str
) -> None:
    texts = TEXTS[language]

    def offered() -> set[str]:
        text = page(client, f"/finding/{finding}", language)
        assert texts["act_note_hint"] in text
        return {
            step
            for step in ("accepted", "acted", "closed", "dismissed")
            if f'name="step" value="{step}"' in text
        }

    assert offered() == {"accepted", "acted", "dismissed"}
    did(client, finding, "accepted")
    assert offered() == {"acted", "closed", "dismissed"}
    did(client, finding, "dismissed")
    assert offered() == {"accepted"}
    assert texts["state_dismissed"] in page(client, f"/finding/{finding}", language)
