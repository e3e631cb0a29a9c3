"""Whether a name is a natural person's, and how to take that person's name out of what is kept.

A person is left out when in doubt: a one-man firm without a legal form may be lost, a person may not be
kept. But a municipality, a school or a trade name that holds no full personal name stays.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from ingest.names import (
    is_given,
    is_given_abroad,
    is_initial,
    is_never_a_name,
    is_sure_surname,
    is_surname,
    may_be_a_surname,
)
from ingest.names.inflection import forms_of
from ingest.names.shape import BESIDE, CALLED_AFTER, JOINING, holds_full_name, is_full_name
from ingest.sectors import sector_of


class PersonKind(StrEnum):
    """Why a name is taken for a natural person's."""

    SOLE_TRADER = "sole_trader"
    """The name says so (`Tmi`, an estate, a named person's farm), or a trade stands beside a full name."""
    PERSONAL_NAME = "personal_name"
    """A given name and a surname, and nothing that a body is called."""


_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_TRADER = re.compile(
    r"(?<!\w)(?:t:?mi|t\.mi|t/mi|f:ma|toiminimi|toiminimellä|yksityinen elinkeinonharjoittaja"
    r"|enskild näringsidkare|enkeltmandsvirksomhed|enkeltpersonforetak|einzelunternehme[nr]|einzelfirma|eenmanszaak"
    r"|egyéni vállalkozó|jednoosobowa działalność|osvč|živnostník|entrepreneur individuel|entreprise individuelle"
    r"|füüsilisest isikust ettevõtja|persoană fizică autorizată|sole trader)(?!\w)|t:mi(?!\w)|(?<!\w)t:mi"
    r"|(?<!\w)s\. ?p\.$",
    re.IGNORECASE,
)
_ESTATE = re.compile(
    r"(?:kuolinpesä|perikunta|verotusyhtymä|dödsbo|jakamaton pesä)|(?<!\w)kp\.?$", re.IGNORECASE
)
_FARM = re.compile(
    r"(?:maatalousyhtymä|maatila|(?<!\w)(?:yhtymä|tila|gård|hemman|lantbruk))(?!\w)", re.IGNORECASE
)
_OWNER = re.compile(r"om(?:ist)?\.|(?<!\w)omistaja(?!\w)", re.IGNORECASE)
_INITIAL = re.compile(r"(?<!\w)[A-ZÅÄÖ]\. ?([A-ZÅÄÖ]\w{3,})")
_AFTER_COLON = re.compile(r":\w{1,4}(?!\w)")  # "HAMK:n", "S:t Michel": no initials either
_SWEDISH_IN = re.compile(r"(?<!\w)i(?!\w)")  # "NTM-centralen i Satakunta": no initial
_POSSESSIVE = re.compile(r"['’´]s\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")


@lru_cache(maxsize=65_536)
def person_kind(name: str) -> PersonKind | None:
    """Return why a beneficiary's name is a natural person's, or None when it names a body.

    A legal form settles it (`Maija Keksitty Oy` is a company), then what says *sole trader*, then the
    words themselves. A trade beside a full personal name and no legal form (`Parturi Maija Keksitty`) is
    a sole trader.

    >>> person_kind("Tmi Keksitty"), person_kind("Keksitty Maija"), person_kind("Maija Keksitty Oy")
    (<PersonKind.SOLE_TRADER: 'sole_trader'>, <PersonKind.PERSONAL_NAME: 'personal_name'>, None)
    """
    text = unicodedata.normalize("NFKC", name).strip()
    outside = _BRACKETS.sub(" ", text).strip() or text
    if sector_of(outside) is not None:
        return None
    if _TRADER.search(text) or _ESTATE.search(outside):
        return PersonKind.SOLE_TRADER
    if not _POSSESSIVE.search(outside) and is_full_name(_words(outside)):
        return PersonKind.PERSONAL_NAME
    if sector_of(text) is not None:
        return None
    if "/" in text and any(is_full_name(_words(part)) for part in text.split("/")):
        return PersonKind.SOLE_TRADER
    words = _words(text)
    if _FARM.search(outside) and any(is_given(word) or is_sure_surname(word) for word in words):
        return PersonKind.SOLE_TRADER
    if holds_full_name(words, text.isupper()) or (_OWNER.search(text) and any(map(is_given, words))):
        return PersonKind.SOLE_TRADER
    called_after = words[-1:] and words[-1] in CALLED_AFTER
    if not called_after and any(not is_never_a_name(word.casefold()) for word in _INITIAL.findall(text)):
        return PersonKind.SOLE_TRADER
    return None


