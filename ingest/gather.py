"""Gather what the rows of one file say of each id, so that the order of rows never shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from graph.records import Claim, Entity, Fields, Tie, Value, is_tie


class Gathered:
    """The claims of one file: one for each id and source, whatever number of rows speak of it.

    Where two rows differ, a field is decided by its values alone: lists are joined, a start is the earliest and an end
    the latest, a name in mixed case beats one in capitals and the loser becomes another name, anything else is the
    smallest. So shuffled rows give the same claims, and the same file again changes nothing.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._fields: dict[tuple[str, str], Fields] = {}
        self._seen: dict[int, Entity] = {}

    def add(self, records: Iterable[Entity | Tie]) -> None:
        """Take in the records of one row."""
        for record in records:
            if isinstance(record, Entity):
                if self._seen.get(id(record)) is record:
                    continue
                self._seen[id(record)] = record
            self._add(record.id, self._source, record.fields())

    def add_claims(self, claims: Iterable[Claim]) -> None:
        """Take in claims that name their own source."""
        for claim in claims:
            self._add(claim.id, claim.source, dict(sorted(claim.fields.items())))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, entities before ties, by id."""
        ties = {key for key in self._fields if is_tie(key[0])}
        for id_, source in (*sorted(self._fields.keys() - ties), *sorted(ties)):
            yield Claim(id_, source, self._fields[id_, source])

    def ids(self, source: str) -> set[str]:
        """Return the ids that the file speaks of as this source."""
        return {id_ for id_, said_by in self._fields if said_by == source}

    def _add(self, id_: str, source: str, fields: Fields) -> None:
        there = self._fields.get((id_, source))
        if there is None:
            self._fields[id_, source] = fields
        elif there != fields:
            self._fields[id_, source] = _joined(there, fields)

    def __len__(self) -> int:
        return len(self._fields)


def _joined(left: Fields, right: Fields) -> Fields:
    joined: Fields = {**left, **right}
    names: set[str] = set()
    for key in left.keys() & right.keys():
        one, other = left[key], right[key]
        if one == other:
            continue
        if isinstance(one, list) and isinstance(other, list):
            joined[key] = sorted({*one, *other})
        elif key.startswith("name_"):
            joined[key] = min(str(one), str(other), key=_shouting)
            names.update((str(one), str(other)))
        elif key == "valid_to":
            joined[key] = max(str(one), str(other))
        else:
            joined[key] = min(one, other, key=_bytes)
    if names:
        also = joined.get("also")
        names.update(str(item) for item in (also if isinstance(also, list) else ()))
        shown = {str(value) for key, value in joined.items() if key.startswith("name_")}
        joined["also"] = sorted(names - shown)
    return dict(sorted(joined.items()))


def _shouting(name: str) -> tuple[bool, str]:
    return name.isupper(), name


def _bytes(value: Value) -> bytes:
    return orjson.dumps(value)
