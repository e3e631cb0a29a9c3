"""Identifiers of bodies: which register one is of, checked by that register's own rule.

An identifier is written `scheme:local`, as in an actor's id: `fi:0245437-2`, `se:5560360793`, `dk:25313763`,
`pic:999…`, `vat:DE123…`, or an org-id.guide prefix in small letters (`gb-chc:202918`). One that fails its rule is no
identifier: the name then decides who the body is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

_RULES = {
    "fi": "fi.ytunnus", "se": "se.orgnr", "dk": "dk.cvr", "ee": "ee.registrikood", "no": "no.orgnr", "fr": "fr.siren",
    "be": "be.vat", "it": "it.iva", "es": "es.cif", "lei": "lei",
}  # fmt: skip
"""Schemes of national registers (by country) whose numbers carry a check digit, and the rule of each."""
_ORG_ID = {
    "FI-PRO": "fi", "FI-PRH": "fi", "SE-BLV": "se", "SE-ON": "se", "DK-CVR": "dk", "EE-KMKR": "", "EE-RIK": "ee",
    "EE-EMTAK": "ee", "NO-BRC": "no", "FR-SIREN": "fr", "BE-BCE_KBO": "be", "XI-LEI": "lei", "EU-PIC": "pic",
}  # fmt: skip
_PREFIXED = re.compile(r"(X[A-Z]|[A-Z]{2})-([A-Z][A-Z0-9_]{1,9})-(\S.{0,60})", re.DOTALL)
_VAT = re.compile(r"([A-Z]{2})[\s-]?([0-9A-Z][0-9A-Z\s.-]{5,16})")
_PIC = re.compile(r"[189]\d{8}")
_WORTH = ("fi", "se", "dk", "ee", "no", "fr", "be", "it", "es", "lei")
"""Registers before other schemes: which identifier an actor's id is made of, where a body has several."""


@lru_cache(maxsize=50_000)
def identifier(text: str, country: str = "", scheme: str = "") -> str | None:
    """Return the identifier that a cell holds, None where it is none or fails its rule.

    `country` is the body's, ISO alpha-2 in any case, for a bare number; `scheme` says of what kind the column is.

    >>> identifier("0245437-2", "FI"), identifier("FI02454372"), identifier("FI-PRO-0245437-2"), identifier("1234567-8")
    ('fi:0245437-2', 'fi:0245437-2', 'fi:0245437-2', None)
    >>> identifier("GB-CHC-202918"), identifier("556036-0793", "se"), identifier("999979500", scheme="pic")
    ('gb-chc:202918', 'se:5560360793', 'pic:999979500')
    """
    plain = re.sub(r"\s+", " ", text).strip().strip(".;,")
    if len(plain) < 5 or len(plain) > 80 or sum(map(str.isdigit, plain)) < 4:
        return None
    if scheme == "pic":
        return f"pic:{plain}" if _PIC.fullmatch(plain) else None
    if scheme in _RULES:
        return _checked(scheme, plain)
    if match := _PREFIXED.fullmatch(plain):
        return _of_org_id(f"{match[1]}-{match[2]}", match[3].strip())
    land = country.lower()
    if re.fullmatch(r"\d{6,7}-\d", plain) and land in ("", "fi"):
        return _checked("fi", plain)
    if (match := _VAT.fullmatch(plain.upper())) and (found := _of_vat(match[1], match[2])):
        return found
    if land in _RULES:
        return _checked(land, plain)
    return None


def fails_its_rule(text: str, country: str = "") -> bool:
    """Return whether a text looks like the number of a body in its country's register, or in Finland's, and is none.

    >>> fails_its_rule("0245437-3"), fails_its_rule("556036-0794", "SE"), fails_its_rule("ei ole"), fails_its_rule("12")
    (True, True, False, False)
    """
    plain = text.strip()
    land = country.lower()
    shape = {"": r"\d{7}-\d", "fi": r"\d{7}-\d", "se": r"\d{6}-?\d{4}"}.get(land)
    return shape is not None and bool(re.fullmatch(shape, plain)) and identifier(plain, country) is None


def best(identifiers: tuple[str, ...]) -> str:
    """Return the identifier that an actor's id is made of: a national register's first, then PIC, then any other.

    >>> best(("pic:999979500", "fi:0245437-2"))
    'fi:0245437-2'
    """
    order = {scheme: at for at, scheme in enumerate((*_WORTH, "pic", "vat"))}
    return min(identifiers, key=lambda one: (order.get(one.partition(":")[0], len(order)), one))


def _of_org_id(prefix: str, local: str) -> str | None:
    scheme = _ORG_ID.get(prefix)
    if scheme in _RULES:
        return _checked(scheme, local)
    if scheme == "pic":
        return f"pic:{local}" if _PIC.fullmatch(local) else None
    return f"{prefix.lower()}:{local.upper()}"


def _of_vat(country: str, local: str) -> str | None:
    """Return the register's number that a VAT number holds, else the VAT number where its country's rule allows it."""
    from stdnum.eu import vat

    number = country + re.sub(r"[\s.-]", "", local)
    if not vat.is_valid(number):
        return None
    if country == "FI":
        return _checked("fi", number[2:])
    if country == "SE":
        return _checked("se", number[2:12])
    if country == "DK":
        return _checked("dk", number[2:])
    if country == "IT":
        return _checked("it", number[2:])
    return f"vat:{vat.compact(number)}"


def _checked(scheme: str, text: str) -> str | None:
    rule = import_module(f"stdnum.{_RULES[scheme]}")
    if scheme == "se" and re.fullmatch(r"(?:16)?\d{6}-?\d{4}", text) and len(re.sub(r"\D", "", text)) == 12:
        text = re.sub(r"\D", "", text)[2:]
    if scheme == "fr":
        text = re.sub(r"\D", "", text)[:9]
    if not rule.is_valid(text):
        return None
    compact = rule.compact(text)
    if scheme == "se" and compact[2] in "01":
        return None  # a person's number: the third digit of an organisation's is 2 or more
    return f"fi:{compact[:7]}-{compact[7]}" if scheme == "fi" else f"{scheme}:{compact}"
