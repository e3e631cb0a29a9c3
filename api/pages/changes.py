"""`/changes`: what changed between two days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page
from graph.network_desk import View

router = APIRouter(include_in_schema=False)
AskedDay = Annotated[str, Query(max_length=10)]


@router.get("/changes")
def changes(
    request: Request, desk: AskedDesk, view: AskedView, before: AskedDay = "", after: AskedDay = ""
) -> Response:
    """Show what changed between two days, once both were chosen."""
    which = chosen(desk, View(view.choice))
    first, second = _day(before), _day(after)
    found = None
    if first and second:
        choice = which.view.choice
        found = desk.network.compare(View(choice, first), View(choice, second))
    ids = {id_ for silo in found.silos for id_, _ in silo.by} if found else set()
    return page(
        request, desk, "changes.html", which, found=found, before=before, after=after,
        names_of=desk.store.names(sorted(ids)),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
