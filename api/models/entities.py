"""Entities, their ties and history, as JSON."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.models.base import Answer
from graph.records import Fields, Value


class Entity(Answer):
    """An entity as it is known now."""

    schema_name = "solmu.entity/1"
    id: str = Field(examples=["project:fi:S21468"])
    kind: str = Field(examples=["project"])
    name: str
    fields: Fields = Field(description="Field to value; what is unknown is absent.")
    sources: list[str] = Field(description="Who speaks of it.")


class Entities(Answer):
    """A page of the entities of one kind, in order of id."""

    schema_name = "solmu.entities/1"
    kind: str
    items: list[Entity]
    next: str | None = Field(
        description="Ask with `after` set to this for the next page; null on the last one."
    )


class Said(BaseModel):
    """What a source says of a field."""

    source: str
    value: Value


class EntityInFull(Entity):
    """An entity with who said each field and under which ids it is known."""

    schema_name = "solmu.entity-in-full/1"
    said_by: dict[str, str] = Field(
        description="Which source said each field; `also` may have several, joined by |."
    )
    otherwise: dict[str, list[Said]] = Field(
        description="What other sources say of a field, where it differs."
    )
    ids: list[str] = Field(description="All ids that were merged into this one, itself too.")
    ties: dict[str, int] = Field(description="How many ties it has of each kind.")


class Import(Answer):
    """A batch: an import, merge, correction or undo."""

    schema_name = "solmu.batch/1"
    number: int
    kind: str
    at: str
    by: str
    file: str


class Statement(Answer):
    """What a source said of an id, from when and until when it stood."""

    schema_name = "solmu.statement/1"
    id: str
    source: str
    fields: Fields
    since: Import | None
    closed: Import | None = Field(description="The batch that closed it; null while it stands.")


class History(Answer):
    """All that was ever said of an id, the first statement first."""

    schema_name = "solmu.history/1"
    id: str
    items: list[Statement]


class Hit(Answer):
    """An entity whose name is near to a text."""

    schema_name = "solmu.hit/1"
    id: str
    kind: str
    name: str
    score: float = Field(ge=0, le=1)


class Hits(Answer):
    """What a search found, best first."""

    schema_name = "solmu.hits/1"
    query: str
    items: list[Hit]


class Node(Answer):
    """An entity in a neighbourhood; `depth` counts the ties from where the question began."""

    schema_name = "solmu.node/1"
    id: str
    kind: str
    name: str
    depth: int


class TieBetween(Answer):
    """A tie; it runs from `a` to `b`."""

    schema_name = "solmu.tie/1"
    kind: str = Field(examples=["PARTICIPATES_IN"])
    a: str
    b: str
    role: str = Field(examples=["lead", "partner", ""])
    sources: list[str]


class Neighbourhood(Answer):
    """What stands within some ties of an entity."""

    schema_name = "solmu.neighbourhood/1"
    id: str
    depth: int
    nodes: list[Node]
    ties: list[TieBetween] = Field(description="The ties among `nodes`.")
    cut: bool = Field(
        description="Whether there was more than `limit` allows; nearer nodes were taken first."
    )


class Health(Answer):
    """Whether the store answers, and how far it is."""

    schema_name = "solmu.health/1"
    status: str = Field(examples=["ok"])
    store: str = Field(description="The store's own name.")
    revision: int = Field(description="Grows with each change of what is known.")
    loading: bool = Field(description="Whether a batch is being loaded right now: what you read may grow.")
    counts: dict[str, int]
