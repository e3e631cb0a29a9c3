"""The network of bodies over HTTP: routes for tools, pages for people, the loop from invitation to follow-up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.texts import TEXTS
from graph.desk import Desk
from graph.records import Claim, Theme, TieKind
from graph.store import Store, open_store
from tests.api.graphs import HOSTILE, SOURCE, actor, project, tie

PAGES = ("/silos", "/bridges", "/links", "/invite", "/changes", "/follow-up")
NAMES = ("Nuorten työpaja", "Vanhusten hoiva", "Metsäkoneiden huolto", "Kielikylpy")
SECTORS = ("public", "private", "third")


def claims() -> list[Claim]:
    """Four groups of eight bodies whose projects are nearly all among themselves; one name tries to be more."""
    chance = random.Random(3)
    found = [
        actor(f"g{g}b{b}", HOSTILE if (g, b) == (0, 0) else f"Toimija {g}{b}", sector=SECTORS[b % 3])
        for g in range(4)
        for b in range(8)
    ]
    for g in range(4):
        for p in range(12):
            local = f"g{g}p{p}"
            found.append(
                project(local, f"{NAMES[g]} {p}", "", f"20{10 + p % 8}-01-01", f"20{12 + p % 8}-12-31")
            )
            found += [
                tie(TieKind.PARTICIPATES_IN, f"actor:x:g{g}b{b}", f"project:x:{local}", "partner")
                for b in chance.sample(range(8), 3)
            ]
    for g in range(3):
        found.append(project(f"across{g}", "Yhteinen verkosto", "", "2015-01-01", "2016-12-31"))
        found += [
            tie(TieKind.PARTICIPATES_IN, f"actor:x:g{g + i}b1", f"project:x:across{g}", "partner")
            for i in (0, 1)
        ]
    theme = Theme(id="theme:x:nuoret", name={"fi": "nuoret"}, form="target-group")
    found.append(Claim(theme.id, "list", theme.fields()))
    found += [tie(TieKind.TARGETS, f"project:x:g0p{p}", theme.id) for p in range(12)]
    return found


def write(store: Store, some: list[Claim]) -> None:
    with store.open_batch("import", sources=[SOURCE], file="list.csv") as batch:
        batch.write(some)
        batch.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/bodies.db") as opened:
        write(opened, claims())
        yield opened


@pytest.fixture
def asked(store: Store) -> TestClient:
    """An application over a store of the test's own, to which it may write."""
    return TestClient(create_app(Desk(store)), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An application over a store that all tests read and none writes to."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('bodies')}/read.db") as opened:
        write(opened, claims())
        yield TestClient(create_app(Desk(opened)), raise_server_exceptions=False)


