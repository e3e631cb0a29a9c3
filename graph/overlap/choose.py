"""Choose among findings: by kind, by region, only the blind ones."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import NotFound
from graph.overlap.structure import projects
from graph.records import name_key
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
    """Return the ids of the projects that work in a region, named by id or by any of its names."""
    wanted = {p for p in snapshot.of_kind("region").tolist() if _is_called(snapshot, p, region)}
    if not wanted:
        raise NotFound(f"No region is called {region!r}; `solmu search --kind region` finds names.")
    codes = frozenset().union(*(municipalities(snapshot, p) for p in wanted))
    compared = projects(snapshot)
    return {
        compared.id(i)
        for i in range(len(compared.positions))
        if compared.regions[i] & wanted or compared.municipalities[i] & codes
    }


def _is_called(snapshot: Snapshot, position: int, text: str) -> bool:
    fields = snapshot.fields[position]
    names = {str(value) for key, value in fields.items() if key.startswith("name_")}
    return snapshot.ids[position] == text or name_key(text) in {name_key(name) for name in names}
