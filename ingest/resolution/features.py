"""The columns that are compared: one row for each actor or project, small and the same for every engine."""

from __future__ import annotations

import gc
import pickle
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ingest.resolution.names.keys import Keys, keys_of

MOST_SHARING = 200
"""A key that more rows share tells nobody apart and joins nothing."""
MOST_NEAR = 50
"""The same of what names that differ by a slip share."""
MANY = 30_000
"""From how many names on several processes take them apart."""
PROCESSES = 2
AT_HAND = 20_000
"""Names taken apart that are kept unpacked; three kilobytes each, packed a third of one."""
MOST_LETTERS = 80
"""Letters of a name that are compared letter by letter."""


class Stated(NamedTuple):
    """What columns say of a body: forms as in `names.words.FORM`, one of the sectors, ids of the towns it is in."""

    forms: frozenset[str] = frozenset()
    sector: str = ""
    towns: frozenset[str] = frozenset()

    def contradiction(self, other: Stated) -> str:
        """Return what speaks for two bodies of one name (`form`, `sector`, `place`), "" where nothing does."""
        if self.forms and other.forms and not self.forms & other.forms:
            return "form"
        if self.sector and other.sector and self.sector != other.sector:
            return "sector"
        if self.towns and other.towns and not self.towns & other.towns:
            return "place"
        return ""


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Named:
    """Something with names, to be resolved: an actor's id, all its names, its identifiers and its country."""

    id: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...] = ()
    country: str = ""
    """ISO 3166-1 alpha-2 in small letters; "" where no source says."""
    stated: Stated = NOTHING
    """What a source says of it beside its name."""


Numbers = Sequence[int]
"""Hashes of 64 bits, sorted."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of one `Named`; `near` joins names that differ by a slip in one word."""

    keys: Numbers
    near: Numbers
    shorts: Numbers
    bare: Numbers
    """Of names that are only an abbreviation."""
    identifiers: Numbers
    plains: tuple[str, ...]
    """The names and their parts in small letters without marks, the whole of the first name first."""
    plain: str
    form: str
    places: str


class Taken:
    """The names of many, taken apart once and packed by this run: reading one anew costs ten times as much."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed
        self._unpacked = lru_cache(AT_HAND)(self._unpack)

    def of(self, at: int) -> tuple[Keys, ...]:
        """Return the names at a place as they are compared."""
        return self._unpacked(at)

    def _unpack(self, at: int) -> tuple[Keys, ...]:
        keys: tuple[Keys, ...] = pickle.loads(self._packed[at])
        return keys


def rows_of(all_: Sequence[Named]) -> tuple[list[Row], Taken]:
    """Return what is compared of each, in their order, and their names taken apart; of many, by two processes."""
    if len(all_) < MANY:
        return _parted(map(_row_and_keys, all_))
    with get_context("spawn").Pool(PROCESSES, gc.disable) as pool:
        return _parted(pool.imap(_row_and_keys, all_, chunksize=500))


def _parted(both: Iterable[tuple[Row, bytes]]) -> tuple[list[Row], Taken]:
    rows: list[Row] = []
    packed: list[bytes] = []
    for row, keys in both:
        rows.append(row)
        packed.append(keys)
    return rows, Taken(packed)


def _row_and_keys(named: Named) -> tuple[Row, bytes]:
    keys = tuple(keys_of(name) for name in named.names)
    return row_of(named, keys), pickle.dumps(keys, pickle.HIGHEST_PROTOCOL)


def row_of(named: Named, parts: Sequence[Keys]) -> Row:
    """Return what is compared of one, `parts` being its names taken apart."""
    first = parts[0]
    forms = {reading.form for part in parts for reading in part.readings} - {""}
    places = {place for part in parts for reading in part.readings for place in reading.places}
    return Row(
        hashed(key for part in parts for key in part.keys),
        hashed(key for part in parts for key in part.near_keys),
        hashed(key for part in parts for key in part.short_keys),
        hashed(part.bare for part in parts if part.bare),
        hashed(named.identifiers),
        tuple(dict.fromkeys((first.first_plain, *sorted({plain for part in parts for plain in part.plain})))),
        first.first_plain[:MOST_LETTERS],
        min(forms) if len(forms) == 1 else "",
        " ".join(sorted(places)),
    )  # fmt: skip


def hashed(keys: Iterable[str]) -> Numbers:
    """Return keys as numbers of 64 bits, sorted."""
    found = array("q", b"".join([blake2b(key.encode(), digest_size=8).digest() for key in {*keys}]))
    return array("q", sorted(found)) if len(found) > 1 else found


def table_of(rows: Sequence[Row], fresh: Sequence[bool]) -> pa.Table:
    """Return the rows as columns, numbered by their place; keys that too many share are left out.

    `fresh` tells which are new: only pairs with one of these are looked for.
    """
    columns: dict[str, pa.Array] = {
        "unique_id": pa.array(np.arange(len(rows), dtype=np.int64)),
        "fresh": pa.array(fresh, pa.bool_()),
    }
    bare = {short for row in rows for short in row.bare}
    lists: dict[str, list[Numbers]] = {
        "keys": [row.keys for row in rows],
        "near": [row.near for row in rows],
        "shorts": [tuple(short for short in row.shorts if short in bare) for row in rows],
        "identifiers": [row.identifiers for row in rows],
    }
    for name, values in lists.items():
        columns[name] = _lists(values, shared_only=name == "near")
    for name in ("plain", "form", "places"):
        texts = [getattr(row, name) or None for row in rows]
        columns[name] = pa.array(texts, pa.string())
    return pa.table(columns)


def _lists(lists: Sequence[Numbers], *, shared_only: bool) -> pa.Array:
    """Return a column of lists; an empty one is null, for it says nothing."""
    sizes = np.fromiter((len(one) for one in lists), np.int64, len(lists))
    values = np.fromiter((value for one in lists for value in one), np.int64, int(sizes.sum()))
    owners = np.repeat(np.arange(len(lists)), sizes)
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared = counts[inverse]
    keep = (shared <= MOST_NEAR) & (shared > 1) if shared_only else shared <= MOST_SHARING
    values, owners = values[keep], owners[keep]
    kept = np.bincount(owners, minlength=len(lists))
    offsets = np.zeros(len(lists) + 1, np.int32)
    np.cumsum(kept, out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(values), mask=pa.array(kept == 0))
