"""`/v1/silos`, `/v1/brokers`, …: what the network of bodies shows, of the part of the graph that is chosen."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import AskedClocks, AskedDesk, AskedView
from api.models.base import PROBLEMS
from api.models.bodies import (
    BrokerAnswer,
    Brokers,
    ComparisonAnswer,
    FollowedUpAnswer,
    FollowedUps,
    InvitationAnswer,
    LinkAnswer,
    Links,
    SilosAnswer,
    StructureAnswer,
)
from graph.invite import LARGEST, SIZE
from graph.network_desk import View

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)
AskedTop = Annotated[int, Query(ge=1, le=200, description="How many, best first.")]
AskedRedraws = Annotated[
    int, Query(ge=0, le=100, description="How many times chance is drawn to compare with; 0: no comparison.")
]
AskedIds = Annotated[
    list[str], Query(max_length=LARGEST, description="Ids of bodies; give it again for another.")
]

AskedNot = Annotated[list[str], Query(alias="not", max_length=LARGEST)]
AskedSize = Annotated[int, Query(ge=1, le=LARGEST, description="Seats at the table.")]


@router.get("/silos")
def silos(desk: AskedDesk, view: AskedView, redraws: AskedRedraws = 20) -> SilosAnswer:
    """Return the groups of the network of bodies, which of them are silos, and how sectors, regions, themes mix."""
    return SilosAnswer.told(desk.network.silos(view, redraws=redraws))


@router.get("/brokers")
def brokers(desk: AskedDesk, view: AskedView, top: AskedTop = 20) -> Brokers:
    """Return the bodies that bridge most."""
    return Brokers(items=[BrokerAnswer.told(broker) for broker in desk.network.brokers(view, top=top)])


@router.get("/structure")
def structure(desk: AskedDesk, view: AskedView, top: AskedTop = 20) -> StructureAnswer:
    """Return the parts of the network, who stands alone, its core, and the bodies and ties that it hangs by."""
    return StructureAnswer.told(desk.network.structure(view, top=top))


@router.get("/links")
def links(desk: AskedDesk, view: AskedView, top: AskedTop = 20) -> Links:
    """Return the pairs of bodies that should know each other."""
    return Links(items=[LinkAnswer.told(link) for link in desk.network.links(view, top=top)])


@router.get("/invite")
def invitation(
    desk: AskedDesk,
    view: AskedView,
    size: AskedSize = SIZE,
    must: AskedIds = [],  # noqa: B006 - FastAPI makes a new one for each request
    without: AskedNot = [],  # noqa: B006
) -> InvitationAnswer:
    """Return whom to bring to one table; nothing of it is kept."""
    return InvitationAnswer.told(desk.network.invite(view, size=size, must=must, without=without))


@router.post("/invite", status_code=201)
def keep_invitation(
    desk: AskedDesk,
    view: AskedView,
    size: AskedSize = SIZE,
    must: AskedIds = [],  # noqa: B006
    without: AskedNot = [],  # noqa: B006
    by: Annotated[str, Query(max_length=100, description="A handle; no person's name is needed.")] = "",
) -> InvitationAnswer:
    """Choose whom to bring to one table and keep the list, so that `/v1/follow-up` can tell what came of it."""
    found = desk.network.invite(view, size=size, must=must, without=without)
    desk.network.keep_invitation(found, by=by)
    return InvitationAnswer.told(found)


@router.get("/compare")
def compare(
    desk: AskedDesk,
    view: AskedView,
    before: Annotated[date, Query(description="The first day.", examples=["2019-06-01"])],
    after: Annotated[date, Query(description="The second day.", examples=["2021-06-01"])],
    redraws: AskedRedraws = 20,
) -> ComparisonAnswer:
    """Return what changed from one day to another: groups, ties, silos."""
    first, second = (View(view.choice, day, view.known_at) for day in (before, after))
    return ComparisonAnswer.told(desk.network.compare(first, second, redraws=redraws))


@router.get("/follow-up")
def follow_up(desk: AskedDesk, clocks: AskedClocks) -> FollowedUps:
    """Return what came of the findings that somebody acted on, beside like pairs that nobody brought together."""
    found = desk.network.follow_up(today=clocks.as_of or date.today())
    return FollowedUps(items=[FollowedUpAnswer.told(one) for one in found])
