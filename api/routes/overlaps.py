"""`/v1/overlaps`: which projects do the same, why we say so, and what reviewers said of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.around import around
from api.asking import MOST_TEXT, AskedAll, AskedClocks, AskedDesk, AskedState, an_overlap_kind
from api.models.base import PROBLEMS, Problem
from api.models.findings import (
    ActAnswer,
    CheckedAnswer,
    DraftAsked,
    OverlapAnswer,
    Overlaps,
    VerdictAsked,
)
from api.sifting import Wanted, sift
from graph.review import states_asked

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)
AskedFinding = Annotated[
    str, Path(description="The id of a finding.", max_length=100, examples=["overlap:0d5a6f2b9c11"])
]


@router.get("/overlaps")
def overlaps(
    desk: AskedDesk,
    clocks: AskedClocks,
    top: Annotated[int, Query(ge=1, le=1_000, description="How many, best first.")] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many to skip.")] = 0,
    kind: Annotated[
        str | None, Query(description="Only this kind.", examples=["duplicate"], max_length=40)
    ] = None,
    region: Annotated[str, Query(description="Id, code or name of a region.", max_length=MOST_TEXT)] = "",
    blind: Annotated[
        bool | None, Query(description="True: only blind ones; false: only those that know.")
    ] = None,
    text: Annotated[
        str, Query(description="Words in names of projects or bodies.", max_length=MOST_TEXT)
    ] = "",
    pairs: Annotated[bool, Query(description="Pairs instead of families.")] = False,
    state: AskedState = "",
    every: AskedAll = False,
) -> Overlaps:
    """Return the strongest overlaps that fit the question, best first."""
    states = states_asked(state, every=every)
    wanted = Wanted(an_overlap_kind(kind), blind, region, text, states=states)
    found = desk.overlaps(
        pairs=pairs, as_of=clocks.as_of, known_at=clocks.known_at, carry_over=clocks.carry_over
    )
    fitting = sift(found, wanted, around(desk.snapshot(known_at=clocks.known_at)))
    return Overlaps(
        total=len(fitting), offset=offset, loading=desk.store.loading() is not None,
        items=[OverlapAnswer.of(overlap) for overlap in fitting[offset : offset + top]],
    )  # fmt: skip


@router.post(
    "/overlaps/check",
    responses={
        422: {
            "model": Problem,
            "description": "The draft is too long or is none; `error` says how.",
        }
    },
)
def check(
    desk: AskedDesk,
    asked: DraftAsked,
    top: Annotated[int, Query(ge=1, le=1_000, description="How many projects, the nearest first.")] = 10,
) -> CheckedAnswer:
    """Compare a draft with the projects and the good practices known; nothing of it is stored."""
    return CheckedAnswer.of(desk.check(asked, top=top))


@router.get("/overlaps/{finding}")
def overlap(desk: AskedDesk, clocks: AskedClocks, finding: AskedFinding) -> OverlapAnswer:
    """Return one overlap, a family or a pair."""
    found = desk.overlap(finding, as_of=clocks.as_of, known_at=clocks.known_at, carry_over=clocks.carry_over)
    return OverlapAnswer.of(found)


@router.post("/overlaps/{finding}/verdict", status_code=201)
def verdict(desk: AskedDesk, finding: AskedFinding, asked: VerdictAsked) -> ActAnswer:
    """Keep what a reviewer says of an overlap; the last verdict counts, earlier ones stay known."""
    found = desk.overlap(finding)
    act = desk.judge(found.finding, asked.verdict, note=asked.note, by=asked.by)
    return ActAnswer.of(act)
