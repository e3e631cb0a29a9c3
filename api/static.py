"""`/static`: the few files that pages link to, all from this machine."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from graph.errors import NotFound
from visualize import bundle

router = APIRouter(include_in_schema=False)
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_OWN: Final = ("solmu.css", "icon.svg")
_PICTURE: Final = ("network.css", "network.js")


@router.get("/static/{name}")
def static(name: str) -> Response:
    """Return a file by name; a browser may keep it, since its address changes with its content."""
    return Response(
        content(name), media_type=_TYPES[PurePosixPath(name).suffix],
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )  # fmt: skip


def content(name: str) -> bytes:
    """Return the bytes of a file; raise NotFound for any other name."""
    if name == "vis-network.js":
        return bundle.vis_network()
    if name in _PICTURE:
        return bundle.own(name)
    if name in _OWN:
        return resources.files("api").joinpath("assets", name).read_bytes()
    raise NotFound("There is no such file.")


@lru_cache(maxsize=32)
def address(name: str) -> str:
    """Return the address of a file, with a mark of its content."""
    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:10]}"
