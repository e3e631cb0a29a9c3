"""Claims of several sources, and the present that follows from them."""

from __future__ import annotations

import pytest

from graph.errors import NotFound
from graph.records import Source
from graph.store import Store
from tests.stores.factories import actor, load, loaded, names, present, project, tie


def test_nothing_is_stored_twice_where_one_source_speaks(store: Store) -> None:
    loaded(store, actor("1"), tie("1", "S1"))
    with store.reading() as tx:
        assert list(tx.all_claims()) == []
    assert len(store.claims()) == 2


def test_fields_come_from_the_source_that_ranks_first_and_each_knows_who_said_it(store: Store) -> None:
    loaded(store, project("S1", "list", name_fi="Listan nimi", priority="3", status="x"))
    loaded(store, project("S1", "authority", name_fi="Rahoittajan nimi", priority="4"))
    entry = store.entry("project:fi:S1")
    assert entry.fields == {
        "also": ["Listan nimi"],
        "name_fi": "Rahoittajan nimi",
        "priority": "4",
        "status": "x",
    }
    assert entry.said_by == {
        "also": "list",
        "name_fi": "authority",
        "priority": "authority",
        "status": "list",
    }
    assert entry.otherwise == {"name_fi": (("list", "Listan nimi"),), "priority": (("list", "3"),)}
    assert entry.sources == ("authority", "list")


def test_a_persons_correction_comes_first_and_goes_with_its_batch(store: Store) -> None:
    loaded(store, actor("1", "register", name_fi="Rekisterin nimi"))
    correction = loaded(store, actor("1", "person", name_fi="Oikea nimi"))
    assert store.entry("actor:fi:1").name == "Oikea nimi"
    store.undo(correction.number)
    assert store.entry("actor:fi:1").name == "Rekisterin nimi"


def test_the_order_in_which_sources_come_never_shows(store: Store, another: Store) -> None:
    one = [project("S1", "list", name_fi="A", priority="1"), tie("1", "S1", "list")]
    two = [project("S1", "authority", name_fi="B"), tie("1", "S1", "authority", valid_from="2020-01-01")]
    three = [project("S1", "register", status="ended")]
    for part in (one, two, three):
        load(store, *part)
    for part in (three, one, two):
        load(another, *part)
    assert _said(store) == _said(another)


def test_the_present_survives_the_loss_of_one_of_its_sources(store: Store) -> None:
    loaded(store, actor("1", "list", name_fi="A"))
    loaded(store, actor("1", "authority", name_fi="B"))
    with store.open_batch("import") as batch:
        batch.withdraw("authority", lambda id_: False)
    assert present(store)["actor:fi:1"][:2] == ({"name_fi": "A"}, "list")
    with store.reading() as tx:
        assert list(tx.all_claims()) == []


def test_a_tie_said_by_two_sources_is_one_tie(store: Store) -> None:
    loaded(store, tie("1", "S1", "list"), tie("1", "S1", "authority", valid_from="2021-05-01"))
    (row,) = store.ties("project:fi:S1")
    assert row.source == "authority|list"
    assert row.fields["valid_from"] == "2021-05-01"


def test_an_id_that_only_a_tie_names_is_a_stub_until_a_source_speaks_of_it(store: Store) -> None:
    batch = loaded(store, tie("1", "S1"))
    assert names(store.page("actor")) == []
    assert list(store.rows("actor")) == []
    assert store.counts() == {"PARTICIPATES_IN": 1}
    assert store.entry("actor:fi:1").fields == {}
    loaded(store, actor("1", name_fi="Nyt se tunnetaan"))
    assert names(store.page("actor")) == ["1"]
    store.undo(batch.number)
    assert set(present(store)) == {"actor:fi:1"}


def test_an_entity_that_nobody_speaks_of_any_more_stays_as_a_stub_while_a_tie_ends_in_it(
    store: Store,
) -> None:
    entity = loaded(store, actor("1"))
    tied = loaded(store, tie("1", "S1"))
    store.undo(entity.number)
    assert store.entry("actor:fi:1").fields == {}
    assert [row.a for row in store.ties("project:fi:S1")] == ["actor:fi:1"]
    store.undo(tied.number)
    assert present(store) == {}
    with pytest.raises(NotFound):
        store.entry("actor:fi:1")


def test_a_source_that_is_described_late_changes_no_rank(store: Store) -> None:
    loaded(store, actor("1", "rumour", name_fi="Huhu"), actor("1", "list", name_fi="Lista"))
    loaded(store, actor("2"))
    load(store, actor("3"), sources=[Source(name="rumour", rank=1)])
    load(store, actor("1", "rumour", name_fi="Toinen huhu"))
    assert store.entry("actor:fi:1").name == "Lista"


def test_fields_of_every_shape_come_back_as_they_were(store: Store) -> None:
    claim = project(
        "S1", granted_eu_state=1234567.0, url="https://esimerkki.fi/?a=1&b=2", name_sv="Å \"'\\ \n %_"
    )
    loaded(store, claim, project("S2", also=["Ä", "ö"]))
    assert store.entry("project:fi:S1").fields == dict(sorted(claim.fields.items()))
    assert store.entry("project:fi:S2").fields["also"] == ["Ä", "ö"]
    assert isinstance(store.entry("project:fi:S1").fields["granted_eu_state"], float)


def _said(store: Store) -> dict[str, tuple[object, ...]]:
    return {id_: (fields, source, a, b) for id_, (fields, source, _, _, a, b) in present(store).items()}
