"""`/v1/neighbourhood`: what stands within a few ties of an entity."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.around import Around, around
from api.asking import AskedClocks, AskedDesk, an_id, kinds_in
from api.models.base import PROBLEMS
from api.models.entities import Neighbourhood, Node, TieBetween
from graph.errors import NotFound
from graph.records import kind_of

router = APIRouter(prefix="/v1", tags=["entities"], responses=PROBLEMS)


@router.get("/neighbourhood/{id:path}")
def neighbourhood(
    desk: AskedDesk,
    clocks: AskedClocks,
    id: Annotated[str, Path(description="An id.", max_length=500, examples=["actor:fi:0245437-2"])],
    depth: Annotated[int, Query(ge=1, le=3, description="How many ties away.")] = 1,
    kinds: Annotated[
        str | None,
        Query(description="Walk through and show only these kinds, parted by commas.", max_length=200),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="How many nodes at most.")] = 200,
) -> Neighbourhood:
    """Return the nodes within `depth` ties and the ties among them; nearer ones first where `limit` cuts."""
    graph = around(desk.snapshot(as_of=clocks.as_of, known_at=clocks.known_at, carry_over=clocks.carry_over))
    asked = desk.store.shown_as([an_id(id)])[an_id(id)]
    start = graph.position(asked)
    if start is None:
        raise NotFound(f"Nothing is known of {asked}; `GET /v1/search?q=…` finds ids by name.")
    wanted = set(kinds_in(kinds))
    found, cut = _within(graph, start, depth, wanted, limit)
    ids = graph.snapshot.ids
    nodes = [
        Node(id=ids[position], kind=kind_of(ids[position]), name=graph.snapshot.name(position), depth=far)
        for position, far in found.items()
    ]
    return Neighbourhood(id=asked, depth=depth, nodes=nodes, ties=list(_ties(graph, found)), cut=cut)


def _within(
    graph: Around, start: int, depth: int, wanted: set[str], limit: int
) -> tuple[dict[int, int], bool]:
    found = {start: 0}
    edge = [start]
    for far in range(1, depth + 1):
        fresh = sorted(
            {
                near.other for node in edge for near in graph.neighbours(node)
                if near.other not in found and (not wanted or kind_of(graph.snapshot.ids[near.other]) in wanted)
            }
        )  # fmt: skip
        room = limit - len(found)
        found.update((node, far) for node in fresh[:room])
        if len(fresh) > room:
            return found, True
        edge = fresh
    return found, False


def _ties(graph: Around, found: dict[int, int]) -> list[TieBetween]:
    snapshot = graph.snapshot
    return [
        TieBetween(
            kind=near.kind.value, a=snapshot.ids[node], b=snapshot.ids[near.other], role=snapshot.role[near.tie],
            sources=snapshot.tie_sources[near.tie].split("|"),
        )
        for node in sorted(found) for near in graph.neighbours(node) if near.outgoing and near.other in found
    ]  # fmt: skip
