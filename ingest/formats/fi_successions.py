"""Who took over from whom: the reforms of the Finnish actor field as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import Actor, Entity, Rank, Region, Sector, Source, Tie, TieKind
from ingest.bodies import NaturalPerson, body
from ingest.cells import CellError, day
from ingest.formats.fi_municipalities import area_id, authority, named_rows, padded, validity
from ingest.formats.finnish_fund import actor_of
from ingest.identifiers import identifier
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_HEADER = "date,what,from_scheme,from_code,from_name,to_scheme,to_code,to_name,municipalities,share,basis"
_AREAS = frozenset({"kunta", "ely", "evk", "tyollisyysalue"})
_PUBLIC = _AREAS | {"te-toimisto", "virasto"}
"""Schemes whose bodies are public, whatever their names say."""
_DIGITS = re.compile(r"\d{1,3}")


class FiSuccessions:
    """One succession a row; a body or area that splits or merges stands in several.

    Areas follow areas (by code). Authorities follow authorities: the ELY centre that an area is called by and its
    successor are tied too, and a body without an area of its own (a TE office, an agency) is tied by name to the
    authority on the other side, or to the area where no authority is named (an employment area). A table of one's own
    has the same columns; a body stands there by name, or by its number where the scheme is a register's (`fi`, `se`).
    """

    name = "fi-successions"
    title = "the table of Finnish successions of areas and authorities (csv)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the header is this table's."""
        return upload.first_line == _HEADER

    def source(self, upload: Upload) -> Source:
        """Return the table as the source."""
        return Source(
            name="fi-successions", rank=Rank.COLLECTION, title="Successions of Finnish areas and authorities"
        )

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as ties from who gave to who took over, with the day and the share."""
        for number, row in named_rows(upload):
            yield row if isinstance(row, RowOf) else _row(number, row)


def _row(number: int, row: dict[str, str]) -> RowOf:
    for end in ("from", "to"):
        if not row[f"{end}_name"]:
            return RowOf(number, rejected=Rejected(f"{end}_name", "", "nobody is named"))
        code, scheme = row[f"{end}_code"], row[f"{end}_scheme"]
        if code and not (_DIGITS.fullmatch(code) if scheme in _AREAS else identifier(code, scheme=scheme)):
            reason = f"{scheme!r} has no area and no body with such a code"
            return RowOf(number, rejected=Rejected(f"{end}_code", code, reason))
    try:
        since = day(row["date"])
    except CellError as problem:
        return RowOf(number, rejected=Rejected("date", row["date"], str(problem)))
    if since is None:
        return RowOf(number, rejected=Rejected("date", "", "the day of the succession is missing"))
    share = _share(row["share"])
    if row["share"] and share is None:
        return RowOf(number, rejected=Rejected("share", row["share"], "a share lies between 0 and 1"))
    try:
        before, before_actor = _ends(row, "from")
        after, after_actor = _ends(row, "to")
    except NaturalPerson:
        return RowOf(number, left_out=1)
    if {one.id for one in (before, before_actor) if one} & {one.id for one in (after, after_actor) if one}:
        return RowOf(number, rejected=Rejected("to_name", row["to_name"], "nobody takes over from itself"))
    pairs: list[tuple[Region | Actor, Region | Actor]] = []
    if before and after:
        pairs.append((before, after))
    giver, taker = before_actor or before, after_actor or after
    if giver and taker and (giver, taker) not in pairs:
        pairs.append((giver, taker))
    records: list[Entity | Tie] = []
    for one, other in pairs:
        tie = Tie(
            kind=TieKind.SUCCEEDED_BY, a=one.id, b=other.id, valid_from=since, share=share, note=row["what"] or None,
            evidence=row["basis"] or None,
        )  # fmt: skip
        records += [one, other, tie]
    return RowOf(number, records)


def _ends(row: dict[str, str], end: str) -> tuple[Region | None, Actor | None]:
    """Return the area and the authority that one end of a row names; one of the two may be missing."""
    scheme, code, name = row[f"{end}_scheme"], row[f"{end}_code"], row[f"{end}_name"]
    if scheme not in _AREAS and (register := identifier(code, scheme=scheme)):
        return None, body(name, identifiers=(register,), country=register.partition(":")[0])
    if not code:
        return None, actor_of(name, sector=Sector.PUBLIC if scheme in _PUBLIC else None)
    region = Region(
        id=area_id(scheme, code), name={"fi": name}, level=scheme, code=padded(scheme, code), country="FI",
        **validity(scheme, code),
    )  # fmt: skip
    return region, authority(scheme, name)


def _share(cell: str) -> float | None:
    try:
        share = float(cell)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None
