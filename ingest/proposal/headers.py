"""Which field a column's name says: word for word in five languages, in part, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from ingest.fields import Field, Kind, kind
from ingest.fields.vocabulary import LANGUAGES

LABEL, SYNONYM, PART, COMMON = 1.0, 0.99, 0.97, 0.9
"""How sure a header makes it: the label itself, a synonym, one within the header, a word that others use too."""
_LEAST_RATIO = 86.0
_NEAR, _NEAREST = 0.55, 0.8
_LONGEST = 200
"""Letters of a name of a column; what is longer is a text."""
_SHORTEST = 5
"""Letters of a name that may be compared by nearness; shorter ones differ too little."""
_CAMEL = re.compile(r"(?<=[a-zåäöæøü])(?=[A-ZÅÄÖÆØÜ])")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_UNITS = re.compile(
    r"(?<!\w)(?:(?:eur|euroa?|sek|skr|kr|dkk|nok|gbp|usd|m|k|t|me|meur|keur|teur|tkr|mkr|msek|tuhatta|tuhansina|milj|"
    r"1 000|1000)\s*)+$"
)
_NUMBERED = re.compile(r"^\d+(?:\s\d+)*\s+(?=\D)|\s+\d{1,2}$")
_OTHER = re.compile(
    r"postcode|post code|postal|zip|postinumero|postiosoite|postnummer|postnr|plz|postleitzahl|latitude|longitude|"
    r"koordinaat|koordinat|percent|per cent|prosent|procent|prozent|%|\brate\b|sats\b|satz\b|\blkm\b|katuosoite|"
    r"gatuadress|street|straße|\b(?:type|tyyppi|typ|luokka|category)\W*$|\bcountry\b",
    re.IGNORECASE,
)
"""What makes a header say something else than the field whose word it holds."""
_IN = {
    "en": "in english|englanniksi|på engelska|på engelsk|auf englisch|english|engelska|engelsk|englanti|eng|en",
    "sv": "in swedish|ruotsiksi|på svenska|på svensk|auf schwedisch|swedish|svenska|svensk|ruotsi|swe|sv",
    "fi": "in finnish|suomeksi|på finska|på finsk|auf finnisch|finnish|finska|finsk|suomi|fin|fi",
}
_MARKED = {
    code: re.compile(rf"(?P<after>.+?)\s(?:{words})|(?:{words.rsplit('|', 2)[0]})\s(?P<before>.+)")
    for code, words in _IN.items()
}


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """A field that a header may say, how sure, in which languages, and whether word for word."""

    key: str
    confidence: float
    languages: frozenset[str]
    exact: bool


def plain(text: str) -> str:
    """Return a name as names are compared: small letters and digits, single spaces.

    >>> plain("ManagingAuthority"), plain("projekt_starttid"), plain("Y-tunnus *")
    ('managing authority', 'projekt starttid', 'y tunnus')
    """
    words = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


def matches(kind_name: str, header: str) -> list[HeaderMatch]:
    """Return the fields of a kind that a header may say, each once."""
    found: dict[str, HeaderMatch] = {}
    if len(header) > _LONGEST:
        return []
    for match in (*_exact(kind_name, header), *_near(kind_name, header)):
        there = found.get(match.key)
        if there is None or match.confidence > there.confidence:
            found[match.key] = match
    return [*found.values()]


def _exact(kind_name: str, header: str) -> Iterator[HeaderMatch]:
    words = _words(kind_name)
    whole = plain(header)
    for text, language, in_part in _forms(header, kind(kind_name)):
        for key, confidence, languages in words.get(text, ()):
            field = kind(kind_name).by_name[key]
            if language and not field.languages:
                continue
            sure = confidence if text == whole else min(confidence, PART)
            if not in_part or not _OTHER.search(header):
                yield HeaderMatch(f"{key}_{language}" if language else key, sure, languages, True)


def _near(kind_name: str, header: str) -> Iterator[HeaderMatch]:
    if _OTHER.search(header):
        return
    words = _words(kind_name)
    for text, language, _ in _forms(header, kind(kind_name)):
        if len(text) < _SHORTEST:
            continue
        near = process.extractOne(text, words.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST_RATIO)
        if near is None or not _of_one_build(text, near[0]):
            continue
        share = (near[1] - _LEAST_RATIO) / (100 - _LEAST_RATIO)
        for key, confidence, languages in words[near[0]]:
            if language and not kind(kind_name).by_name[key].languages:
                continue
            sure = min(_NEAR + share * (_NEAREST - _NEAR), _NEAREST) * confidence
            yield HeaderMatch(f"{key}_{language}" if language else key, sure, languages, False)


def _without_words(text: str, about: Kind) -> str:
    """Return a name without the words for the kind of record around it: *projektin alku* is *alku*."""
    words = text.split()
    while words and words[0] in about.words:
        words.pop(0)
    while words and words[-1] in about.words:
        words.pop()
    return " ".join(words)


def _of_one_build(text: str, word: str) -> bool:
    """Whether two names may be one misspelt or inflected: as many words, or the same letters parted otherwise."""
    if len(word) < _SHORTEST:
        return False
    return len(text.split()) == len(word.split()) or text.replace(" ", "") == word.replace(" ", "")


def _forms(header: str, about: Kind) -> Iterator[tuple[str, str, bool]]:
    """Yield what a header may be read as: a text, the language it names ("" none), whether part of it was cut."""
    bare = _BRACKETS.sub(" ", header)
    texts = [(header, False), (bare, bare != header)]
    texts += [(part, True) for part in re.split(r"\s*[/|\n]\s*", bare) if part.strip() and part != bare]
    seen: set[str] = set()
    for text, cut in texts:
        read = plain(text)
        without = _NUMBERED.sub("", _UNITS.sub("", read).strip()).strip()
        for one, part in ((read, cut), (without, cut), (_without_words(without, about), True)):
            if one and one not in seen:
                seen.add(one)
                yield one, "", part
                for code, pattern in _MARKED.items():
                    if match := pattern.fullmatch(one):
                        yield match["after"] or match["before"], code, part


@cache
def _words(kind_name: str) -> dict[str, list[tuple[str, float, frozenset[str]]]]:
    """Return the fields that each word says, how sure it makes them, and in which languages it says them."""
    said: dict[str, dict[str, tuple[float, set[str]]]] = defaultdict(dict)
    for field in kind(kind_name).fields:
        for word, confidence, language in _of_field(field):
            best, languages = said[plain(word)].setdefault(field.name, (confidence, set()))
            languages.add(language)
            said[plain(word)][field.name] = (max(best, confidence), languages)
    return {
        word: [(key, confidence, frozenset(languages)) for key, (confidence, languages) in fields.items()]
        for word, fields in said.items()
    }


def _of_field(field: Field) -> Iterator[tuple[str, float, str]]:
    for language in LANGUAGES:
        yield field.label[language], LABEL, language
    for confidence, words in ((SYNONYM, field.synonyms), (COMMON, field.common)):
        for language, these in words.items():
            yield from ((word, confidence, language) for word in these)
