"""Acts: what people said and did about findings, kept whole and in order."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import orjson

from graph.records import Act, ActKind
from graph.store import Store, open_store
from tests.stores.places import Neo4jPlace, Place, SqlitePlace

WHOLE = Act(
    finding="overlap:1", kind=ActKind.ACTED, note="soitettu: 'kyllä' \"ehkä\" ; DROP", by="itä-2", on="2026-01-05",
    evidence=("bodies:actor:fi:1", "content:päihde", "time"), members=("project:fi:P", "project:fi:Q"),
)  # fmt: skip
MADE = "2026-01-01T12:00:00.000000+00:00"
OLD = {"finding": "overlap:1", "kind": "dismissed", "value": "", "note": "vanha", "by": "", "at": MADE}
"""A row as the first version kept it."""


def test_an_act_comes_back_with_all_that_it_said(store: Store, opened: Callable[[], Store]) -> None:
    kept = store.act(WHOLE)
    assert kept == WHOLE.model_copy(update={"at": kept.at})
    assert store.acts() == [kept]
    assert opened().acts() == [kept]


def test_an_act_of_before_evidence_was_kept_still_reads(store: Store, place: Place) -> None:
    row = orjson.dumps(OLD).decode()
    if isinstance(place, SqlitePlace):
        with sqlite3.connect(place.path) as db:
            db.execute("INSERT INTO act (row) VALUES (?)", (row,))
        db.close()
    else:
        assert isinstance(place, Neo4jPlace)
        place.cypher("CREATE (:SolmuAct {row: $row})", row=row)
    (old,) = store.acts()
    assert (old.kind, old.note, old.on, old.evidence, old.members) == (ActKind.DISMISSED, "vanha", "", (), ())
    later = store.act(WHOLE)
    assert store.acts() == [old, later]


def test_a_backup_of_before_evidence_was_kept_still_restores(store: Store, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/old.db") as old:
        old.act(Act.model_validate(OLD))
        lines = list(old.backup())
    bare = [_bare(line) for line in lines[:-1]]
    check = hashlib.sha256(b"".join(bare)).hexdigest()
    store.restore([*bare, orjson.dumps(["end", {"sha256": check}]) + b"\n"])
    assert [(act.note, act.evidence) for act in store.acts()] == [("vanha", ())]


def _bare(line: bytes) -> bytes:
    """A line of a backup as the first version wrote it."""
    kind, data = orjson.loads(line)
    if kind == "act":
        data = {key: data[key] for key in OLD}
    return orjson.dumps([kind, data], option=orjson.OPT_SORT_KEYS) + b"\n"


def test_acts_that_two_programs_keep_have_one_order(store: Store, opened: Callable[[], Store]) -> None:
    other = opened()
    made = [(store if n % 2 else other).act(WHOLE).at for n in range(6)]
    assert [act.at for act in store.acts()] == made == sorted(set(made))
