"""Choose among findings: by kind, by region, only the blind ones."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records.findings import Overlap
from graph.regions import projects_in
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
