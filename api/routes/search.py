"""`/v1/search`: find entities by name, typing errors forgiven."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import MOST_TEXT, AskedDesk, kinds_in
from api.models.base import PROBLEMS
from api.models.entities import Hit, Hits
from graph.records import kind_of

router = APIRouter(prefix="/v1", tags=["entities"], responses=PROBLEMS)


@router.get("/search")
def search(
    desk: AskedDesk,
    q: Annotated[
        str, Query(description="Part of a name.", min_length=1, max_length=MOST_TEXT, examples=["kohtaanto"])
    ],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    kind: Annotated[
        str | None, Query(description="Only these kinds, parted by commas.", max_length=200)
    ] = None,
) -> Hits:
    """Find entities whose names are nearest to a text, best first."""
    hits = desk.store.search(q, limit, kinds_in(kind))
    return Hits(
        query=q, items=[Hit(id=hit.id, kind=kind_of(hit.id), name=hit.name, score=hit.score) for hit in hits]
    )
