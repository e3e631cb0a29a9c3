"""Make the present follow from the open claims: the one place where present rows come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.records import is_tie
from graph.store.merging import Aliases
from graph.store.port import SEVERAL, STUB, Row, Standing, Transaction
from graph.store.present import present_row, standing_of
from graph.store.wrote import Rows


def standing(
    tx: Transaction, ids: Iterable[str], who: Aliases, sure: Rows | None = None
) -> tuple[dict[str, list[Standing]], dict[str, Row]]:
    """Return the open claims of each id (several sources, several claims), and the present rows they stand in."""
    wanted = list(dict.fromkeys(ids))
    shown = list(dict.fromkeys(map(who.of, wanted))) if who.survivor else wanted
    known = tx.present(sure.possible(shown) if sure else shown)
    if not known:
        return {id_: [] for id_ in wanted}, known
    apart = [id_ for id_ in wanted if (row := known.get(who.of(id_))) and row.batch == SEVERAL]
    beside: dict[str, list[Standing]] = {}
    for claim in tx.claims(apart) if apart else ():
        beside.setdefault(claim.id, []).append(claim)
    claims: dict[str, list[Standing]] = {}
    for id_ in wanted:
        row = known.get(who.of(id_))
        claims[id_] = standing_of(row, beside.get(id_, ())) if row and row.id == id_ else beside.get(id_, [])
    return claims, known


def settle(
    tx: Transaction,
    claims: dict[str, list[Standing]],
    known: dict[str, Row],
    who: Aliases,
    ranks: dict[str, int],
    sure: Rows | None = None,
    apart: Sequence[str] = (),
) -> None:
    """Write the present of the ids in `claims` (each with *all* its open claims, none if it has none any more).

    `known` are the present rows of these ids and of those they are shown as; `sure` is what the caller knows from
    chunk to chunk of which ids have a row, to save looking them up;
    `apart` are ids whose claims may be kept beside the present though their rows do not show it.
    """
    groups: dict[str, tuple[str, ...]] = {}
    if who.survivor:
        groups = {shown: who.all_of(shown) for shown in map(who.of, claims)}
        others = [member for members in groups.values() for member in members if member not in claims]
        if others:
            more, rows = standing(tx, others, who)
            claims, known = {**claims, **more}, {**rows, **known}
    entities: list[Row] = []
    ties: list[Row] = []
    gone: list[Row] = []
    beside: list[Standing] = []
    were_apart: list[str] = list(apart)
    for id_ in groups or claims:
        members = groups.get(id_, (id_,))
        open_ = (
            claims[id_] if len(members) == 1 else [claim for member in members for claim in claims[member]]
        )
        old = known.get(id_)
        if len(members) > 1 or (old and old.batch == SEVERAL):
            were_apart.extend(members)
        if open_:
            row = present_row(id_, open_, ranks, who)
            (ties if row.a else entities).append(row)
            if row.batch == SEVERAL:
                beside.extend(open_)
        elif old:
            gone.append(old)
    lost = [known[id_] for id_ in claims if id_ not in groups and id_ in known] if groups else []
    _write(tx, entities, ties, gone, lost, known, sure)
    if were_apart:
        tx.drop_claims(were_apart)
    if beside:
        tx.put_claims(beside)


def _write(
    tx: Transaction,
    entities: list[Row],
    ties: list[Row],
    gone: Sequence[Row],
    lost: Sequence[Row],
    known: dict[str, Row],
    sure: Rows | None,
) -> None:
    gone_ties = [row for row in gone if is_tie(row.id)]
    idle = [row.id for row in gone if not is_tie(row.id)]
    stubs = [Row(id_, {}, "", STUB, STUB) for id_ in idle]
    if entities or stubs:
        tx.put(entities + stubs, known)
    ends = {end for row in ties for end in (row.a, row.b)}
    if sure is not None:
        sure.wrote(row.id for row in entities)
        missing = sure.lacking(ends)
        sure.wrote((*missing, *(row.id for row in ties)))
    else:
        missing = ends
    if missing:
        tx.stub(sorted(missing))
    if ties:
        tx.put(ties, known)
    if gone_ties:
        tx.drop(gone_ties)
    if lost:
        tx.drop(lost)
    loose = set(idle)
    for tie in (*gone_ties, *(known[row.id] for row in ties if row.id in known)):
        loose.update((tie.a, tie.b))
    if loose:
        tx.prune(sorted(loose))
