"""`/v1/silos`: groups of bodies that keep to themselves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import AskedClocks, AskedDesk
from api.models.base import PROBLEMS
from api.models.findings import SilosAnswer

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)


@router.get("/silos")
def silos(
    desk: AskedDesk,
    clocks: AskedClocks,
    redraws: Annotated[
        int,
        Query(ge=0, le=100, description="How many times chance is drawn to compare with; 0: no comparison."),
    ] = 20,
) -> SilosAnswer:
    """Return the groups of the network of bodies, and which of them are silos."""
    return SilosAnswer.of(desk.silos(redraws=redraws, as_of=clocks.as_of, known_at=clocks.known_at))
