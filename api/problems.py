"""What a request that cannot be answered gets: one sentence, as JSON for tools and as a page for people."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.models.base import SCHEMA
from api.pages.rendering import render
from graph.errors import NotFound, SolmuError, StoreError

LOG = logging.getLogger("solmu.api")


def install(app: FastAPI) -> None:
    """Make the application answer problems in this way."""

    @app.exception_handler(SolmuError)
    async def _ours(request: Request, problem: SolmuError) -> Response:
        return _answer(request, _status(problem), str(problem))

    @app.exception_handler(RequestValidationError)
    async def _wrong_request(request: Request, problem: RequestValidationError) -> Response:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
        said = first["msg"].removeprefix("Value error, ")
        status = 422 if 422 in getattr(request.scope.get("route"), "responses", {}) else 400
        return _answer(request, status, f"{where}: {said}.".replace("..", "."))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, problem: HTTPException) -> Response:
        sentence = {
            404: "There is nothing at this address.",
            405: "This address cannot be asked in this way.",
        }
        return _answer(request, problem.status_code, sentence.get(problem.status_code, str(problem.detail)))

    @app.exception_handler(Exception)
    async def _fault(request: Request, problem: Exception) -> Response:
        LOG.error("%s %s failed", request.method, request.url.path, exc_info=problem)
        return _answer(request, 500, "Something in Solmu itself failed; the log of the server says what.")


def _status(problem: SolmuError) -> int:
    if isinstance(problem, NotFound):
        return 404
    return 503 if isinstance(problem, StoreError) else 400


def _answer(request: Request, status: int, sentence: str) -> Response:
    path = request.url.path
    if path.startswith(
        ("/v1/", "/healthz", "/static/", "/openapi")
    ) or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({SCHEMA: "solmu.problem/1", "error": sentence}, status_code=status)
    return render(request, "problem.html", status=status, sentence=sentence)
