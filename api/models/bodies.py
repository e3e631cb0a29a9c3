"""Findings about the network of bodies as JSON: the objects that the command line prints."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from api.models.base import Answer
from graph.brokers import Broker
from graph.compare import Comparison
from graph.follow_up import FollowedUp
from graph.invite import Invitation
from graph.links import Link
from graph.records.groups import Silos
from graph.structure import Structure


class _Told(Answer):
    """A finding with its schema."""

    @classmethod
    def told(cls, found: BaseModel) -> Self:
        """Return the answer for what was found."""
        return cls(**{name: getattr(found, name) for name in type(found).model_fields})


class SilosAnswer(_Told, Silos):
    """The groups of the network of bodies, and which of them keep to themselves more than chance would have it."""

    schema_name = "solmu.silos/1"


class BrokerAnswer(_Told, Broker):
    """A body that bridges groups."""

    schema_name = "solmu.broker/1"


class Brokers(Answer):
    """The bodies that bridge most, best first."""

    schema_name = "solmu.brokers/1"
    items: list[BrokerAnswer]


class StructureAnswer(_Told, Structure):
    """What holds the network of bodies together."""

    schema_name = "solmu.structure/1"


class LinkAnswer(_Told, Link):
    """Two bodies that do not work together yet, and why they should."""

    schema_name = "solmu.link/1"


class Links(Answer):
    """The pairs of bodies that should know each other, best first."""

    schema_name = "solmu.links/1"
    items: list[LinkAnswer]


class InvitationAnswer(_Told, Invitation):
    """Whom to bring to one table, those that add most first."""

    schema_name = "solmu.invitation/1"


class ComparisonAnswer(_Told, Comparison):
    """What changed between two days."""

    schema_name = "solmu.comparison/1"


class FollowedUpAnswer(_Told, FollowedUp):
    """What became of a finding that somebody acted on."""

    schema_name = "solmu.followed-up/1"


class FollowedUps(Answer):
    """What became of all findings that somebody acted on, the earliest first."""

    schema_name = "solmu.follow-up/1"
    items: list[FollowedUpAnswer]
