"""What holds for a whole table, as its columns and cells tell: language, country, scheme of codes, currency."""

from __future__ import annotations

import re

from ingest.bodies import NOWHERE
from ingest.fields import Shape
from ingest.fields.vocabulary import LANGUAGES
from ingest.formats.countries import country_code
from ingest.kinds.row import Setting
from ingest.proposal.headers import plain
from ingest.proposal.pairing import Pairing
from ingest.proposal.values import are_eura_codes, are_finnish_places, country_of_identifiers
from ingest.sums import style_of

_CURRENCIES = {"fi": "EUR", "ee": "EUR", "de": "EUR", "se": "SEK", "dk": "DKK", "no": "NOK", "gb": "GBP"}
_COUNTRY_OF_CURRENCY = {"SEK": "se", "DKK": "dk", "NOK": "no", "GBP": "gb"}
_COUNTRY_OF_LANGUAGE = {"fi": "fi", "sv": "se", "da": "dk", "de": "de"}
_ASCII = str.maketrans("åäöæøüéßõ", "aaoaoueso")


def setting_of(pairing: Pairing, file_name: str) -> Setting:
    """Return the setting of a table; the scheme of codes that no authority gave is named after the file."""
    language, currency = _language(pairing), _currency(pairing)
    country = _country(pairing, language, currency)
    codes = pairing.cells(Shape.CODE) or pairing.cells(Shape.CODES)
    if are_eura_codes(codes):
        scheme = "fi"
    else:
        scheme = slug(file_name) if codes else country
    return Setting(language, country, scheme, currency or _CURRENCIES.get(country, ""))


def _language(pairing: Pairing) -> str:
    marked = [pair.key.rpartition("_")[2] for pair in pairing.pairs if pair.key != pair.field.name]
    if marked:
        return min(marked, key=LANGUAGES.index)
    points: dict[str, float] = dict.fromkeys((*LANGUAGES, "da", "de"), 0.0)
    for pair in pairing.pairs:
        for language in pair.languages:
            points[language] += pair.confidence / len(pair.languages)
    return max(points, key=lambda language: points[language])


def _currency(pairing: Pairing) -> str:
    """Return the currency that the columns of sums name, "" where they name none or several."""
    sums = [pair for pair in pairing.used if pair.field.shape is Shape.SUM]
    named = {style_of(*pairing.column(pair)).currency for pair in sums} - {""}
    return named.pop() if len(named) == 1 else ""


def _country(pairing: Pairing, language: str, currency: str) -> str:
    if land := country_of_identifiers(pairing.cells(Shape.IDENTIFIER)):
        return land
    if are_finnish_places(pairing.cells(Shape.PLACES)):
        return "fi"
    lands = {country_code(cell) for cell in pairing.cells(Shape.COUNTRY)}
    if len(lands) == 1 and (land := lands.pop()):
        return land.lower()
    return _COUNTRY_OF_CURRENCY.get(currency) or _COUNTRY_OF_LANGUAGE.get(language, NOWHERE)


def slug(file_name: str) -> str:
    """Return a name for the codes of a file's things: the file's without numbers, so that next month's is the same.

    >>> slug("Hankkeet 2024-10 (2)"), slug("2024")
    ('hankkeet', 'own')
    """
    words = re.findall(r"[a-z]+", plain(file_name).translate(_ASCII))
    return "-".join(words)[:40].strip("-") or "own"