def _words(text: str) -> list[str]:
    text = _SWEDISH_IN.sub(" in ", _AFTER_COLON.sub(" ", text))
    return _WORD.findall(text.casefold().replace("&", " ja ").replace("+", " ja "))


# "FIRMA OYMAIJA KEKSITTY": lists lose the line break between a form and a contact person.
_GLUED_TAIL = re.compile(
    r"(?<!\w)(?:(?:OY|Oy)(?![Jj](?!\w))|AB|KY|AY|RY|RF|LTD|OSUUSKUNTA|AVOIN YHTIÖ|Ab|Ky|Ay|Ltd)"
    r"(?=C/O|c/o|[A-ZÅÄÖ])"
)
_FORM_WORDS = frozenset(
    {"oyj", "oy", "ab", "abp", "ky", "ay", "ry", "rf", "ltd", "osk", "sr", "osuuskunta", "osakeyhtiö"}
)
_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_FORM_WORDS))}|avoin yhtiö)(?!\w)\.?", re.IGNORECASE)
# A form in front of the name it belongs to: "Kiinteistö Oy Keksityntie".
_FORM_IN_FRONT = frozenset({"kiinteistö", "asunto", "as", "fastighets", "bostads"})
_PARTS = re.compile(r"\s*(?:/|,|;|\||\s{2,}|\s[-–—]\s|(?<!\w)yht\.?\s?hlö\.?:?|[()\[\]])\s*", re.IGNORECASE)
_CARE_OF = re.compile(r"\s*[/,(]?\s*c/o\s+.*$", re.IGNORECASE)
_FORMERLY = re.compile(r"(?<!\w)(?:ent(?:inen|\.)|om(?:ist)?\.|omistaja|yhteyshenkilö)(?!\w)", re.IGNORECASE)
_TITLES = (
    r"(?:professori|professor|prof\.|dosentti|docent|dos\.|rehtori|rektor|toimitusjohtaja|toiminnanjohtaja|"
    r"projektipäällikkö|hankepäällikkö|projektledare|project manager|yhteyshenkilö:?|tutkija)"
)
_TITLED = re.compile(rf"[\s,/(]+{_TITLES}\s+(?P<who>[^,/()]+)\)?$", re.IGNORECASE)
_TITLED_FIRST = re.compile(rf"{_TITLES}\s+(?P<who>[^,/()]+?)\s*[,/(]\s*(?=\S)", re.IGNORECASE)
_TITLE_LEFT = re.compile(rf"^{_TITLES}\s*[,/]\s*(?=\S)|[\s,/(]+{_TITLES}\s*\)?$", re.IGNORECASE)
"""A title from which the person's name was taken already."""
_EDGES = " \t,;:/|-–—("


def strip_person(name: str) -> tuple[str, bool]:
    """Return a body's name without the person's name a list put beside it, and whether one was there.

    Only what stands after a whole body's name, or apart from it, is taken: a company called after a person
    (`Maija Keksitty Oy`, `Oy Maija Keksitty Ab`) keeps its name.

    >>> strip_person("FIRMA OYMAIJA KEKSITTY"), strip_person("Kuljetusliike Maija Keksitty Oy")
    (('FIRMA OY', True), ('Kuljetusliike Maija Keksitty Oy', False))
    """
    text = " ".join(_GLUED_TAIL.sub(_part_if_person, name).split(" "))
    text, cared = _without_care_of(text)
    titled = _TITLED.search(text)
    if titled is not None and _is_contact(titled["who"]):
        text, cared = text[: titled.start()], True
    first = _TITLED_FIRST.match(text)
    if first is not None and _is_contact(first["who"]):
        text, cared = text[first.end() :].rstrip(")"), True
    if (left := _TITLE_LEFT.sub("", text)) != text:
        text, cared = left, True
    parts = _PARTS.split(text)
    people = [part for part in parts if _is_contact(part) and any(map(is_surname, _words(part)))]
    if people and any(sector_of(part) is not None for part in parts if part not in people):
        for part in people:
            text = re.sub(rf"[\s/,;|(\[–—-]*(?<!\w){re.escape(part)}(?!\w)[)\]]?", " ", text)
        text, cared = text.strip(_EDGES), True
    for form in reversed(list(_FORM.finditer(text))):
        head, tail = text[: form.end()], text[form.end() :]
        before = head[: form.start()].casefold().split()
        named = any(word not in _FORM_WORDS for word in before) and before[-1] not in _FORM_IN_FRONT
        if named and _is_contact(tail):
            return head.strip(), True
    if cared:
        return " ".join(text.split()), True
    return name, False


