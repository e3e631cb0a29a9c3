"""Regions as sets of municipalities: what contains and what meets follows from the sets."""

from __future__ import annotations

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
