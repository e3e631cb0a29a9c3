"""The words of the domain as types: entities, ties, claims, sources, acts.

Records are pydantic models that check what they are given. `fields()` turns one into the flat mapping of scalars and
lists that both stores keep and that claims compare; `Actor.of(id, fields)` is the way back.
"""

from graph.records.acts import Act, ActKind, Verdict
from graph.records.base import Fields, Record, Value
from graph.records.claims import Claim, Rank, Source, fold
from graph.records.entities import (
    KINDS,
    Actor,
    Call,
    Entity,
    Event,
    Indicator,
    Industry,
    Input,
    Network,
    Practice,
    Programme,
    Project,
    Region,
    Sector,
    Stage,
    Theme,
)
from graph.records.ids import (
    entity_id,
    is_tie,
    kind_of,
    name_key,
    named_id,
    project_id_by_name,
    scheme_of,
    tie_id,
)
from graph.records.ties import TIE_KINDS, Role, Tie, TieKind

__all__ = [
    "KINDS",
    "TIE_KINDS",
    "Act",
    "ActKind",
    "Actor",
    "Call",
    "Claim",
    "Entity",
    "Event",
    "Fields",
    "Indicator",
    "Industry",
    "Input",
    "Network",
    "Practice",
    "Programme",
    "Project",
    "Rank",
    "Record",
    "Region",
    "Role",
    "Sector",
    "Source",
    "Stage",
    "Theme",
    "Tie",
    "TieKind",
    "Value",
    "Verdict",
    "entity_id",
    "fold",
    "is_tie",
    "kind_of",
    "name_key",
    "named_id",
    "project_id_by_name",
    "scheme_of",
    "tie_id",
]
