"""What people call the kinds of nodes and lines in their drawings, in Finnish, Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.records import TieKind

_WORD = re.compile(r"[^\W\d_]+")
_KINDS = {
    "project": "project projects hanke hankkeet projekti projektit projekt",
    "network": "network networks verkosto verkostot verkko nätverk ecosystem ekosysteemi ekosystem coalition alliance "
    "allianssi allians forum foorumi",
    "practice": "practice practices käytäntö käytännöt toimintamalli toimintamallit malli menetelmä method metod "
    "praxis arbetssätt",
    "programme": "programme programmes program programs ohjelma ohjelmat",
    "theme": "theme themes teema teemat tema teman topic aihe ämne",
    "region": "region regions alue alueet maakunta maakunnat landskap område place paikka plats",
    "event": "event events tapahtuma tapahtumat händelse evenemang",
}
_ENDINGS = {
    "hanke": "project",
    "projekti": "project",
    "verkosto": "network",
    "nätverk": "network",
    "malli": "practice",
}
"""Ends of compound words."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_PERSONS = frozenset(
    [
        "person",
        "persons",
        "people",
        "individual",
        "individuals",
        "henkilö",
        "henkilöt",
        "ihminen",
        "ihmiset",
        "yksityishenkilö",
        "yksityishenkilöt",
        "yhteyshenkilö",
        "kontaktperson",
        "personer",
        "privatperson",
        "privatpersoner",
        "människa",
        "människor",
    ]
)
_TIES = (
    (TieKind.FUNDS, r"fund|financ|finans|rahoit|donor|grant"),
    (TieKind.STEERS, r"steer|ohjaa|ohjaus|styr"),
    (TieKind.CONTINUES, r"continu|jatka|jatko|fortsätt"),
    (TieKind.COORDINATES, r"coordinat|koordin|samordn"),
    (TieKind.SUCCEEDED_BY, r"succeeded|seuraaja|efterträd"),
    (TieKind.MEMBER_OF, r"member|jäsen|medlem"),
    (TieKind.ADAPTED_FROM, r"adapted|mukailt|anpassa"),
    (TieKind.ADOPTED, r"adopt|käyttöön|införd|använd"),
    (TieKind.PRODUCED, r"produc|develop|kehitt|tuott|utveckl|creat"),
)
_LEADS = re.compile(
    r"(?<!\w)(?:lead|coordinat|koordin|johta|päätoteut|huvud|leder|ledare|samordn)", re.IGNORECASE
)


def kind_in_words(text: str) -> str:
    """Return the kind of record that a drawing's word for a node means; an actor where it means none other.

    >>> kind_in_words("Hanke (ESR+)"), kind_in_words("Yhteistyöverkosto"), kind_in_words("Kommun"), kind_in_words("")
    ('project', 'network', 'actor', 'actor')
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    for word in words:
        if kind := _KIND_OF.get(word):
            return kind
    for word in words:
        if kind := next((kind for ending, kind in _ENDINGS.items() if word.endswith(ending)), ""):
            return kind
    return "actor"


def is_person_word(text: str) -> bool:
    """Return whether a drawing's word for a node means a natural person.

    >>> is_person_word("Henkilö"), is_person_word("Personnel organisation")
    (True, False)
    """
    return any(word.casefold() in _PERSONS for word in _WORD.findall(text))


def ties_in_words(text: str) -> Iterator[TieKind]:
    """Yield the kinds of tie that a drawing's word for a line may mean, likeliest first.

    >>> [kind.value for kind in ties_in_words("rahoittaa")], [*ties_in_words("yhteistyö")]
    (['FUNDS'], [])
    """
    for kind, pattern in _TIES:
        if re.search(rf"(?<!\w)(?:{pattern})", text, re.IGNORECASE):
            if kind is TieKind.COORDINATES:  # a body that coordinates a project leads it
                yield TieKind.PARTICIPATES_IN
            yield kind


def leads(text: str) -> bool:
    """Return whether a drawing's word for a line says that the body leads the project.

    >>> leads("Lead partner"), leads("koordinaattori"), leads("misleading")
    (True, True, False)
    """
    return _LEADS.search(text) is not None
