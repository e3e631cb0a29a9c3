"""The ties between entities: one kind for each role that the analyses tell apart."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pydantic import model_validator

from graph.records.base import Day, Record
from graph.records.ids import kind_of, tie_id


class TieKind(StrEnum):
    """What joins two entities; the arrow runs from `a` to `b`."""

    PARTICIPATES_IN = "PARTICIPATES_IN"
    FUNDS = "FUNDS"
    STEERS = "STEERS"
    FUNDED_UNDER = "FUNDED_UNDER"
    COORDINATES = "COORDINATES"
    MEMBER_OF = "MEMBER_OF"
    ABOUT = "ABOUT"
    TARGETS = "TARGETS"
    LOCATED_IN = "LOCATED_IN"
    SERVES = "SERVES"
    PRODUCED = "PRODUCED"
    ADOPTED = "ADOPTED"
    ADAPTED_FROM = "ADAPTED_FROM"
    SUCCEEDED_BY = "SUCCEEDED_BY"
    COLLABORATES_WITH = "COLLABORATES_WITH"
    ATTENDED = "ATTENDED"
    RAISED = "RAISED"
    CONTINUES = "CONTINUES"
    MAY_BE = "MAY_BE"
    """Two ids that may be one: a question that waits for a person, no fact of the world."""
    IS_NOT = "IS_NOT"
    """Two ids that are two, as a person said, whatever their names."""


class Role(StrEnum):
    """The part an actor has in a project."""

    LEAD = "lead"
    PARTNER = "partner"


class Ends(NamedTuple):
    """Which kinds of entity a tie may join; empty means any."""

    a: frozenset[str]
    b: frozenset[str]


def _ends(a: str, b: str) -> Ends:
    return Ends(frozenset(a.split()), frozenset(b.split()))


TIE_KINDS: dict[TieKind, Ends] = {
    TieKind.PARTICIPATES_IN: _ends("actor", "project"),
    TieKind.FUNDS: _ends("actor", "project"),
    TieKind.STEERS: _ends("actor", "project"),
    TieKind.FUNDED_UNDER: _ends("project call", "call programme"),
    TieKind.COORDINATES: _ends("project actor", "project programme call network"),
    TieKind.MEMBER_OF: _ends("actor project", "network"),
    TieKind.ABOUT: _ends("", "theme industry"),
    TieKind.TARGETS: _ends("", "theme"),
    TieKind.LOCATED_IN: _ends("", "region"),
    TieKind.SERVES: _ends("actor", "region"),
    TieKind.PRODUCED: _ends("actor project network programme", "practice"),
    TieKind.ADOPTED: _ends("actor", "practice"),
    TieKind.ADAPTED_FROM: _ends("practice", "practice"),
    TieKind.SUCCEEDED_BY: _ends("actor region", "actor region"),
    TieKind.COLLABORATES_WITH: _ends("actor", "actor"),
    TieKind.ATTENDED: _ends("actor project", "event"),
    TieKind.RAISED: _ends("actor", "input"),
    TieKind.CONTINUES: _ends("project", "project"),
    TieKind.MAY_BE: _ends("actor project", "actor project"),
    TieKind.IS_NOT: _ends("actor project", "actor project"),
}


class Tie(Record):
    """A tie as a source said it, valid on the days from `valid_from` to `valid_to` (inclusive, None unknown)."""

    kind: TieKind
    a: str
    b: str
    role: str = ""
    unit: str = ""
    """The part of the body that acts (a city's department), where one business id covers several."""
    valid_from: Day = None
    valid_to: Day = None
    stage: str | None = None
    amount: float | None = None
    currency: str | None = None
    share: float | None = None
    evidence: str | None = None
    """The address of the page or document that says so."""
    note: str | None = None

    @property
    def id(self) -> str:
        """The tie's id, over kind, both ends as said, role and unit."""
        return tie_id(self.kind.value, self.a, self.b, self.role, self.unit)

    @model_validator(mode="after")
    def _ends_fit_the_kind(self) -> Tie:
        allowed = TIE_KINDS[self.kind]
        for end, kinds in ((self.a, allowed.a), (self.b, allowed.b)):
            if kinds and kind_of(end) not in kinds:
                raise ValueError(
                    f"{self.kind.value} cannot join {end!r}: it joins {' or '.join(sorted(kinds))}"
                )
        return self
