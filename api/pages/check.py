"""`/check`: compare an idea with the projects and practices known; nothing of it is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from api.around import around, regions_of_projects
from api.asking import AskedDesk
from api.pages.cards import near_card, practice_card
from api.pages.forms import form
from api.pages.rendering import page_language, page_texts, render
from graph.desk import Desk
from graph.errors import UsageError
from graph.overlap.find import LEAST
from graph.records.findings import MOST_DESCRIPTION, MOST_NAME, Checked, Draft, draft_of

router = APIRouter(include_in_schema=False)
FIELDS = ("name", "description", "region", "partners", "start", "end")
MOST_BYTES = 13 * MOST_DESCRIPTION
"""What a form with the longest draft may take: a letter is up to 12 bytes in it."""
MOST_PRACTICES = 6


@router.get("/check")
def asked(request: Request, desk: AskedDesk) -> Response:
    """Show the form."""
    return _page(request, desk, {})


@router.post("/check")
async def check(request: Request, desk: AskedDesk) -> Response:
    """Show what is near the idea of the form."""
    texts = page_texts(request)
    too_long = texts["check_too_long"].format(name=f"{MOST_NAME:,}", description=f"{MOST_DESCRIPTION:,}")
    said = await form(request, MOST_BYTES, too_long)
    try:
        draft = _draft(said, page_language(request))
    except UsageError:
        problem = too_long
        if not said.get("name", "").strip():
            problem = texts["check_no_name"]
        elif len(said["name"]) <= MOST_NAME and (said.get("start") or said.get("end")):
            problem = texts["check_days"]
        return await run_in_threadpool(_page, request, desk, said, problem=problem)
    return await run_in_threadpool(_page, request, desk, said, draft=draft)


def _draft(said: Mapping[str, str], language: str) -> Draft:
    regions, partners = (
        _several(said.get("region", ""), r"[,;\n]"),
        _several(said.get("partners", ""), r"[;\n]"),
    )
    plain = {field: said.get(field, "") for field in ("name", "description", "start", "end")}
    return draft_of({**plain, "language": language, "regions": regions, "partners": partners})


def _several(text: str, parted: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(parted, text) if part.strip())


def _page(
    request: Request, desk: Desk, said: Mapping[str, str], *, draft: Draft | None = None, problem: str = ""
) -> Response:
    graph = around(desk.snapshot())
    language = page_language(request)
    found = desk.check(draft) if draft else Checked()
    return render(
        request, "check.html", status=400 if problem else 200, problem=problem,
        said={field: said.get(field, "") for field in FIELDS}, draft=draft,
        near=[near_card(one, graph, language) for one in found.projects if one.score >= LEAST],
        practices=[practice_card(one, graph) for one in found.practices[:MOST_PRACTICES]], unknown=found.unknown,
        regions=regions_of_projects(graph), most_name=MOST_NAME, most_description=MOST_DESCRIPTION,
        empty=not len(graph.snapshot.of_kind("project")), loading=desk.store.loading() is not None,
    )  # fmt: skip
