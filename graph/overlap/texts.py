"""The texts of projects: what of a name and a description counts as content."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.records import Fields
from graph.snapshot import Snapshot
from graph.text import Terms, terms_of

NAME = 2.0
"""A word of the name counts as so many of the description."""
SHORTEST_SENTENCE = 30
"""Letters of a sentence that can be boilerplate; a shorter one is a phrase."""
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class ProjectText:
    """How often each term stands in a project's text, and the word a reader sees for it.

    `name` holds the terms of the names alone, sorted: what stays of them without numbers, places and small words.
    `coined` are the terms that no dictionary knows.
    """

    count: dict[str, float]
    seen: dict[str, str]
    name: tuple[str, ...]
    coined: frozenset[str]

    @property
    def key(self) -> tuple[tuple[str, float], ...]:
        """What equal texts share."""
        return tuple(sorted(self.count.items()))


def texts(fields: Fields, head: str) -> list[tuple[str, str]]:
    """Return `(declared language, text)` of the fields `name_…` or `description_…`, sorted."""
    found = []
    for key, value in fields.items():
        start, _, language = key.partition("_")
        if start == head and isinstance(value, str):
            found.append((language, value))
    return sorted(found)


def project_texts(
    snapshot: Snapshot, mute: frozenset[str] = frozenset(), boilerplate: Collection[bytes] = frozenset()
) -> list[ProjectText]:
    """Return the text of each project, in the order of `snapshot.of_kind("project")`.

    `mute` are terms that do not count (places, bodies' names), `boilerplate` digests of sentences that do not. A
    description that stands word for word under different names tells nothing of any of them, and is left out.
    """
    fields = [snapshot.fields[position] for position in snapshot.of_kind("project").tolist()]
    repeated = _repeated(fields, mute)
    return [project_text(one, mute, boilerplate, repeated) for one in fields]


def project_tellings(
    snapshot: Snapshot, mute: frozenset[str] = frozenset(), boilerplate: Collection[bytes] = frozenset()
) -> list[tuple[str, str]]:
    """Return what of each project's name and description counts, as it stands, and its declared language."""
    fields = [snapshot.fields[position] for position in snapshot.of_kind("project").tolist()]
    repeated = _repeated(fields, mute)
    return [telling(one, boilerplate, repeated) for one in fields]


def telling(
    fields: Fields, boilerplate: Collection[bytes] = frozenset(), repeated: Collection[str] = frozenset()
) -> tuple[str, str]:
    """Return the name and description of one project in the language that its first name is declared in."""
    names = texts(fields, "name")
    if not names:
        return "", ""
    language, name = names[0]
    told = (
        _own_words(text, boilerplate)
        for one, text in texts(fields, "description")
        if one == language and text not in repeated
    )
    return ". ".join((name, *told)), language


def project_text(
    fields: Fields,
    mute: frozenset[str] = frozenset(),
    boilerplate: Collection[bytes] = frozenset(),
    repeated: Collection[str] = frozenset(),
) -> ProjectText:
    """Return the text of one project; descriptions in `repeated` are left out."""
    count: dict[str, float] = {}
    seen: dict[str, str] = {}
    coined: set[str] = set()

    def take(found: Terms, times: float) -> None:
        for term, often in found.count.items():
            count[term] = count.get(term, 0.0) + times * often
        for term, word in found.seen.items():
            seen.setdefault(term, word)
        coined.update(found.coined)

    for language, text in texts(fields, "name"):
        take(_terms(text, language), NAME)
    name = tuple(sorted(term for term in count if term not in mute))
    for language, text in texts(fields, "description"):
        if text in repeated:
            continue
        take(terms_of(_own_words(text, boilerplate), language), 1.0)
    for term in mute.intersection(count):
        del count[term], seen[term]
        coined.discard(term)
    return ProjectText(count, seen, name, frozenset(coined))


def _own_words(text: str, boilerplate: Collection[bytes]) -> str:
    """Return a description without the sentences that are boilerplate."""
    if not boilerplate:
        return text
    return " ".join(part for part in sentences(text) if digest(part) not in boilerplate)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; lines and what stands before a colon count as sentences."""
    for part in _SENTENCE.split(text):
        if part.strip():
            yield part


def digest(sentence: str) -> bytes:
    """Return what tells a sentence from others whatever its case and spaces (8 bytes); b"" for a phrase."""
    if len(sentence) < SHORTEST_SENTENCE:
        return b""
    return hashlib.blake2b(" ".join(sentence.casefold().split()).encode(), digest_size=8).digest()


@lru_cache(maxsize=100_000)
def _terms(name: str, language: str) -> Terms:
    return terms_of(name, language)


def _repeated(fields: list[Fields], mute: frozenset[str]) -> frozenset[str]:
    """Return the descriptions that stand under two names or more; names that differ in a number or a place are one."""
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    holders: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(fields):
        for _, text in texts(one, "description"):
            holders[text].append(i)
    for text, having in holders.items():
        if len(having) > 1:
            for i in having:
                names[text].add(_name_key(fields[i], mute))
    return frozenset(text for text, keys in names.items() if len(keys) > 1)


def _name_key(fields: Fields, mute: frozenset[str]) -> tuple[str, ...]:
    found = {term for language, text in texts(fields, "name") for term in _terms(text, language).count}
    return tuple(sorted(found.difference(mute)))
