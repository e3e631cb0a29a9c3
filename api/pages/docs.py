"""`/docs`: what tools may ask, read from the description that they read themselves."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Show each route with its parameters; a page of our own, since the usual ones load scripts from the web."""
    described = request.app.openapi()
    routes = [
        {"path": path, "method": method.upper(), "about": about.get("description") or about.get("summary", ""),
         "parameters": about.get("parameters", [])}
        for path, methods in described["paths"].items() for method, about in methods.items()
    ]  # fmt: skip
    return render(request, "docs.html", routes=routes)
