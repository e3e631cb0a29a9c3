"""Names of places: they tell where, not what."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

SHORTEST_STEM = 5
"""Letters that the stem of an inflected name must have."""
_CUT, _GROWN = 3, 5
"""How many letters inflection may take off a name, and put in their place."""


@cache
def places() -> frozenset[str]:
    """Return names of Finnish and near places, single words in lower case."""
    lines = files("graph.text").joinpath("places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _stems() -> frozenset[str]:
    return frozenset(place[:-_CUT] for place in places() if len(place) - _CUT >= SHORTEST_STEM)


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
