"""What a body with a business id is called, and which of its units acts, where a list gives it many names."""

from __future__ import annotations

import re
from collections import Counter

from graph.records import Actor, Sector, name_key
from ingest.cells import tidy
from ingest.formats.finnish_fund import actor_of
from ingest.persons import strip_person
from ingest.sectors import sector_of

_APART = re.compile(r"\s*(?<!-)[,/]\s*")  # but not "Elinkeino-, liikenne- ja ..."
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,}")
_REGISTERED = re.compile(r"(?<!\w)(?:oyj?|ab|r\.?\s?y|rf|sr|osk|skn)\.?$", re.IGNORECASE)
_DEPARTMENT = re.compile(r"(?P<owner>\S.*?)(?P<form>(?<= )kaupungin|(?<= )kunnan|(?<=[ -])yliopiston) \S.*")
_NOMINATIVE = {"kaupungin": "kaupunki", "kunnan": "kunta", "yliopiston": "yliopisto"}
_OF_ITS_OWN = frozenset({"oy", "oyj", "ab", "ltd", "ry", "säätiö", "osk", "ky", "opiskelijakunta"})


class LegalPersons:
    """The names and stated sectors of the bodies of one file; count them all before asking for one.

    Every answer stands on the whole file, so that the order of its rows never shows.
    """

    def __init__(self) -> None:
        self._names: dict[str, Counter[str]] = {}
        self._sectors: dict[str, Counter[Sector]] = {}
        self._shown: dict[str, str] = {}

    def count(self, name: str, business_id: str, sector: Sector | None = None) -> None:
        """Take in that a row calls a body so, and what sector it states."""
        checked = checked_business_id(business_id)
        if checked and name:
            self._names.setdefault(checked, Counter())[_without_person(name)] += 1
        if sector:
            self._sectors.setdefault(checked or name_key(name), Counter())[sector] += 1

    def actor(self, name: str, business_id: str) -> tuple[Actor, str]:
        """Return the actor that a row names, and the unit of it that acts ("" where the body itself does).

        A wrong business id is passed over, and the name decides; raise NaturalPerson where that is a person's.
        """
        checked = checked_business_id(business_id)
        sector = self._sector(checked or name_key(name))
        if checked is None:
            return actor_of(name, sector=sector), ""
        said, shown = _without_person(name), self._name(checked)
        actor = actor_of(shown, business_id=checked, sector=sector)
        also = {*actor.also, said} - {*actor.name.values()}
        return actor.model_copy(update={"also": tuple(sorted(also))}), said if is_unit(said, shown) else ""

    def _sector(self, key: str) -> Sector | None:
        stated = self._sectors.get(key)
        return min(stated, key=lambda sector: (-stated[sector], sector.value)) if stated else None

    def _name(self, business_id: str) -> str:
        """The body's own name: a municipality's or joint authority's, else a whole one, else the most used.

        Spellings that differ in capitals only count as one; of them the most used is shown.
        """
        if business_id not in self._shown:
            heads: Counter[tuple[str, bool]] = Counter()
            spellings: Counter[str] = Counter()
            for name, times in self._names[business_id].items():
                heads[head_of(name)] += times
                spellings[name_key(head_of(name)[0])] += times
            self._shown[business_id] = min(
                heads,
                key=lambda head: (*_preference(*head), -spellings[name_key(head[0])], len(head[0]), -heads[head],
                                  sum(map(str.isupper, head[0])), head[0]),
            )[0]  # fmt: skip
        return self._shown[business_id]


def checked_business_id(text: str) -> str | None:
    """Return a Finnish business id in its usual form, None where the text is none.

    >>> checked_business_id("0161075-9"), checked_business_id("0161075-8")
    ('0161075-9', None)
    """
    from stdnum.fi import ytunnus

    if not text or not ytunnus.is_valid(text):
        return None
    digits = ytunnus.compact(text)
    return f"{digits[:7]}-{digits[7]}"


def head_of(name: str) -> tuple[str, bool]:
    """Return the body that a name begins with or belongs to, and whether the name says more than the body.

    >>> head_of("Helsingin kaupunki, Stadin aikuisopisto"), head_of("Turun kaupungin sivistystoimiala")
    (('Helsingin kaupunki', True), ('Turun kaupunki', True))
    >>> head_of("Työterveyslaitos, TTL"), head_of("Turun kaupungin Tilapalvelut Oy")
    (('Työterveyslaitos', False), ('Turun kaupungin Tilapalvelut Oy', False))
    """
    parts = [part for part in _APART.split(name) if part]
    while len(parts) > 1 and _ABBREVIATION.fullmatch(parts[-1]):
        parts.pop()
    if not parts:
        return name, False
    head = min(parts, key=lambda part: (not _is_municipal(part), not _REGISTERED.search(part)))
    guess = sector_of(head)
    department = _DEPARTMENT.fullmatch(head)
    if department is not None and (guess is None or guess.legal_form not in _OF_ITS_OWN):
        return f"{department['owner']}{_NOMINATIVE[department['form']]}", True
    return head, len(parts) > 1


def is_unit(said: str, shown: str) -> bool:
    """Return whether a row's name of a body is that of a unit: it says more, or a municipality's id has another name.

    >>> is_unit("Kouvolan seudun ammattiopisto", "Kouvolan kaupunki"), is_unit("Riveria Oy", "Riveria")
    (True, False)
    """
    head, says_more = head_of(said)
    if says_more:
        return True
    return shown.endswith((" kaupunki", " kunta")) and name_key(head) != name_key(shown)


def _preference(head: str, says_more: bool) -> tuple[bool, bool, bool]:
    return not _is_municipal(head), says_more, head.isupper()


def _is_municipal(name: str) -> bool:
    last = name.casefold().rpartition(" ")[2]
    return last in ("kaupunki", "kunta") or last.endswith("kuntayhtymä")


def _without_person(name: str) -> str:
    return strip_person(tidy(name))[0]
