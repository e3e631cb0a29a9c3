"""What kind of word one word of a name is: a given name, a surname, an initial, or one that no person bears.

The lists beside this file say where they come from; they are read when first asked for, never at import.
Every function takes a casefolded word.
"""

from functools import cache
from importlib import resources

# Endings this short are shared by trades and surnames (`-kala`, `-talo`).
_SHORT_ENDING = 5
# "Ammatillinen", "oppiminen": words that end in `-nen` too.
_ADJECTIVES_AND_DEEDS = ("llinen", "minen", "stinen", "ginen", "ikainen")


@cache
def _listed(file: str) -> frozenset[str]:
    text = (resources.files(__name__) / file).read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def _surname_endings() -> tuple[str, ...]:
    return tuple(sorted(_listed("surname-endings.txt")))


@cache
def _not_names() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole words, endings, and of these the endings that no surname shares."""
    listed = _listed("not-names.txt")
    endings = tuple(sorted(word[1:] for word in listed if word.startswith("-")))
    return listed | frozenset(endings), endings, tuple(end for end in endings if len(end) > _SHORT_ENDING)


def is_given(word: str) -> bool:
    """Return whether a word is a given name used in Finland, whole or joined (`anna-liisa`, `annaliisa`)."""
    given = _listed("given.txt")
    if word in given:
        return True
    if "-" in word:
        return all(part in given for part in word.split("-"))
    return any(word[:cut] in given and word[cut:] in given for cut in range(5, len(word) - 4))


def is_given_abroad(word: str) -> bool:
    """Return whether a word is a given name of elsewhere: weaker evidence, since many are words too."""
    return word in _listed("given-abroad.txt") or is_given_by_hand(word)


def is_given_by_hand(word: str) -> bool:
    """Return whether a word is one of the commonest given names of another country: surer evidence than a long list."""
    return word in _listed("given-by-hand.txt")


def is_also_a_word(word: str) -> bool:
    """Return whether a given name is an everyday word too (`helmi`, `onni`) and tells little alone."""
    return word in _listed("also-words.txt")


def is_surname(word: str) -> bool:
    """Return whether a word is a listed surname or ends as surnames do; true of many other words too."""
    if word in _listed("not-surnames.txt"):
        return False
    if word in _listed("surnames.txt") or (len(word) >= 4 and word.endswith(_surname_endings())):
        return True
    return "-" in word and any(map(is_sure_surname, word.split("-")))


def is_sure_surname(word: str) -> bool:
    """Return whether a word is hardly anything but a surname: a listed one, or a longer one in `-nen`."""
    if word in _listed("not-surnames.txt"):
        return False
    if word in _listed("surnames.txt"):
        return True
    return len(word) >= 5 and word.endswith("nen") and not word.endswith(_ADJECTIVES_AND_DEEDS)


def is_initial(word: str) -> bool:
    """Return whether a word is one letter, or single letters joined (`j-p`)."""
    return all(len(part) == 1 for part in word.split("-"))


def is_never_a_name(word: str) -> bool:
    """Return whether a word names a trade, a place of work or a body, and no person."""
    words, endings, _ = _not_names()
    return word in words or (
        word.endswith(endings) and not is_given(word) and word not in _listed("surnames.txt")
    )


def may_be_a_surname(word: str) -> bool:
    """Return whether a word of a trade may still be a surname: `peltokala`, but not `autokorjaamo`.

    Only short endings (`-kala`, `-talo`) are shared by trades and surnames; ask this beside a given name
    only.
    """
    if word in _listed("also-surnames.txt"):
        return True
    words, _, long_endings = _not_names()
    return word not in words and "-" not in word and not word.endswith(long_endings)
