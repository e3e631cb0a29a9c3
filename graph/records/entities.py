"""The twelve kinds of entity, each with what a source may say of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, model_validator

from graph.records.base import Day, Fields, Record, Text, preferred


class Sector(StrEnum):
    """Which of the three sectors an actor belongs to."""

    PUBLIC = "public"
    PRIVATE = "private"
    THIRD = "third"


class Stage(StrEnum):
    """How far a practice has come on its way from an idea to a habit elsewhere."""

    IDENTIFIED = "identified"
    MODELLED = "modelled"
    PILOTED = "piloted"
    SPREAD = "spread"
    ADOPTED = "adopted"
    ROOTED = "rooted"


def _check_business_id(value: str | None) -> str | None:
    """Return a Finnish business id in its usual form, or raise where its check digit is wrong."""
    if value is None:
        return None
    from stdnum.exceptions import ValidationError
    from stdnum.fi import ytunnus

    try:
        digits = ytunnus.validate(value)
    except ValidationError as problem:
        raise ValueError(f"{value!r} is no Finnish business id: {problem}") from None
    return f"{digits[:7]}-{digits[7]}"


BusinessId = Annotated[str | None, AfterValidator(_check_business_id)]


class Entity(Record):
    """A thing with an id, names and descriptions in several languages, and the days it is valid (inclusive)."""

    kind: ClassVar[str] = ""
    by_suffix: ClassVar[tuple[str, ...]] = ("name", "description")

    id: str
    name: Text = Field(default_factory=dict)
    also: tuple[str, ...] = ()
    """Other names by which sources call it, sorted."""
    description: Text = Field(default_factory=dict)
    valid_from: Day = None
    valid_to: Day = None
    url: str | None = None

    @property
    def label(self) -> str:
        """The name to show a person; the id where no source named it."""
        return preferred(self.name) or self.id

    @model_validator(mode="after")
    def _id_is_of_this_kind(self) -> Entity:
        if not self.id.startswith(self.kind + ":") or self.id.count(":") < 2:
            raise ValueError(f"id {self.id!r} should look like {self.kind}:scheme:local")
        return self


class Actor(Entity):
    """An organisation; never a private person."""

    kind = "actor"
    sector: Sector | None = None
    sector_basis: str | None = None
    """`stated` by a source, or `inferred` from legal form and name."""
    legal_form: str | None = None
    business_id: BusinessId = None
    country: str | None = None
    identifiers: tuple[str, ...] = ()
    """Its numbers in registers, `scheme:local` (`se:5560360793`, `pic:999979500`), sorted."""


class Project(Entity):
    """A time-bound, funded operation; `valid_from` and `valid_to` are its start and end."""

    kind = "project"
    code: str | None = None
    identifiers: tuple[str, ...] = ()
    """Other codes that lists give it, sorted."""
    fund: str | None = None
    role: str | None = None
    """`coordination` where the project coordinates others."""
    status: str | None = None
    priority: str | None = None
    specific_objective: str | None = None
    currency: str | None = None
    """Currency of the sums below; they are whole units of it (euros, not thousands)."""
    granted_eu_state: float | None = None
    spent_eu_state: float | None = None
    planned_public: float | None = None
    spent_public: float | None = None
    planned_total: float | None = None
    spent_total: float | None = None
    eu_contribution: float | None = None


class Network(Entity):
    """A standing group of actors, or the projects that share a group-project code."""

    kind = "network"
    form: str | None = None
    """`network`, `ecosystem` or `group-project`."""


class Practice(Entity):
    """A way of working that someone else can adopt; no stage is a legal value."""

    kind = "practice"
    stage: Stage | None = None


class Programme(Entity):
    """Where the money comes from."""

    kind = "programme"
    fund: str | None = None


class Call(Entity):
    """A call for projects; `valid_from` and `valid_to` are the days it was open."""

    kind = "call"


class Theme(Entity):
    """A subject (SKOS concept); `form` is `theme` or `target-group`."""

    kind = "theme"
    form: str | None = None


class Region(Entity):
    """A set of municipalities, by year; `municipalities` maps a year to sorted codes."""

    kind = "region"
    by_suffix = ("name", "description", "municipalities")
    level: str | None = None
    """`kunta`, `maakunta`, `seutukunta`, `ely`, `tyollisyysalue`, `evk`, `coordination-area`, `programme-part`, …"""
    code: str | None = None
    country: str | None = None
    municipalities: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Industry(Entity):
    """An industry section or division (TOL 2008 / NACE)."""

    kind = "industry"
    code: str | None = None


class Event(Entity):
    """An occasion where people met; `valid_from` is its first day."""

    kind = "event"


class Input(Entity):
    """What an actor asks of the coordination."""

    kind = "input"


class Indicator(Entity):
    """A series: one measure × region × occupation or industry, with its periods and values as arrays."""

    kind = "indicator"
    measure: str | None = None
    region: str | None = None
    occupation: str | None = None
    industry: str | None = None
    unit: str | None = None
    periods: tuple[str, ...] = ()
    """ISO months (`2023-10`) or years, ascending; as many as `values`."""
    values: tuple[float, ...] = ()

    @model_validator(mode="after")
    def _one_value_a_period(self) -> Indicator:
        if len(self.periods) != len(self.values):
            raise ValueError(f"{len(self.periods)} periods but {len(self.values)} values")
        return self


KINDS: dict[str, type[Entity]] = {
    cls.kind: cls
    for cls in (
        Actor,
        Project,
        Network,
        Practice,
        Programme,
        Call,
        Theme,
        Region,
        Industry,
        Event,
        Input,
        Indicator,
    )
}


def entity_of(id_: str, fields: Fields) -> Entity:
    """Return the record of the right kind for an id and its flat fields."""
    return KINDS[id_.partition(":")[0]].of(id_, fields)


def display_name(id_: str, fields: dict[str, Any]) -> str:
    """Return the name to show for flat fields, without building the record."""
    names = {key[5:]: str(value) for key, value in fields.items() if key.startswith("name_")}
    return preferred(names) or id_
