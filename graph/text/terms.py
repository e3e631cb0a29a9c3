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
    for word, found in _with_longer_terms(plain, language):
        for term, share, is_coined in found:
            count[term] = count.get(term, 0.0) + share
            if share == 1.0 or term not in seen:
                seen[term] = word
            if is_coined:
                coined.add(term)
    return Terms(count, seen, frozenset(coined))


Found = tuple[tuple[str, float, bool], ...]
"""Terms with what each counts and whether it is a made-up name."""


def _with_longer_terms(plain: list[str], language: str) -> Iterator[tuple[str, Found]]:
    """Yield words with their terms; words that make one term together come as one."""
    found = [_terms_of_word(word, language) for word in plain]
    starts = vocabulary().starts(language)
    if starts and any(base in starts for base, _ in found):
        kept = [
            (word.rstrip("-"), base, terms) for word, (base, terms) in zip(plain, found, strict=True) if base
        ]
        inside: set[int] = set()
        for first, after, concept in vocabulary().joined([base for _, base, _ in kept], language):
            inside.update(range(first, after))
            yield " ".join(word for word, _, _ in kept[first:after]), ((concept, 1.0, False),)
        yield from ((word, terms) for i, (word, _, terms) in enumerate(kept) if i not in inside)
    else:
        yield from ((word, terms) for word, (_, terms) in zip(plain, found, strict=True) if terms)


@lru_cache(maxsize=500_000)
def _terms_of_word(word: str, language: str) -> tuple[str, Found]:
    """Return the base form of a word and its terms; "" for a small word, no terms where it says nothing."""
    if word in small_words().get(language, ()):
        return "", ()
    word = word.rstrip("-")
    base = lemma(word, language)
    if len(base) < 2 or base in boilerplate():
        return base, ()
    concept = vocabulary().concept(base, language) or vocabulary().concept(word, language)
    if concept is not None:
        return base, ((concept, 1.0, False),)
    if base in places() or is_in_a_place(word):
        return base, ()
    found = parts(base, language)
    if len(found) == 1:
        coined = has_dictionary(language) and not is_known(base, language)
        return base, () if coined and looks_like_a_place(base) else ((base, 1.0, coined),)
    inner = [
        vocabulary().concept(part, language) or part
        for part in found
        if part not in boilerplate() and part not in places()
    ]
    return base, ((base, 1.0, False), *((part, PART, False) for part in dict.fromkeys(inner)))
