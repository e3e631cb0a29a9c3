"""The pages for people, without a browser: words, links, languages, and names that try to be more than names."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from api.texts import TEXTS
from tests.api.graphs import HOSTILE

PAGES = (
    "/",
    "/check",
    "/silos",
    "/network",
    "/search?q=nosturi",
    "/entity/project:x:P2",
    "/entity/actor:x:b",
    "/docs",
)


def page(client: TestClient, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def first_finding(client: TestClient) -> str:
    return str(client.get("/v1/overlaps").json()["items"][0]["finding"])


def test_the_first_page_tells_the_overlap_in_plain_words(client: TestClient) -> None:
    text = page(client, "/?lang=en")
    assert "These two projects do the same thing, in Itä-Suomi and in Pohjois-Suomi" in text
    assert "Nosturista koulutukseen" in text
    assert "Connect them" in text


def test_a_finding_stands_side_by_side_with_its_reasons(client: TestClient) -> None:
    text = page(client, f"/finding/{first_finding(client)}?lang=en")
    assert "Side by side" in text
    assert "Itäinen ammattiopisto" in text
    assert "https://example.org/list" in text
    assert "Same words" in text


def test_a_verdict_by_form_is_kept(client: TestClient) -> None:
    finding = first_finding(client)
    answer = client.post(f"/finding/{finding}/verdict", content="verdict=different", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/finding/{finding}")
    assert "Reviewed: different" in page(client, f"/finding/{finding}")
    assert client.post(f"/finding/{finding}/verdict", content="verdict=odd").status_code == 400


def test_an_entity_tells_who_does_what_by_name_and_who_said_so(client: TestClient) -> None:
    text = page(client, "/entity/project:x:P1?lang=en")
    assert "Who takes part" in text
    assert "Kunta C" in text
    assert "A list" in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", sorted(TEXTS))
def test_every_page_speaks_each_language_and_escapes_names(
    client: TestClient, path: str, language: str
) -> None:
    text = page(client, f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert f'<html lang="{language}">' in text
    assert TEXTS[language]["nav_network"] in text
    assert HOSTILE not in text
    assert "<b>" not in text.replace("<b>", "", 4)  # the four counts of the first page are bold, no name is
    assert "alert('x')</script>" not in text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    assert not re.search(r"""(src|href)=["'](https?:)?//(?!example\.org)""", text)


def test_the_language_is_the_browsers_where_none_was_asked_for(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "sv-FI,sv;q=0.9,en;q=0.5"})
    assert answer.headers["content-language"] == "sv"
    assert client.get("/", headers={"Accept-Language": "de"}).headers["content-language"] == "en"


def test_the_three_languages_are_complete() -> None:
    fields = {
        language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in texts.items()}
        for language, texts in TEXTS.items()
    }
    assert fields["en"] == fields["fi"] == fields["sv"]
    assert all(text.strip() for texts in TEXTS.values() for text in texts.values())


def test_an_empty_store_says_what_to_do(empty: TestClient) -> None:
    assert "solmu ingest" in page(empty, "/")
    assert "no ties to draw" in page(empty, "/network")
    assert page(empty, "/silos")
    assert empty.get("/v1/overlaps").json()["total"] == 0


def test_an_open_batch_is_said_to_be_loading(tmp_path: object) -> None:
    from api.app import create_app
    from graph.desk import Desk
    from graph.store import open_store

    with open_store(f"sqlite:///{tmp_path}/loading.db") as store:
        client = TestClient(create_app(Desk(store)))
        with store.open_batch("import"):
            assert "still loading" in page(client, "/?lang=en")
            assert client.get("/healthz").json()["loading"]


def test_a_page_that_is_not_there_is_a_page_for_people(client: TestClient) -> None:
    answer = client.get("/entity/actor:x:nobody", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text
