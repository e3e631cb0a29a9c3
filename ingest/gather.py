"""Gather what the rows of one file say of each id, so that the order of rows never shows.

What does not fit in memory goes to sorted files of our own, which are merged when the claims are asked for.
"""

from __future__ import annotations

import heapq
import marshal
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import orjson

from graph.records import Claim, Entity, Fields, Tie, Value, is_tie

IN_MEMORY = 150_000
"""Ids of which the fields are held in memory at once."""
_AT_ONCE = 500
"""Ids that are written and read in one piece."""
_Entry = tuple[bool, str, str, str, Fields]
"""Whether a tie, id, source, name of the file: in this order they are sorted; and the fields."""


class Gathered:
    """The claims of one file: one for each id and source, whatever number of rows speak of it.

    Where two rows differ, a field is decided by its values alone: lists are joined, a start is the earliest and an end
    the latest, a name in mixed case beats one in capitals and the loser becomes another name, anything else is the
    smallest. So shuffled rows give the same claims, and the same file again changes nothing.
    """

    def __init__(
        self, source: str, in_memory: int | None = None, *, folder: Path | None = None, name: str = ""
    ) -> None:
        """Gather what `source` says; files go to `folder`, or to one of our own; of one folder each needs a `name`."""
        self._source = source
        self._in_memory = in_memory or IN_MEMORY
        self._fields: dict[tuple[str, str], Fields] = {}
        self._seen: dict[int, Entity] = {}
        self._runs: list[Path] = []
        self._put_by = 0
        self._folder = folder
        self._name = name
        self._ours: tempfile.TemporaryDirectory[str] | None = None

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
        """Yield the claims, entities before ties, by id; may be asked for again."""
        if self._runs and self._fields:
            self._spill()  # whoever writes them needs the memory
        entries = heapq.merge(*map(_read, self._runs), self._sorted())
        first = next(entries, None)
        if first is None:
            return
        _, id_, source, _, fields = first
        for _, next_id, next_source, _, told in entries:
            if next_id == id_ and next_source == source:
                fields = fields if fields == told else _joined(fields, told)
            else:
                yield Claim(id_, source, fields)
                id_, source, fields = next_id, next_source, told
        yield Claim(id_, source, fields)

    def folder(self) -> Path:
        """Return where the files are; a folder of our own goes with this object."""
        if self._folder is None:
            self._ours = tempfile.TemporaryDirectory(prefix="solmu-gather-")
            self._folder = Path(self._ours.name)
        return self._folder

    def put_by(self) -> tuple[list[Path], int]:
        """Put everything by in files; return these and how many ids they hold, those of each counted again."""
        self._spill()
        return self._runs, self._put_by

    def take_in(self, runs: Iterable[Path], ids: int) -> None:
        """Take in what another process put by."""
        self._runs += runs
        self._put_by += ids

    def speaks_of(self, source: str) -> Callable[[str], bool]:
        """Return what tells whether the file speaks of an id as this source; it holds eight bytes of a hash of each."""
        import numpy as np

        of_this = (hash(claim.id) for claim in self.claims() if claim.source == source)
        hashes = array("q", np.sort(np.fromiter(of_this, dtype=np.int64)).tobytes())

        def speaks(id_: str) -> bool:
            wanted = hash(id_)
            at = bisect_left(hashes, wanted)
            return at < len(hashes) and hashes[at] == wanted

        return speaks

    def _add(self, id_: str, source: str, fields: Fields) -> None:
        there = self._fields.get((id_, source))
        if there is None:
            if len(self._fields) >= self._in_memory:
                self._spill()
            self._fields[id_, source] = fields
        elif there != fields:
            self._fields[id_, source] = _joined(there, fields)

    def _sorted(self) -> Iterator[_Entry]:
        run = self._next_name()
        keys = sorted((is_tie(id_), id_, source) for id_, source in self._fields)
        return ((tie, id_, source, run, self._fields[id_, source]) for tie, id_, source in keys)

    def _next_name(self) -> str:
        return f"{self._name}{len(self._runs)}"

    def _spill(self) -> None:
        """Write what is in memory to a file, sorted."""
        path = self.folder() / self._next_name()
        with path.open("wb") as file:
            some: list[_Entry] = []
            for entry in self._sorted():
                some.append(entry)
                if len(some) == _AT_ONCE:
                    _append(file, some)
                    some.clear()
            _append(file, some)
        self._runs.append(path)
        self._put_by += len(self._fields)
        self._fields.clear()
        self._seen.clear()

    def __len__(self) -> int:
        """How many ids are held, those of each file counted again: no fewer than there are claims."""
        return len(self._fields) + self._put_by


def _append(file: BinaryIO, some: list[_Entry]) -> None:
    piece = marshal.dumps(some)  # read back in one piece: `marshal.load` asks the file for every word
    file.write(len(piece).to_bytes(8) + piece)


def _read(path: Path) -> Iterator[_Entry]:
    with path.open("rb") as file:
        while size := file.read(8):
            yield from marshal.loads(file.read(int.from_bytes(size)))


def _joined(left: Fields, right: Fields) -> Fields:
    """Return what two rows say of one id together; in whatever order rows are joined, the outcome is one."""
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
    also = joined.get("also")
    if names or also:
        names.update(str(item) for item in (also if isinstance(also, list) else ()))
        shown = {str(value) for key, value in joined.items() if key.startswith("name_")}
        joined["also"] = sorted(names - shown)
        if not joined["also"]:
            del joined["also"]
    return dict(sorted(joined.items()))


def _shouting(name: str) -> tuple[bool, str]:
    return name.isupper(), name


def _bytes(value: Value) -> bytes:
    return orjson.dumps(value)
