"""What an overlap is and who should hear of it: rules a person can read."""

from __future__ import annotations

from graph.overlap.structure import Place, Time
from graph.records.findings import OverlapKind, Recipients

SAME_THING = 0.5
"""From this score on, two projects more likely than not do the same thing; below it, another thing."""
MAYBE = 0.3
"""From this score on, they perhaps do."""


def is_same_thing(score: float, *, equal_texts: bool, firms: bool) -> bool:
    """Return whether two projects count as doing the same thing: by their score, or because they say the very same.

    Equal words of two firms' own grants mean nothing: *Investment in machines* is another machine in each.
    """
    return score >= SAME_THING or (equal_texts and not firms)


def kind_of_overlap(
    *,
    same_thing: bool,
    maybe: bool,
    place: Place,
    time: Time,
    shared_body: bool,
    same_lead: bool,
    shared_people: bool,
) -> OverlapKind | None:
    """Return what two projects are to each other, None where it is nothing to report.

    - the same thing, one after the other, by a body they share: a continuation;
    - the same thing at one time in one place: a duplicate (with the place unknown, if one body leads both);
    - the same thing otherwise: parallel;
    - another thing for the same target group, in the same place or by a shared body, at one time: complementary;
    - perhaps the same thing (`maybe`), and nothing else in common: parallel.
    """
    if same_thing:
        if time is Time.APART:
            return OverlapKind.CONTINUATION if shared_body else OverlapKind.PARALLEL
        if place is Place.SAME or (place is Place.UNKNOWN and same_lead):
            return OverlapKind.DUPLICATE
        return OverlapKind.PARALLEL
    if time is not Time.APART and (shared_people or place is Place.SAME or shared_body):
        return OverlapKind.COMPLEMENTARY
    return OverlapKind.PARALLEL if maybe else None


def who_should_hear(kind: OverlapKind, *, same_lead: bool) -> Recipients:
    """Return who should hear of it.

    Two bodies hear of each other; one body paid twice for one work, place and time is the funder's business; one
    body's own siblings elsewhere or later are news to nobody.
    """
    if not same_lead:
        return Recipients.BOTH_BODIES
    return Recipients.FUNDER if kind is OverlapKind.DUPLICATE else Recipients.NOBODY_NEW
