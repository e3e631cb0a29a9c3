"""Claims: what one source says of one id, and how claims of several sources become one present."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from graph.records.base import Fields, Record
from graph.records.ids import scheme_of


class Rank(IntEnum):
    """Whose word counts first, field by field."""

    PERSON = 0
    REGISTER = 1
    AUTHORITY = 2
    COLLECTION = 3
    OTHER = 4


class Source(Record):
    """Where claims come from; equal ranks go by name."""

    name: str
    rank: Rank = Rank.OTHER
    title: str = ""
    url: str = ""


PERSON = "person"
"""The source name of corrections made by people using the program."""
SUCCESSION = "succession"
"""The source name of what a succession carried over or ended: of single ties, it is no list."""
RESOLUTION = "resolution"
"""The source name of what a resolution leaves open: which ids may be one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What `source` says of `id`: flat fields; a tie's fields carry its kind, ends, role and unit too."""

    id: str
    source: str
    fields: Fields


def fold(claims: Iterable[Claim], ranks: Mapping[str, int]) -> tuple[Fields, dict[str, str]]:
    """Return the present of one id and, for each field, the source that said it.

    Fields are taken one by one from the claim whose source ranks first (`ranks`, lower first; unknown sources last);
    equal ranks go by source name, and claims of one source by id (a merged id has several), so the order in which
    claims came never shows. Of merged ids, what is said of those of a register comes before what is said of those made
    of a name, which may be a unit's; a person's correction comes first of all. Other names (`also`, and each `name_…`
    that lost) are gathered from all.
    """

    def order(claim: Claim) -> tuple[bool, bool, int, str, str]:
        rank = ranks.get(claim.source, int(Rank.OTHER))
        return rank != Rank.PERSON, scheme_of(claim.id) == "name", rank, claim.source, claim.id

    ordered = sorted(claims, key=order)
    present: Fields = {}
    said_by: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for claim in ordered:
        for key, value in claim.fields.items():
            if key == "also" and isinstance(value, list):
                for item in value:
                    names.setdefault(str(item), set()).add(claim.source)
            elif key not in present:
                present[key] = value
                said_by[key] = claim.source
            elif key.startswith("name_"):
                names.setdefault(str(value), set()).add(claim.source)
    shown = {value for key, value in present.items() if key.startswith("name_")}
    also = sorted(names.keys() - shown)
    if also:
        present["also"] = also
        said_by["also"] = "|".join(sorted({source for name in also for source in names[name]}))
    return {key: present[key] for key in sorted(present)}, said_by
