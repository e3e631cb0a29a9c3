"""`/bridges`: the bodies that join others, between whom they sit, and what the network hangs by."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page

router = APIRouter(include_in_schema=False)
SHOWN = 12


@router.get("/bridges")
def bridges(request: Request, desk: AskedDesk, view: AskedView) -> Response:
    """Show the brokers and the structure."""
    which = chosen(desk, view)
    brokers = desk.network.brokers(which.view)
    played = {broker.actor: broker.roles[0] for broker in brokers if broker.roles}
    return page(
        request, desk, "bridges.html", which, brokers=brokers, played=played,
        most_played=max((_all(roles) for roles in played.values()), default=1) or 1,
        structure=desk.network.structure(which.view, top=SHOWN),
    )  # fmt: skip


def _all(roles: object) -> int:
    return sum(getattr(roles, name) for name in ("coordinator", "gatekeeper", "itinerant", "liaison"))
