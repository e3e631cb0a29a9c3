"""Findings as JSON: the objects that the command line prints, in pages."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from api.models.base import Answer
from graph.brokers import Broker
from graph.records import Verdict
from graph.records.findings import EiBy, Group, NullModel, Overlap, OverlapKind, Reason, Recipients, Silos


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
                "undated": False, "verdict": None,
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
    note: str = Field("", max_length=2_000)
    by: str = Field("", max_length=100, description="A handle of who says so; no person's name is needed.")


class ActAnswer(Answer):
    """An act on a finding, as it was kept."""

    schema_name = "solmu.act/1"
    finding: str
    kind: str
    value: str
    note: str
    by: str
    at: str


class SilosAnswer(Answer):
    """The groups of the network of bodies, and which of them keep to themselves more than chance would have it."""

    schema_name = "solmu.silos/1"
    modularity: float | None
    actors: int
    ties: int
    null_model: NullModel
    groups: list[Group]
    by: list[EiBy]

    @classmethod
    def of(cls, silos: Silos) -> SilosAnswer:
        """Return the answer for what was found."""
        return cls(**{name: getattr(silos, name) for name in cls.model_fields})


class BrokerAnswer(Answer):
    """A body that bridges groups."""

    schema_name = "solmu.broker/1"
    actor: str
    name: str
    betweenness: float = Field(description="Share of shortest ways that go through it, 0–1.")
    error: float = Field(description="The betweenness is right within this; 0 where it is exact.")
    constraint: float | None = Field(
        description="Burt's constraint: near 0, its contacts do not know each other."
    )
    degree: int = Field(description="How many bodies it works with.")
    sentence: str

    @classmethod
    def of(cls, broker: Broker) -> BrokerAnswer:
        """Return the answer for a broker."""
        return cls(**{name: getattr(broker, name) for name in cls.model_fields})


class Brokers(Answer):
    """The bodies that bridge most, best first."""

    schema_name = "solmu.brokers/1"
    items: list[BrokerAnswer]
