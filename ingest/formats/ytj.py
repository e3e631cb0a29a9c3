"""The Finnish business register's open data (YTJ, API v3): companies and other bodies with their names and seats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.records import Actor, Entity, Industry, Rank, Region, Source, Tie, TieKind, entity_id
from ingest.bodies import NaturalPerson, body
from ingest.cells import CellError, tidy
from ingest.dates import any_day
from ingest.formats.fi_municipalities import area_id
from ingest.formats.json_document import array_keys, document, elements, elements_of, head_keys
from ingest.formats.ndjson_lines import Line
from ingest.identifiers import identifier
from ingest.persons import person_kind
from ingest.places import area
from ingest.project_row import web_address
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_KEYS = {"businessId", "names"}
_ALSO_KEYS = {"companyForms", "tradeRegisterStatus", "mainBusinessLine", "registeredEntries"}
_MAIN = "1"
_SOLE_TRADER = "26"
_PERSONS = re.compile(
    r"yksityinen elinkeinonharjoittaja|toiminimi|enskild näringsidkare|private trader|kuolinpesä|dödsbo|"
    r"verotusyhtymä|beskattningssammanslutning",
    re.IGNORECASE,
)
"""Forms whose bodies are natural persons."""
_LEGAL_FORMS = {
    "osakeyhtiö": "oy", "julkinen osakeyhtiö": "oyj", "asunto-osakeyhtiö": "oy", "osuuskunta": "osk",
    "kommandiittiyhtiö": "ky", "avoin yhtiö": "ay", "säätiö": "säätiö", "aatteellinen yhdistys": "ry",
    "taloudellinen yhdistys": "ry", "rekisteröity yhdistys": "ry",
}  # fmt: skip
_INDUSTRIES = {"TOIMI3": "tol2008", "TOL2008": "tol2008", "TOIMI4": "tol2025", "TOL2025": "tol2025"}
_LANGUAGES = {"1": "fi", "2": "sv", "3": "en"}
_MUNICIPALITY = re.compile(r"\d{3}")
_VISITING = "1"


class Ytj:
    """One body a row; a sole trader or an estate is a natural person, who is counted and kept nowhere."""

    name = "ytj"
    title = "the Finnish business register's open data (json)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the JSON has the keys of the register's bodies."""
        keys = head_keys(upload) or array_keys(upload)
        return keys >= _KEYS and bool(keys & _ALSO_KEYS)

    def source(self, upload: Upload) -> Source:
        """Return the register as the source."""
        return Source(name="ytj", rank=Rank.REGISTER, title="PRH: Yritys- ja yhteisötietojärjestelmä")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each body with its names, legal form, industry and municipality."""
        for number, company in _companies(upload):
            yield RowOf(number, rejected=company) if isinstance(company, Rejected) else _row(number, company)


def _companies(upload: Upload) -> Iterator[tuple[int, Line | Rejected]]:
    if array_keys(upload):
        return elements(upload)
    if "companies" in head_keys(upload):
        return elements(upload, "companies")
    return elements_of(upload, [document(upload)])  # the answer about one body


def _row(number: int, company: Line) -> RowOf:
    value = _object(company, "businessId").get("value") or company.get("businessId")
    business_id = identifier(_text(value), "fi", "fi")
    if business_id is None:
        return RowOf(
            number, rejected=Rejected("businessId", _text(value)[:20], "it is no Finnish business id")
        )
    forms = _current(_objects(company, "companyForms"))
    said = [text for form in forms for text in _descriptions(form).values()]
    if any(_text(form.get("type")) == _SOLE_TRADER for form in forms) or any(map(_PERSONS.search, said)):
        return RowOf(number, left_out=1)
    try:
        actor = _actor(company, business_id, forms)
    except NaturalPerson:
        return RowOf(number, left_out=1)
    except CellError as problem:
        return RowOf(number, rejected=Rejected("date", "", str(problem)))
    if actor is None:
        return RowOf(number, rejected=Rejected("names", "", "the body has no name"))
    return RowOf(number, [actor, *_around(company, actor.id)])


def _actor(company: Line, business_id: str, forms: list[Line]) -> Actor | None:
    """Return the body under its main name in force, or the last one where it is no more; None where it has none."""
    names = sorted(
        (one for one in _objects(company, "names") if _text(one.get("name"))),
        key=lambda one: (_text(one.get("type")) != _MAIN, _ended(one), _version(one), _text(one["name"])),
    )
    if not names:
        return None
    main, *others = [_text(one["name"]) for one in names]
    actor = body(main, identifiers=(business_id,))
    also = {name for name in (*actor.also, *others) if not person_kind(name)} - {*actor.name.values()}
    form = next((_descriptions(one).get("fi", "") for one in forms), "").casefold()
    founded = _object(company, "businessId").get("registrationDate")
    return actor.model_copy(
        update={
            "also": tuple(sorted(also)),
            "legal_form": actor.legal_form or _LEGAL_FORMS.get(form) or form or None,
            "valid_from": _day(company.get("registrationDate")) or _day(founded),
            "valid_to": _day(company.get("endDate")),
            "url": web_address(_text(_object(company, "website").get("url"))),
        }
    )


def _around(company: Line, id_: str) -> Iterator[Entity | Tie]:
    """Yield the body's municipality, by its visiting address first, and its industry, with the ties."""
    addresses = sorted(_objects(company, "addresses"), key=lambda one: _text(one.get("type")) != _VISITING)
    seat = next((region for one in addresses if (region := _municipality(one))), None)
    if seat is not None:
        yield seat
        yield Tie(kind=TieKind.LOCATED_IN, a=id_, b=seat.id)
    line = _object(company, "mainBusinessLine")
    code, scheme = _text(line.get("type")), _INDUSTRIES.get(_text(line.get("typeCodeSet")).upper())
    if code and scheme:
        industry = Industry(id=entity_id("industry", scheme, code), name=_descriptions(line), code=code)
        yield industry
        yield Tie(kind=TieKind.ABOUT, a=id_, b=industry.id)


