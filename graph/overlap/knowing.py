"""Whether two projects know of each other, how far apart they are, and who could introduce them."""

from __future__ import annotations

from collections import defaultdict

from graph.alone import sources_that_name_partners
from graph.awareness import AWARE_WITHIN, Awareness, Path
from graph.identity import may_be, same_actor
from graph.overlap.families import groups
from graph.overlap.structure import Projects
from graph.records import TieKind

INTRODUCERS = 5
"""How many who could introduce two projects are named."""


class Knowing:
    """Answers for pairs of projects of one snapshot."""

    def __init__(self, projects: Projects, awareness: Awareness) -> None:
        self._projects = projects
        self._awareness = awareness
        self._may_be = may_be(projects.snapshot)
        telling = sources_that_name_partners(projects.snapshot)
        sources = projects.snapshot.sources
        self._told = [bool(telling & set(sources[position].split("|"))) for position in projects.positions]
        stands = same_actor(projects.snapshot)
        self._funders: dict[int, set[int]] = defaultdict(set)
        for actor, project in zip(
            *(ends.tolist() for ends in projects.snapshot.ends(TieKind.FUNDS)), strict=True
        ):
            self._funders[project].add(int(stands[actor]))
        self._codes: dict[int, set[str]] = defaultdict(set)
        for code, members in groups(projects).items():
            for i in members:
                self._codes[i].add(code)

    def of(self, i: int, j: int) -> tuple[bool | None, Path | None]:
        """Return whether i and j are blind to each other, and the way between them.

        None (not known) unless both come from sources that name partners, or share a group-project code; where a hub is
        the only body they share: that it is in both says nothing, yet they are not strangers; where a body of one funds
        the other; and while a body of one may be a body of the other.
        """
        p = self._projects
        path = self._awareness.path(p.positions[i], p.positions[j])
        told = self._told[i] and self._told[j]
        if path is not None and path.distance <= AWARE_WITHIN:
            return (False if told or self._in_one_group(i, j) else None), path
        one, other = (
            p.bodies[k].union(*(self._may_be.get(body, ()) for body in p.bodies[k])) for k in (i, j)
        )
        funders = [self._funders.get(p.positions[k], set()) for k in (i, j)]
        funds = funders[1] & one or funders[0] & other
        return (True if told and not one & other and not funds else None), path

    def introducers(self, i: int, j: int, path: Path | None) -> tuple[str, ...]:
        """Return who could introduce them: bodies in both, else those on the shortest ways that are in neither."""
        if path is None:
            return ()
        p = self._projects
        inside = p.bodies[i] & p.bodies[j] & set(path.between)
        outside = [actor for actor in path.between if actor not in p.bodies[i] | p.bodies[j]]
        return tuple(p.snapshot.ids[actor] for actor in (sorted(inside) or outside)[:INTRODUCERS])

    def _in_one_group(self, i: int, j: int) -> bool:
        return bool(self._codes.get(i, set()) & self._codes.get(j, set()))
