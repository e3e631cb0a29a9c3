"""What two names of one body have in common (keys), and what shows that they are two bodies (contradictions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from ingest.resolution.names.anatomy import (
    Reading,
    body_and_unit,
    holds_two,
    key_of,
    of_part,
    parts_of,
    readings,
    tells,
)
from ingest.resolution.names.known import known_bodies
from ingest.resolution.names.letters import small_letters
from ingest.resolution.names.words import GENERIC


class Keys(NamedTuple):
    """A name as it is compared."""

    readings: tuple[Reading, ...]
    keys: frozenset[str]
    """Two names that share one are alike in everything that tells bodies apart."""
    plain: frozenset[str]
    """The name and its parts in small letters without marks, words parted by one space."""
    first_plain: str
    bare: str
    """The whole name where it is only an abbreviation."""
    shorts: frozenset[str]
    """Abbreviations that stand in the name."""
    initials: frozenset[str]
    known: str
    """The known body that bears exactly this name, else ""."""
    part: tuple[frozenset[str], frozenset[str]]
    """The places and the numbers of a part of the body, as `anatomy.of_part`."""
    is_of_two: bool
    """Whether two bodies stand in it."""

    @property
    def is_firm(self) -> bool:
        """Whether it is a company's name that holds no place."""
        return any({"company", "partnership"} & one.forms and not one.places for one in self.readings)

    @property
    def near_keys(self) -> Iterator[str]:
        """Yield what this name shares with one that differs by a slip of one or two letters in one long word."""
        for plain in self.plain:
            words = plain.split()
            yield f"joined {''.join(words)}"
            longest = sorted(range(len(words)), key=lambda n: -len(words[n]))[
                : _SLIPS_IN if len(words) < _MANY_WORDS else 2 * _SLIPS_IN
            ]
            for at in longest:
                word = words[at]
                if len(word) < (_SHORTEST_SLIP if len(words) < _MANY_WORDS else 4):
                    continue
                others = " ".join(words[:at] + words[at + 1 :])
                for end in {_end(len(word) + change, others) for change in (-1, 0, 1)}:
                    yield f"{others}^{word[:end]}"
                    yield f"{others}${word[-end:]}"
            if len(plain) >= _CUT:
                yield f"cut {plain[:_CUT]}"

    @property
    def short_keys(self) -> Iterator[str]:
        """Yield the abbreviations that this name is, holds or could be shortened to."""
        yield from {self.bare, *self.shorts, *self.initials} - {""}

    def contradiction(self, other: Keys) -> str:
        """Return what shows that these are two bodies (`form`, `place`, `number`, `known`), "" where nothing does.

        `part` where only parts of theirs differ, which may be bodies of their own.
        """
        if self.known and other.known and self.known != other.known:
            return "known"
        found = [_contradiction(a, b) for a in self.readings for b in other.readings]
        if found and all(found):
            return found[0]
        if self.is_of_two != other.is_of_two:
            return "part"
        parts = zip(self.part, other.part, strict=True)
        return "part" if any(a and b and not (a <= b or b <= a) for a, b in parts) else ""

    def likeness(self, other: Keys) -> Likeness:
        """Return how near the names are letter by letter."""
        return max(likeness(a, b) for a in self.plain for b in other.plain)

    def is_short_for(self, other: Keys) -> bool:
        """Return whether one of the names is an abbreviation that the other holds or gives."""
        return any(
            a.bare != "" and a.bare in b.shorts | b.initials for a, b in ((self, other), (other, self))
        )


def _end(size: int, others: str) -> int:
    """Return how many letters of a word's beginning, or end, a slip in its other half leaves alone."""
    return 5 if size >= 12 or not others else 4 if size >= 9 else 3


_BEFORE_UNIT = 12
"""Letters that a body's name has at the least where a slash parts it from its unit."""
_SLIPS_IN = 3
_SHORTEST_SLIP = 6
_MANY_WORDS = 5
"""From how many words on a slip in a short word is one too."""
_CUT = 30
"""Letters of a name that lists cut, at the least."""


class Likeness(IntEnum):
    """How near two names are, letter by letter."""

    FAR = 0
    MAYBE = 1
    """A slip in the one word that tells the body from others: as likely another body's name."""
    SLIP = 2
    """A slip, or one name cut, and enough besides that agrees."""


