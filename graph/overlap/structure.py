"""What two projects share besides words: bodies, places, target groups, days."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from graph.identity import same_actor
from graph.overlap.texts import texts
from graph.records import Fields, TieKind
from graph.regions import is_national, municipalities
from graph.snapshot import NO_DAY, Snapshot
from graph.text import base_forms


class Place(StrEnum):
    """Whether two projects work in one place."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class Time(StrEnum):
    """Whether two projects run at one time."""

    TOGETHER = "together"
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Projects:
    """The projects of a snapshot with what they are compared by; all lists are parallel to `ids`.

    `positions` are places in the snapshot, `start` and `end` days (NO_DAY unknown). `bodies` and `leads` hold actors
    (those that stand for others), `regions` and `targets` positions in the snapshot, `municipalities` codes, `national`
    whether a place of it is the whole country, `named` the municipalities of places that its name speaks of,
    `of_firms` whether private firms alone take part, `programme` fund and priority. `uses` tells in how many projects
    each actor is; sharing one of `hubs` says nothing.
    """

    snapshot: Snapshot
    ids: list[str]
    positions: list[int]
    start: list[int]
    end: list[int]
    bodies: list[frozenset[int]]
    leads: list[frozenset[int]]
    regions: list[frozenset[int]]
    municipalities: list[frozenset[str]]
    national: list[bool]
    targets: list[frozenset[int]]
    named: list[frozenset[str]]
    of_firms: list[bool]
    programme: list[tuple[str, str] | None]
    uses: Counter[int]
    hubs: frozenset[int]

    def place(self, i: int, j: int) -> tuple[Place, tuple[str, ...]]:
        """Return whether i and j work in one place, and the ids of the regions that say so.

        Names that speak of two different towns count before a wide area that holds both.
        """
        ids = self.snapshot.ids
        if self.named[i] and self.named[j] and not self.named[i] & self.named[j]:
            return Place.OTHER, ()
        shared = self.regions[i] & self.regions[j]
        if shared:
            return Place.SAME, tuple(ids[region] for region in sorted(shared))
        if not self.regions[i] or not self.regions[j] or self.national[i] or self.national[j]:
            return Place.UNKNOWN, ()
        both = (*sorted(self.regions[i]), *sorted(self.regions[j]))
        if self.municipalities[i] and self.municipalities[j]:
            meet = self.municipalities[i] & self.municipalities[j]
            return (Place.SAME if meet else Place.OTHER), tuple(ids[region] for region in both)
        schemes = [{ids[r].split(":")[1] for r in self.regions[k]} for k in (i, j)]
        if schemes[0] == schemes[1] and len(schemes[0]) == 1:
            return Place.OTHER, tuple(ids[region] for region in both)
        return Place.UNKNOWN, ()

    def time(self, i: int, j: int) -> Time:
        """Return whether i and j run at one time."""
        start, end = self.start, self.end
        if (end[i] != NO_DAY and start[j] != NO_DAY and end[i] < start[j]) or (
            end[j] != NO_DAY and start[i] != NO_DAY and end[j] < start[i]
        ):
            return Time.APART
        if NO_DAY in (start[i], start[j], end[i], end[j]):
            return Time.UNKNOWN
        return Time.TOGETHER

    def rarity(self, actor: int) -> float:
        """Return how much sharing an actor says: 1 / ln(2 + projects).

        After Adamic and Adar 2003, Social Networks 25, 211.
        """
        return 0.0 if actor in self.hubs else 1 / math.log(2 + self.uses[actor])

    def days_between_starts(self, i: int, j: int) -> int | None:
        """Return how many days lie between the starts of i and j, None where one is unknown."""
        one, other = self.start[i], self.start[j]
        return None if NO_DAY in (one, other) else abs(one - other)

    def days(self, i: int) -> str:
        """Return the days of project i as `2019-01-01/2021-12-31`, `..` where unknown (ISO 8601-2)."""
        return "/".join(_iso(day) for day in (self.start[i], self.end[i]))


