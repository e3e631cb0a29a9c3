"""`/v1/brokers`: bodies that bridge groups."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import AskedClocks, AskedDesk
from api.models.base import PROBLEMS
from api.models.findings import BrokerAnswer, Brokers

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)


@router.get("/brokers")
def brokers(desk: AskedDesk, clocks: AskedClocks, top: Annotated[int, Query(ge=1, le=200)] = 20) -> Brokers:
    """Return the bodies that bridge most."""
    found = desk.brokers(as_of=clocks.as_of, known_at=clocks.known_at, top=top)
    return Brokers(items=[BrokerAnswer.of(broker) for broker in found])
