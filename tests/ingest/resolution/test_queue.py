"""The review queue: what a resolution leaves open, kept with the graph, until a person has answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.identity import may_be, same_actor
from graph.records import Actor, Claim, Source, TieKind, Verdict
from graph.snapshot import take
from graph.store import Store, open_store
from ingest.load import load
from ingest.resolution.answers import Answer, Judged
from ingest.resolution.merging import decide, resolve
from ingest.resolution.queue import Two, apart, keep_queue, waiting
from ingest.resolution.resolving import MayBe
from tests.ingest.real_files import DATA

KINDS = ("actor", "project")


def actor(local: str) -> Claim:
    id_ = f"actor:fi:{local}"
    return Claim(id_, "list", Actor.of(id_, {"name_fi": f"Yhdistys {local}"}).fields())


def pair(a: str, b: str, for_: tuple[str, ...] = ("name",), against: tuple[str, ...] = ()) -> MayBe:
    return MayBe(f"actor:fi:{a}", f"actor:fi:{b}", Judged(Answer.UNSURE, 0.5, for_, against))


def keep(store: Store, *pairs: MayBe, whole: bool = True) -> int | None:
    return keep_queue(store, pairs, KINDS, whole=whole, note="test")


def asked(store: Store) -> list[tuple[str, str]]:
    return [(one.two.a[-1], one.two.b[-1]) for one in waiting(store)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        with opened.open_batch("import", sources=[Source(name="list")]) as batch:
            batch.write([actor(local) for local in "12345"])
            batch.close()
        yield opened


def test_a_pair_waits_with_what_speaks_for_and_against_it(store: Store) -> None:
    keep(store, pair("1", "2", ("slip", "name"), ("number", "place")))
    (one,) = waiting(store)
    assert one.two == Two("actor:fi:1", "actor:fi:2")
    assert (one.for_, one.against, one.unsure) == (("slip", "name"), ("number", "place"), False)


def test_the_whole_queue_said_again_changes_nothing_and_what_is_no_longer_said_leaves(store: Store) -> None:
    assert keep(store, pair("1", "2"), pair("3", "4")) is not None
    assert keep(store, pair("3", "4"), pair("1", "2")) is None
    assert keep(store, pair("1", "5"), whole=False) is not None
    assert asked(store) == [("1", "2"), ("1", "5"), ("3", "4")]
    last = keep(store, pair("3", "4"))
    assert asked(store) == [("3", "4")]
    store.undo(last or 0)
    assert asked(store) == [("1", "2"), ("1", "5"), ("3", "4")]


def test_pairs_follow_what_was_merged(store: Store) -> None:
    keep(store, pair("1", "2"), pair("2", "3"), pair("1", "3"))
    store.merge(["actor:fi:1", "actor:fi:2"])
    assert asked(store) == [("1", "3")]
    assert keep(store, whole=False) is not None, "a pair that became one leaves"
    assert asked(store) == [("1", "3")]
    assert all(row.a != row.b for row in store.rows(TieKind.MAY_BE))


def test_answers_hold(store: Store) -> None:
    keep(store, pair("1", "2"), pair("3", "4"), pair("1", "5"))
    decide(store, "actor:fi:2", "actor:fi:1", Verdict.DIFFERENT)
    decide(store, "actor:fi:3", "actor:fi:4", Verdict.SAME)
    decide(store, "actor:fi:1", "actor:fi:5", Verdict.UNSURE)
    assert [(one.two.b[-1], one.unsure) for one in waiting(store)] == [("5", True)]
    keep(store, pair("1", "2"), whole=False)
    assert asked(store) == [("1", "5")], "said to be two: not asked again"


def test_an_answer_that_the_store_contradicts_is_refused_with_the_batch_to_undo(store: Store) -> None:
    batch = decide(store, "actor:fi:1", "actor:fi:2", Verdict.SAME)
    with pytest.raises(UsageError, match=f"solmu undo {batch}, then"):
        decide(store, "actor:fi:1", "actor:fi:2", Verdict.DIFFERENT)
    assert not apart(store)
    store.undo(batch or 0)
    decide(store, "actor:fi:1", "actor:fi:2", Verdict.DIFFERENT)
    assert apart(store)


def test_an_answer_that_is_undone_is_asked_again(store: Store) -> None:
    keep(store, pair("1", "2"))
    decide(store, "actor:fi:2", "actor:fi:1", Verdict.DIFFERENT)
    assert apart(store) == {Two("actor:fi:1", "actor:fi:2")}
    store.undo(store.batches()[-1].number)
    assert not apart(store)
    assert asked(store) == [("1", "2")]


def test_a_name_is_not_the_body_of_a_register_that_a_person_told_apart(store: Store) -> None:
    names = Actor.of("actor:name:fi-1", {"name_fi": "Yhdistys 1"})
    with store.open_batch("import", sources=[Source(name="other")]) as batch:
        batch.write([Claim(names.id, "other", names.fields())])

    def stands_for() -> str:
        with store.reading() as tx:
            snapshot = take(tx)
        position = snapshot.ids.index(names.id)
        assert position not in may_be(snapshot)
        return snapshot.ids[same_actor(snapshot)[position]]

    assert stands_for() == "actor:fi:1"
    decide(store, names.id, "actor:fi:1", Verdict.DIFFERENT)
    assert stands_for() == names.id
    keep(store, MayBe("actor:fi:1", names.id, Judged(Answer.UNSURE, 0.5, ("name",))), whole=False)
    assert stands_for() == names.id
    decide(store, names.id, "actor:fi:1", Verdict.DIFFERENT)
    assert stands_for() == names.id
    decide(store, names.id, "actor:fi:1", Verdict.UNSURE)
    assert stands_for() == "actor:fi:1"
    decide(store, names.id, "actor:fi:1", Verdict.DIFFERENT)
    decide(store, names.id, "actor:fi:1", Verdict.SAME)
    assert not [*store.rows(TieKind.IS_NOT)]


def test_a_side_that_is_gone_is_not_asked_of(store: Store) -> None:
    with store.open_batch("import", sources=[Source(name="other")]) as batch:
        batch.write(
            [Claim("actor:fi:9", "other", Actor.of("actor:fi:9", {"name_fi": "Yhdistys 9"}).fields())]
        )
        row = batch.close()
    keep(store, pair("1", "9"))
    assert asked(store) == [("1", "9")]
    assert row is not None
    store.undo(row.number)
    assert asked(store) == []


def test_analyses_see_who_may_be_whom(store: Store) -> None:
    keep(store, pair("1", "2"), pair("2", "3"))
    with store.reading() as tx:
        snapshot = take(tx)
    names = {
        snapshot.ids[one][-1]: {snapshot.ids[other][-1] for other in others}
        for one, others in may_be(snapshot).items()
    }
    assert names == {"1": {"2"}, "2": {"1", "3"}, "3": {"2"}}


def test_a_resolution_keeps_its_queue_and_a_second_adds_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'y.db'}") as store:
        load(store, DATA / "projects" / "fi-esf-with-partners.ndjson")
        load(store, DATA / "theme" / "fi-coordination-themes.ndjson")
        found = resolve(store)
        unsure = sum(len(one.unsure) for one in found.kinds.values())
        assert 0 < len(waiting(store)) <= unsure
        batches = store.batches()
        resolve(store)
        assert store.batches() == batches
        resolve(store, only_new=True)
        assert store.batches() == batches