def page(client: TestClient, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_silos_say_how_sure_they_are_and_in_three_languages_what_they_are_about(read: TestClient) -> None:
    found = read.get("/v1/silos?redraws=5").json()
    assert found["schema"] == "solmu.silos/1"
    assert [group["silo"] for group in found["groups"]] == [True] * 4
    first = next(group for group in found["groups"] if "actor:x:g0b0" in group["members"])
    assert first["labels"]["sv"].startswith("ungdomsverkstad")
    assert first["excess"] >= 0.15
    assert first["stability"] == 1.0
    sector = found["by"][0]
    assert sector["attribute"] == "sector"
    assert sector["p_value"] > 0.05  # sectors are mixed by design
    assert [one["resolution"] for one in found["scan"]] == [0.5, 0.75, 1.0, 1.5, 2.0]


@pytest.mark.parametrize("path", ["silos?redraws=0", "brokers", "structure", "links", "invite?size=4"])
def test_each_question_can_be_asked_of_a_part(read: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    whole, part = (read.get(f"/v1/{path}{more}").json() for more in ("", f"{joint}theme=nuoret"))
    assert whole != part
    assert "actor:x:g3b2" not in str(part)
    problem = read.get(f"/v1/{path}{joint}theme=kvanttifysiikka")
    assert (problem.status_code, problem.json()["schema"]) == (404, "solmu.problem/1")
    assert read.get(f"/v1/{path}{joint}ties=kisses").status_code == 400


def test_two_days_are_compared(read: TestClient) -> None:
    found = read.get("/v1/compare?before=2010-06-01&after=2018-06-01&redraws=2").json()
    assert found["gained"] > 0
    assert {fate["kind"] for fate in found["fates"]} <= {"merged", "split", "ended", "born", "continued"}
    assert read.get("/v1/compare?before=2010-06-01").status_code == 400


def test_from_an_invitation_to_what_came_of_it(asked: TestClient, store: Store) -> None:
    kept = asked.post("/v1/invite?size=4&by=itä-2").json()
    ids = [seat["actor"] for seat in kept["seats"]]
    assert len({id_[:11] for id_ in ids}) == 4  # one of each group
    met = asked.post(
        f"/v1/findings/{kept['finding']}/acts",
        json={"kind": "acted", "note": "kahvit", "on": "2020-03-02", "came": ids},
    )
    assert met.status_code == 201, met.text
    assert any(item.startswith("event:solmu:") for item in met.json()["evidence"])
    before = asked.get("/v1/follow-up").json()["items"]
    assert [(one["proposed"], one["formed"]) for one in before] == [(6, 0)]
    write(
        store,
        [
            project("NEW", "Yhteinen alku", "", "2021-01-01", "2022-12-31"),
            *(tie(TieKind.PARTICIPATES_IN, id_, "project:x:NEW", "partner") for id_ in ids[:2]),
        ],
    )
    (after,) = asked.get("/v1/follow-up").json()["items"]
    assert (after["proposed"], after["formed"]) == (6, 1)
    assert after["formed_pairs"] == [sorted(ids[:2])]
    assert after["like"] > 0
    assert after["like_formed"] == 0


def test_who_came_has_to_be_known_and_nothing_is_kept_of_a_wrong_act(asked: TestClient, store: Store) -> None:
    link = asked.get("/v1/links").json()["items"][0]["finding"]
    batches = len(store.batches())
    for said in (
        {"kind": "acted", "note": "kahvit", "came": ["actor:x:nobody"]},
        {"kind": "acted", "note": "kahvit", "came": ["project:x:g0p0"]},
        {"kind": "accepted", "came": ["actor:x:g0b0"]},
        {"kind": "verdict", "value": "same"},
        {"kind": "acted", "note": "  ", "came": ["actor:x:g0b0"]},
    ):
        assert asked.post(f"/v1/findings/{link}/acts", json=said).status_code in (400, 404), said
    assert asked.post("/v1/findings/group:000000000000/acts", json={"kind": "accepted"}).status_code == 404
    assert (store.acts(), len(store.batches())) == ([], batches)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_in_each_language_and_escapes_names(
    read: TestClient, path: str, language: str
) -> None:
    text = page(read, f"{path}?lang={language}")
    assert f'<html lang="{language}">' in text
    assert "<script>alert" not in text
    assert TEXTS[language]["tab_invite"] in text
    assert " None" not in text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_empty_store_says_so(empty: TestClient, path: str) -> None:
    assert "Solmu" in page(empty, f"{path}?lang=en")


@pytest.mark.parametrize("path", ["/silos", "/bridges", "/links", "/invite"])
def test_a_theme_that_nothing_is_about_is_told_on_the_page(read: TestClient, path: str) -> None:
    text = page(read, f"{path}?lang=en&theme=kvanttifysiikka")
    assert TEXTS["en"]["choose_unknown"] in text
    assert 'value="kvanttifysiikka"' in text


def test_the_map_links_its_circles_to_the_table(read: TestClient) -> None:
    text = page(read, "/silos?lang=en")
    group = read.get("/v1/silos").json()["groups"][0]["id"]
    assert f'<tr id="{group}">' in text
    assert f'"ref":"{group}"' in text
    assert '"entity":"#"' in text


def test_the_invitation_page_keeps_a_list_and_leads_to_what_was_done(asked: TestClient) -> None:
    assert "Whom to bring" in page(asked, "/invite?lang=en&size=4&must=actor:x:g2b5")
    kept = asked.post("/invite?lang=en&size=4", content="", follow_redirects=False)
    assert kept.status_code == 303
    where = kept.headers["location"]
    form = page(asked, where)
    assert "Toimija" in form
    finding = where.partition("/done/")[2].partition("?")[0]
    done = asked.post(
        f"/done/{finding}?lang=en",
        content="note=kahvit&on=2020-03-02&came+actor:x:g0b1=1&others=actor:x:g1b2",
        follow_redirects=False,
    )
    assert (done.status_code, done.headers["location"]) == (303, "/follow-up?lang=en")
    assert "kahvit" in page(asked, "/follow-up?lang=en")
    (told,) = asked.get("/v1/follow-up").json()["items"]
    assert told["proposed"] == 1
    assert asked.post(f"/done/{finding}", content="note=", follow_redirects=False).status_code == 400


def test_a_form_of_another_site_keeps_nothing(asked: TestClient, store: Store) -> None:
    for path in ("/invite?size=4", "/done/group:000000000000"):
        answer = asked.post(path, content="note=x", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 400
    assert store.acts() == []


def test_must_and_not_are_obeyed_and_contradictions_told(read: TestClient) -> None:
    found = read.get("/v1/invite?size=3&must=actor:x:g2b5&not=actor:x:g0b1").json()
    ids = [seat["actor"] for seat in found["seats"]]
    assert ids[0] == "actor:x:g2b5"
    assert "actor:x:g0b1" not in ids
    for wrong in (
        "must=actor:x:g0b1&not=actor:x:g0b1",
        "size=1&must=actor:x:g0b1&must=actor:x:g0b2",
        "must=x",
    ):
        assert read.get(f"/v1/invite?{wrong}").status_code in (400, 404)
