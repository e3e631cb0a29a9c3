"""What a server makes ready while nobody waits yet: the snapshot and the picture of the network."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.pages.network import prepare
from graph.errors import SolmuError

LOG = logging.getLogger("solmu.api")


@asynccontextmanager
async def warmed(app: FastAPI) -> AsyncIterator[None]:
    """Make ready beside the first requests; what fails is tried again when it is asked for."""
    task = asyncio.create_task(asyncio.to_thread(_make_ready, app))
    yield
    await task


def _make_ready(app: FastAPI) -> None:
    try:
        prepare(app.state.desk)
    except SolmuError as problem:
        LOG.warning("%s", problem)
