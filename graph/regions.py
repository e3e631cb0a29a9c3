"""Regions as sets of municipalities: what contains and what meets follows from the sets."""

from __future__ import annotations

from functools import lru_cache

from graph.errors import NotFound
from graph.identity import is_called
from graph.records import TieKind
from graph.snapshot import Snapshot

LEVEL = "maakunta"
"""The level at which regions are compared with each other."""


def municipalities(snapshot: Snapshot, region: int) -> frozenset[str]:
    """Return the codes of a region's municipalities in the latest year known; empty where no source says."""
    fields = snapshot.fields[region]
    years = sorted(key for key in fields if key.startswith("municipalities_"))
    latest = fields[years[-1]] if years else []
    return frozenset(map(str, latest)) if isinstance(latest, list) else frozenset()


def is_national(snapshot: Snapshot, region: int) -> bool:
    """Return whether a region stands for the whole country."""
    return snapshot.fields[region].get("level") == "country" or snapshot.ids[region].endswith(
        ":valtakunnallinen"
    )


@lru_cache(maxsize=2)
def of_one_level(snapshot: Snapshot) -> dict[int, int | None]:
    """Return for each region the one of LEVEL that holds all its municipalities, None for one that is wider.

    Where no region of that level has municipalities, or a region has none, it stands for itself; a whole country is
    wider. Towns, counties and countries beside each other would count work in one place as work in several.
    """
    regions = snapshot.of_kind("region").tolist()
    codes = {region: municipalities(snapshot, region) for region in regions}
    home = {
        code: region
        for region in regions
        if snapshot.fields[region].get("level") == LEVEL
        for code in codes[region]
    }
    found: dict[int, int | None] = {}
    for region in regions:
        homes = {home.get(code) for code in codes[region]}
        if not home or not codes[region]:
            found[region] = None if home and is_national(snapshot, region) else region
        else:
            found[region] = homes.pop() if len(homes) == 1 else None
    return found


def projects_in(snapshot: Snapshot, region: str) -> set[str]:
    """Return the ids of the projects that work in a region, called by its id, its code or any of its names.

    Raises NotFound where no region is called so.
    """
    projects = frozenset(snapshot.of_kind("project").tolist())
    return {snapshot.ids[position] for position in located_in(snapshot, region) if position in projects}


def located_in(snapshot: Snapshot, region: str) -> set[int]:
    """Return the positions of all that is located in a region, called by its id, its code or any of its names.

    Kept is what is located in the region, in a part of it, or in what shares a municipality with it. Raises NotFound
    where no region is called so.
    """
    regions = snapshot.of_kind("region").tolist()
    wanted = {position for position in regions if is_called(snapshot, position, region)}
    if not wanted:
        raise NotFound(f"No region is called {region[:80]!r}; a search among regions finds names.")
    codes = frozenset().union(*(municipalities(snapshot, position) for position in wanted))
    near = {
        position for position in regions if position in wanted or municipalities(snapshot, position) & codes
    }
    a, b = snapshot.ends(TieKind.LOCATED_IN)
    return {thing for thing, place in zip(a.tolist(), b.tolist(), strict=True) if place in near}
