"""Which language a text is in, told by its small words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from graph.text.shipped import lines
from graph.text.words import SHORTEST, is_known

MORE = 2
"""By how many different small words another language must lead before what a source declared is put aside."""
AT_HOME = ("fi", "sv", "en")
"""These come first where small words of two languages are equally many."""


@cache
def small_words() -> dict[str, frozenset[str]]:
    """Return the small words (articles, pronouns, prepositions, auxiliaries) of each language we tell apart."""
    parts = (line.split("\t") for line in lines("small_words.tsv"))
    return {language: frozenset(words.split()) for language, words in parts}


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in small_words().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def language_of(words: Iterable[str], declared: str) -> str:
    """Return the language of a text, given its words in lower case and what its source declared.

    The declared one stands unless another language has clearly more small words in it (ISO 639-1 codes).

    >>> language_of("der er behov for nye veje til unge på kanten af arbejdsmarkedet".split(), "fi")
    'da'
    """
    known = _languages_of()
    counts = Counter(
        language for word in set(words) if word in known and len(word) > 1 for language in known[word]
    )
    if not counts:
        return declared
    best = min(counts, key=lambda language: (-counts[language], language not in AT_HOME, language))
    return best if counts[best] >= counts[declared] + MORE else declared


def language_of_draft(words: Sequence[str], declared: str) -> str:
    """Return the language of a text that is so short that small words may not tell: by them, else by the dictionaries.

    Another of AT_HOME is taken where its dictionary knows more of the words than that of the declared language.

    >>> language_of_draft("nuorten ohjaamo ja työpajat".split(), "en")
    'fi'
    """
    told = language_of(words, declared)
    if told != declared:
        return told
    long = {word for word in words if len(word) >= SHORTEST}
    known = {language: sum(is_known(word, language) for word in long) for language in {*AT_HOME, declared}}
    best = max(sorted(known), key=lambda language: (known[language], language == declared))
    return best if known[best] > known[declared] else declared