def _part_if_person(form: re.Match[str]) -> str:
    tail = form.string[form.end() :]
    apart = tail.casefold().startswith("c/o") or _is_contact(tail)
    return f"{form.group()} " if apart else form.group()


def _without_care_of(text: str) -> tuple[str, bool]:
    found = _CARE_OF.search(text)
    if found is None or not found.start():
        return text, False
    return text[: found.start()].strip(_EDGES), True


def _is_contact(text: str) -> bool:
    """Whether a part of a name is a person's: full, with a listed given name, or a sole trader's."""
    if not text or sector_of(text) is not None:
        return False
    if _TRADER.search(text) is not None:
        return True
    words = _words(_FORMERLY.sub(" ", text))
    known = any(is_given(word) or is_initial(word) for word in words) or (
        any(map(is_given_abroad, words)) and any(map(is_sure_surname, words))
    )
    return known and is_full_name(words)


_TITLE = r"(?:(?<!\w)(?:t:?mi|t\.mi|t/mi|f:ma|toiminim\w+)[\s:]+)?"


def mentions(text: str, person_name: str) -> bool:
    """Return whether a text (a project's name) holds a left-out person's name, in any order or inflection.

    >>> mentions("Maija Keksityn yrityksen käynnistys", "Keksitty Maija")
    True
    """
    return bool(_mentions(text, person_name))


def without_person(text: str, person_name: str) -> str:
    """Return a text without a left-out person's name, tidied; empty where a neutral title must stand for it.

    At least two neighbouring words of the name are taken together (`Maija Keksityn`, `Keksitty M.`), or
    one that can be nothing else: a surname in `-nen`, or a sole trader's own trade name.

    >>> without_person("T:mi Maija Keksitty - verstaan laajennus", "Tmi Keksitty Maija")
    'verstaan laajennus'
    """
    kept = text
    for start, end in reversed(_mentions(text, person_name)):
        kept = f"{kept[:start]} {kept[end:]}"
    if kept == text:
        return text
    kept = re.sub(r"[(\[\"'”]\s*[)\]\"'”]", " ", kept)
    kept = re.sub(r"\s+([,.;:)\]])", r"\1", " ".join(kept.split()))
    kept = re.sub(r"(?:[,;:/–—-]\s*){2,}(?=\s|$)|(?<=\()\s+", " ", kept)
    return " ".join(kept.split()).strip(" ,;:/|–—-.&+")


def _mentions(text: str, person_name: str) -> list[tuple[int, int]]:
    """Where the name stands in the text: start and end of each stretch to take out."""
    named = [
        word for word in _words(_TRADER.sub(" ", person_name)) if word not in JOINING and word not in BESIDE
    ]
    forms = {word: forms_of(word) for word in named}
    found: list[tuple[int, int]] = []
    stretch: list[tuple[re.Match[str], str]] = []
    for word in _WORD.finditer(text):
        said = word.group().casefold()
        name = next((name for name in named if said == name or forms[name].fullmatch(said)), None)
        if name is None and is_initial(said):
            name = next((name for name in named if name.startswith(said)), None)
        if stretch and (name is None or not _are_neighbours(text, stretch[-1][0].end(), word.start())):
            if said in JOINING or (said in BESIDE and name is None):
                continue
            found.extend(_taken(text, stretch, named))
            stretch = []
        if name is not None:
            stretch.append((word, name))
    found.extend(_taken(text, stretch, named))
    return found


def _are_neighbours(text: str, end: int, start: int) -> bool:
    between = text[end:start].casefold()
    return not any(sign.isalnum() and sign not in "jaochs" for sign in between) and len(between) <= 6


def _taken(
    text: str, stretch: Sequence[tuple[re.Match[str], str]], named: Sequence[str]
) -> list[tuple[int, int]]:
    names = {name for _, name in stretch}
    if not names or all(map(is_initial, names)):
        return []
    if len(stretch) == 1:
        (alone,) = names
        if is_initial(stretch[0][0].group()):
            return []
        own = alone.endswith("nen") and is_sure_surname(alone)
        trade_name = len(named) == 1 and len(alone) > 3 and ("-" in alone or may_be_a_surname(alone))
        if not (own or trade_name):
            return []
    elif all(map(is_never_a_name, names)):
        return []
    start, end = stretch[0][0].start(), stretch[-1][0].end()
    title = re.search(rf"{_TITLE}$", text[:start], re.IGNORECASE)
    after = re.match(r"\.?(?::\w+)?(?:\s+t:?mi(?!\w)(?::\w+)?)?", text[end:], re.IGNORECASE)
    return [(title.start() if title else start, end + (after.end() if after else 0))]
