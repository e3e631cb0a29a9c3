"""`/silos`: all groups of bodies, and the bodies that bridge them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.around import around
from api.asking import AskedDesk
from api.pages.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/silos")
def silos(request: Request, desk: AskedDesk) -> Response:
    """Show the groups and the bridges."""
    return render(
        request, "silos.html", silos=desk.network.silos(), brokers=desk.network.brokers(),
        graph=around(desk.snapshot()),
        loading=desk.store.loading() is not None,
    )  # fmt: skip
