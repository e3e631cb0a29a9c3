"""`/invite`: whom to bring to one table, why, and whom to seat next to whom; the list can be kept."""

from __future__ import annotations

import contextlib
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page
from api.pages.forms import form
from api.pages.rendering import in_language
from graph.desk import Desk
from graph.errors import NotFound, UsageError
from graph.invite import LARGEST, Invitation
from graph.network_desk import View

router = APIRouter(include_in_schema=False)
SIZE = 12
MOST_IDS = 8_000
MOST_BYTES = 40_000
AskedSize = Annotated[int, Query(ge=1, le=LARGEST)]
AskedIds = Annotated[str, Query(max_length=MOST_IDS)]
AskedNot = Annotated[str, Query(alias="not", max_length=MOST_IDS)]


@router.get("/invite")
def invite(
    request: Request,
    desk: AskedDesk,
    view: AskedView,
    size: AskedSize = SIZE,
    must: AskedIds = "",
    without: AskedNot = "",
) -> Response:
    """Show whom to invite."""
    which = chosen(desk, view)
    found = None
    with contextlib.suppress(NotFound, UsageError):  # the page says so in the reader's language
        found = _found(desk, which.view, size, must, without)
    regions = [seat.region for seat in found.seats if seat.region] if found else []
    return page(
        request, desk, "invite.html", which, invitation=found, size=size, must=must,
        without=without, largest=LARGEST, names_of=desk.store.names(regions), asked=urlencode(request.query_params),
    )  # fmt: skip


@router.post("/invite")
async def keep(
    request: Request,
    desk: AskedDesk,
    view: AskedView,
    size: AskedSize = SIZE,
    must: AskedIds = "",
    without: AskedNot = "",
) -> Response:
    """Keep the list, and go to where it is marked as done."""
    await form(request, MOST_BYTES, "That is too much for this form.")

    def kept() -> Invitation:
        found = _found(desk, view, size, must, without)
        desk.network.keep_invitation(found)
        return found

    found = await run_in_threadpool(kept)
    return RedirectResponse(in_language(request, f"/done/{quote(found.finding)}"), status_code=303)


def _found(desk: Desk, view: View, size: int, must: str, without: str) -> Invitation:
    return desk.network.invite(view, size=size, must=tuple(must.split()), without=tuple(without.split()))
