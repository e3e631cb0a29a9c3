"""Words of a text as lemmas: what counts as content."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*-?")
_TAG = re.compile(r"<[^<>]{1,200}>")
LONGEST = 20_000
"""How many characters of a text are read."""
LANGUAGES = ("fi", "sv", "en")
_OTHERS = {"fi": ("fi", "sv", "en"), "sv": ("sv", "en", "fi"), "en": ("en", "sv", "fi")}


@cache
def stopwords() -> frozenset[str]:
    """Return the lemmas that count as no content."""
    lines = files("graph.overlap").joinpath("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=500_000)
def lemma(word: str, language: str) -> str:
    """Return the base form of a word (lower case), looked up in its language first, then in the other two.

    >>> lemma("nuorten", "fi")
    'nuori'
    """
    import simplemma

    return str(simplemma.lemmatize(word, lang=_OTHERS.get(language, ("en", "fi", "sv")))).lower()


def lemmas(text: str, language: str = "fi") -> list[str]:
    """Return the content words of a text as lemmas, in order; numbers, markup and words that say nothing are left out;
    the first half of a compound that goes on elsewhere (`koulutus- ja`) stays as it stands.

    >>> lemmas("Nuorten työpajojen kehittämishanke II")
    ['nuori', 'työpaja']
    """
    plain = _TAG.sub(" ", text[:LONGEST]).lower()
    found = (word[:-1] if word.endswith("-") else lemma(word, language) for word in _WORD.findall(plain))
    stop = stopwords()
    return [word for word in found if len(word) > 1 and word not in stop]
