"""`/healthz`: whether the store answers."""

from __future__ import annotations

from fastapi import APIRouter

from api.asking import AskedDesk
from api.models.base import PROBLEMS
from api.models.entities import Health

router = APIRouter(tags=["health"])


@router.get("/healthz", responses={503: PROBLEMS[503]})
def health(desk: AskedDesk) -> Health:
    """Say whether the store answers, its revision, and whether a batch is being loaded."""
    store, revision = desk.revision()
    return Health(
        status="ok", store=store, revision=revision, loading=desk.store.loading() is not None,
        counts=desk.store.counts(),
    )  # fmt: skip
