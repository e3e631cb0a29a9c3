"""`/entity/…`: what is known of an actor, project or anything else, who said so, and who does what with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.around import around
from api.asking import AskedDesk, an_id
from api.pages.cards import card
from api.pages.facts import groups, in_words, lines
from api.pages.rendering import page_language, page_texts, render
from graph.errors import NotFound
from graph.records import KINDS, kind_of
from graph.review import OPEN

router = APIRouter(include_in_schema=False)
MOST_OVERLAPS = 10
MOST_HISTORY = 100


@router.get("/entity/{id:path}")
def entity(request: Request, desk: AskedDesk, id: Annotated[str, Path(max_length=500)]) -> Response:
    """Show what is known of an id."""
    texts = page_texts(request)
    asked = an_id(id)
    if kind_of(asked) not in KINDS:
        raise NotFound("Only entities have a page of their own; search for one by its name.")
    entry = desk.store.entry(asked)
    graph = around(desk.snapshot())
    titles = {source.name: source.title or source.name for source in desk.store.sources()}
    kind = kind_of(entry.id)
    overlaps = (
        [o for o in desk.overlaps() if o.state in OPEN and entry.id in o.projects]
        if kind == "project"
        else []
    )
    said = desk.store.history(entry.id)
    return render(
        request, "entity.html", entry=entry, kind=kind, lines=lines(entry, texts, titles),
        also=entry.fields.get("also", []), groups=groups(desk, entry, texts, titles),
        cards=[card(overlap, graph, page_language(request), most=2) for overlap in overlaps[:MOST_OVERLAPS]],
        overlaps=len(overlaps),
        history=[(c, since, closed, in_words(c.fields, texts)) for c, since, closed in said[-MOST_HISTORY:]],
        titles=titles,
    )  # fmt: skip
