"""A succession carried out: ties of who ended get a last day, who takes over gets them; one batch, like any other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.records import Actor, Entity, Rank, Sector, Source, Tie, TieKind
from graph.records.claims import SUCCESSION
from graph.records.succession import Decision, Fate, Succession
from graph.store import BatchRow, Row, Store
from ingest.gather import Gathered

_SOURCE = Source(name=SUCCESSION, rank=Rank.PERSON, title="Ties carried over to successors, and ended")
_SAME = ("kind", "a", "b", "role", "unit")
"""What makes a tie the one it is."""


def keep_succession(store: Store, found: Succession, *, by: str = "") -> BatchRow | None:
    """Write what a succession carried over and ended, and return the batch; None where the store says so already.

    What is for review stays as it is. Areas that take over from a body and that nobody serves get an authority.
    """
    gathered = Gathered(SUCCESSION)
    for authority in found.authorities:
        actor = Actor(
            id=authority.id, name=authority.name, sector=Sector.PUBLIC, valid_from=authority.valid_from
        )
        serves = Tie(kind=TieKind.SERVES, a=actor.id, b=authority.area, valid_from=authority.valid_from)
        gathered.add([actor, serves])
    decided = [one for one in found.decisions if one.decision is not Fate.FOR_REVIEW and not one.done]
    rows = {row.id: row for row in store.ties(*{one.holder for one in decided})}
    there = {row.id for row in store.ties(*{who.id for one in decided for who in one.successors})}
    for one in decided:
        if one.tie in rows:
            gathered.add(_ties(one, rows[one.tie], there))
    claims = list(gathered.claims())
    if not claims:
        return None
    with store.open_batch("succession", sources=[_SOURCE], by=by, note=f"succession to {found.on}") as batch:
        batch.write(claims)
        return batch.close()


def _ties(decision: Decision, row: Row, there: set[str]) -> Iterator[Entity | Tie]:
    """Yield a tie with its last day and, where it is carried over and not there yet, the one that follows it."""
    said = Tie.model_validate({key: row.fields[key] for key in _SAME if key in row.fields})
    yield said.model_copy(update={"valid_to": decision.last_day})
    if decision.decision is not Fate.CARRIED_OVER:
        return
    successor = decision.successors[0].id
    ends = {"a": successor} if row.a == decision.holder else {"b": successor}
    until = row.fields.get("valid_to")
    follows = said.model_copy(
        update={
            **ends, "valid_from": decision.since, "valid_to": date.fromisoformat(str(until)) if until else None,
            "stage": row.fields.get("stage"), "note": f"taken over from {decision.holder}",
        }
    )  # fmt: skip
    if follows.id not in there:
        yield follows
