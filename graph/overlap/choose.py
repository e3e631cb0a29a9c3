"""Choose among findings: by kind, by region, only the blind ones."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import NotFound
from graph.identity import name_keys
from graph.records import TieKind, name_key
from graph.records.findings import Overlap
from graph.regions import municipalities
from graph.snapshot import Snapshot


def choose(
    snapshot: Snapshot,
    found: Sequence[Overlap],
    *,
    kind: str | None = None,
    region: str | None = None,
    blind: bool = False,
) -> list[Overlap]:
    """Return the overlaps of a kind, with a project in a region (id or name), and blind ones only if asked.

    A project is in a region when one of its places is that region or shares a municipality with it. Raises NotFound
    where no region is called so.
    """
    chosen = [o for o in found if (kind is None or o.kind.value == kind) and (not blind or o.blind is True)]
    if region is None:
        return chosen
    here = projects_in(snapshot, region)
    return [overlap for overlap in chosen if here.intersection(overlap.projects)]


def projects_in(snapshot: Snapshot, region: str) -> set[str]:
    """Return the ids of the projects that work in a region, called by its id, its code or any of its names.

    Kept is what a project works in: the region, a part of it, or what shares a municipality with it.
    """
    regions = snapshot.of_kind("region").tolist()
    wanted = {position for position in regions if _is_called(snapshot, position, region)}
    if not wanted:
        raise NotFound(f"No region is called {region[:80]!r}; a search among regions finds names.")
    codes = frozenset().union(*(municipalities(snapshot, position) for position in wanted))
    near = {
        position for position in regions if position in wanted or municipalities(snapshot, position) & codes
    }
    projects = frozenset(snapshot.of_kind("project").tolist())
    a, b = snapshot.ends(TieKind.LOCATED_IN)
    return {
        snapshot.ids[project]
        for project, place in zip(a.tolist(), b.tolist(), strict=True)
        if place in near and project in projects
    }


def _is_called(snapshot: Snapshot, position: int, text: str) -> bool:
    fields = snapshot.fields[position]
    if text in (snapshot.ids[position], fields.get("code")):
        return True
    return name_key(text) in name_keys(fields, also=True)
