"""Projects that are compared with nothing: the programmes' own technical assistance."""

from __future__ import annotations

import re

from graph.overlap.texts import texts
from graph.records import Fields

_TECHNICAL_ASSISTANCE = re.compile(
    r"""\b(?:
        teknis(?:en|tä|een)\s+tu(?:en|kea|keen)\w* | tekni(?:nen|sen)\s+tuki\w*
      | teknisk[at]?\s+(?:stöd|bistand|assistance)
      | technical\s+assist[ae]nce | technische\s+hilfe | assistance\s+technique | asistencia\s+técnica
      | assistenza\s+tecnica | technische\s+bijstand | pomoc\s+techniczna | tehniline\s+abi | assistência\s+técnica
      | technická\s+pomoc | techninė\s+parama | tehniskā\s+palīdzība
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def is_technical_assistance(fields: Fields) -> bool:
    """Return whether a project pays for running the programme itself: its name says so, in any of a dozen languages.

    Such texts are alike everywhere and mean nothing.
    """
    return any(_TECHNICAL_ASSISTANCE.search(text) for _, text in texts(fields, "name"))
