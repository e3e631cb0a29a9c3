"""What becomes of the ties of bodies and areas that ended: who takes each over, and which need a person's decision."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from graph.records.base import Record, Text
from graph.records.ties import TieKind


class Fate(StrEnum):
    """What becomes of a tie."""

    CARRIED_OVER = "carried_over"
    ENDED = "ended"
    FOR_REVIEW = "for_review"


class Reason(StrEnum):
    """By which rule it was decided, or why no rule could."""

    WHOLE = "whole"
    """One takes over all of it."""
    PLACE = "place"
    """Several share it out by area, and the tie's place lies in the area of one."""
    TASK = "task"
    """The tie says the task that went to one of them."""
    NOBODY = "nobody"
    """Nobody takes over."""
    RING = "ring"
    """The successions on record lead back to where they began."""
    OWN_AREA = "own_area"
    """A body and the area that it served ended together; who takes over serves an area of its own."""
    ENDED_BEFORE = "ended_before"
    """What it was tied to had ended already, or the tie's own last day is the holder's."""
    OCCASION = "occasion"
    """Who came to an event came; nobody takes that over."""
    ITSELF = "itself"
    """Who takes over stands at the other end."""
    NO_PLACE = "no_place"
    """Several share it out by area, and the tie tells no place within the area of one."""
    PART = "part"
    """Only a part of it went on."""
    NOT_TOLD = "not_told"
    """Several take over, and no source tells how it was divided."""
    MAY_BE_TASK = "may_be_task"
    """What it is tied to speaks of the task that went elsewhere."""
    PROGRAMME_OVER = "programme_over"
    """The project's last day is not known, and its programme is over."""
    BOTH_ENDS = "both_ends"
    """Both ends of it ended."""
    NO_FIT = "no_fit"
    """Who takes over cannot stand in such a tie."""


class Successor(Record):
    """Who takes over; `share` is of the area (by municipalities), `task` what went to it apart from the area."""

    id: str
    name: str
    share: float | None = None
    task: str | None = None


class Decision(Record):
    """What becomes of one tie whose holder ended on the day `ended`, by rule or, `for_review`, by a person.

    Carried over it has one successor, from the day `since`; for review all who could be it.
    """

    tie: str
    kind: TieKind
    role: str = ""
    unit: str = ""
    holder: str
    holder_name: str
    ended: date | None = None
    other: str
    other_name: str
    decision: Fate
    reason: Reason
    successors: tuple[Successor, ...] = ()
    since: date | None = None
    places: tuple[str, ...] = ()
    """The regions that tell where it belongs."""
    undated: bool = False
    """Whether neither the tie nor what it leads to has a last day on record, so that it may be over."""
    last_day: date | None = None
    """The tie's last day with this holder; None for review."""
    done: bool = False
    """Whether the store says so already."""
    sentence: str = ""


class NewAuthority(Record):
    """An authority that no source names yet: of an area that takes over from a body."""

    id: str
    area: str
    name: Text = Field(default_factory=dict)
    valid_from: date | None = None


class AreasOfLevel(Record):
    """Whether the areas of one level that take over cover every municipality of that day once."""

    level: str
    areas: int
    municipalities: int
    without: tuple[str, ...] = ()
    """Codes of municipalities that belong to none of them."""
    twice: tuple[str, ...] = ()
    """Codes of municipalities that belong to several."""


class Succession(Record):
    """What a reform leaves to decide on the day `on`: each live tie of a body or area that had ended, once."""

    on: date
    decisions: tuple[Decision, ...] = ()
    authorities: tuple[NewAuthority, ...] = ()
    areas: tuple[AreasOfLevel, ...] = ()
