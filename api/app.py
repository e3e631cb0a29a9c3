"""The application: one desk, its routes for tools, its pages for people."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api import pages, problems, routes, static
from api.headers import SecurityHeaders
from api.warming import warmed
from graph.desk import Desk

DESCRIPTION = """
A knowledge graph of actors, projects, networks and good practices: where work overlaps, where silos are, whom to
connect.

Every object carries `schema`, its name and version; they are the objects that the command line prints with `--json`.
A request that cannot be answered gets
`{"schema": "solmu.problem/1", "error": "one sentence: what to do"}`.
Dates are ISO; `as_of` is a day in the world, `known_at` a moment of what the store knew.
"""


def create_app(desk: Desk, *, hosts: Sequence[str] = ()) -> FastAPI:
    """Return the application that answers from this desk; several may live side by side.

    `hosts` are the names under which it may be called (`Host` header, without port); any where empty. Name them when it
    serves a machine's own browser, so that no page of the web can reach it under a name of its own.
    """
    app = FastAPI(
        title="Solmu", version="1", description=DESCRIPTION, docs_url=None, redoc_url=None, lifespan=warmed
    )
    app.state.desk = desk
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(SecurityHeaders)
    if hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    problems.install(app)
    for router in routes.ROUTERS:
        app.include_router(router)
    app.include_router(static.router)
    for router in pages.ROUTERS:
        app.include_router(router)
    return app
