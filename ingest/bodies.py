"""A body's name in a list becomes an actor, unless it is a natural person's."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.records import Actor, Sector, entity_id, named_id
from ingest.cells import tidy
from ingest.identifiers import best
from ingest.persons import person_kind, strip_person
from ingest.sectors import sector_of

_FORMER = re.compile(r"\s*\((?:aiemmin|ent\.|entinen|f\.d\.|tidigare|formerly)\s+([^()]+)\)", re.IGNORECASE)


NOWHERE = "xx"
"""The country, in ids made of names, of what no source places in one."""


class NaturalPerson(Exception):
    """The name is a natural person's: the project may be loaded, the name is kept nowhere."""


@lru_cache(maxsize=50_000)
def body(
    name: str,
    *,
    business_id: str | None = None,
    country: str = "fi",
    language: str = "fi",
    sector: Sector | None = None,
    legal_form: str | None = None,
    identifiers: tuple[str, ...] = (),
    is_body: bool = False,
) -> Actor:
    """Return the actor of a name as a list gives it; raise NaturalPerson where it is a person's.

    With `is_body` the list says of what kind the body is: a name that looks like a person's is then a body's.

    A business id decides who it is, else the best of `identifiers` (`ingest.identifiers`), else the name; a wrong
    business id raises ValueError. The sector is as stated, else inferred from legal form and name, and marked as
    inferred. A former name in brackets becomes another name.
    """
    whole = tidy(name)
    if not is_body and person_kind(whole):
        raise NaturalPerson
    whole, _ = strip_person(whole)
    former = tuple(sorted({tidy(match) for match in _FORMER.findall(whole)}))
    shown = tidy(_FORMER.sub("", whole)) or whole
    guess = sector_of(shown)
    if business_id:
        id_ = entity_id("actor", "fi", _plain_id(business_id))
    elif identifiers:
        scheme, _, local = best(identifiers).partition(":")
        id_ = entity_id("actor", scheme, local)
        business_id = local if scheme == "fi" else None
    else:
        id_ = named_id("actor", whole, country)
    return Actor(
        id=id_,
        name={language: shown},
        also=former,
        sector=sector or (Sector(guess.sector) if guess else None),
        sector_basis="stated" if sector else "inferred" if guess else None,
        legal_form=legal_form or (guess.legal_form if guess else None),
        business_id=business_id,
        country=country.upper() if country != NOWHERE else None,
        identifiers=tuple(sorted(identifiers)),
    )


def _plain_id(business_id: str) -> str:
    digits = re.sub(r"\D", "", business_id)
    return f"{digits[:-1]}-{digits[-1:]}"
