"""Words of a text and their base forms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from graph.text.shipped import lines

_LETTERS = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be]+"
_WORD = re.compile(rf"{_LETTERS}(?:-{_LETTERS})*-?")
_MARKUP = re.compile(
    r"<[^<>]{1,200}>|&[a-z]{2,8};|https?://\S+|\bwww\.\S+|\S{1,320}@\S+", re.IGNORECASE
)  # no address has more letters before its @; without a bound, looking for them takes the square of a text's length
_MAY_BE_MARKUP = re.compile(r"[<&@]|://|www\.", re.IGNORECASE)
"""What there is in every markup: most texts have none, and looking for it is quick."""
_SOFT_HYPHEN = "\u00ad"
SHORTEST = 4
"""Letters of a word that is looked up as a part of another."""
LONGEST = 20_000
"""How many characters of a text are read."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without markup, numbers, addresses; `koulutus-` keeps its hyphen.

    >>> words("<b>Sosiaali-</b> ja terveysala 2020")
    ['sosiaali-', 'ja', 'terveysala']
    """
    plain = unicodedata.normalize("NFC", text[:LONGEST]).replace(_SOFT_HYPHEN, "")
    if _MAY_BE_MARKUP.search(plain):
        plain = _MARKUP.sub(" ", plain)
    return _WORD.findall(plain.lower())


@cache
def boilerplate() -> frozenset[str]:
    """Return the base forms that any project text may use and that say nothing of it."""
    return frozenset(lines("boilerplate.txt"))


@cache
def _dictionaries() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)


def has_dictionary(language: str) -> bool:
    """Return whether base forms of a language can be looked up."""
    return language in _dictionaries()


@lru_cache(maxsize=500_000)
def lemma(word: str, language: str) -> str:
    """Return the base form of a word (lower case); the word itself where no dictionary knows better.

    A compound that the dictionary knows only the beginning of stays whole.

    >>> lemma("nuorten", "fi"), lemma("yritysosto", "fi")
    ('nuori', 'yritysosto')
    """
    import simplemma

    if not has_dictionary(language):
        return word
    base = str(simplemma.lemmatize(word, lang=language)).lower()
    return word if word.startswith(base) and is_known(word[len(base) :], language) else base


@lru_cache(maxsize=200_000)
def is_known(word: str, language: str) -> bool:
    """Return whether the dictionary of a language holds this word, which is long enough to be one by itself."""
    import simplemma

    return (
        len(word) >= SHORTEST and has_dictionary(language) and bool(simplemma.is_known(word, lang=language))
    )
