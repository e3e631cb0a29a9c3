"""Pairs of ids that may be one, and what a person says of them, as JSON."""

from __future__ import annotations

from pydantic import Field

from api.models.base import Answer
from graph.records import Verdict
from graph.records.acts import MOST_NOTE


class MayBeOne(Answer):
    """Two ids that may be one, waiting for a person."""

    schema_name = "solmu.may-be/1"
    a: str = Field(examples=["actor:fi:0245437-2"])
    b: str = Field(examples=["actor:name:fi-0a1b2c3d4e5f"])
    names: list[str] = Field(description="The name of each.")
    speaks_for: list[str] = Field(
        description="What the program saw that speaks for one.", examples=[["slip"]]
    )
    speaks_against: list[str] = Field(description="What it saw that speaks against it.", examples=[["place"]])
    unsure: bool = Field(description="Whether a person looked and could not tell.")


class MayBeOnes(Answer):
    """All pairs that wait."""

    schema_name = "solmu.may-bes/1"
    items: list[MayBeOne]


class IdentityAsked(Answer):
    """What a person says of two ids."""

    schema_name = "solmu.identity-asked/1"
    a: str
    b: str
    answer: Verdict = Field(description="`same`, `different` or `unsure`.", examples=["different"])
    note: str = Field("", max_length=MOST_NOTE, description="Why; no names of persons.")
    by: str = Field("", max_length=100, description="A handle of who says so; no person's name is needed.")


class IdentityAnswer(Answer):
    """What was kept; `batch` merged the two (`solmu undo` takes it back), null unless they are one now."""

    schema_name = "solmu.identity/1"
    a: str
    b: str
    answer: Verdict
    batch: int | None
