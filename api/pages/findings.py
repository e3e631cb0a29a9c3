"""`/`: the strongest overlaps, then silos and bridges."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.around import around, regions_of_projects
from api.asking import MOST_TEXT, AskedAll, AskedDesk, AskedState, an_overlap_kind
from api.pages.cards import card
from api.pages.rendering import page_language, render
from api.sifting import Wanted, sift
from graph.records.findings import OverlapKind, Recipients, State
from graph.review import EVERY, states_asked
from ingest.resolution.queue import waiting

router = APIRouter(include_in_schema=False)
PAGE = 20
SHORT = 6
"""How many silos and bridges stand below the overlaps; their own page has all."""
_BLIND = {"true": True, "false": False}
NEWS = "news"
_HEAR = {
    NEWS: frozenset(Recipients) - {Recipients.NOBODY_NEW},
    **{one.value: frozenset({one}) for one in Recipients},
}
"""Who should hear of it: a coordinator who is shown what is news to nobody stops reading."""


@router.get("/")
def findings(
    request: Request,
    desk: AskedDesk,
    kind: Annotated[str, Query(max_length=40)] = "",
    blind: Annotated[str, Query(max_length=10)] = "",
    region: Annotated[str, Query(max_length=MOST_TEXT)] = "",
    text: Annotated[str, Query(max_length=MOST_TEXT)] = "",
    hear: Annotated[str, Query(max_length=20)] = NEWS,
    state: AskedState = "",
    every: AskedAll = False,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Show a page of overlaps that fit the choices; unless asked, without what is news to nobody or is done with."""
    graph = around(desk.snapshot())
    found = desk.overlaps()
    wanted = Wanted(
        an_overlap_kind(kind),
        _BLIND.get(blind),
        region,
        text,
        _HEAR.get(hear, frozenset(Recipients)),
        states_asked(state, every=every),
    )
    fitting = sift(found, wanted, graph)
    if blind == "null":
        fitting = [overlap for overlap in fitting if overlap.blind is None]
    shown = fitting[(page - 1) * PAGE : page * PAGE]
    chosen: dict[str, Any] = {
        "kind": kind, "blind": blind, "region": region, "text": text, "hear": hear, "state": EVERY if every else state,
    }  # fmt: skip
    first = page == 1 and bool(found)
    return render(
        request, "findings.html",
        cards=[card(overlap, graph, page_language(request)) for overlap in shown], total=len(fitting),
        first=(page - 1) * PAGE + 1, page=page, last=max(1, -(-len(fitting) // PAGE)), chosen=chosen,
        kinds=[each.value for each in OverlapKind], hears=list(_HEAR),
        states=[*(each.value for each in State), EVERY], regions=regions_of_projects(graph),
        empty=not len(graph.snapshot.ids),
        loading=desk.store.loading() is not None,
        counts={
            "projects": len(graph.snapshot.of_kind("project")), "actors": len(graph.snapshot.of_kind("actor")),
            "overlaps": len(found), "blind": sum(overlap.blind is True for overlap in found),
        },
        silos=desk.network.silos() if first else None,
        brokers=desk.network.brokers()[:SHORT] if first else [], short=SHORT,
        graph=graph, waiting=len(waiting(desk.store)),
    )  # fmt: skip
