"""Findings: what an analysis says of the graph; computed, never stored."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import Field

from graph.records.acts import Verdict
from graph.records.base import Record


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

    @property
    def projects(self) -> tuple[str, ...]:
        """The projects concerned."""
        return self.members or tuple(id_ for id_ in (self.a, self.b) if id_)


class Group(Record):
    """A group of actors found by Leiden, and whether it is a silo.

    `inside_share` is the weight of ties that stay inside over that of all ties of its members (each tie once);
    `ei_index` is (external − internal) / (external + internal), from −1 (all inside) to 1.
    """

    id: str
    size: int
    inside_share: float
    ei_index: float
    p_value: float | None = None
    q_value: float | None = None
    silo: bool | None = None
    top_members: tuple[str, ...] = ()
    label: str = ""
    members: tuple[str, ...] = ()


class EiBy(Record):
    """The E-I index of ties between the values of one attribute; `values` maps a value to that of its actors."""

    attribute: str
    ei_index: float | None
    known: int
    """How many actors have a value."""
    values: dict[str, float] = Field(default_factory=dict)


class NullModel(Record):
    """What groups were compared with: which null, how many redraws, its mean inside share and modularity."""

    name: str
    redraws: int
    mean_inside_share: float | None = None
    mean_modularity: float | None = None
    sentence: str = ""


class Silos(Record):
    """The groups of the network of actors, and how much they keep to themselves."""

    modularity: float | None
    actors: int
    ties: int
    null_model: NullModel
    groups: tuple[Group, ...] = ()
    by: tuple[EiBy, ...] = ()


def finding_id(kind: str, *parts: str) -> str:
    """Return the id of a finding: its kind and 12 hex digits over what it is about.

    >>> finding_id("overlap", "project:fi:S1", "project:fi:S2")
    'overlap:a30ab65678d9'
    """
    return f"{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:12]}"
