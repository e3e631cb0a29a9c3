"""The natural persons that a list names, gathered to look for them where they may not be. Never print one.

By two rules: the program's own (`person_kind`), and one of this file's that shares nothing with it: sole traders by
their `Tmi`, and cells made of nothing but the given names and surnames that Faker knows for Finland.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from faker.providers.person.fi_FI import Provider

from ingest.cells import with_commas
from ingest.names import is_given
from ingest.persons import person_kind

IMPLEMENTER = 9
_WORD = re.compile(r"[^\W\d_]+")
_TRADER = re.compile(r"(?<!\w)(?:t:?mi|toiminimi\w*)(?!\w)", re.IGNORECASE)
_BODY = re.compile(
    r"(?<!\w)(?:oyj?|ab|ky|ay|ltd|osk|osuuskunta|ry|rf|rs|sr|säätiö|stiftelse|kommandiittiyhtiö|avoin yhtiö"
    r"|kunta|kaupunki)(?!\w)"
    r"|(?:säätiö|yhdistys|osuuskunta|seura|liitto)(?:n|t|s)?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Persons:
    """The natural persons of a list: how many rows each rule found, and the pairs of words to look for."""

    by_our_rule: int
    by_the_other_rule: int
    missed_by_ours: int
    pairs: frozenset[tuple[str, str]] = field(repr=False)
    """Neighbouring words of a left-out name, in the order of the list and turned round, casefolded."""

    def left_in(self, pieces: Iterable[str]) -> int:
        """How many of these pieces of text hold a person's name that is not part of a body's own name."""
        return sum(1 for piece in set(pieces) if self._named(piece) and not _BODY.search(piece))

    def _named(self, piece: str) -> bool:
        words = _words(piece)
        return any(pair in self.pairs for pair in pairwise(words))

    def pairs_in(self, data: bytes) -> set[tuple[str, str]]:
        """The pairs that stand side by side anywhere in these bytes, read as UTF-8."""
        words = _words(data.decode("utf-8", "replace"))
        return set(self.pairs.intersection(pairwise(words)))


def persons_of(path: Path) -> Persons:
    """The natural persons of the national list of 2007–2013."""
    ours = other = missed = 0
    pairs: set[tuple[str, str]] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            name = with_commas(row[IMPLEMENTER])
            by_us, by_other = person_kind(name) is not None, _is_person(name)
            ours += by_us
            other += by_other
            missed += by_other and not by_us
            if by_us or by_other:
                pairs.update(_pairs(name))
    return Persons(ours, other, missed, frozenset(pairs))


def rows_with_persons(path: Path) -> Iterator[str]:
    """The header of the list, and its rows whose implementer is a natural person by either rule."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    yield lines[0]
    for line, row in zip(lines[1:], csv.reader(lines[1:]), strict=True):
        name = with_commas(row[IMPLEMENTER])
        if person_kind(name) is not None or _is_person(name):
            yield line


def _is_person(name: str) -> bool:
    if _BODY.search(name):
        return False
    words = _words(name)
    given, surnames = _names()
    known = [word in given or word in surnames for word in words]
    full = any(word in given for word in words) and any(word in surnames for word in words)
    return _TRADER.search(name) is not None or (2 <= len(words) <= 4 and full and all(known))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """Neighbouring words of which one is a given name and the other none: what tells one person from others."""
    words = _words(_TRADER.sub(" ", name))
    for a, b in pairwise(words):
        if len(a) > 2 and len(b) > 2 and _is_given(a) != _is_given(b):
            yield from ((a, b), (b, a))


def _is_given(word: str) -> bool:
    return word in _names()[0] or is_given(word)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    given = {*Provider.first_names, *Provider.first_names_male, *Provider.first_names_female}
    return frozenset(map(str.casefold, given)), frozenset(map(str.casefold, Provider.last_names))
