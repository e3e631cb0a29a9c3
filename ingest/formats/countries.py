"""Countries as European lists write them, and the language in which each lists its operations."""

from __future__ import annotations

_OF_LIST = """
AT de Austria|Österreich;BE und Belgium|België|Belgique;BG bg Bulgaria;HR hr Croatia|Hrvatska;CY el Cyprus;
CZ cs Czechia|Czech Republic|Česko;DK da Denmark|Danmark|Tanska;EE et Estonia|Eesti|Viro|Estland;
FI fi Finland|Suomi;FR fr France|Frankreich;DE de Germany|Deutschland|Saksa|Tyskland|Niemcy;GR el Greece|Ελλάδα;
HU hu Hungary|Magyarország;IE en Ireland;IT it Italy|Italia|Italien;LV lv Latvia|Latvija;LT lt Lithuania|Lietuva;
LU fr Luxembourg;MT en Malta;NL nl Netherlands|Nederland|The Netherlands;PL pl Poland|Polska;PT pt Portugal;
RO ro Romania|România;SK sk Slovakia|Slovensko;SI sl Slovenia|Slovenija;ES es Spain|España;SE sv Sweden|Sverige|Ruotsi;
GB en United Kingdom|Great Britain;NO no Norway|Norge|Norja;IS is Iceland;CH und Switzerland;UA uk Ukraine
"""
_NOT_ISO = {"EL": "GR", "UK": "GB"}
_LANGUAGES: dict[str, str] = {}
_CODES: dict[str, str] = {}
for _entry in _OF_LIST.replace("\n", "").split(";"):
    _code, _language, _names = _entry.split(" ", 2)
    _LANGUAGES[_code] = _language
    _CODES |= {_name.casefold(): _code for _name in _names.split("|")}


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country's code or name, "" where it is none or of several.

    >>> country_code("EL"), country_code("Sweden"), country_code("FI"), country_code("FI | SE"), country_code("de")
    ('GR', 'SE', 'FI', '', 'DE')
    """
    plain = text.strip()
    if len(plain) == 2 and plain.isascii() and plain.isalpha():
        return _NOT_ISO.get(plain.upper(), plain.upper())
    if len(plain) == 3 and plain.isupper():
        return _OF_THREE.get(plain, "")
    return _CODES.get(plain.casefold(), "")


_OF_THREE = {
    "FIN": "FI", "SWE": "SE", "DNK": "DK", "EST": "EE", "LVA": "LV", "LTU": "LT", "DEU": "DE", "POL": "PL", "FRA": "FR",
    "ESP": "ES", "ITA": "IT", "PRT": "PT", "NLD": "NL", "AUT": "AT", "BEL": "BE", "NOR": "NO", "IRL": "IE", "GRC": "GR",
}  # fmt: skip


def language_of(country: str) -> str:
    """Return the language in which a country (ISO alpha-2) lists its operations; `und` where it has several.

    >>> language_of("SE"), language_of("BE")
    ('sv', 'und')
    """
    return _LANGUAGES.get(country, "und")
