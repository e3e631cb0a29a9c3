"""Areas as sets of municipalities on a day: what each body serves, where a tie belongs, and who serves what is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cached_property

from graph.identity import name_keys
from graph.records import Region, TieKind, kind_of
from graph.records.base import preferred
from graph.records.succession import AreasOfLevel, NewAuthority
from graph.regions import municipalities
from graph.snapshot import NO_DAY, Snapshot
from graph.succession.heirs import Heirs
from graph.text import base_forms
from graph.text.words import words

MUNICIPALITY = "kunta"
_SERVING = {"fi": "alueen viranomainen", "sv": "områdets myndighet", "en": "the area's authority"}


class Areas:
    """The regions of a snapshot with the codes that municipalities had on a day, after mergers."""

    def __init__(self, snapshot: Snapshot, heirs: Heirs, day: int | None = None) -> None:
        self._snapshot = snapshot
        self._heirs = heirs
        self._day = day
        self._serving: dict[int, set[int]] = defaultdict(set)
        self._served: dict[int, set[int]] = defaultdict(set)
        for k in snapshot.tied(TieKind.SERVES).nonzero()[0].tolist():
            if self._valid(int(snapshot.tie_start[k]), int(snapshot.tie_end[k])):
                actor, region = int(snapshot.a[k]), int(snapshot.b[k])
                self._serving[region].add(heirs.body(actor))
                self._served[heirs.body(actor)].add(region)

    def codes(self, position: int) -> frozenset[str]:
        """Return the municipalities of a region, or of all regions that a body serves."""
        if kind_of(self._snapshot.ids[position]) == "region":
            return self._renewed(municipalities(self._snapshot, position))
        served = self._served.get(self._heirs.body(position), ())
        return frozenset().union(*(self.codes(region) for region in served))

    def authority(self, region: int) -> tuple[str, str] | None:
        """Return id and name of the body that serves a region, the new one's where nobody does; None for several."""
        serving = self._serving.get(region)
        if not serving:
            new = self._new_authority(region)
            return new.id, preferred(new.name) or new.id
        if len(serving) > 1:
            return None
        return self._snapshot.ids[min(serving)], self._snapshot.name(min(serving))

    def new_authorities(self) -> tuple[NewAuthority, ...]:
        """Return an authority for each area that took over from a body and that nobody serves, by id."""
        ids = self._snapshot.ids
        areas = {
            after
            for before, after in self._heirs.successions()
            if kind_of(ids[before]) == "actor" and kind_of(ids[after]) == "region"
        }
        return tuple(
            self._new_authority(area)
            for area in sorted(areas)
            if not self._serving.get(area) and self._heirs.last_day(area) is None
        )

    def places(self, position: int, unit: str) -> tuple[int, ...]:
        """Return the regions where a thing or body is located, a region itself, and those that a unit's name tells."""
        found = {position} if kind_of(self._snapshot.ids[position]) == "region" else set()
        found |= self._located.get(position, set())
        for said, base in zip(words(unit), base_forms(unit), strict=True) if unit else ():
            name = next((one for one in (base, said, said.removesuffix("n")) if one in self._by_name), None)
            if name:
                found.add(self._by_name[name])
        return tuple(sorted(found))

    def levels(self) -> tuple[AreasOfLevel, ...]:
        """Return for each level that took over whether its areas hold every municipality of the day, and once."""
        today = {
            str(self._snapshot.fields[region]["code"])
            for region in self._of_level(MUNICIPALITY)
            if "code" in self._snapshot.fields[region]
        }
        took_over = {
            str(self._snapshot.fields[after].get("level"))
            for _, after in self._heirs.successions()
            if "level" in self._snapshot.fields[after]
        }
        lines = []
        for level in sorted(took_over - {MUNICIPALITY}) if today else ():
            areas = self._of_level(level)
            count = Counter(code for area in areas for code in self.codes(area))
            lines.append(
                AreasOfLevel(
                    level=level, areas=len(areas), municipalities=len(today),
                    without=tuple(sorted(code for code in today if not count[code])),
                    twice=tuple(sorted(code for code in today if count[code] > 1)),
                )
            )  # fmt: skip
        return tuple(lines)

    def _new_authority(self, region: int) -> NewAuthority:
        area, start = self._snapshot.ids[region], int(self._snapshot.start[region])
        names = Region.of(area, self._snapshot.fields[region]).name
        return NewAuthority(
            id=authority_id(area), area=area, valid_from=None if start == NO_DAY else date.fromordinal(start),
            name={key: f"{name} ({_SERVING.get(key, _SERVING['en'])})" for key, name in names.items()},
        )  # fmt: skip

    def _of_level(self, level: str) -> list[int]:
        snapshot = self._snapshot
        return [
            region
            for region in snapshot.of_kind("region").tolist()
            if snapshot.fields[region].get("level") == level
            and self._valid(int(snapshot.start[region]), int(snapshot.end[region]))
        ]

    def _valid(self, start: int, end: int) -> bool:
        if self._day is None:
            return end == NO_DAY
        return (start == NO_DAY or start <= self._day) and (end == NO_DAY or end >= self._day)

    def _renewed(self, codes: frozenset[str]) -> frozenset[str]:
        if self._merged.keys().isdisjoint(codes):
            return codes
        return frozenset().union(*(self._merged.get(code, frozenset({code})) for code in codes))

    @cached_property
    def _merged(self) -> dict[str, frozenset[str]]:
        """Which codes of today stand for each code of a municipality that is no more."""
        snapshot = self._snapshot
        found: dict[str, frozenset[str]] = {}
        for region in snapshot.of_kind("region").tolist():
            if (
                snapshot.fields[region].get("level") == MUNICIPALITY
                and self._heirs.last_day(region) is not None
            ):
                after = [municipalities(snapshot, heir.position) for heir in self._heirs.of(region)]
                found |= {
                    code: frozenset().union(*after) for code in municipalities(snapshot, region) if after
                }
        return found

    @cached_property
    def _located(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        a, b = self._snapshot.ends(TieKind.LOCATED_IN)
        for thing, region in zip(a.tolist(), b.tolist(), strict=True):
            found[thing].add(region)
        return found

    @cached_property
    def _by_name(self) -> dict[str, int]:
        """The smallest region of each name that is one word."""
        found: dict[str, int] = {}
        for region in self._snapshot.of_kind("region").tolist():
            size = len(self.codes(region))
            for key in name_keys(self._snapshot.fields[region], also=True) if size else ():
                if key not in found or size < len(self.codes(found[key])):
                    found[key] = region
        return found


def authority_id(region: str) -> str:
    """Return the id of the authority of an area that no source names: the area's scheme and code, as an actor.

    >>> authority_id("region:fi-tyollisyysalue:18")
    'actor:fi-tyollisyysalue:18'
    """
    return "actor:" + region.partition(":")[2]
