"""`/network`: the picture of who works with whom."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from api.asking import AskedDesk
from api.pages.rendering import page_language, render
from api.texts import TEXTS
from graph.records import kind_of
from graph.records.findings import Silos
from graph.snapshot import Snapshot
from visualize import NetworkPage, Picture, network_page, picture

router = APIRouter(include_in_schema=False)
ROWS = 30
"""How many lines the table beside the picture has."""
WORDS = (
    "find", "find_hint", "show", "colour_by", "by_kind", "by_group", "whole", "picture", "close", "ties", "open", "none",
    "kind_actor", "kind_project", "kind_network", "kind_practice", "kind_event",
)  # fmt: skip


@router.get("/network")
def network(request: Request, desk: AskedDesk) -> Response:
    """Show the picture, and the same as a table."""
    snapshot = desk.snapshot()
    drawn = _picture(snapshot)
    language = page_language(request)
    suffix = f"?lang={language}" if request.query_params.get("lang") in TEXTS else ""
    page = _page(snapshot, _Silos(desk.silos()), language, suffix) if len(drawn.nodes) else None
    texts = TEXTS[language]
    return render(
        request, "network.html", page=page, texts=texts, is_cut=drawn.is_cut, rows=_rows(drawn),
        loading=desk.store.loading() is not None,
    )  # fmt: skip


class _Silos:
    """Silos as a key of a cache: the same object is the same answer."""

    def __init__(self, silos: Silos) -> None:
        self.silos = silos

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Silos) and other.silos is self.silos

    def __hash__(self) -> int:
        return id(self.silos)


@lru_cache(maxsize=4)
def _picture(snapshot: Snapshot) -> Picture:
    return picture(snapshot)


@lru_cache(maxsize=6)
def _page(snapshot: Snapshot, found: _Silos, language: str, suffix: str) -> NetworkPage:
    words = {key: TEXTS[language][key] for key in WORDS}
    return network_page(
        _picture(snapshot), groups=found.silos.groups, texts=words, entity_path="/entity/", suffix=suffix
    )


def _rows(drawn: Picture) -> list[dict[str, Any]]:
    order = np.lexsort((drawn.nodes, -drawn.degree))[:ROWS]
    ids = drawn.snapshot.ids
    return [
        {
            "id": ids[position], "name": drawn.snapshot.name(position), "kind": kind_of(ids[position]), "degree": degree,
        }
        for position, degree in zip(drawn.nodes[order].tolist(), drawn.degree[order].tolist(), strict=True)
    ]  # fmt: skip
