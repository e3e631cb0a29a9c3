"""Who ended, and who took over from them: the dated successions on record, followed to those who still stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from graph.identity import same_actor
from graph.records import Fields, TieKind
from graph.snapshot import NO_DAY, Snapshot, day_number

WHOLE = 0.999
"""A share from which on one takes over everything; the tables round."""


class TieRow(Protocol):
    """A tie of the store: its id, its flat fields, and both ends as they are shown now."""

    @property
    def id(self) -> str: ...
    @property
    def fields(self) -> Fields: ...
    @property
    def a(self) -> str: ...
    @property
    def b(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Heir:
    """Who takes over (a position), from which day (NO_DAY unknown), what share of the area, or which task."""

    position: int
    since: int
    share: float | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    after: int
    since: int
    share: float | None
    note: str


class Heirs:
    """The successions in force on a day; on every day where none is given."""

    def __init__(self, snapshot: Snapshot, ties: Iterable[TieRow], day: int | None = None) -> None:
        self._snapshot = snapshot
        self._day = day
        self._stands = same_actor(snapshot)
        self._links: dict[int, list[_Link]] = defaultdict(list)
        for row in ties:
            if row.fields.get("kind") != TieKind.SUCCEEDED_BY or not {row.a, row.b} <= snapshot.index.keys():
                continue
            since = day_number(_text(row.fields.get("valid_from")))
            if day is not None and since > day:
                continue
            share = row.fields.get("share")
            self._links[self.body(snapshot.index[row.a])].append(
                _Link(
                    snapshot.index[row.b], since, float(share) if isinstance(share, int | float) else None,
                    str(row.fields.get("note") or ""),
                )
            )  # fmt: skip
        self._last_day = self._ends()
        self._found: dict[int, tuple[Heir, ...]] = {}
        for body in sorted(self._links, key=snapshot.ids.__getitem__):
            self._follow(body)

    def body(self, position: int) -> int:
        """Return the position that stands for a body known under several ids."""
        return int(self._stands[position])

    def last_day(self, position: int) -> int | None:
        """Return the last day of a body or area that had ended (NO_DAY if not known); None while it stands."""
        return self._last_day.get(self.body(position))

    def all_ended(self) -> list[int]:
        """Return the positions of all actors and regions that had ended."""
        return [
            position
            for position in self._snapshot.of_kind("actor", "region").tolist()
            if self.body(position) in self._last_day
        ]

    def successions(self) -> list[tuple[int, int]]:
        """Return who took over (second) from whom (first), one step each, ascending."""
        return sorted({(before, link.after) for before, links in self._links.items() for link in links})

    def of(self, position: int) -> tuple[Heir, ...]:
        """Return who took over from a body or area that ended and still stood on the day, by id.

        Those with a share have it by area. Beside them, those without took over a task.
        """
        return self._found.get(self.body(position), ())

    def in_ring(self, position: int) -> bool:
        """Return whether successions on record lead from a body to nobody who stands: they lead back to it."""
        body = self.body(position)
        return bool(self._links.get(body)) and not self._found.get(body)

    def _ends(self) -> dict[int, int]:
        snapshot, found = self._snapshot, {}
        last: dict[int, int] = {}
        for position in snapshot.of_kind("actor", "region").tolist():
            end = int(snapshot.end[position])
            if end != NO_DAY:
                body = self.body(position)
                last[body] = max(end, last.get(body, end))
        for body in self._links.keys() | last.keys():
            own = last.get(body)
            if own is not None and self._day is not None and own >= self._day:
                continue
            if own is None:
                began = [link.since for link in self._links[body] if link.since != NO_DAY]
                own = max(began) - 1 if began else NO_DAY
            found[body] = own
        return found

    def _follow(self, body: int) -> None:
        """Find the heirs of a body after those of the ones it went to; a ring of successions leads to nobody."""
        way = {body: iter(self._links[body])}
        while way:
            last = next(reversed(way))
            for link in way[last]:
                after = self.body(link.after)
                if (
                    after in self._last_day
                    and after in self._links
                    and not (after in self._found or after in way)
                ):
                    way[after] = iter(self._links[after])
                    break
            else:
                del way[last]
                self._found[last] = tuple(self._heirs(last))

    def _heirs(self, body: int) -> list[Heir]:
        links = self._links[body]
        by_area = any(link.share is not None for link in links)
        found: dict[tuple[int, str], Heir] = {}
        for link in sorted(links, key=lambda link: (self._snapshot.ids[link.after], link.since)):
            share = link.share if by_area or len(links) > 1 else 1.0
            task = "" if share is not None or not by_area else link.note or self._snapshot.name(link.after)
            after = self.body(link.after)
            if after not in self._last_day:
                _keep(found, Heir(link.after, link.since, share, task))
                continue
            for heir in self._found.get(after, ()):
                both = share * heir.share if share is not None and heir.share is not None else None
                _keep(found, Heir(heir.position, max(link.since, heir.since), both, task or heir.task))
        return sorted(found.values(), key=lambda heir: (self._snapshot.ids[heir.position], heir.task))


def _keep(found: dict[tuple[int, str], Heir], heir: Heir) -> None:
    """Keep an heir; one that comes by two ways has the shares of both."""
    key = heir.position, heir.task
    before = found.get(key)
    if before is None:
        found[key] = heir
    else:
        shares = [share for share in (before.share, heir.share) if share is not None]
        whole = min(sum(shares), 1.0) if shares else None
        found[key] = Heir(heir.position, max(before.since, heir.since), whole, heir.task)


def _text(value: object) -> str | None:
    return str(value) if value else None
