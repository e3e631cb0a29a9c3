"""Concepts: what means the same in several languages counts as one term.

Each file of the folder `vocabulary` is a table with one concept a line: `concept`, then a column for each language
(named by its code), terms parted by `|`. A user's own file of the same form adds concepts, terms or languages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from graph.errors import DataError
from graph.text.words import lemma, words

LONGEST_TERM = 3
"""How many words a term may have."""


@dataclass(frozen=True)
class Vocabulary:
    """Terms by language: `single[language][lemma]` and `several[language][lemmas]` give the concept."""

    single: dict[str, dict[str, str]] = field(default_factory=dict)
    several: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)
    _starts: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _first: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def concept(self, word: str, language: str) -> str | None:
        """Return the concept of a base form in a language, None if there is none."""
        return self.single.get(language, {}).get(word)

    def add(self, concept: str, language: str, term: str) -> None:
        """Take in a term: by itself, and with its words in base form. The first concept of a term stays."""
        plain = words(term)
        if plain:
            self._first.setdefault(concept, {}).setdefault(language, term)
        if len(plain) == 1:
            known = self.single.setdefault(language, {})
            known.setdefault(plain[0], concept)
            known.setdefault(lemma(plain[0], language), concept)
        elif 1 < len(plain) <= LONGEST_TERM:
            longer = self.several.setdefault(language, {})
            longer.setdefault(tuple(lemma(word, language) for word in plain), concept)

    def in_each(self, languages: Sequence[str]) -> list[dict[str, str]]:
        """Return by language the first term of each concept that has one in all these languages, by concept."""
        return [terms for _, terms in sorted(self._first.items()) if all(one in terms for one in languages)]

    def said(self, concept: str, language: str) -> str:
        """Return how a concept is said in a language: its first term there, else in the first language that has one.

        A word that is no concept of the vocabulary stays as it is.

        >>> read().said("kissanhoito", "sv")
        'kissanhoito'
        """
        terms = self._first.get(concept)
        if terms is None:
            return concept.removeprefix("=")
        return terms.get(language) or next(iter(terms.values()))

    def starts(self, language: str) -> frozenset[str]:
        """Return the base forms that a term of several words starts with."""
        if language not in self._starts:
            self._starts[language] = frozenset(term[0] for term in self.several.get(language, ()))
        return self._starts[language]

    def joined(self, lemmas: list[str], language: str) -> list[tuple[int, int, str]]:
        """Return `(first, after last, concept)` of the terms of several words in a text, longest first, none twice."""
        longer, starts = self.several.get(language, {}), self.starts(language)
        found: list[tuple[int, int, str]] = []
        after = 0
        for i in (i for i, word in enumerate(lemmas) if word in starts):
            if i < after:
                continue
            for size in range(min(LONGEST_TERM, len(lemmas) - i), 1, -1):
                concept = longer.get(tuple(lemmas[i : i + size]))
                if concept is not None:
                    after = i + size
                    found.append((i, after, concept))
                    break
        return found


class _Own:
    """The user's own file and what it said when it was put in use, once for a process."""

    file: Path | None = None
    text = ""


def use(own: Path | None) -> None:
    """Put the concepts of a user's own file before those that are shipped, for all texts read from here on.

    Raises DataError where it cannot be read or has no column `concept`, or where texts were read by another already.
    """
    if own == _Own.file:
        return
    if vocabulary.cache_info().currsize:
        raise DataError("The vocabulary cannot change while texts are read by it; start anew.")
    text = _text_of(own) if own else ""
    list(_terms(text, str(own)) if own else ())
    _Own.file, _Own.text = own, text


def version() -> str:
    """Return what tells the user's own concepts from others, "" without any."""
    return hashlib.blake2b(_Own.text.encode(), digest_size=8).hexdigest() if _Own.file else ""


@cache
def vocabulary() -> Vocabulary:
    """Return the concepts in use."""
    return _of(_Own.text, str(_Own.file)) if _Own.file else read()


def read(own: Path | None = None) -> Vocabulary:
    """Return the concepts that are shipped, and those of a user's own file before them.

    Raises DataError where that file cannot be read or has no column `concept`.
    """
    return _of(_text_of(own), str(own)) if own else _of()


def _of(own: str | None = None, name: str = "") -> Vocabulary:
    found = Vocabulary()
    if own is not None:
        _take_in(found, own, name)
    folder = files("graph.text").joinpath("vocabulary")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".tsv"):
            _take_in(found, file.read_text(encoding="utf-8"), file.name)
    return found


def _text_of(own: Path) -> str:
    try:
        return own.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise DataError(f"{own} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise DataError(f"{own} is no vocabulary: save it as UTF-8.") from None


def _take_in(into: Vocabulary, text: str, name: str) -> None:
    for concept, language, term in _terms(text, name):
        into.add(concept, language, term)


def _terms(text: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield concept, language and term of a table; raise DataError where it is none."""
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if not lines or lines[0][0] != "concept":
        raise DataError(
            f"{name} is no vocabulary: its first line should be `concept` and language codes, by tabs."
        )
    languages = lines[0][1:]
    for number, cells in enumerate(lines[1:], 2):
        if len(cells) > len(languages) + 1:
            raise DataError(f"{name}, line {number}: more cells than the first line names languages.")
        for language, cell in zip(languages, cells[1:], strict=False):
            for term in cell.split("|"):
                if len(words(term)) > LONGEST_TERM:
                    raise DataError(f"{name}, line {number}: {term!r} has more than {LONGEST_TERM} words.")
                yield f"={cells[0]}", language, term
