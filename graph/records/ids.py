"""Ids that last: `kind:scheme:local`, and how to make one when the source gives no code."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_GAPS = re.compile(r"[,|\s]+")
_SAFE = "._~-"


def entity_id(kind: str, scheme: str, local: str) -> str:
    """Return `kind:scheme:local` with the local part percent-encoded to `A–Z a–z 0–9 . _ ~ -`.

    >>> entity_id("actor", "fi", "0245437-2")
    'actor:fi:0245437-2'
    >>> entity_id("project", "iati", "GB/1 2")
    'project:iati:GB%2F1%202'
    """
    plain = local if local.isascii() and local.isalnum() else quote(local, safe=_SAFE)
    return f"{kind}:{scheme}:{plain}"


def name_key(name: str) -> str:
    """Return *key 1* of a name: NFKC, casefold, runs of comma, pipe and white space to one space.

    Frozen for ever, because ids stand on it: better matching adds merges, never new keys.

    >>> name_key("Hämeen  elinkeino-, liikenne- ja YMPÄRISTÖKESKUS ")
    'hämeen elinkeino- liikenne- ja ympäristökeskus'
    """
    return _GAPS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


@lru_cache(maxsize=200_000)
def named_id(kind: str, name: str, country: str = "fi", scheme: str = "name") -> str:
    """Return the id of a thing that has no code: 12 hex digits of SHA-256 over country and key 1 of its name.

    >>> named_id("actor", "Kanoottisissit ry") == named_id("actor", "KANOOTTISISSIT  RY")
    True
    """
    return f"{kind}:{scheme}:{country}-{_digest(country, name_key(name))}"


def project_id_by_name(beneficiary: str, name: str, start: str | None, country: str = "fi") -> str:
    """Return the id of a project without a code: the hash over beneficiary, name and start (ISO date or None)."""
    return f"project:name:{country}-{_digest(country, name_key(beneficiary), name_key(name), start or '')}"


def tie_id(kind: str, a: str, b: str, role: str = "", unit: str = "") -> str:
    """Return a tie's id: its kind and 16 hex digits over kind, both ends as the source said them, role and unit."""
    text = "\n".join((kind, a, b, role, name_key(unit) if unit else ""))
    return f"tie:{kind.lower()}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def kind_of(id_: str) -> str:
    """Return the kind of an id: `actor`, `project`, … or `tie`."""
    return id_.partition(":")[0]


def scheme_of(id_: str) -> str:
    """Return the scheme of an id: `fi` of `actor:fi:0245437-2`, `name` of one made from a name."""
    return id_.split(":", 2)[1]


def is_tie(id_: str) -> bool:
    """Return whether an id is a tie's."""
    return id_.startswith("tie:")


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]