def likeness(a: str, b: str) -> Likeness:
    """Return how near two names are that are written as in `Keys.plain`."""
    short, long = sorted((a, b), key=len)
    if len(short) >= _CUT and len(long) > len(short) and long.startswith(short) and long[len(short)] != " ":
        return Likeness.SLIP
    x, y = a.split(), b.split()
    if len(x) != len(y):
        joined = "".join(x), "".join(y)
        if any(len(word) == 1 for word in {*x} ^ {*y}) or min(map(len, joined)) < _LONG:
            return Likeness.FAR
        return Likeness.SLIP if OSA.distance(*joined, score_cutoff=1) <= 1 else Likeness.FAR
    odd = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    if len(odd) != 1:
        return Likeness.FAR if odd else Likeness.SLIP
    p, q = odd[0]
    if any(map(str.isdigit, p + q)):
        return Likeness.FAR
    size = min(len(p), len(q))
    least = 7 if len(x) < 3 else _SHORTEST_SLIP if len(x) < _MANY_WORDS else 4
    if size < least or OSA.distance(p, q, score_cutoff=2) > (1 if size < 11 else 2):
        return Likeness.FAR
    rest = any(len(word) >= 4 and word not in GENERIC for word in x if word != p)
    return Likeness.SLIP if rest or size >= _LONG else Likeness.MAYBE


_LONG = 12
"""Letters of a word in which a slip leaves no doubt."""


def _contradiction(a: Reading, b: Reading) -> str:
    if a.forms and b.forms and not a.forms & b.forms:
        return "form"
    if a.places and b.places and not (a.places <= b.places or b.places <= a.places):
        return "place"
    if a.numbers != b.numbers and a.numbers and b.numbers:
        return "number"
    return ""


@lru_cache(maxsize=20_000)
def keys_of(name: str) -> Keys:
    """Return a name as it is compared."""
    read = readings(name)
    found = _name_keys(read)
    known = {body for key in (f"={_plain(name)}", *found) if (body := _bodies_known().get(key))}
    found |= {f"known|{body}" for body in known}
    plain = _plain(name)
    parts = parts_of(name)
    plains = {plain, *map(_plain, parts), *(_plain(body_and_unit(part)[0]) for part in parts)}
    plains |= {_plain(part.split("/")[0]) for part in parts if len(part.split("/")[0]) >= _BEFORE_UNIT}
    bare = (
        plain
        if re.fullmatch(r"[A-ZÅÄÖ][A-Za-zåäöÅÄÖ-]{1,8}", name.strip()) and sum(map(str.isupper, name)) > 1
        else ""
    )
    surely = _bodies_known().get(f"={plain}", "")
    return Keys(
        read,
        frozenset(found),
        frozenset(plains),
        plain,
        bare,
        shorts(name),
        frozenset(r.initials for r in read if len(r.initials) > 2),
        surely,
        of_part(name, read),
        holds_two(name),
    )


def _name_keys(read: tuple[Reading, ...]) -> set[str]:
    found: set[str] = set()
    for r in read:
        if tells(r.places, r.own):
            found.add(key_of(r.form, r.places, r.own))
            if r.own:
                found.add(key_of(r.form, r.places, (r.own_in_order,)))
            if r.form == "foundation":
                found.add(key_of(r.form, r.places, map(_nominative, r.own)))
    return found


@cache
def _bodies_known() -> dict[str, str]:
    """Return which known body bears a key: of a name of it, or of its abbreviation."""
    found: dict[str, str] = {}
    for names in known_bodies():
        for name in names:
            for key in (f"={_plain(name)}", *_name_keys(readings(name))):
                found.setdefault(key, names[0])
    return found


@lru_cache(maxsize=1_000)
def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", small_letters(name)).split())


def _nominative(word: str) -> str:
    """Return a name that stands in the genitive as it is written alone, as far as its ending tells: `nesslingin`."""
    if word.endswith("een"):
        return word[:-2]
    if re.search(r"[^aeiouyäö]in$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[aeiouyäö]n$", word) else word


_SHORT = re.compile(
    r"(?<![\w-])[A-ZÅÄÖ][A-ZÅÄÖ0-9]{1,7}(?![\w-])|(?<![\w-])[A-ZÅÄÖ][a-zåäö]{0,3}[A-ZÅÄÖ]+(?![\w-])"
)
_FORMS = {"OY", "AB", "RY", "RF", "OYJ", "LTD", "SR", "ABP"}


def shorts(name: str) -> frozenset[str]:
    """Return the abbreviations that stand in a name, in small letters; of a name in capitals those in brackets."""
    if name.upper() == name and len(name.split()) > 1:
        bracketed = re.findall(r"\(([A-ZÅÄÖ]{2,8})\)", name)
        return frozenset(b.casefold() for b in bracketed)
    found = {m.group().casefold() for m in _SHORT.finditer(name) if m.group() not in _FORMS}
    found |= {b.casefold() for b in re.findall(r"\((\w{2,9})\)", name)}
    return frozenset(found)
