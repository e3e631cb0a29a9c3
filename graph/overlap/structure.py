"""What two projects share besides words: bodies, places, target groups, days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.identity import same_actor
from graph.overlap.text_model import texts
from graph.overlap.words import lemmas
from graph.records import TieKind
from graph.regions import is_national, municipalities
from graph.snapshot import NO_DAY, Snapshot


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
    """The projects of a snapshot with what they are compared by; all lists are parallel to `positions`.

    `bodies` and `leads` hold actors (those that stand for others), `regions` and `targets` positions in the snapshot,
    `municipalities` codes, `national` whether a place of it is the whole country, `named` the municipalities of places
    that its name speaks of.
    """

    snapshot: Snapshot
    positions: list[int]
    bodies: list[frozenset[int]]
    leads: list[frozenset[int]]
    regions: list[frozenset[int]]
    municipalities: list[frozenset[str]]
    national: list[bool]
    targets: list[frozenset[int]]
    named: list[frozenset[str]]

    def id(self, i: int) -> str:
        """Return the id of project i."""
        return self.snapshot.ids[self.positions[i]]

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
        start, end = self.snapshot.start, self.snapshot.end
        p, q = self.positions[i], self.positions[j]
        if (end[p] != NO_DAY and start[q] != NO_DAY and end[p] < start[q]) or (
            end[q] != NO_DAY and start[p] != NO_DAY and end[q] < start[p]
        ):
            return Time.APART
        if NO_DAY in (start[p], start[q], end[p], end[q]):
            return Time.UNKNOWN
        return Time.TOGETHER

    def days(self, i: int) -> str:
        """Return the days of project i as `2019-01-01/2021-12-31`, `..` where unknown (ISO 8601-2)."""
        fields = self.snapshot.fields[self.positions[i]]
        return f"{fields.get('valid_from', '..')}/{fields.get('valid_to', '..')}"


def projects(snapshot: Snapshot) -> Projects:
    """Return the projects of a snapshot with what they are compared by."""
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
    return Projects(
        snapshot,
        positions,
        [frozenset(found) for found in bodies],
        [frozenset(found) for found in leads],
        [frozenset(found) for found in regions],
        [frozenset().union(*(sets[r] for r in found)) for found in regions],
        [bool(found & whole) for found in regions],
        [frozenset(found) for found in _towards(snapshot, TieKind.TARGETS, number)],
        _named(snapshot, positions),
    )


def _towards(snapshot: Snapshot, kind: TieKind, number: dict[int, int]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in number]
    a, b = snapshot.ends(kind)
    for project, other in zip(a.tolist(), b.tolist(), strict=True):
        if project in number:
            found[number[project]].add(other)
    return found


def _named(snapshot: Snapshot, positions: list[int]) -> list[frozenset[str]]:
    """Return for each project the municipalities of the places in its name, of each place the smallest region's."""
    places: dict[str, frozenset[str]] = {}
    for region in snapshot.of_kind("region").tolist():
        codes = municipalities(snapshot, region)
        for language, text in texts(snapshot.fields[region], ("name",)) if codes else ():
            words = lemmas(text, language)
            if len(words) == 1 and (words[0] not in places or len(codes) < len(places[words[0]])):
                places[words[0]] = codes
    if not places:
        return [frozenset()] * len(positions)
    return [
        frozenset().union(
            *(
                places.get(word, frozenset())
                for language, text in texts(snapshot.fields[position], ("name",))
                for word in lemmas(text, language)
            )
        )
        for position in positions
    ]
