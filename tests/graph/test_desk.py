"""Where questions about a store are answered, and answers kept."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

import graph.brokers
import graph.links
import graph.overlap
import graph.silos
from graph.desk import OVERLAP_MODEL, Desk
from graph.errors import NotFound, UsageError
from graph.network_desk import View
from graph.records import Act, ActKind, Claim, Verdict
from graph.records.findings import Changed, State, finding_id
from graph.store import Store, open_store
from tests.stores.factories import actor, loaded, project, tie

YOUTH = "Etsivä nuorisotyö ja työpajatoiminta"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/store.db") as opened:
        loaded(opened, *two_alike())
        yield opened


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each analysis has been run."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(module, name)

        def counting(*arguments: Any, **options: Any) -> Any:
            counts[name] += 1
            return real(*arguments, **options)

        monkeypatch.setattr(module, name, counting)

    count(graph.overlap, "overlaps")
    count(graph.overlap, "fit")
    count(graph.silos, "silos")
    count(graph.brokers, "brokers")
    count(graph.links, "links")
    return counts


def two_alike() -> list[Claim]:
    days = {"valid_from": "2016-01-01", "valid_to": "2018-12-31"}
    return [
        project("P", name_fi=YOUTH, **days), project("Q", name_fi=YOUTH, **days), actor("A"), actor("B"), actor("C"),
        tie("A", "P", role="lead"), tie("C", "P"), tie("B", "Q", role="lead"), tie("C", "X"), tie("D", "X"),
    ]  # fmt: skip


def more(local: str = "R") -> list[Claim]:
    return [
        project(local, name_fi=f"{YOUTH} kouluissa", valid_from="2019-01-01"),
        tie("B", local, role="lead"),
    ]


def as_json(records: list[Any]) -> bytes:
    return b"\n".join(orjson.dumps(one.model_dump(mode="json")) for one in records)


def everything(desk: Desk, **when: Any) -> list[Any]:
    return [
        *desk.overlaps(**when),
        *desk.overlaps(pairs=True, **when),
        desk.network.silos(View(**when), redraws=1),
        *desk.network.brokers(View(**when)),
        *desk.network.links(View(**when)),
        desk.network.structure(View(**when)),
        desk.network.invite(View(**when)),
        *desk.practices(**when),
        *desk.coverage(**when),
    ]


def cached(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.ndjson"))


def test_a_question_asked_again_is_not_computed_again(store: Store, computed: Counter[str]) -> None:
    desk = Desk(store)
    first = everything(desk)
    assert everything(desk) == first
    assert computed == {"overlaps": 2, "fit": 1, "silos": 1, "brokers": 1, "links": 1}
    assert desk.snapshot() is desk.snapshot()


def test_new_facts_give_a_new_revision_and_a_new_answer(store: Store, computed: Counter[str]) -> None:
    desk = Desk(store)
    before, revision = desk.overlaps(pairs=True), desk.revision()
    loaded(store, *more())
    after = desk.overlaps(pairs=True)
    assert desk.revision() > revision
    assert computed["overlaps"] == 2
    assert computed["fit"] == 1
    assert {one.projects for one in before} < {one.projects for one in after}
    old = {one.finding: one for one in before}
    assert all(one.score == old[one.finding].score for one in after if one.finding in old)


def test_after_each_change_a_desk_that_was_there_answers_as_a_new_one(store: Store) -> None:
    """It searches only what is new; the answer is that of a search of everything."""
    desk = Desk(store)
    desk.overlaps()
    changes = [
        more("R"),
        [project("S", name_fi=YOUTH, description_fi="Nuoret rakentavat betonielementtejä nostureilla")],
        [project("N0", name_fi=f"{YOUTH} kylillä"), project("N1", name_fi=f"{YOUTH} kaupungeissa")],
        [project("P", name_fi="Aivan muuta matkailusta")],
        [project("P", name_fi=f"{YOUTH} ja matkailu")],
    ]
    seen = set()
    for claims in changes:
        loaded(store, *claims)
        for pairs in (False, True):
            answer = as_json(desk.overlaps(pairs=pairs))
            assert answer == as_json(Desk(store).overlaps(pairs=pairs))
            seen.add(answer)
    assert len(seen) > len(changes)
    store.merge(["project:fi:Q", "project:fi:S"])
    assert as_json(desk.overlaps(pairs=True)) == as_json(Desk(store).overlaps(pairs=True)) not in seen


def test_each_question_has_an_answer_of_its_own(store: Store) -> None:
    desk = Desk(store)
    assert desk.overlaps(as_of=date(2015, 1, 1)) == []
    assert len(desk.overlaps()) == 1
    assert desk.network.silos(redraws=0).null_model.redraws == 0
    assert desk.network.silos(redraws=1).null_model.redraws >= 1
    assert len(desk.network.links(top=1)) == 1


def test_after_a_merge_of_projects_both_old_ids_of_a_finding_lead_to_the_new(store: Store) -> None:
    loaded(store, project("M", name_fi=YOUTH))
    desk = Desk(store)
    old = finding_id("overlap", "project:fi:P", "project:fi:Q")
    assert old in {one.finding for one in desk.overlaps(pairs=True)}
    desk.judge(old, Verdict.RELATED)
    store.merge(["project:fi:Q", "project:fi:M"])
    today = desk.overlap(old)
    assert today.verdict is Verdict.RELATED
    assert (today.a, today.b) == ("project:fi:M", "project:fi:P")
    assert today.finding != old


def test_a_verdict_shows_the_latest_first_and_the_score_stays(store: Store) -> None:
    desk = Desk(store)
    before = desk.overlaps()[0]
    desk.judge(before.finding, Verdict.SAME)
    act = desk.judge(before.finding, Verdict.RELATED, note="ask again", by="k")
    store.act(Act(finding=before.finding, kind=ActKind.ACTED, value="called them"))
    after = desk.overlaps()[0]
    assert after == before.model_copy(update={"verdict": Verdict.RELATED, "state": State.ACTED})
    assert (act.note, act.by) == ("ask again", "k")
    assert before.verdict is None


def test_a_verdict_known_then_stays_with_its_pair_whatever_was_merged_since(store: Store) -> None:
    loaded(store, project("M", name_fi=YOUTH))
    desk = Desk(store)
    old = finding_id("overlap", "project:fi:P", "project:fi:Q")
    at = desk.judge(old, Verdict.RELATED).at
    recorded = as_json(desk.overlaps(pairs=True))
    store.merge(["project:fi:Q", "project:fi:M"])
    assert as_json(desk.overlaps(pairs=True, known_at=at)) == recorded


def test_a_dismissed_finding_returns_when_its_evidence_changes_and_says_what_did(store: Store) -> None:
    desk = Desk(store)
    finding = desk.overlaps()[0].finding
    kept = desk.act(finding, ActKind.DISMISSED, note="other age group", by="itä-2")
    assert kept.members == ("project:fi:P", "project:fi:Q")
    assert desk.overlap(finding).state is State.DISMISSED
    loaded(store, project("P", name_fi=YOUTH, valid_from="2016-01-01", valid_to="2018-06-30"), *more())
    assert desk.overlap(finding).state is State.DISMISSED  # other days, another neighbour: no other reason
    loaded(store, tie("A", "Q"))
    back = desk.overlap(finding)
    assert back.state is State.NEW
    assert back.changed == Changed(added=("bodies:actor:fi:A",))
    assert desk.overlaps(known_at=kept.at)[0].state is State.DISMISSED
    assert desk.act(finding, ActKind.DISMISSED).evidence == tuple(
        sorted([*kept.evidence, "bodies:actor:fi:A"])
    )
    assert desk.overlap(finding).state is State.DISMISSED


def test_closing_what_nobody_took_up_is_refused_and_nothing_is_kept(store: Store) -> None:
    desk = Desk(store)
    finding = desk.overlaps()[0].finding
    with pytest.raises(UsageError, match="is new: it cannot be closed now"):
        desk.act(finding, ActKind.CLOSED)
    assert store.acts() == []
    desk.act(finding, ActKind.ACCEPTED)
    desk.act(finding, ActKind.CLOSED, note="they work together now")
    assert desk.overlap(finding).state is State.CLOSED


def test_the_life_of_a_finding_is_told_also_when_it_is_found_no_more(store: Store) -> None:
    desk = Desk(store)
    finding = desk.overlaps()[0].finding
    kept = [desk.act(finding, ActKind.ACTED, note="called both"), desk.act(finding, ActKind.CLOSED)]
    assert desk.life(finding)[1] == kept
    loaded(store, project("P", name_fi="Aivan muuta matkailusta"))
    with pytest.raises(NotFound):
        desk.overlap(finding)
    life, acts = desk.life(finding)
    assert (life.state, life.since, acts) == (State.CLOSED, kept[-1].at, kept)
    with pytest.raises(NotFound):
        desk.life("overlap:000000000000")


def test_after_a_merge_the_history_of_both_ids_is_one(store: Store) -> None:
    loaded(store, project("M", name_fi=YOUTH))
    desk = Desk(store)
    old = finding_id("overlap", "project:fi:P", "project:fi:Q")
    new = finding_id("overlap", "project:fi:M", "project:fi:P")
    desk.act(old, ActKind.ACCEPTED)
    desk.judge(new, Verdict.SAME)
    desk.act(old, ActKind.ACTED, note="called both")
    store.merge(["project:fi:Q", "project:fi:M"])
    for asked in (old, new):
        life, acts = desk.life(asked)
        assert (life.state, life.verdict) == (State.ACTED, Verdict.SAME)
        assert [act.finding for act in acts] == [old, new, old]


def test_what_was_known_then_is_answered_as_it_was_then_byte_for_byte(store: Store, tmp_path: Path) -> None:
    desk = Desk(store)
    finding = desk.overlaps()[0].finding
    at = desk.judge(finding, Verdict.SAME).at
    recorded = as_json(everything(desk))

    loaded(store, *more(), project("P", name_fi="Aivan muuta matkailusta"), tie("A", "Q"))
    for kind, value in ((ActKind.VERDICT, "different"), (ActKind.ACCEPTED, "")):
        store.act(Act(finding=finding, kind=kind, value=value))
    desk.fit()
    store.merge(["project:fi:P", "project:fi:Q"])
    store.merge(["actor:fi:A", "actor:fi:C"])

    assert as_json(everything(desk)) != recorded
    assert as_json(everything(desk, known_at=at)) == recorded
    assert as_json(everything(Desk(store, tmp_path / "cache"), known_at=at)) == recorded


def test_another_process_reads_what_an_earlier_one_found(
    store: Store, tmp_path: Path, computed: Counter[str]
) -> None:
    first = everything(Desk(store, tmp_path / "cache"))
    before = dict(computed)
    assert everything(Desk(store, tmp_path / "cache")) == first
    assert dict(computed) == before
    assert not list((tmp_path / "cache").rglob("*.part"))


def test_two_copies_of_a_store_that_went_on_apart_do_not_share_answers(store: Store, tmp_path: Path) -> None:
    Desk(store, tmp_path / "cache").overlaps()
    answers = []
    for copy, text in (("one", YOUTH), ("other", "Alpakoiden kehruu")):
        with sqlite3.connect(tmp_path / "store.db") as file:
            file.execute("VACUUM INTO ?", (str(tmp_path / f"{copy}.db"),))
        with open_store(f"sqlite:///{tmp_path}/{copy}.db") as own:
            loaded(own, project("R", name_fi=text), tie("B", "R", role="lead"))
            answers.append(Desk(own, tmp_path / "cache").overlaps(pairs=True))
            assert answers[-1] == Desk(own).overlaps(pairs=True)
    assert answers[0] != answers[1]


def test_an_answer_of_nothing_is_kept_too(store: Store, tmp_path: Path, computed: Counter[str]) -> None:
    for _ in range(2):
        assert Desk(store, tmp_path / "cache").overlaps(as_of=date(2015, 1, 1)) == []
    assert computed["overlaps"] == 1


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\xfe", b"{}", b"null", b"[]\n[]", b'{"finding": 1}\n'])
def test_a_broken_file_of_answers_is_ignored_and_mended(store: Store, tmp_path: Path, broken: bytes) -> None:
    right = everything(Desk(store, tmp_path / "cache"))
    whole = [path.read_bytes() for path in cached(tmp_path)]
    assert len(whole) == 5
    for path in cached(tmp_path):
        path.write_bytes(broken)
    assert everything(Desk(store, tmp_path / "cache")) == right
    assert [path.read_bytes() for path in cached(tmp_path)] == whole


def test_a_file_of_answers_that_was_cut_off_is_ignored(store: Store, tmp_path: Path) -> None:
    loaded(store, *more())
    right = Desk(store, tmp_path / "cache").overlaps(pairs=True)
    assert len(right) > 1
    path = cached(tmp_path)[0]
    whole = path.read_bytes()
    for end in [k for k, byte in enumerate(whole) if byte == ord("\n")]:
        path.write_bytes(whole[:end])
        assert Desk(store, tmp_path / "cache").overlaps(pairs=True) == right


def test_where_nothing_can_be_kept_the_answer_comes_all_the_same(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert everything(Desk(store, tmp_path / "file")) == everything(Desk(store))


def test_while_a_batch_is_loading_nothing_is_left_on_disk(store: Store, tmp_path: Path) -> None:
    with store.open_batch("import") as batch:
        batch.write(more())
        Desk(store, tmp_path / "cache").overlaps()
        assert cached(tmp_path) == []
        batch.close()


def test_two_threads_that_ask_at_once_get_one_answer_computed_once(
    store: Store, tmp_path: Path, computed: Counter[str]
) -> None:
    desk = Desk(store, tmp_path / "cache")
    answers: list[bytes] = []
    start = threading.Barrier(4)

    def ask() -> None:
        start.wait(timeout=10)
        answers.append(as_json([*desk.overlaps(), desk.network.silos(redraws=1)]))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert (computed["overlaps"], computed["silos"], computed["fit"]) == (1, 1, 1)


def test_an_empty_store_answers_nothing_and_keeps_no_model(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/empty.db") as store:
        desk = Desk(store, tmp_path / "cache")
        assert desk.overlaps() == []
        assert desk.network.silos().groups == ()
        assert desk.age_of_model() == 0.0
        assert store.models(OVERLAP_MODEL) == []
        loaded(store, *two_alike())
        assert len(desk.overlaps()) == 1
        assert len(store.models(OVERLAP_MODEL)) == 1


def test_the_model_stays_until_it_is_fitted_again_and_says_when_it_is_old(store: Store) -> None:
    desk = Desk(store)
    at, model = desk.model()
    assert desk.age_of_model() == 0.0
    loaded(
        store,
        *(project(f"N{i}", name_fi="Matkailun digitaalinen markkinointi saaristossa") for i in range(5)),
    )
    assert desk.model() == (at, model)
    assert desk.age_of_model() > 0.3
    later, fitted = desk.fit()
    assert desk.model() == (later, fitted)
    assert later > at
    assert desk.age_of_model() == 0.0
    assert desk.model(known_at=at) == (at, model)
    assert desk.model(known_at="2000-01-01") == (at, model)
