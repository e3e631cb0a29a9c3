"""What an overlap is, what it scores and who should hear of it: rules a person can read."""

from __future__ import annotations

from graph.overlap.structure import Place, Time
from graph.records.findings import OverlapKind, Recipients

SAME_THING = 0.5
"""From this cosine on, two projects do the same thing; below it, another thing."""

CONTENT_SHARE, PLACE_SHARE, TIME_SHARE, BODY_SHARE = 0.80, 0.08, 0.06, 0.06
"""Parts of the score at full content; structure counts only as far as the content is alike."""


def kind_of_overlap(
    cosine: float, place: Place, time: Time, *, shared_body: bool, same_lead: bool, shared_people: bool
) -> OverlapKind | None:
    """Return what two projects are to each other, None where it is nothing to report.

    - the same thing, one after the other, by a body they share: a continuation;
    - the same thing at one time in one place: a duplicate (with the place unknown, if one body leads both);
    - the same thing otherwise: parallel;
    - another thing for the same target group, in the same place or by a shared body, at one time: complementary.
    """
    if cosine >= SAME_THING:
        if time is Time.APART:
            return OverlapKind.CONTINUATION if shared_body else OverlapKind.PARALLEL
        if place is Place.SAME or (place is Place.UNKNOWN and same_lead):
            return OverlapKind.DUPLICATE
        return OverlapKind.PARALLEL
    if time is not Time.APART and (shared_people or place is Place.SAME or shared_body):
        return OverlapKind.COMPLEMENTARY
    return None


def weights(cosine: float, place: Place, time: Time, *, shared_body: bool) -> dict[str, float]:
    """Return the parts of the score by reason; they add up to it, and it is at most 1."""
    parts = {"content": CONTENT_SHARE}
    if place is Place.SAME:
        parts["place"] = PLACE_SHARE
    if time is Time.TOGETHER:
        parts["time"] = TIME_SHARE
    if shared_body:
        parts["bodies"] = BODY_SHARE
    return {reason: round(cosine * part, 4) for reason, part in parts.items()}


def who_should_hear(kind: OverlapKind, *, same_lead: bool) -> Recipients:
    """Return who should hear of it.

    Two bodies hear of each other; one body paid twice for one work, place and time is the funder's business; one
    body's own siblings elsewhere or later are news to nobody.
    """
    if not same_lead:
        return Recipients.BOTH_BODIES
    return Recipients.FUNDER if kind is OverlapKind.DUPLICATE else Recipients.NOBODY_NEW
