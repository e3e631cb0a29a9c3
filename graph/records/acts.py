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


class Act(Record):
    """One step, by finding id; `by` is a handle outside the graph, `at` an ISO time in UTC."""

    finding: str
    kind: ActKind
    value: str = ""
    note: str = ""
    by: str = ""
    at: str = ""
