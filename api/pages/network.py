"""`/network`: the picture of who works with whom."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from api.asking import AskedDesk
from api.pages.rendering import page_language, render
from api.texts import TEXTS
from graph.desk import Desk
from graph.records import kind_of
from graph.snapshot import Snapshot
from visualize import NetworkPage, Picture, communities, network_page, picture

router = APIRouter(include_in_schema=False)
_ONE_AT_A_TIME = threading.Lock()
"""Who comes while the same picture is being laid out waits for it instead of laying it out too."""
ROWS = 30
"""How many lines the table beside the picture has."""
WORDS = (
    "find", "find_hint", "show", "colour_by", "by_kind", "by_group", "whole", "picture", "close", "ties", "open",
    "none", "no_groups", "kind_actor", "kind_project", "kind_network", "kind_practice", "kind_event",
)  # fmt: skip


@router.get("/network")
def network(request: Request, desk: AskedDesk) -> Response:
    """Show the picture, and the same as a table."""
    snapshot = desk.snapshot()
    drawn = _picture(snapshot)
    language = page_language(request)
    suffix = f"?lang={language}" if request.query_params.get("lang") in TEXTS else ""
    return render(
        request, "network.html", page=_page(snapshot, language, suffix) if len(drawn.nodes) else None,
        texts=TEXTS[language], is_cut=drawn.is_cut, rows=_rows(drawn), loading=desk.store.loading() is not None,
    )  # fmt: skip


@router.get("/network/groups")
def groups(desk: AskedDesk) -> dict[str, Any]:
    """Return the colouring by group, for the picture's script: asked for only when a person wants it."""
    return communities(_picture(desk.snapshot()), desk.network.silos().groups)


def prepare(desk: Desk) -> None:
    """Lay the picture out before anyone asks for it."""
    snapshot = desk.snapshot()
    if len(_picture(snapshot).nodes):
        with _ONE_AT_A_TIME:
            _drawn(snapshot)


@lru_cache(maxsize=4)
def _picture(snapshot: Snapshot) -> Picture:
    return picture(snapshot)


@lru_cache(maxsize=2)
def _drawn(snapshot: Snapshot) -> NetworkPage:
    return network_page(_picture(snapshot), groups_path="/network/groups", entity_path="/entity/")


def _page(snapshot: Snapshot, language: str, suffix: str) -> NetworkPage:
    with _ONE_AT_A_TIME:
        drawn = _drawn(snapshot)
    return drawn.told({key: TEXTS[language][key] for key in WORDS}, suffix=suffix)


def _rows(drawn: Picture) -> list[dict[str, Any]]:
    order = np.lexsort((drawn.nodes, -drawn.degree))[:ROWS]
    ids = drawn.snapshot.ids
    return [
        {
            "id": ids[position], "name": drawn.snapshot.name(position), "kind": kind_of(ids[position]),
            "degree": degree,
        }
        for position, degree in zip(drawn.nodes[order].tolist(), drawn.degree[order].tolist(), strict=True)
    ]  # fmt: skip
