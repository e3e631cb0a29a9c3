"""The terms of a text: what it is compared by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.text.compounds import parts
from graph.text.language import language_of, small_words
from graph.text.places import is_in_a_place, looks_like_a_place, places
from graph.text.vocabulary import vocabulary
from graph.text.words import boilerplate, has_dictionary, is_known, lemma, words

PART = 0.5
"""What a part of a compound counts beside the whole word, which counts 1."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each term stands in a text, a part of a compound counting less; and the word that stood for it.

    `coined` are the terms that no dictionary of the text's language knows: names made up for the purpose.
    """

    count: dict[str, float]
    seen: dict[str, str]
    coined: frozenset[str]


def base_forms(text: str, declared: str = "fi") -> list[str]:
    """Return the words of a text in base form, in order, all of them.

    >>> base_forms("Työtä nuorille Kuopiossa")
    ['työ', 'nuori', 'kuopio']
    """
    plain = words(text)
    language = language_of(plain, declared)
    return [lemma(word.rstrip("-"), language) for word in plain]


def terms_of(text: str, declared: str = "fi") -> Terms:
    """Return the terms of a text: concepts of the vocabulary (`=…`), else base forms, and the parts of compounds.

    Small words, boilerplate, numbers and names of places are left out.

    >>> set(terms_of("Työttömien valmennushanke II").count) >= set(terms_of("työttömille Kuopiossa").count)
    True
    """
    plain = words(text)
    language = language_of(plain, declared)
    count: dict[str, float] = {}
    seen: dict[str, str] = {}
    coined: set[str] = set()
    before = count.get
    for word, found in _with_longer_terms(plain, language):
        for term, share, is_coined in found:
            count[term] = before(term, 0.0) + share
            if share == 1.0 or term not in seen:
                seen[term] = word
            if is_coined:
                coined.add(term)
    return Terms(count, seen, frozenset(coined))


Found = tuple[tuple[str, float, bool], ...]
"""Terms with what each counts and whether it is a made-up name."""
_NOTHING: tuple[str, str, Found] = ("", "", ())


def _with_longer_terms(plain: list[str], language: str) -> Iterator[tuple[str, Found]]:
    """Yield words with their terms; words that make one term together come as one."""
    found = [_terms_of_word(word, language) for word in plain]
    bases = [base for base, _, _ in found if base]
    joined = vocabulary().joined(bases, language)
    if joined:
        kept = [one for one in found if one[0]]
        for first, after, concept in joined:
            yield " ".join(word for _, word, _ in kept[first:after]), ((concept, 1.0, False),)
            kept[first:after] = [_NOTHING] * (after - first)
        found = kept
    for _, word, terms in found:
        if terms:
            yield word, terms


@lru_cache(maxsize=500_000)
def _terms_of_word(said: str, language: str) -> tuple[str, str, Found]:
    """Return the base form of a word, the word, and its terms; "" for a small word, no terms where it says nothing."""
    if said in small_words().get(language, ()):
        return _NOTHING
    word = said.rstrip("-")
    base = lemma(word, language)
    if len(base) < 2 or base in boilerplate():
        return base, word, ()
    concept = vocabulary().concept(base, language) or vocabulary().concept(word, language)
    if concept is not None:
        return base, word, ((concept, 1.0, False),)
    if base in places() or is_in_a_place(word):
        return base, word, ()
    found = parts(base, language)
    if len(found) == 1:
        coined = has_dictionary(language) and not is_known(base, language)
        return base, word, () if coined and looks_like_a_place(base) else ((base, 1.0, coined),)
    inner = [
        vocabulary().concept(part, language) or part
        for part in found
        if part not in boilerplate() and part not in places()
    ]
    return base, word, ((base, 1.0, False), *((part, PART, False) for part in dict.fromkeys(inner)))
