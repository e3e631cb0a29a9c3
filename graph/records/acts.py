"""Acts: what people decided and did about findings; the only part of a finding that is stored."""

from __future__ import annotations

from enum import StrEnum

from graph.records.base import Record


class Verdict(StrEnum):
    """What a reviewer says of a pair."""

    SAME = "same"
    RELATED = "related"
    DIFFERENT = "different"
    UNSURE = "unsure"


class ActKind(StrEnum):
    """A step in the life of a finding."""

    VERDICT = "verdict"
    ACCEPTED = "accepted"
    ACTED = "acted"
    CLOSED = "closed"
    DISMISSED = "dismissed"


MOST_NOTE = 2_000
"""How many letters a note may have."""


class Act(Record):
    """One verdict or step, by finding id; `by` is a handle outside the graph, `at` an ISO time in UTC.

    `on` is the day (ISO) on which something was done. `evidence` and `members` are the reasons and the projects of the
    finding at that moment (`graph.review.evidence`); acts of before these were kept have neither.
    """

    finding: str
    kind: ActKind
    value: str = ""
    note: str = ""
    by: str = ""
    at: str = ""
    on: str = ""
    evidence: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
