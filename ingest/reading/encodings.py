"""Which encoding a text is in: UTF-8, UTF-16 or Windows-1252, told from its bytes and from nothing else."""

from __future__ import annotations

import codecs
import re

UTF_8, UTF_16_LE, UTF_16_BE, WINDOWS = "utf-8", "utf-16-le", "utf-16-be", "cp1252"
BOM = codecs.BOM_UTF8
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_LETTERS = re.compile(rb"[\x81\x8d\x8f\x90\x9d\xfe\xff]")
"""Bytes that Windows-1252 lacks, or that stand in no word of our users' languages."""


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its first bytes; UTF-8 where they do not say.

    A text with more whole UTF-8 letters than stray bytes is UTF-8, and a stray byte in it is an error to be told. One
    whose high bytes are letters of Windows-1252 is that.

    >>> encoding_of("työ".encode()), encoding_of("työ".encode("cp1252")), encoding_of("työ;".encode("utf-16-le"))
    ('utf-8', 'cp1252', 'utf-16-le')
    """
    if head.startswith(codecs.BOM_UTF16_LE):
        return UTF_16_LE
    if head.startswith(codecs.BOM_UTF16_BE):
        return UTF_16_BE
    start = head[:4_000]
    if b"\0" in start and len(start) >= 4:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if odd > len(start) // 4 and not even:
            return UTF_16_LE
        if even > len(start) // 4 and not odd:
            return UTF_16_BE
    if head.isascii() or head.startswith(BOM):
        return UTF_8
    whole = _MULTIBYTE.findall(head)
    stray = len(_HIGH.findall(head)) - sum(map(len, whole))
    if stray <= max(1, len(whole)) and (whole or stray == 0):
        return UTF_8
    return UTF_8 if _NO_LETTERS.search(head) else WINDOWS
