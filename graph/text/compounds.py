"""Long words taken apart: `nuorisotyöttömyys`, `ungdomsarbetslöshet`, `Jugendarbeitslosigkeit`."""

from __future__ import annotations

from functools import lru_cache

from graph.text.vocabulary import vocabulary
from graph.text.words import is_known, lemma

_LINKS = {
    "fi": ("", "n", "en", "in"), "sv": ("", "s"), "da": ("", "s", "e"), "nb": ("", "s", "e"), "nl": ("", "s", "en"),
    "de": ("", "s", "es", "n", "en", "er"), "et": ("", "de", "te"),
}  # fmt: skip
"""What may stand between two parts."""


LONGEST_COMPOUND = 60
"""Letters of a word that is taken apart; a longer one is no word."""


@lru_cache(maxsize=200_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """Return the parts of a compound in base form, `(word,)` where it is none (or the language makes none).

    >>> parts("työllisyyspalvelu", "fi")
    ('työllisyys', 'palvelu')
    """
    if "-" in word:
        found = tuple(base for part in word.split("-") if len(part) > 2 for base in parts(part, language))
        return found or (word,)
    if language not in _LINKS or not 7 <= len(word) <= LONGEST_COMPOUND:
        return (word,)
    return _split(word, language) or (word,)


@lru_cache(maxsize=200_000)
def _split(word: str, language: str) -> tuple[str, ...] | None:
    """Return the split with the longest last part that leaves a known first part, None if there is none."""
    for cut in range(3, len(word) - 2):
        tail = _base(word[cut:], language)
        if tail is None:
            continue
        for head in _heads(word[:cut], language):
            base = _base(head, language)
            if base is not None:
                return base, tail
        deeper = [_split(head, language) for head in _heads(word[:cut], language) if len(head) > 6]
        for found in deeper:
            if found:
                return (*found, tail)
    return None


def _heads(text: str, language: str) -> list[str]:
    return [text[: len(text) - len(link)] for link in _LINKS[language] if text.endswith(link)]


@lru_cache(maxsize=200_000)
def _base(text: str, language: str) -> str | None:
    if len(text) < 3:
        return None
    concepts = vocabulary()
    if concepts.concept(text, language):
        return text
    if not is_known(text, language):
        return None
    return lemma(text, language)