def _municipality(address: Line) -> Region | None:
    for office in _objects(address, "postOffices"):
        code = _text(office.get("municipalityCode"))
        if code.isdigit() and _MUNICIPALITY.fullmatch(code.zfill(3)):
            id_ = area_id("kunta", code.zfill(3))
            try:
                return area(id_)
            except KeyError:  # one that is no more
                city = _text(office.get("city"))
                return Region(
                    id=id_,
                    level="kunta",
                    code=code.zfill(3),
                    country="FI",
                    name={"fi": city.title()} if city else {},
                )
    return None


def _current(listed: list[Line]) -> list[Line]:
    """Return those in force, the newest version first; where none is, the last ones."""
    ordered = sorted(listed, key=_version)
    return [one for one in ordered if not _ended(one)] or ordered


def _ended(one: Line) -> bool:
    return bool(_text(one.get("endDate")))


def _version(one: Line) -> int:
    """Return how old an entry is: version 1 is in force."""
    version = _text(one.get("version"))
    return int(version) if version.isdigit() and len(version) < 6 else 0


def _descriptions(one: Line) -> dict[str, str]:
    found = {
        _LANGUAGES.get(_text(text.get("languageCode")), ""): _text(text.get("description"))
        for text in _objects(one, "descriptions")
    }
    return {language: text for language, text in found.items() if language and text}


def _day(value: Any) -> date | None:
    return any_day(_text(value))


def _text(value: Any) -> str:
    return tidy(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _object(one: Line, key: str) -> Line:
    value = one.get(key)
    return value if isinstance(value, dict) else {}


def _objects(one: Line, key: str) -> list[Line]:
    """Return the objects of a list; one alone stands for a list of itself, as programs that convert files write it."""
    value = one.get(key)
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, dict)]
