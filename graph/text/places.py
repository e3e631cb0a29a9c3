"""Names of places: they tell where, not what."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graph.text.shipped import lines
from graph.text.words import lemma

SHORTEST_STEM = 5
"""Letters that the stem of an inflected name must have."""
_CUT, _GROWN = 3, 5
"""How many letters inflection may take off a name, and put in their place."""
_WHERE = re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|seen|h[aeiouyäö]n|(?<=([aeiouyäö]))\1n)$")
"""Endings of where, where from and where to in Finnish."""
_GRADES = {"kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "mp": "mm", "lt": "ll", "rt": "rr", "ht": "hd",
           "k": "", "p": "v", "t": "d"}  # fmt: skip
_GRADED = re.compile(r"(kk|pp|tt|nk|nt|mp|lt|rt|ht|k|p|t)([aeiouyäö]{1,2})$")


@cache
def places() -> frozenset[str]:
    """Return names of Finnish and near places, single words in lower case."""
    return frozenset(lines("places.txt"))


@cache
def _stems() -> frozenset[str]:
    return frozenset(place[:-_CUT] for place in places() if len(place) - _CUT >= SHORTEST_STEM)


@cache
def _before_endings() -> frozenset[str]:
    """Return what stands before an ending where that is not the name itself: `tamperee`, `helsingi`, `lahde`."""
    strong = {place + "e" for place in places() if place.endswith("e")}
    strong |= {place[:-1] + "e" for place in places() if place.endswith("i")}
    strong |= {place[:-3] + "se" for place in places() if place.endswith("nen")}
    weak = {_GRADED.sub(lambda found: _GRADES[found[1]] + found[2], stem) for stem in strong | places()}
    return frozenset(strong | weak)


@lru_cache(maxsize=100_000)
def is_in_a_place(word: str) -> bool:
    """Return whether a word is a place's name with a Finnish ending of where.

    >>> is_in_a_place("porissa"), is_in_a_place("tampereella"), is_in_a_place("porina")
    (True, True, False)
    """
    ending = _WHERE.search(word)
    stem = word[: ending.start()] if ending else ""
    return stem in places() or (stem in _before_endings() and lemma(word, "fi") == word)


@lru_cache(maxsize=100_000)
def looks_like_a_place(word: str) -> bool:
    """Return whether a word that no dictionary knows is the name of a place, inflected or not.

    >>> looks_like_a_place("pihtiputaalla"), looks_like_a_place("kangasniemellä"), looks_like_a_place("verkkokurssi")
    (True, True, False)
    """
    if word in places():
        return True
    stems = _stems()
    return any(word[:cut] in stems for cut in range(max(SHORTEST_STEM, len(word) - _GROWN - 1), len(word)))
