"""In which letters names are compared: `COMITE` and `Comité` are one word, `Hämeen` and `Hameen` are two."""

from __future__ import annotations

import unicodedata

_OF_THEIR_OWN = {"\u0308", "\u030a"}
"""Dots and ring: with them Nordic letters are letters of their own."""


def _without_accents(letter: str) -> str:
    marked = unicodedata.normalize("NFD", letter)
    kept = (mark for mark in marked[1:] if mark in _OF_THEIR_OWN or not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", marked[0] + "".join(kept))


_ACCENTS = {
    code: plain
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (plain := _without_accents(chr(code))) != chr(code)
}


def small_letters(text: str) -> str:
    """Return a text in small letters without accents; dots and rings stay.

    >>> small_letters("COMITÉ"), small_letters("Ähtäri Råå Šiida")
    ('comite', 'ähtäri råå siida')
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(_ACCENTS)
