"""`/finding/…`: one overlap, its projects side by side, and what a reviewer says of it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.around import around
from api.asking import AskedDesk
from api.pages.cards import card
from api.pages.rendering import page_language, render
from graph.errors import UsageError
from graph.records import Verdict
from graph.records.findings import OverlapKind

router = APIRouter(include_in_schema=False)
AskedFinding = Annotated[str, Path(max_length=100)]
MEMBERS = 60
MOST_BYTES = 4_096


@router.get("/finding/{finding}")
def finding(request: Request, desk: AskedDesk, finding: AskedFinding) -> Response:
    """Show one overlap."""
    overlap = desk.overlap(finding)
    graph = around(desk.snapshot())
    return render(
        request, "finding.html", card=card(overlap, graph, page_language(request), most=MEMBERS),
        sources={source.name: source for source in desk.store.sources()},
        family=overlap.kind is OverlapKind.FAMILY,
        verdicts=[verdict.value for verdict in Verdict],
    )  # fmt: skip


@router.post("/finding/{finding}/verdict")
async def verdict(request: Request, desk: AskedDesk, finding: AskedFinding) -> Response:
    """Keep the verdict of the form and go back to the finding."""
    _from_our_own_page(request)
    body = await request.body()
    said = parse_qs(body[:MOST_BYTES].decode("utf-8", "replace")).get("verdict", [""])[0]
    try:
        chosen = Verdict(said)
    except ValueError:
        raise UsageError("Choose one of the verdicts on the page of the finding.") from None
    overlap = await run_in_threadpool(desk.overlap, finding)
    await run_in_threadpool(desk.judge, overlap.finding, chosen)
    lang = request.query_params.get("lang", "")
    return RedirectResponse(
        f"/finding/{overlap.finding}" + (f"?lang={lang}" if lang in ("en", "fi", "sv") else ""),
        status_code=303,
    )


def _from_our_own_page(request: Request) -> None:
    """Refuse a form that a page of another site sends through a person's browser."""
    site = request.headers.get("sec-fetch-site")
    if site is None:  # an older browser, or no browser at all
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    else:
        own = site in ("same-origin", "none")
    if not own:
        raise UsageError(
            "This form was not sent from a page of this server; open the finding here and try again."
        )
