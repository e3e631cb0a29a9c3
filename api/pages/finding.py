"""`/finding/…`: one overlap, its projects side by side, what people said of it and did, and the form to say more."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.around import around
from api.asking import AskedDesk
from api.pages.cards import card
from api.pages.forms import form
from api.pages.rendering import in_language, page_language, render
from graph.errors import UsageError
from graph.records import Act, ActKind, Verdict
from graph.records.acts import MOST_NOTE
from graph.records.findings import OverlapKind
from graph.steps import STEPS, latest_day

router = APIRouter(include_in_schema=False)
AskedFinding = Annotated[str, Path(max_length=100)]
MEMBERS = 60
MOST_HANDLE = 100
MOST_BYTES = 12 * MOST_NOTE
"""What a form with the longest note may take: a letter is up to 12 bytes in it."""
TOO_LONG = f"That is too long; a reason may have {MOST_NOTE:,} letters."


@router.get("/finding/{finding}")
def finding(request: Request, desk: AskedDesk, finding: AskedFinding) -> Response:
    """Show one overlap."""
    overlap = desk.overlap(finding)
    graph = around(desk.snapshot())
    return render(
        request, "finding.html", card=card(overlap, graph, page_language(request), most=MEMBERS),
        sources={source.name: source for source in desk.store.sources()},
        family=overlap.kind is OverlapKind.FAMILY,
        verdicts=[verdict.value for verdict in Verdict], steps=[step.value for step in STEPS[overlap.state]],
        acts=desk.life(finding)[1], most_note=MOST_NOTE, latest=latest_day().isoformat(),
    )  # fmt: skip


@router.post("/finding/{finding}/verdict")
async def verdict(request: Request, desk: AskedDesk, finding: AskedFinding) -> Response:
    """Keep the verdict of the form and go back to the finding."""
    said = await form(request, MOST_BYTES, TOO_LONG)
    try:
        chosen = Verdict(said.get("verdict", ""))
    except ValueError:
        raise UsageError("Choose one of the verdicts on the page of the finding.") from None
    act = await run_in_threadpool(
        desk.judge, finding, chosen, note=said.get("note", ""), by=said.get("by", "")[:MOST_HANDLE]
    )
    return _back(request, act)


@router.post("/finding/{finding}/step")
async def step(request: Request, desk: AskedDesk, finding: AskedFinding) -> Response:
    """Keep the step of the form and go back to the finding."""
    said = await form(request, MOST_BYTES, TOO_LONG)
    try:
        chosen = ActKind(said.get("step", ""))
        day = date.fromisoformat(said["on"]) if chosen is ActKind.ACTED and said.get("on") else None
    except ValueError:
        raise UsageError(
            "Choose one of the steps on the page of the finding, and a day like 2026-03-01."
        ) from None
    note, by = said.get("note", ""), said.get("by", "")[:MOST_HANDLE]
    act = await run_in_threadpool(desk.act, finding, chosen, note=note, by=by, on=day)
    return _back(request, act)


def _back(request: Request, act: Act) -> RedirectResponse:
    return RedirectResponse(in_language(request, f"/finding/{act.finding}"), status_code=303)
