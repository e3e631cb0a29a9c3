"""The review queue: pairs that may be one, kept as `MAY_BE` ties until a person has said what they are.

So analyses see them in the snapshot, a history and an undo go over them as over any tie, and tools can ask for them in
Cypher. What speaks for and against a pair is in the note of its tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.records import Claim, Rank, Source, Tie, TieKind, Verdict, kind_of
from graph.records.claims import RESOLUTION
from graph.store import Row, Store
from ingest.resolution.resolving import MayBe

PREFIX = "identity"
"""How the ids of findings about who is who begin."""
_SOURCE = Source(
    name=RESOLUTION, rank=Rank.OTHER, title="Which names may be one body's, and listings one project's"
)
_NOT = "; not "


class Two(NamedTuple):
    """Two ids under which actors or projects are shown; `a` < `b`."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits for a person: what speaks for one (`for_`) and against it, as in `answers.Judged`.

    `unsure` where a person has looked and could not tell.
    """

    two: Two
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    unsure: bool = False


def keep_queue(
    store: Store, unsure: Iterable[MayBe], kinds: Sequence[str], *, whole: bool, note: str, by: str = ""
) -> int | None:
    """Keep which pairs of these kinds are unsure, as a batch, and return its number; None where nothing changed.

    With `whole`, pairs that are no longer among them leave the queue; otherwise only those whose ids became one do.
    """
    pairs = list(unsure)
    shown = store.shown_as({id_ for pair in pairs for id_ in (pair.a, pair.b)})
    claims: dict[str, Claim] = {}
    for pair in pairs:
        two = two_of(shown[pair.a], shown[pair.b])
        if two.a != two.b:
            tie = Tie(kind=TieKind.MAY_BE, a=two.a, b=two.b, note=_note(pair) or None)
            claims.setdefault(tie.id, _claim(tie))
    stale = [
        row.id
        for row in store.rows(TieKind.MAY_BE)
        if kind_of(row.a) in kinds and (row.id not in claims if whole else row.a == row.b)
    ]
    if not claims and not stale:
        return None
    with store.open_batch(RESOLUTION, sources=[_SOURCE], by=by, note=note) as batch:
        batch.write([claims[id_] for id_ in sorted(claims)])
        batch.withdraw_ids(RESOLUTION, stale)
        row = batch.close()
    return row.number if row else None


def keep_answer(store: Store, a: str, b: str, answer: Verdict, *, note: str, by: str = "") -> None:
    """Take a pair out of the queue, under whatever ids it stands there, unless the answer is `unsure`.

    That two are two is kept as an `IS_NOT` tie, until another answer is given.
    """
    shown = store.shown_as((a, b))
    two = two_of(shown[a], shown[b])
    kinds = (TieKind.IS_NOT,) if answer is Verdict.UNSURE else (TieKind.IS_NOT, TieKind.MAY_BE)
    said = [row.id for kind in kinds for row in store.rows(kind) if two_of(row.a, row.b) == two]
    claims = [_claim(Tie(kind=TieKind.IS_NOT, a=two.a, b=two.b))] if answer is Verdict.DIFFERENT else []
    stale = sorted({*said} - {claim.id for claim in claims})
    if stale or claims:
        with store.open_batch(RESOLUTION, sources=[_SOURCE], by=by, note=note) as batch:
            batch.write(claims)
            batch.withdraw_ids(RESOLUTION, stale)


def waiting(store: Store) -> list[Waiting]:
    """Return the pairs that wait for a person, by their ids.

    Those that a person said to be two are left out, and those of which a side is no longer known.
    """
    two_bodies, looked_at = apart(store), undecided(store)
    found: dict[Two, Waiting] = {}
    for row in store.rows(TieKind.MAY_BE):
        two = two_of(row.a, row.b)
        if two.a != two.b and two not in two_bodies:
            found.setdefault(two, _waiting(two, row, unsure=two in looked_at))
    known = store.names(sorted({id_ for two in found for id_ in two}))
    return [found[two] for two in sorted(found) if known[two.a] != two.a and known[two.b] != two.b]


def apart(store: Store) -> set[Two]:
    """Return the pairs of which a person said that they are two, by the ids under which they are shown now."""
    return {two_of(row.a, row.b) for row in store.rows(TieKind.IS_NOT) if row.a != row.b}


def undecided(store: Store) -> set[Two]:
    """Return the pairs of which a person said last that they cannot tell, by the ids under which they are shown now."""
    acts = [act for act in store.acts() if act.finding.startswith(f"{PREFIX}:") and len(act.members) == 2]
    shown = store.shown_as({id_ for act in acts for id_ in act.members})
    last = {two_of(*(shown[id_] for id_ in act.members)): act.value for act in acts}
    return {two for two, answer in last.items() if answer == Verdict.UNSURE}


def two_of(a: str, b: str) -> Two:
    """Return two ids in their order."""
    return Two(min(a, b), max(a, b))


def _claim(tie: Tie) -> Claim:
    return Claim(tie.id, RESOLUTION, tie.fields())


def _note(pair: MayBe) -> str:
    against = _NOT + ", ".join(pair.judged.against) if pair.judged.against else ""
    return ", ".join(pair.judged.for_) + against


def _waiting(two: Two, row: Row, *, unsure: bool) -> Waiting:
    for_, _, against = str(row.fields.get("note") or "").partition(_NOT)
    return Waiting(two, _several(for_), _several(against), unsure)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(", ") if part)
