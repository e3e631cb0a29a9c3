"""The words of the pages, complete in English, Finnish and Swedish: one file a language, the same keys in each."""

from __future__ import annotations

from collections.abc import Mapping

from api.texts import en, fi, sv

TEXTS: Mapping[str, Mapping[str, str]] = {"en": en.TEXTS, "fi": fi.TEXTS, "sv": sv.TEXTS}
FALLBACK = "en"


def language_of(asked: str | None, accepted: str) -> str:
    """Return the language to speak: the one asked for, else the best of an `Accept-Language` header, else English.

    >>> language_of(None, "sv-FI,sv;q=0.9,en;q=0.8"), language_of("fi", "sv"), language_of("xx", "")
    ('sv', 'fi', 'en')
    """
    if asked in TEXTS:
        return str(asked)
    wishes = []
    for i, part in enumerate(accepted.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((-float(quality or 1), i, tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for weight, _, tag in sorted(wishes) if tag in TEXTS and weight < 0), FALLBACK)
