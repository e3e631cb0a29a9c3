"""A meeting that somebody called over a finding: an event with who came, kept like any other fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.errors import NotFound, UsageError
from graph.records import Act, Event, Tie, TieKind, kind_of
from graph.records.claims import PERSON, Rank, Source
from graph.store import Store
from ingest.gather import Gathered


def keep_meeting(store: Store, act: Act, *, came: Sequence[str], by: str = "") -> str:
    """Keep the meeting of an act as a batch of its own, and return the event's id.

    Raises UsageError or NotFound, with nothing written, where one who came is no known body.
    """
    for id_ in came:
        if kind_of(id_) != "actor":
            raise UsageError(f"{id_[:80]!r} is no body: who came is told by ids such as actor:fi:0245437-2.")
    shown = store.shown_as(came)
    came = list(dict.fromkeys(shown.get(id_, id_) for id_ in came))
    known = store.names(came)
    for id_ in came:
        if id_ not in known or known[id_] == id_:
            raise NotFound(f"Nobody is known as {id_[:80]!r}; `solmu search` finds the ids of bodies.")
    event = Event(
        id=f"event:solmu:{act.finding.replace(':', '-')}-{act.on}", name={"en": f"Meeting over {act.finding}"},
        valid_from=date.fromisoformat(act.on), valid_to=date.fromisoformat(act.on),
    )  # fmt: skip
    gathered = Gathered(PERSON)
    gathered.add([event, *(Tie(kind=TieKind.ATTENDED, a=id_, b=event.id) for id_ in came)])
    with store.open_batch("import", sources=[Source(name=PERSON, rank=Rank.PERSON)], file="", by=by) as batch:
        batch.write(list(gathered.claims()))
        batch.close()
    return event.id
