"""`/links`: bodies that should know each other, why, and what their tie would change."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page

router = APIRouter(include_in_schema=False)
SHOWN = 30


@router.get("/links")
def links(request: Request, desk: AskedDesk, view: AskedView) -> Response:
    """Show the missing links."""
    which = chosen(desk, view)
    return page(request, desk, "links.html", which, links=desk.network.links(which.view, top=SHOWN))
