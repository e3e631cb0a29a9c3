"""What is searched, and how near a hit is: the same for every store.

The store only gives candidates that share trigrams; ranking happens here, so both stores order alike and typing errors
and missing dots over letters are forgiven.
"""

from __future__ import annotations

import re
import unicodedata

from graph.records import Fields

_WORD = re.compile(r"\w+")


class _Marks(dict[int, int | None]):
    """A translation that takes combining marks away, learnt letter by letter."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_WITHOUT_MARKS = _Marks()


def folded(text: str) -> str:
    """Return text as searched: lower case, without accents or dots, words parted by one space.

    >>> folded("Työllisyyden  edistäminen, Åbo!")
    'tyollisyyden edistaminen abo'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_WITHOUT_MARKS)
    return " ".join(_WORD.findall(plain))


def search_text(id_: str, fields: Fields) -> str:
    """Return the folded names, other names and code of an entity, as one text."""
    return " ".join(search_texts(id_, fields))


def search_texts(id_: str, fields: Fields) -> list[str]:
    """Return the folded names, other names and code of an entity."""
    parts = [str(fields[key]) for key in sorted(key for key in fields if key.startswith("name_"))]
    also = fields.get("also")
    if isinstance(also, list):
        parts += [str(item) for item in also]
    if "name:" not in id_:
        parts.append(id_.rpartition(":")[2])
    return [text for part in parts if (text := folded(part))]


def trigrams(text: str) -> list[str]:
    """Return the distinct runs of three characters of a folded text, sorted; a shorter text gives itself.

    >>> trigrams("abo")
    ['abo']
    """
    if len(text) < 3:
        return [text] if text else []
    return sorted({text[i : i + 3] for i in range(len(text) - 2)})


def ranked(query: str, hits: list[tuple[str, list[str]]], limit: int) -> list[tuple[str, float]]:
    """Return `(id, score)` of the best hits, score 0–1, best first, equal scores by id.

    `hits` are pairs of id and search texts. A query counts as found where its words stand in the texts, in any order;
    the text that is most like it as a whole counts beside that.
    """
    from rapidfuzz import fuzz

    wanted = folded(query)
    scored = []
    for id_, texts in hits:
        every = " ".join(texts)
        found = max(fuzz.partial_ratio(wanted, every), fuzz.token_set_ratio(wanted, every))
        whole = max(fuzz.ratio(wanted, text) for text in (*texts, every))
        scored.append((round((0.6 * found + 0.4 * whole) / 100, 4), id_))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [(id_, score) for score, id_ in scored[:limit]]
