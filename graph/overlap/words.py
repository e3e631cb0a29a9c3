"""Words of a text as lemmas: what counts as content."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})*-?")
_TAG = re.compile(r"<[^<>]{1,200}>")
LONGEST = 20_000
"""How many characters of a text are read."""
LANGUAGES = ("fi", "sv", "en")
_OTHERS = {"fi": ("fi", "sv", "en"), "sv": ("sv", "en", "fi"), "en": ("en", "sv", "fi")}

_STOP = frozenset(
    # words that say how, not what, in the three languages; lemmas
    """
    ja tai sekä että jotta kun kuin myös mutta vaan niin joka mikä se ne tämä nämä hän olla ei eli voida saada tulla
    myötä avulla kautta kanssa välinen väli mukaan ennen jälkeen aikana sisältää liittyä kohti yli ali muu sama eri oma
    uusi hyvä suuri pieni ensimmäinen toinen kolmas yksi kaksi kolme vuosi vuoden hanke projekti kehittämis kehitys osahanke alahanke
    osaprojekti pilottihanke kehittämishanke kehityshanke esiselvitys esiselvityshanke selvitys hankkeen projektin
    osa vaihe tavoite tavoitteena tarkoitus toteuttaa toteutus kehittää kehittäminen edistää edistäminen lisätä parantaa
    tukea tuki vahvistaa luoda tehdä alue seutu maakunta kunta kaupunki suomi keski etelä pohjoinen länsi itä
    och eller samt att som den det en ett de i på av för till med om från vid under över inom mellan genom är vara ha
    kunna ska skola bli ny stor god projekt projektet delprojekt utveckla utveckling främja öka syfte mål
    the a an and or of for to in on at by with from as is are be been was were will this that these those it its their
    project projects programme program phase part new support supporting develop development improve improving aim
    pilot ii iii iv vi vii oy ab ry rf ltd hankehaku rr esr eakr esf erdf
    """.split()
)


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
    return [word for word in found if len(word) > 1 and word not in _STOP]
