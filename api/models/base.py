"""What every answer shares: its schema, a name and a version."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, computed_field

SCHEMA = "schema"


class Answer(BaseModel):
    """An object of an answer; `schema` says which, and in which version."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)
    schema_name: ClassVar[str]

    @computed_field(alias=SCHEMA, description="Name and version of this object's form.")  # type: ignore[prop-decorator]
    @property
    def schema_(self) -> str:
        """Name and version of this object's form."""
        return self.schema_name


class Problem(Answer):
    """A request that cannot be answered, and what to do."""

    schema_name = "solmu.problem/1"
    error: str = Field(examples=["Nothing is known of actor:fi:0000000-0; `solmu search` finds ids by name."])


PROBLEMS: dict[int | str, dict[str, object]] = {
    400: {"model": Problem, "description": "The request was wrong; `error` says how."},
    404: {"model": Problem, "description": "Nothing has this id."},
    503: {"model": Problem, "description": "The store cannot be reached."},
}
