"""Regions as sets of municipalities: what contains and what meets follows from the sets."""

from __future__ import annotations

from graph.errors import NotFound
from graph.identity import is_called
from graph.records import TieKind
from graph.snapshot import Snapshot


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
