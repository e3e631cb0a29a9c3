"""Small builders of made-up claims, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.records import Actor, Claim, Project, Rank, Source, Tie, TieKind, Value
from graph.store import BatchRow, Store

LIST = Source(name="list", rank=Rank.COLLECTION)
AUTHORITY = Source(name="authority", rank=Rank.AUTHORITY)
REGISTER = Source(name="register", rank=Rank.REGISTER)
PERSON = Source(name="person", rank=Rank.PERSON)
SOURCES = (LIST, AUTHORITY, REGISTER, PERSON)


def actor(local: str, source: str = "list", **fields: Value) -> Claim:
    """A claim on `actor:fi:LOCAL`, named by its local part unless `name_fi` says otherwise."""
    id_ = local if ":" in local else f"actor:fi:{local}"
    return Claim(id_, source, Actor.of(id_, {"name_fi": f"Toimija {local}", **fields}).fields())


def project(local: str, source: str = "list", **fields: Value) -> Claim:
    """A claim on `project:fi:LOCAL`."""
    id_ = local if ":" in local else f"project:fi:{local}"
    return Claim(id_, source, Project.of(id_, {"name_fi": f"Hanke {local}", **fields}).fields())


def tie(a: str, b: str, source: str = "list", kind: str = "PARTICIPATES_IN", **said: Any) -> Claim:
    """A claim on a tie; `a` and `b` are ids, or locals of an actor and a project."""
    a = a if ":" in a else f"actor:fi:{a}"
    b = b if ":" in b else f"project:fi:{b}"
    record = Tie(kind=TieKind(kind), a=a, b=b, **{"role": "partner", **said})
    return Claim(record.id, source, record.fields())


def load(store: Store, *claims: Claim, sources: Iterable[Source] = SOURCES, **about: Any) -> BatchRow | None:
    """Write claims as one import and return its batch, or None where nothing changed."""
    with store.open_batch("import", sources=sources, **about) as batch:
        batch.write(claims)
        return batch.close()


def loaded(store: Store, *claims: Claim) -> BatchRow:
    """Write claims as one import that changes something, and return its batch."""
    row = load(store, *claims)
    assert row is not None
    return row


def present(store: Store) -> dict[str, tuple[Any, ...]]:
    """All present rows by id, stubs too: fields, sources and resolved ends."""
    with store.reading() as tx:
        kinds = ("actor", "project", "network", "region", "theme", "indicator", "tie")
        return {
            row.id: (row.fields, row.source, row.batch, row.since, row.a, row.b)
            for kind in kinds for rows in tx.rows(kind, 1_000) for row in rows
        }  # fmt: skip


def names(rows: Sequence[Any]) -> list[str]:
    """The local parts of rows' ids."""
    return [row.id.rpartition(":")[2] for row in rows]
