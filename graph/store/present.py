"""How open claims become the present row of an id."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records import Claim, Fields, Value, fold, is_tie
from graph.store.merging import Aliases
from graph.store.port import SEVERAL, Row, Standing


def present_row(id_: str, claims: Sequence[Standing], ranks: dict[str, int], who: Aliases) -> Row:
    """Return the present of `id_` from all open claims on it and on the ids merged into it (at least one)."""
    first = claims[0]
    if len(claims) == 1 and first.id == id_:
        _, source, fields, batch, since = first
    else:
        fields, _ = fold((Claim(c.id, c.source, c.fields) for c in claims), ranks)
        source, batch, since = "|".join(sorted({c.source for c in claims})), SEVERAL, SEVERAL
    if is_tie(id_):
        a, b = str(fields["a"]), str(fields["b"])
        return Row(id_, fields, source, batch, since, who.survivor.get(a, a), who.survivor.get(b, b))
    return Row(id_, fields, source, batch, since)


def standing_of(row: Row, beside: Sequence[Standing]) -> list[Standing]:
    """Return the open claims behind a present row; `beside` are those kept apart where there are several."""
    if row.batch > 0:
        return [Standing(row.id, row.source, row.fields, row.batch, row.since)]
    return list(beside)


def otherwise(claims: Sequence[Standing], fields: Fields) -> dict[str, tuple[tuple[str, Value], ...]]:
    """Return for each field what sources say of it that is not its present value, as (source, value), sorted."""
    found: dict[str, list[tuple[str, Value]]] = {}
    for claim in claims:
        for key, value in claim.fields.items():
            said = found.setdefault(key, [])
            if key != "also" and fields.get(key) != value and (claim.source, value) not in said:
                said.append((claim.source, value))
    return {key: tuple(sorted(found[key], key=repr)) for key in sorted(found) if found[key]}


def provenance(claims: Sequence[Standing], ranks: dict[str, int]) -> tuple[Fields, dict[str, str]]:
    """Return the folded fields and which source said each."""
    return fold((Claim(c.id, c.source, c.fields) for c in claims), ranks)
