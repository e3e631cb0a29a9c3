"""`/v1/entities` and `/v1/entity`: what is known, who said it, and how it came to be known."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.asking import AskedDesk, a_kind, an_id
from api.models.base import PROBLEMS
from api.models.entities import Entities, Entity, EntityInFull, History, Import, Said, Statement
from graph.errors import UsageError
from graph.records import KINDS, kind_of
from graph.records.entities import display_name
from graph.store import BatchRow

router = APIRouter(prefix="/v1", tags=["entities"], responses=PROBLEMS)
AskedId = Annotated[str, Path(description="An id, such as `project:fi:S21468`.", max_length=500)]


@router.get("/entities/{kind}")
def entities(
    desk: AskedDesk,
    kind: Annotated[str, Path(description=f"One of {', '.join(KINDS)}.", examples=["project"])],
    after: Annotated[str, Query(description="The `next` of the page before.", max_length=500)] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Entities:
    """Page through the entities of a kind, in order of id."""
    rows = desk.store.page(a_kind(kind), after, limit + 1)
    items = [
        Entity(
            id=row.id, kind=kind, name=display_name(row.id, row.fields), fields=row.fields,
            sources=[part for part in row.source.split("|") if part],
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return Entities(kind=kind, items=items, next=items[-1].id if len(rows) > limit else None)


@router.get("/entity/{id:path}/history")
def history(desk: AskedDesk, id: AskedId) -> History:
    """Return all that was ever said of an id: each statement with the batches that made and closed it."""
    asked = _of_a_known_form(id)
    said = desk.store.history(asked)
    if not said:
        desk.store.entry(asked)
    return History(
        id=asked,
        items=[
            Statement(
                id=claim.id,
                source=claim.source,
                fields=claim.fields,
                since=_batch(since),
                closed=_batch(closed),
            )
            for claim, since, closed in said
        ],
    )


@router.get("/entity/{id:path}")
def entity(
    desk: AskedDesk,
    id: AskedId,
    known_at: Annotated[
        str | None, Query(description="A moment (ISO) of what the store knew.", max_length=40)
    ] = None,
) -> EntityInFull:
    """Return what is known of an id, who said each field, which ids were merged into it, and how many ties it has."""
    entry = desk.store.entry(_of_a_known_form(id), known_at)
    ties = Counter(str(row.fields.get("kind", "")) for row in desk.store.ties(entry.id))
    return EntityInFull(
        id=entry.id, kind=kind_of(entry.id), name=entry.name, fields=entry.fields,
        sources=list(entry.sources), said_by=entry.said_by, ids=list(entry.ids), ties=dict(sorted(ties.items())),
        otherwise={
            key: [Said(source=source, value=value) for source, value in said]
            for key, said in entry.otherwise.items()
        },
    )  # fmt: skip


def _of_a_known_form(text: str) -> str:
    if text.count(":") < 2:
        raise UsageError(
            f"{text[:80]!r} is no id; ids look like kind:scheme:local, such as project:fi:S21468."
        )
    return an_id(text)


def _batch(row: BatchRow | None) -> Import | None:
    if row is None:
        return None
    return Import(
        number=row.number, kind=row.kind, at=row.closed_at or row.opened_at, by=row.by, file=row.file
    )
