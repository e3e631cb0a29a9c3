"""Known time: what was known at a moment is answered as it was then, whatever came since."""

from __future__ import annotations

import pytest

from graph.errors import NotFound, UsageError
from graph.records import Act, ActKind
from graph.store import Row, Store
from tests.stores.factories import actor, loaded, project, tie


def _rows(store: Store) -> list[Row]:
    with store.reading() as tx:
        kinds = ("actor", "project", "tie")
        return sorted(row for kind in kinds for rows in tx.rows(kind, 1_000) for row in rows)


def test_what_was_known_at_a_moment_is_answered_to_the_byte_whatever_came_since(store: Store) -> None:
    moments: list[tuple[str, list[Row]]] = []

    def note() -> None:
        moments.append((store.batches()[-1].closed_at, _rows(store)))

    first = loaded(store, actor("1"), actor("2"), project("S1"), tie("1", "S1"), tie("2", "S2"))
    note()
    second = loaded(store, actor("1", name_fi="Uusi"), project("S1", "authority", status="ended"), actor("3"))
    note()
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    note()
    loaded(store, actor("2", name_fi="Taas uusi"), tie("2", "S1"), actor("1", "person", name_fi="Oikea"))
    note()
    undo = store.undo(second.number)
    note()
    store.unmerge(merge.number)
    note()
    with store.open_batch("import") as batch:
        batch.withdraw("list", lambda id_: "S1" in id_)
    note()
    store.undo(undo.number)
    note()
    store.undo(batch.number)
    note()
    for at, rows in moments:
        assert store.rows_known_at(at) == rows
    assert store.rows_known_at("2000-01-01") == []
    assert first.closed_at == moments[0][0]


def test_an_id_has_the_entry_it_had_then(store: Store) -> None:
    first = loaded(store, actor("1", name_fi="Ensin"))
    second = loaded(store, actor("1", name_fi="Sitten"), actor("2"))
    merge = store.merge(["actor:fi:1", "actor:fi:2"])
    assert store.entry("actor:fi:1", first.closed_at).name == "Ensin"
    assert store.entry("actor:fi:2", second.closed_at).id == "actor:fi:2"
    assert store.entry("actor:fi:2", merge.closed_at).id == "actor:fi:1"
    with pytest.raises(NotFound):
        store.entry("actor:fi:2", first.closed_at)


def test_a_batch_is_known_from_its_end_on_and_not_before(store: Store) -> None:
    loaded(store, actor("1", name_fi="Ensin"))
    with store.open_batch("import") as batch:
        batch.write([actor("1", name_fi="Sitten"), actor("2")])
        assert {row.id for row in store.rows_known_at("2999-01-01")} == {"actor:fi:1"}
        assert store.entry("actor:fi:1", "2999-01-01").name == "Ensin"
    assert store.entry("actor:fi:1", "2999-01-01").name == "Sitten"


def test_known_time_never_runs_backwards(store: Store) -> None:
    loaded(store, actor("1"))
    with store._adapter.writing() as tx:
        (row,) = tx.batches()
        tx.put_batch(type(row)(**{**_as_dict(row), "closed_at": "2999-01-01T00:00:00.000000+00:00"}))
    later = loaded(store, actor("2"))
    assert later.closed_at > "2999-01-01T00:00:00.000000+00:00"


def test_history_names_the_batch_that_made_and_the_one_that_closed_each_claim(store: Store) -> None:
    first = loaded(store, actor("1", name_fi="Ensin"))
    second = loaded(store, actor("1", name_fi="Sitten"))
    undo = store.undo(second.number)
    found = [
        (claim.fields["name_fi"], made and made.number, closed and closed.number)
        for claim, made, closed in store.history("actor:fi:1")
    ]
    assert found == [
        ("Ensin", first.number, second.number),
        ("Sitten", second.number, undo.number),
        ("Ensin", undo.number, None),
    ]


def test_acts_and_models_are_known_from_when_they_were_kept(store: Store) -> None:
    first = store.act(Act(finding="f1", kind=ActKind.VERDICT, value="same", by="liisa"))
    store.act(Act(finding="f2", kind=ActKind.DISMISSED))
    assert [act.finding for act in store.acts()] == ["f1", "f2"]
    assert store.acts(until=first.at) == [first]
    old, new = store.keep_model("overlaps", "one"), store.keep_model("overlaps", "two")
    assert store.models("overlaps") == [(old, "one"), (new, "two")]


def test_acts_keep_their_order_even_where_the_clock_stands_behind(store: Store) -> None:
    loaded(store, actor("1"))
    with store._adapter.writing() as tx:
        (row,) = tx.batches()
        tx.put_batch(type(row)(**{**_as_dict(row), "closed_at": "2999-01-01T00:00:00.000000+00:00"}))
    made = [store.act(Act(finding="f1", kind=ActKind.ACTED, note=str(n))) for n in range(5)]
    assert [act.note for act in store.acts()] == ["0", "1", "2", "3", "4"]
    assert len({act.at for act in made}) == 5


@pytest.mark.parametrize("wrong", ["eilen", "2026-13-01", "20260101T"])
def test_a_time_that_is_none_is_refused(store: Store, wrong: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        store.rows_known_at(wrong)


def _as_dict(row: object) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(row)  # type: ignore[call-overload,no-any-return]
