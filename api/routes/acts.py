"""`/v1/…/acts`: what people said and did about a finding; of overlaps, groups, links and invitation lists alike."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter

from api.asking import AskedDesk, AskedView
from api.models.base import PROBLEMS
from api.models.findings import ActAnswer, ActAsked, ActsAnswer
from api.routes.overlaps import AskedFinding
from graph.errors import UsageError
from graph.records import ActKind
from ingest.meeting import keep_meeting

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)


@router.get("/overlaps/{finding}/acts")
@router.get("/findings/{finding}/acts")
def acts(desk: AskedDesk, finding: AskedFinding) -> ActsAnswer:
    """Return where a finding stands, and all that was said and done about it; also one that is found no more."""
    return ActsAnswer.of(finding, *desk.life(finding))


@router.post("/overlaps/{finding}/acts", status_code=201)
@router.post("/findings/{finding}/acts", status_code=201)
def act(desk: AskedDesk, view: AskedView, finding: AskedFinding, asked: ActAsked) -> ActAnswer:
    """Keep a verdict or a step, with the evidence of this moment; a step that makes no sense is refused.

    Open ones can be accepted, acted on or dismissed, and closed once they were accepted or acted on; accepting takes a
    closed or dismissed one up again. Only overlaps take verdicts. A group or a link that was found in a part of the
    network is named with the same theme, region, programme and ties.
    """
    if asked.came and asked.kind is not ActKind.ACTED:
        raise UsageError("Who came is told with `acted`: when something was done.")
    value = asked.value.value if asked.value else ""
    meet = partial(keep_meeting, desk.store, came=asked.came, by=asked.by) if asked.came else None
    return ActAnswer.of(
        desk.act(
            finding, asked.kind, value=value, note=asked.note, by=asked.by, on=asked.on, meet=meet, view=view
        )
    )
