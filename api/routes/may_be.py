"""`/v1/may-be`: which ids may be one, and a person's answer; a tool that asks people shows the reasons after it."""

from __future__ import annotations

from fastapi import APIRouter

from api.asking import AskedDesk, an_id
from api.models.base import PROBLEMS
from api.models.may_be import IdentityAnswer, IdentityAsked, MayBeOne, MayBeOnes
from graph.errors import UsageError
from graph.records import Verdict
from ingest.resolution.merging import decide
from ingest.resolution.queue import waiting

router = APIRouter(prefix="/v1", tags=["entities"], responses=PROBLEMS)


@router.get("/may-be")
def may_be(desk: AskedDesk) -> MayBeOnes:
    """Return the pairs of bodies and of projects that may be one, as the last `solmu resolve` left them."""
    pairs = waiting(desk.store)
    names = desk.store.names(sorted({id_ for pair in pairs for id_ in pair.two}))
    return MayBeOnes(
        items=[
            MayBeOne(
                a=pair.two.a, b=pair.two.b, names=[names[id_] for id_ in pair.two], speaks_for=list(pair.for_),
                speaks_against=list(pair.against), unsure=pair.unsure,
            )
            for pair in pairs
        ]
    )  # fmt: skip


@router.post("/may-be", status_code=201)
def answer(desk: AskedDesk, asked: IdentityAsked) -> IdentityAnswer:
    """Keep what a person says of two ids: `same` merges them, `different` holds in every later resolution."""
    if asked.answer is Verdict.RELATED:
        raise UsageError("Two ids are same, different or unsure.")
    batch = decide(desk.store, an_id(asked.a), an_id(asked.b), asked.answer, reason=asked.note, by=asked.by)
    return IdentityAnswer(a=asked.a, b=asked.b, answer=asked.answer, batch=batch)
