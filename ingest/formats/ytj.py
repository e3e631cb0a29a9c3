"""The Finnish business register's open data: companies with their names by date, form and municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from graph.errors import DataError
from graph.records import Actor, Entity, Rank, Sector, Source, Tie, TieKind
from ingest.cells import tidy
from ingest.identifiers import identifier
from ingest.places import located
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf
from ingest.sectors import sector_of

_SOLE_TRADER = {"26", "KMS"}
"""Company form of a natural person who trades."""
_WORDS = ("yksityinen elinkeinonharjoittaja", "enskild näringsidkare", "private trader", "sole trader")


class Ytj:
    """A company bears its current name, former and parallel ones are other names; sole traders are left out."""

    name = "ytj"
    title = "the Finnish business register's open data (json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first keys are the register's."""
        head = upload.head[:20_000]
        return head.lstrip()[:1] in (b"{", b"[") and b'"businessId"' in head and b'"names"' in head

    def source(self, upload: Upload) -> Source:
        """Return the register as the source."""
        return Source(name="ytj", rank=Rank.REGISTER, title="Finnish Business Information System")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each company, numbered by its position from 1, as a body in its municipality."""
        try:
            found = orjson.loads(upload.text())
        except orjson.JSONDecodeError as problem:
            raise DataError(
                f"{upload.path} is no JSON at line {problem.lineno}; nothing was loaded."
            ) from None
        companies = found.get("companies", [found]) if isinstance(found, dict) else found
        for number, company in enumerate(companies, 1):
            yield _company(number, company)


def _company(number: int, company: Any) -> RowOf:
    if not isinstance(company, dict):
        return RowOf(number, rejected=Rejected("", "", "the element is no JSON object"))
    told = company.get("businessId")
    code = str(told.get("value", "")) if isinstance(told, dict) else str(told or "")
    business = identifier(code, "fi")
    if business is None:
        return RowOf(number, rejected=Rejected("businessId", code[:80], "this is no business id"))
    forms = [one for one in _objects(company, "companyForms") if not one.get("endDate")]
    if any(str(one.get("type", "")) in _SOLE_TRADER or _says(one, _WORDS) for one in forms):
        return RowOf(number, left_out=1)
    names = _objects(company, "names")
    current = [
        tidy(one.get("name")) for one in names if str(one.get("type")) == "1" and not one.get("endDate")
    ]
    every = {tidy(one.get("name")) for one in names} - {""}
    if not every:
        return RowOf(number, rejected=Rejected("names", "", "the company has no name"))
    name = current[0] if current and current[0] else min(every)
    guess = sector_of(name)
    actor = Actor(
        id=f"actor:{business}", name={"fi": name}, also=tuple(sorted(every - {name})),
        business_id=business.removeprefix("fi:"), identifiers=(business,), country="FI",
        legal_form=_described(forms) or (guess.legal_form if guess else None),
        sector=Sector(guess.sector) if guess else None, sector_basis="inferred" if guess else None,
    )  # fmt: skip
    records: list[Entity | Tie] = [actor]
    for place in dict.fromkeys(_places(company)):
        region = located(place)
        records += [region, Tie(kind=TieKind.LOCATED_IN, a=actor.id, b=region.id)]
    return RowOf(number, records)


def _objects(company: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = company.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _described(forms: list[dict[str, Any]]) -> str | None:
    for form in forms:
        for one in _objects(form, "descriptions"):
            if str(one.get("languageCode")) == "1":
                return tidy(one.get("description")) or None
    return None


def _says(form: dict[str, Any], words: tuple[str, ...]) -> bool:
    return any(
        word in str(one.get("description", "")).casefold()
        for one in _objects(form, "descriptions")
        for word in words
    )


def _places(company: Mapping[str, Any]) -> Iterator[str]:
    """Yield the towns of the addresses in force: their Finnish names."""
    for address in _objects(company, "addresses"):
        for office in _objects(address, "postOffices"):
            if str(office.get("languageCode", "1")) == "1" and (city := tidy(office.get("city"))):
                yield city.title()
