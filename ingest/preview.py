"""What a load would change, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graph.records import Claim, Fields
from graph.store import Store
from ingest.resolution.merging import Resolution, foreseen
from ingest.resolution.subjects import KINDS, Unwritten

AT_ONCE = 5_000
"""Claims that are compared in one reading."""
MOST_CHANGES = 100
"""Changes that are told one by one; all are counted."""
MOST_COMPARED = 60_000
"""Actors and projects, new and known, up to which a preview tells which may be one: half a minute of work."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an id that the source says otherwise now; None where it said or says nothing."""

    id: str
    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class Preview:
    """How many claims are new, changed and unchanged; how many of the ids are one with another already."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    withdrawn: int = 0
    """How many claims of the source would be closed, where the file is the whole of what it says."""
    changes: list[Change] = field(default_factory=list)
    """The first MOST_CHANGES of them."""
    compared: Resolution | None = None
    """Which of the new actors and projects are one with another or may be; None where too many to look at now."""


def previewed(store: Store | None, claims: Iterable[Claim]) -> Preview:
    """Return what writing these claims would do to a store; with no store all are new."""
    found = Preview()
    unwritten, most_new = Unwritten(), MOST_COMPARED - _known(store)
    for some in _chunks(claims):
        open_ = store.open_claims([claim.id for claim in some]) if store else {}
        shown = store.shown_as([claim.id for claim in some]) if store else {}
        for claim in some:
            found.merged += shown.get(claim.id, claim.id) != claim.id
            if len(unwritten) <= most_new:
                unwritten.add(claim, is_new=not open_.get(claim.id))
            old = next((one for one in open_.get(claim.id, ()) if one.source == claim.source), None)
            if old is None:
                found.new += 1
            elif old.fields == claim.fields:
                found.unchanged += 1
            else:
                found.changed += 1
                room = MOST_CHANGES - len(found.changes)
                found.changes += islice(_changes(claim.id, old.fields, claim.fields), room)
    if len(unwritten) <= most_new:
        found.compared = foreseen(store, unwritten)
    return found


def _known(store: Store | None) -> int:
    counts = store.counts() if store else {}
    return sum(counts.get(kind, 0) for kind in KINDS)


def _changes(id_: str, old: Fields, new: Fields) -> Iterator[Change]:
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield Change(id_, key, old.get(key), new.get(key))


def _chunks(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    rest = iter(claims)
    while some := list(islice(rest, AT_ONCE)):
        yield some