def projects(snapshot: Snapshot, hubs: frozenset[int] = frozenset()) -> Projects:
    """Return the projects of a snapshot with what they are compared by; sharing one of `hubs` says nothing."""
    positions = snapshot.of_kind("project").tolist()
    stands = same_actor(snapshot)
    number = {position: i for i, position in enumerate(positions)}
    bodies: list[set[int]] = [set() for _ in positions]
    leads: list[set[int]] = [set() for _ in positions]
    mask = snapshot.tied(TieKind.PARTICIPATES_IN)
    roles = [role for role, kept in zip(snapshot.role, mask.tolist(), strict=True) if kept]
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    for actor, project, role in zip(stands[a].tolist(), b.tolist(), roles, strict=True):
        bodies[number[project]].add(actor)
        if role == "lead":
            leads[number[project]].add(actor)
    regions = _towards(snapshot, TieKind.LOCATED_IN, number)
    sets = {region: municipalities(snapshot, region) for region in set().union(*regions)} if regions else {}
    whole = {r for r in sets if is_national(snapshot, r)}
    fields = [snapshot.fields[position] for position in positions]
    firms = (
        {a for a in set().union(*bodies) if snapshot.fields[a].get("sector") == "private"}
        if bodies
        else set()
    )
    return Projects(
        snapshot,
        [snapshot.ids[position] for position in positions],
        positions,
        snapshot.start[positions].tolist(),
        snapshot.end[positions].tolist(),
        [frozenset(found) for found in bodies],
        [frozenset(found) for found in leads],
        [frozenset(found) for found in regions],
        [frozenset().union(*(sets[r] for r in found)) for found in regions],
        [bool(found & whole) for found in regions],
        [frozenset(found) for found in _towards(snapshot, TieKind.TARGETS, number)],
        _named(snapshot, positions),
        [bool(found) and found <= firms for found in bodies],
        [_programme(one) for one in fields],
        Counter(actor for found in bodies for actor in found),
        hubs,
    )


def with_one_project(
    projects: Projects,
    *,
    start: int,
    end: int,
    bodies: frozenset[int],
    regions: frozenset[int],
    targets: frozenset[int],
    name: tuple[str, str],
) -> Projects:
    """Return the projects with one more at the end, which is in no snapshot and led by nobody.

    `name` is its language and its name; the others are days and positions in the snapshot.
    """
    p, snapshot = projects, projects.snapshot
    codes = [municipalities(snapshot, region) for region in regions]
    firms = bool(bodies) and all(snapshot.fields[body].get("sector") == "private" for body in bodies)
    return Projects(
        snapshot, [*p.ids, ""], [*p.positions, -1], [*p.start, start], [*p.end, end], [*p.bodies, bodies],
        [*p.leads, frozenset()], [*p.regions, regions], [*p.municipalities, frozenset().union(*codes)],
        [*p.national, any(is_national(snapshot, region) for region in regions)], [*p.targets, targets],
        [*p.named, _places_named(places_by_name(snapshot), [name])], [*p.of_firms, firms], [*p.programme, None],
        p.uses + Counter(bodies), p.hubs,
    )  # fmt: skip


def _iso(day: int) -> str:
    return ".." if day == NO_DAY else date.fromordinal(day).isoformat()


def _programme(fields: Fields) -> tuple[str, str] | None:
    fund, priority = fields.get("fund"), fields.get("priority")
    return (str(fund), str(priority)) if fund and priority else None


def _towards(snapshot: Snapshot, kind: TieKind, number: dict[int, int]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in number]
    a, b = snapshot.ends(kind)
    for project, other in zip(a.tolist(), b.tolist(), strict=True):
        if project in number:
            found[number[project]].add(other)
    return found


def _named(snapshot: Snapshot, positions: list[int]) -> list[frozenset[str]]:
    """Return for each project the municipalities of the places in its name."""
    places = places_by_name(snapshot)
    if not places:
        return [frozenset()] * len(positions)
    return [_places_named(places, texts(snapshot.fields[position], "name")) for position in positions]


@lru_cache(maxsize=2)
def places_by_name(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """Return the municipalities of each place called by one word (its base form), of equal names the smallest's."""
    places: dict[str, frozenset[str]] = {}
    for region in snapshot.of_kind("region").tolist():
        codes = municipalities(snapshot, region)
        for language, text in texts(snapshot.fields[region], "name") if codes else ():
            found = base_forms(text, language)
            if len(found) == 1 and (found[0] not in places or len(codes) < len(places[found[0]])):
                places[found[0]] = codes
    return places


def _places_named(places: dict[str, frozenset[str]], names: list[tuple[str, str]]) -> frozenset[str]:
    found = (places.get(base) for language, text in names for base in base_forms(text, language))
    return frozenset().union(*(codes for codes in found if codes))
