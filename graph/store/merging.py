"""Which id stands for which: the ids that decisions made one, and the one that survives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import orjson

from graph.components import components
from graph.records import scheme_of
from graph.store.port import Merge, json_text


def merges_by_batch(merges: Iterable[Merge]) -> dict[int, str]:
    """Return what a store keeps of the merges of each batch, as text."""
    kept: dict[int, list[Merge]] = {}
    for merge in merges:
        kept.setdefault(merge.batch, []).append(merge)
    return {batch: json_text([list(merge) for merge in some]) for batch, some in kept.items()}


def merges_in(text: str | bytes) -> list[Merge]:
    """Return the merges of a batch from that text; stores made before a batch could hold several have one alone."""
    row = orjson.loads(text)
    some = [row] if row and isinstance(row[0], int) else row
    return [Merge(batch, tuple(ids), reason, closed) for batch, ids, reason, closed in some]


@dataclass(frozen=True)
class Aliases:
    """`survivor` maps each merged id (the survivor too) to the id it is shown as; `members` the other way."""

    survivor: dict[str, str] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, id_: str) -> str:
        """Return the id under which this one is shown now."""
        return self.survivor.get(id_, id_)

    def all_of(self, id_: str) -> tuple[str, ...]:
        """Return all ids that are one with this, itself included."""
        return self.members.get(self.of(id_), (id_,))


def aliases(merges: Iterable[Merge]) -> Aliases:
    """Return who stands for whom after the merges that nobody took back.

    The survivor is the registry's id (one not made from a name), else the smallest; of two registries' the smallest.
    """
    joined = ((merge.ids[0], other) for merge in merges if not merge.closed for other in merge.ids[1:])
    survivor: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    for group in components(joined):
        best = min(group, key=lambda id_: (scheme_of(id_) == "name", id_))
        members[best] = tuple(group)
        for id_ in group:
            survivor[id_] = best
    return Aliases(survivor, members)
