"""Findings: what an analysis says of the graph; computed, never stored."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from graph.errors import UsageError
from graph.records.acts import Verdict
from graph.records.base import Day, Record

MOST_NAME = 2_000
MOST_DESCRIPTION = 200_000
"""How many letters the name and the description of a draft may have."""
Called = Annotated[str, Field(min_length=1, max_length=500)]
"""An id or a name of something known."""


class OverlapKind(StrEnum):
    """Four kinds of overlap that call for four different actions, and the family that gathers many."""

    DUPLICATE = "duplicate"
    PARALLEL = "parallel"
    COMPLEMENTARY = "complementary"
    CONTINUATION = "continuation"
    FAMILY = "family"


class Recipients(StrEnum):
    """Who should hear of an overlap."""

    BOTH_BODIES = "both_bodies"
    FUNDER = "funder"
    NOBODY_NEW = "nobody_new"


class State(StrEnum):
    """Where a finding stands: the last step that somebody took."""

    NEW = "new"
    ACCEPTED = "accepted"
    ACTED = "acted"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class Changed(Record):
    """How the evidence of a finding differs from what it was, as `kind:term` (`graph.review.evidence`), sorted."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Life(Record):
    """What people made of a finding; `since` is the time of the step that decides its state, "" where none was taken.

    `changed` says why a dismissed finding is new again; it is None for every other.
    """

    state: State = State.NEW
    verdict: Verdict | None = None
    since: str = ""
    changed: Changed | None = None


class Reason(Record):
    """Why: `weight` is its part of the score (the weights add up to it), `evidence` the words, ids or days."""

    kind: str
    weight: float
    evidence: tuple[str, ...] = ()


class Overlap(Record):
    """Two projects, or a family of more, that do the same or nearly so.

    `score` is 0–1, rounded to 4 decimals. `blind` is True where nothing joins the two within four steps that avoid
    hubs, False where something does, None where the sources cannot tell. `distance` counts edges, None if no path.
    """

    finding: str
    a: str | None = None
    b: str | None = None
    members: tuple[str, ...] = ()
    score: float
    kind: OverlapKind
    blind: bool | None = None
    distance: int | None = None
    introducers: tuple[str, ...] = ()
    recipients: Recipients
    reasons: tuple[Reason, ...] = ()
    undated: bool = False
    """Whether a start or end that the kind depends on is unknown."""
    verdict: Verdict | None = None
    state: State = State.NEW
    changed: Changed | None = None
    """How the evidence of a finding that had been dismissed has changed, which is why it is new again."""

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects concerned."""
        return self.members or tuple(id_ for id_ in (self.a, self.b) if id_)


class Draft(Record):
    """An idea for a project, to be compared with what there is; nothing of it is stored.

    `regions`, `partners` and `target_groups` are ids or names; `language` is what the text is taken for where it does
    not tell by itself.
    """

    name: str = Field(min_length=1, max_length=MOST_NAME)
    description: str = Field(default="", max_length=MOST_DESCRIPTION)
    language: str = Field(default="fi", pattern="^[a-z]{2,3}$")
    regions: tuple[Called, ...] = Field(default=(), max_length=50)
    partners: tuple[Called, ...] = Field(default=(), max_length=200)
    target_groups: tuple[Called, ...] = Field(default=(), max_length=50)
    start: Day = None
    end: Day = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("the end is before the start")
        return self


class NearProject(Record):
    """A project near a draft; `bodies` are whom to call, those that lead it first."""

    project: str
    score: float
    kind: OverlapKind | None
    """What it would be to the draft, None where it only comes near."""
    reasons: tuple[Reason, ...] = ()
    bodies: tuple[str, ...] = ()


class NearPractice(Record):
    """A good practice on the theme of a draft: `words` they share, `bodies` that made it."""

    practice: str
    score: float
    words: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


class Checked(Record):
    """What there is near a draft, nearest first; `unknown` are the regions, bodies and groups that nobody is called."""

    projects: tuple[NearProject, ...] = ()
    practices: tuple[NearPractice, ...] = ()
    unknown: tuple[str, ...] = ()


def draft_of(fields: dict[str, Any]) -> Draft:
    """Return the draft of what somebody filled in; raise UsageError, one sentence, where it is none.

    >>> draft_of({"name": "Cranes", "start": "2027-01-01", "end": ""}).start
    datetime.date(2027, 1, 1)
    """
    try:
        return Draft.model_validate({key: value for key, value in fields.items() if value not in ("", None)})
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the draft"
        if first["type"] in ("missing", "string_too_short") and first["loc"] == ("name",):
            raise UsageError("A draft needs a name, or a sentence that says what it is about.") from None
        if first["loc"] in (("start",), ("end",)):
            raise UsageError(f"The {where} is no day; write it like 2026-03-01.") from None
        raise UsageError(f"{where}: {first['msg'].removeprefix('Value error, ')}.") from None


def finding_id(kind: str, *parts: str) -> str:
    """Return the id of a finding: its kind and 12 hex digits over what it is about.

    >>> finding_id("overlap", "project:fi:S1", "project:fi:S2")
    'overlap:a30ab65678d9'
    """
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"


def is_finding(id_: str) -> bool:
    """Return whether an id is one that `finding_id` makes, not that of an entity or a tie.

    >>> is_finding("overlap:a30ab65678d9"), is_finding("project:fi:S1")
    (True, False)
    """
    return id_.partition(":")[0] in ("overlap", "family") or is_of_bodies(id_)


def is_of_bodies(id_: str) -> bool:
    """Return whether an id is that of a finding about the network of bodies.

    >>> is_of_bodies("group:a30ab65678d9"), is_of_bodies("overlap:a30ab65678d9")
    (True, False)
    """
    return id_.partition(":")[0] in ("group", "link", "invitation")
