"""The page that asks whether two names are one: blind until the answer, and what the answer does."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.texts import TEXTS
from graph.desk import Desk
from graph.store import Store, open_store
from ingest.resolution.answers import Answer, Judged
from ingest.resolution.queue import keep_queue, waiting
from ingest.resolution.resolving import MayBe
from tests.api.graphs import HOSTILE, fill

EN = TEXTS["en"]
B, C = "actor:x:b", "actor:x:c"
PAIRS = [
    MayBe(B, C, Judged(Answer.UNSURE, 0.93, ("slip",))),
    MayBe("project:x:P1", "project:x:P3", Judged(Answer.UNSURE, 0.61, ("body", "dates"), ("name",))),
]

SEEN = [EN[key] for key in ("same_for_slip", "same_for_dates", "same_not_name")]
"""In which words the program tells what it saw."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        fill(opened)
        keep_queue(opened, PAIRS, ["actor", "project"], whole=True, note="test")
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(create_app(Desk(store)), raise_server_exceptions=False)


def page(client: TestClient, **query: str) -> str:
    answer = client.get("/same", params={"lang": "en", **query})
    assert answer.status_code == 200, answer.text
    return answer.text


def answered(client: TestClient, a: str, b: str, answer: str, **more: str) -> str:
    """Return the page after an answer."""
    found = client.post("/same", params={"lang": "en"}, data={"a": a, "b": b, "answer": answer, **more})
    assert found.status_code == 200, found.text
    return found.text


def blind(client: TestClient) -> object:
    items = client.get("/v1/overlaps").json()["items"]
    return next(one["blind"] for one in items if {one["a"], one["b"]} == {"project:x:P1", "project:x:P2"})


def test_the_page_is_blind_until_the_answer(client: TestClient) -> None:
    for pair in PAIRS:
        before = page(client, a=pair.a, b=pair.b)
        assert EN["same_unsure"] in before
        assert EN["same_saw"] not in before
        assert not any(words in before for words in SEEN)
        assert "0.93" not in before
        assert "93" not in before.replace("actor:name", "")
    after = answered(client, "project:x:P3", "project:x:P1", "different")
    assert EN["same_said_different"] in after
    assert EN["same_for_body"] in after
    assert EN["same_for_dates"] in after
    assert EN["same_not_name"] in after


def test_the_pair_on_which_most_hangs_is_asked_first_and_the_others_are_listed(client: TestClient) -> None:
    first = page(client)
    assert EN["same_ask_project"] in first
    assert EN["same_waiting"].format(n=2) in first
    assert f"/same?a={B.replace(':', '%3A')}" in first


def test_two_stay_two_and_leave_the_queue(client: TestClient, store: Store) -> None:
    answered(client, B, C, "different", note="two bodies", by="anna")
    assert [pair.two.a for pair in waiting(store)] == ["project:x:P1"]
    assert store.shown_as([B, C]) == {B: B, C: C}
    assert [act.by for act in store.acts()] == ["anna"]


def test_one_becomes_one_and_the_page_tells_how_to_take_it_back(client: TestClient, store: Store) -> None:
    after = answered(client, B, C, "same", by="anna")
    assert len(set(store.shown_as([B, C]).values())) == 1
    batch = next(row.number for row in store.batches() if row.kind == "merge")
    assert f"solmu undo {batch}" in after
    assert 'value="anna"' in after
    assert EN["same_is_one"] in page(client, a=B, b=C)
    late = client.post("/same", data={"a": B, "b": C, "answer": "different"})
    assert late.status_code == 400
    assert f"solmu undo {batch}" in late.text
    store.undo(batch)
    assert store.shown_as([B, C]) == {B: B, C: C}


def test_who_cannot_tell_leaves_it_to_others_last_in_the_queue(client: TestClient, store: Store) -> None:
    after = answered(client, "project:x:P1", "project:x:P3", "unsure")
    assert EN["same_said_unsure"] in after
    assert EN["same_ask_actor"] in after
    assert EN["same_was_unsure"] in after
    assert len(waiting(store)) == 2


def test_while_bodies_may_be_one_it_is_not_known_whether_projects_are_blind(client: TestClient) -> None:
    assert blind(client) is None
    answered(client, B, C, "different")
    assert blind(client) is True


def test_with_nothing_to_ask_it_says_how_to_look_anew(empty: TestClient) -> None:
    assert "solmu resolve" in page(empty)
    assert EN["same_home_link"] not in empty.get("/", params={"lang": "en"}).text


def test_the_first_page_tells_that_pairs_wait(client: TestClient) -> None:
    assert EN["same_home"].format(n=2) in client.get("/", params={"lang": "en"}).text


def test_what_is_hostile_or_wrong_is_escaped_or_refused(client: TestClient) -> None:
    shown = page(client, a=B, b=C)
    assert HOSTILE not in shown
    assert escape("<b>") in shown
    told = page(client, said="same", of=f"{HOSTILE} x", pro="slip <script>", con="nonsense", by='"><script>x')
    assert "<script>x" not in told
    assert EN["same_not"] not in told
    for a, b, answer in (
        (B, C, "related"), (B, "", "same"), ("x", C, "same"), (B, "project:x:P1", "same"), (B, B, "same"),
    ):  # fmt: skip
        assert client.post("/same", data={"a": a, "b": b, "answer": answer}).status_code == 400
    assert client.post("/same", data={"a": B, "b": "actor:x:nobody", "answer": "same"}).status_code == 404
    assert client.get("/same", params={"a": B, "b": "actor:x:nobody"}).status_code == 404
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    refused = client.post("/same", data={"a": B, "b": C, "answer": "same"}, headers=elsewhere)
    assert refused.status_code == 400


def test_tools_read_the_queue_and_answer(client: TestClient, store: Store) -> None:
    first, second = client.get("/v1/may-be").json()["items"]
    assert (first["a"], first["b"], first["speaks_for"], first["unsure"]) == (B, C, ["slip"], False)
    assert second["speaks_against"] == ["name"]
    told = client.post("/v1/may-be", json={"a": C, "b": B, "answer": "same", "by": "tool"})
    assert told.status_code == 201
    assert told.json()["batch"] == next(row.number for row in store.batches() if row.kind == "merge")
    assert [item["a"] for item in client.get("/v1/may-be").json()["items"]] == [second["a"]]
    for wrong in ({"a": C, "b": B, "answer": "related"}, {"a": "x", "b": B, "answer": "same"}, {"a": B}):
        assert client.post("/v1/may-be", json=wrong).status_code == 400


@pytest.mark.parametrize("language", TEXTS)
def test_it_speaks_each_language(client: TestClient, language: str) -> None:
    assert TEXTS[language]["same_title"] in page(client, lang=language)
