"""What becomes of a tie whose holder a reform ended."""

from __future__ import annotations

from enum import StrEnum

from graph.records.base import Record
from graph.records.ties import TieKind


class Fate(StrEnum):
    """What is decided of a tie on the day its holder ends."""

    CARRIED_OVER = "carried_over"
    ENDED = "ended"
    FOR_REVIEW = "for_review"


class Reason(StrEnum):
    """Why so."""

    ONE_SUCCESSOR = "one_successor"
    ITS_AREA = "its_area"
    """Several took over, each an area; what the tie joins lies in the area of one of them."""
    SEVERAL_SUCCESSORS = "several_successors"
    NO_AUTHORITY = "no_authority"
    """Its area was taken over, but no source names the authority that did."""
    OWN_AREA = "own_area"
    """A body no longer serves an area; its successors serve their own."""
    NO_SUCCESSOR = "no_successor"


class Succession(Record):
    """A tie that was valid the day before, whose `holder` (one of its ends) had ended by the day."""

    kind: TieKind
    a: str
    b: str
    role: str = ""
    holder: str
    fate: Fate
    reason: Reason
    successors: tuple[str, ...] = ()
    """Who takes over, one where the tie is carried over; who could, where a person must decide."""
