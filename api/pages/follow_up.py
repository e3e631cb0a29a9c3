"""`/follow-up` and `/done/…`: what came of findings about bodies that somebody acted on, and the form that says so."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page
from api.pages.finding import MOST_BYTES, MOST_HANDLE, TOO_LONG
from api.pages.forms import form
from api.pages.rendering import in_language
from graph.errors import UsageError
from graph.network_desk import View
from graph.records import Act, ActKind
from graph.records.acts import MOST_NOTE
from graph.records.findings import is_of_bodies
from graph.steps import latest_day
from ingest.meeting import keep_meeting

router = APIRouter(include_in_schema=False)
LISTED = 200
"""So many bodies can be ticked; others are written."""
AskedFinding = Annotated[str, Path(max_length=100)]


@router.get("/follow-up")
def follow_up(request: Request, desk: AskedDesk) -> Response:
    """Show what came of it."""
    found = desk.network.follow_up(today=date.today())
    pairs = {id_ for one in found for pair in one.formed_pairs for id_ in pair}
    told = {one.finding for one in found}
    waiting: dict[str, Act] = {
        act.finding: act
        for act in desk.store.acts()
        if act.kind is ActKind.ACCEPTED and act.finding not in told and is_of_bodies(act.finding)
    }
    return page(
        request, desk, "follow_up.html", chosen(desk, View()), found=found, waiting=list(waiting.values()),
        names_of=desk.store.names(sorted(pairs)),
    )  # fmt: skip


@router.get("/done/{finding}")
def done(request: Request, desk: AskedDesk, view: AskedView, finding: AskedFinding) -> Response:
    """Show the form that says what was done about a group, a link or an invitation list."""
    subject = desk.network.subject(finding, view)
    return page(
        request, desk, "done.html", chosen(desk, view), subject=subject, most_note=MOST_NOTE,
        names_of=desk.store.names(list(subject.members)), latest=latest_day().isoformat(),
        query=request.url.query, most_listed=LISTED,
    )  # fmt: skip


def _came(said: dict[str, str]) -> list[str]:
    """Return the ids of those who came: the boxes that were ticked, then the others that were written."""
    ticked = [key.partition(" ")[2] for key in said if key.startswith("came ")]
    return [*ticked, *said.get("others", "").split()]


@router.post("/done/{finding}")
async def keep(request: Request, desk: AskedDesk, view: AskedView, finding: AskedFinding) -> Response:
    """Keep what was done, and go to what came of it."""
    said = await form(request, MOST_BYTES, TOO_LONG)
    try:
        day = date.fromisoformat(said["on"]) if said.get("on") else None
    except ValueError:
        raise UsageError("Choose a day like 2026-03-01.") from None
    by, came = said.get("by", "")[:MOST_HANDLE], _came(said)
    meet = partial(keep_meeting, desk.store, came=came, by=by) if came else None
    await run_in_threadpool(
        desk.act, finding, ActKind.ACTED, note=said.get("note", ""), by=by, on=day, meet=meet, view=view
    )
    return RedirectResponse(in_language(request, "/follow-up"), status_code=303)
