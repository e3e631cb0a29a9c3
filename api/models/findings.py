"""Findings as JSON: the objects that the command line prints, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from api.models.base import Answer
from graph.records import Act, ActKind, Verdict
from graph.records.acts import MOST_NOTE
from graph.records.findings import (
    Changed,
    Checked,
    Draft,
    Life,
    NearPractice,
    NearProject,
    Overlap,
    OverlapKind,
    Reason,
    Recipients,
    State,
)

MOST_CAME = 500
"""How many bodies may have come to one meeting."""


class OverlapAnswer(Answer):
    """Two projects, or a family of more, that do the same or nearly so, and why we say so."""

    schema_name = "solmu.overlap/1"
    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {
                "schema": "solmu.overlap/1", "finding": "overlap:0d5a6f2b9c11", "a": "project:fi:S20001",
                "b": "project:fi:S20002", "members": [], "score": 0.8412, "kind": "parallel", "blind": True,
                "distance": None, "introducers": [], "recipients": "both_bodies",
                "reasons": [{"kind": "content", "weight": 0.8, "evidence": ["kohtaanto", "rekrytointi"]}],
                "undated": False, "verdict": None, "state": "new", "changed": None,
            }
        },
    )  # fmt: skip
    finding: str = Field(description="Its id, for ever.")
    a: str | None = Field(description="The first project; null for a family.")
    b: str | None
    members: list[str] = Field(description="The projects of a family; empty for a pair.")
    score: float = Field(ge=0, le=1)
    kind: OverlapKind
    blind: bool | None = Field(
        description="True where nothing joins the two within four steps, null where the sources cannot tell."
    )
    distance: int | None = Field(
        description="Ties on the shortest way between the two; null where there is none."
    )
    introducers: list[str] = Field(description="Who is on the shortest ways between.")
    recipients: Recipients = Field(description="Who should hear of it.")
    reasons: list[Reason] = Field(description="Why; the weights add up to the score.")
    undated: bool = Field(description="Whether a day that the kind depends on is unknown.")
    verdict: Verdict | None = Field(description="What a reviewer said, if anyone did.")
    state: State = Field(description="The last step that somebody took; new where nobody did.")
    changed: Changed | None = Field(
        description="What was added to and is gone from the evidence of a finding that had been dismissed."
    )

    @classmethod
    def of(cls, overlap: Overlap) -> OverlapAnswer:
        """Return the answer for a finding."""
        return cls(**{name: getattr(overlap, name) for name in Overlap.model_fields})


class Overlaps(Answer):
    """The strongest overlaps that fit the question, best first."""

    schema_name = "solmu.overlaps/1"
    total: int = Field(description="How many fit; `items` holds those asked for.")
    offset: int
    loading: bool = Field(description="Whether a batch is being loaded right now.")
    items: list[OverlapAnswer]


class VerdictAsked(Answer):
    """What a reviewer says of an overlap."""

    schema_name = "solmu.verdict-asked/1"
    verdict: Verdict
    note: str = Field("", max_length=MOST_NOTE)
    by: str = Field("", max_length=100, description="A handle of who says so; no person's name is needed.")


class ActAnswer(Answer):
    """An act on a finding, as it was kept."""

    schema_name = "solmu.act/1"
    finding: str = Field(
        description="The id under which it was kept; a merge may have given a new one since."
    )
    kind: ActKind
    value: str = Field(description="The word of a verdict; empty for a step.")
    note: str = Field(description="Why, or what was done.")
    by: str = Field(description="A handle of who did it.")
    at: str = Field(description="When it was kept (ISO, UTC).")
    on: str = Field(description="The day on which something was done; empty for all but `acted`.")
    evidence: list[str] = Field(description="The reasons at that moment, as `kind:term`.")
    members: list[str] = Field(description="The projects at that moment.")

    @classmethod
    def of(cls, act: Act) -> ActAnswer:
        """Return the answer for an act."""
        return cls(**{name: getattr(act, name) for name in Act.model_fields})


class ActAsked(Answer):
    """A verdict on an overlap, or a step in its life."""

    schema_name = "solmu.act-asked/1"
    kind: ActKind = Field(examples=["acted"])
    value: Verdict | None = Field(None, description="The word of a verdict; left out for a step.")
    note: str = Field(
        "", max_length=MOST_NOTE, description="Why, or what was done; no names of persons. `acted` needs it."
    )
    by: str = Field("", max_length=100, description="A handle of who says so; no person's name is needed.")
    on: date | None = Field(None, description="The day on which it was acted on; today where left out.")
    came: list[str] = Field(
        default_factory=list,
        max_length=MOST_CAME,
        description="Ids of the bodies that came together over it; they make an event. Only with `acted`.",
    )


class ActsAnswer(Answer):
    """Where a finding stands, and all that was said and done about it, the first act first."""

    schema_name = "solmu.acts/1"
    finding: str
    state: State
    verdict: Verdict | None
    since: str = Field(description="When the step was taken that decides the state; empty where none was.")
    changed: Changed | None
    items: list[ActAnswer]

    @classmethod
    def of(cls, finding: str, life: Life, acts: Sequence[Act]) -> ActsAnswer:
        """Return the answer for a finding's life."""
        told = {name: getattr(life, name) for name in Life.model_fields}
        return cls(finding=finding, items=[ActAnswer.of(act) for act in acts], **told)


class DraftAsked(Draft):
    """An idea for a project; nothing of it is stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "schema": "solmu.draft/1", "name": "Nuorten työpajat saaristossa",
                "description": "Työpajoilla nuoret löytävät oppisopimuspaikan kotisaareltaan.", "language": "fi",
                "regions": ["Varsinais-Suomi"], "partners": ["actor:fi:0245896-3"], "target_groups": [],
                "start": "2027-01-01", "end": "2028-12-31",
            }
        },
    )  # fmt: skip
    schema_: Literal["solmu.draft/1"] = Field("solmu.draft/1", alias="schema")


class CheckedAnswer(Answer):
    """What there is near a draft: projects, nearest first, then good practices on its theme."""

    schema_name = "solmu.checked/1"
    projects: list[NearProject] = Field(
        description="Each with its score (0–1), what it would be to the draft (null where it only comes near), why, "
        "and the bodies to call, those that lead it first."
    )
    practices: list[NearPractice] = Field(
        description="With the words they share and the bodies that made them."
    )
    unknown: list[str] = Field(
        description="The regions, partners and target groups that were not recognised."
    )

    @classmethod
    def of(cls, checked: Checked) -> CheckedAnswer:
        """Return the answer for what was found."""
        return cls(**{name: getattr(checked, name) for name in Checked.model_fields})
