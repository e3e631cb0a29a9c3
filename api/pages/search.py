"""`/search`: find anything by its name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.asking import MOST_TEXT, AskedDesk, kinds_in
from api.pages.rendering import render
from graph.records import KINDS, kind_of

router = APIRouter(include_in_schema=False)
MOST = 40


@router.get("/search")
def search(
    request: Request,
    desk: AskedDesk,
    q: Annotated[str, Query(max_length=MOST_TEXT)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show what is called nearly so."""
    hits = desk.store.search(q, MOST, kinds_in(kind)) if q.strip() else []
    return render(
        request, "search.html", q=q, kind=kind, kinds=[each for each in KINDS if each != "input"],
        hits=[(hit, kind_of(hit.id)) for hit in hits],
    )  # fmt: skip
