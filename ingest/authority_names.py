"""How Finnish funding authorities are named, and the one spelling we keep of each.

The lists write the same authority in many ways: ``elinkeino-, liikenne- ja``, ``elinkeino-  liikenne- ja``
(two spaces stand for the comma), ``elinkeino- liikenne- ja``, ``ELY-keskus``; some add the unit that
decided (``yritystuet``). The forms below are patterns, so that a region which is in no list yet is known too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A region's name in the genitive: Hämeen, Etelä-Savon, Varsinais-Suomen.
_PLACE = r"(?<![\w-])[A-ZÅÄÖ][\w-]*n"

# The last word may be cut: some columns hold only fifty characters.
_ELY = (
    rf"(?P<ely_place>{_PLACE})\s+"
    r"(?:[Ee]linkeino-?[\s,|]*liikenne-?[\s,|]*ja\s+ympäristökes(?:kus)?|ELY-keskus)"
)

_OTHER_FORMS = (
    rf"{_PLACE}\s+(?:[Mm]aakunta)?liitto",  # regional councils
    r"(?<![\w-])Satakuntaliitto",  # the one council that is a single word
    rf"{_PLACE}\s+elinvoimakeskus",  # what the ELY centres became in 2026
    r"(?<![\w-])KEHA-keskus",
    r"(?<![\w-])[A-ZÅÄÖ]\w*(?:-\s+ja\s+\w+)?ministeriö",  # Työ- ja elinkeinoministeriö, Ympäristöministeriö
    r"(?<![\w-])(?:Innovaatiorahoituskeskus\s+)?(?:Tekes|Business\s+Finland)",
    r"(?<![\w-])Finnvera(?:\s+Oyj)?",
    r"(?<![\w-])[A-ZÅÄÖ]\w+virasto",  # Ruokavirasto, Liikennevirasto
    r"(?<![\w-])Opetushallitus",
)

# A unit is set apart by a comma, a pipe or the two spaces that replaced one; the two named here also by one.
_UNIT = (
    r"(?:(?:\s{2,}|\s*[,|]\s*)(?P<unit>[^\d,|]*[^\W\d])"
    r"|\s(?P<known_unit>yritystuet|pääomasijoitustoiminta))"
)

_FORM = rf"(?P<name>{_ELY}|{'|'.join(_OTHER_FORMS)})"
_AUTHORITY = re.compile(rf"{_FORM}{_UNIT}?")
_ENDS_IN_AUTHORITY = re.compile(rf"{_FORM}$")


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """An authority in the spelling we keep, and apart from it the unit of it that decided."""

    name: str
    unit: str | None = None


def tidy_authority(text: str) -> AuthorityName:
    """Return the one spelling of an authority, with the unit that its name carried set apart.

    A name of no known form comes back with its spaces and pipes tidied, and without a unit.

    >>> tidy_authority("Hämeen elinkeino-  liikenne- ja ympäristökeskus  yritystuet")
    AuthorityName(name='Hämeen elinkeino-, liikenne- ja ympäristökeskus', unit='yritystuet')
    >>> tidy_authority("Finnvera  pääomasijoitustoiminta")
    AuthorityName(name='Finnvera', unit='pääomasijoitustoiminta')
    >>> tidy_authority(" Etelä-Savon  maakuntaliitto")
    AuthorityName(name='Etelä-Savon maakuntaliitto', unit=None)
    """
    known = _AUTHORITY.fullmatch(text.strip())
    if known is None:
        return AuthorityName(_one_spaced(re.sub(r"\s*\|\s*", ", ", text)))
    unit = known["unit"] or known["known_unit"]
    if known["ely_place"]:
        name = f"{known['ely_place']} elinkeino-, liikenne- ja ympäristökeskus"
    else:
        name = _one_spaced(known["name"])
    return AuthorityName(name, _one_spaced(unit) if unit else None)


def split_before_authority(text: str) -> tuple[str, str] | None:
    """Return what stands before the authority that `text` ends in, and that authority as written.

    None where `text` does not end in an authority of a known form.

    >>> split_before_authority(" Ruotsi Hämeen elinkeino-  liikenne- ja ympäristökeskus")
    ('Ruotsi', 'Hämeen elinkeino-  liikenne- ja ympäristökeskus')
    >>> split_before_authority("Lapin liitto")
    ('', 'Lapin liitto')
    """
    text = text.strip()
    if _AUTHORITY.fullmatch(text):
        return "", text
    found = _ENDS_IN_AUTHORITY.search(text)
    if found is None:
        return None
    return text[: found.start()].strip(), found.group()


def _one_spaced(text: str) -> str:
    return " ".join(text.split())
