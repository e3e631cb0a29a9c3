"""What a request may ask, and how it says so: the parameters that several routes share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Query, Request

from graph.chosen import Choice, sharings
from graph.desk import Desk
from graph.errors import UsageError
from graph.network_desk import View
from graph.records import KINDS, entity_id
from graph.records.findings import OverlapKind

MOST_TEXT = 200
"""How many letters a search or filter may have."""


def the_desk(request: Request) -> Desk:
    """Return the desk of the application that was asked."""
    desk: Desk = request.app.state.desk
    return desk


AskedDesk = Annotated[Desk, Depends(the_desk)]


AskedState = Annotated[
    str,
    Query(
        description="Only those in this state, or `all`; those that were not dismissed or closed where left out.",
        examples=["accepted"],
        max_length=20,
    ),
]
AskedAll = Annotated[bool, Query(alias="all", description="Also those that were dismissed or closed.")]


@dataclass(frozen=True)
class Clocks:
    """When: a day in the world, a moment of what was known (None for now); and who stands for those who ended."""

    as_of: date | None
    known_at: str | None
    carry_over: bool = False


def _clocks(
    as_of: Annotated[
        date | None, Query(description="A day in the world: what was valid then.", examples=["2020-06-30"])
    ] = None,
    known_at: Annotated[
        str | None,
        Query(
            description="A moment (ISO) of what the store knew.",
            examples=["2026-01-31T12:00:00Z"],
            max_length=40,
        ),
    ] = None,
    carry_over: Annotated[
        bool, Query(description="Ties of bodies that ended count as those of who took over all of it.")
    ] = False,
) -> Clocks:
    return Clocks(as_of, known_at, carry_over)


AskedClocks = Annotated[Clocks, Depends(_clocks)]


def _view(
    clocks: AskedClocks,
    theme: Annotated[
        str,
        Query(description="Only what is about this theme or for this target group.", max_length=MOST_TEXT),
    ] = "",
    region: Annotated[str, Query(description="Id, code or name of a region.", max_length=MOST_TEXT)] = "",
    programme: Annotated[
        str,
        Query(description="Id or name of a programme, a call, a fund or a priority.", max_length=MOST_TEXT),
    ] = "",
    ties: Annotated[
        str,
        Query(
            description="Kinds of tie that count, parted by commas: projects, networks, events, collaborations.",
            max_length=MOST_TEXT,
        ),
    ] = "",
) -> View:
    choice = Choice(theme=theme, region=region, programme=programme, ties=sharings(ties))
    return View(choice, clocks.as_of, clocks.known_at, clocks.carry_over)


AskedView = Annotated[View, Depends(_view)]


def a_kind(kind: str) -> str:
    """Return the kind of entity that was named; raise UsageError where there is none of that name."""
    if kind not in KINDS:
        raise UsageError(f"{kind[:40]!r} is no kind of entity; the kinds are {', '.join(KINDS)}.")
    return kind


def kinds_in(text: str | None) -> tuple[str, ...]:
    """Return the kinds named in a text, parted by commas."""
    return tuple(a_kind(part.strip()) for part in (text or "").split(",") if part.strip())


def an_overlap_kind(text: str | None) -> OverlapKind | None:
    """Return the kind of overlap that was named, None where none was; raise UsageError for any other word."""
    if not text:
        return None
    try:
        return OverlapKind(text)
    except ValueError:
        raise UsageError(
            f"{text[:40]!r} is no kind of overlap; the kinds are {', '.join(kind.value for kind in OverlapKind)}."
        ) from None


def an_id(text: str) -> str:
    """Return the id that was meant, whether its local part came percent-encoded or not."""
    kind, _, rest = text.partition(":")
    scheme, _, local = rest.partition(":")
    if kind == "tie" or not local:
        return text
    return entity_id(kind, scheme, unquote(local))
