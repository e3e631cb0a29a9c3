"""Made-up projects of real words: names and descriptions cut from the lists and put together anew.

Each name is the beginning of one real name and the end of another of the same list. Each sentence of a description is
the beginning of one of a real description and the end of one of another: words stay as frequent as they are, however
many projects are drawn, and no sentence comes so often that it is boilerplate.
"""

from __future__ import annotations

import random
from functools import cache

from benchmarks.data import LISTS
from graph.records import Fields
from graph.snapshot import Snapshot
from ingest.formats.registry import format_of
from ingest.reading import Upload

DESCRIBED = 0.5
"""This share of the projects has a description, as in lists that are gathered from several programmes."""


@cache
def real_texts() -> list[tuple[str, list[list[str]], list[list[list[str]]]]]:
    """Return for each list its language, the words of its names, and the words of the sentences of its descriptions."""
    found = []
    for path in LISTS:
        upload = Upload.at(path)
        names: dict[str, list[list[str]]] = {}
        told: dict[str, list[list[list[str]]]] = {}
        for row in format_of(upload).rows(upload):
            for record in row.records:
                if getattr(record, "kind", "") != "project":
                    continue
                for language, text in record.name.items():
                    names.setdefault(language, []).append(text.split())
                for language, text in record.description.items():
                    told.setdefault(language, []).append([part.split() for part in text.split(". ")])
        found += [(language, names[language], told.get(language, [])) for language in sorted(names)]
    return found


def snapshot_of(projects: int, seed: int = 1) -> Snapshot:
    """Return a snapshot of so many projects."""
    draw = random.Random(seed)
    lists = real_texts()
    described = [one for one in lists if one[2]]
    rows: list[tuple[str, Fields, str]] = []
    for number in range(projects):
        told = draw.random() < DESCRIBED
        language, names, descriptions = draw.choices(
            described if told else lists, [len(one[1]) for one in (described if told else lists)]
        )[0]
        fields: Fields = {f"name_{language}": _crossed(draw.choice(names), draw.choice(names))}
        if told:
            fields[f"description_{language}"] = _told(draw, descriptions)
        rows.append((f"project:made:{number:07}", fields, "made"))
    return Snapshot.of(rows, [])


def _told(draw: random.Random, descriptions: list[list[list[str]]]) -> str:
    one, other = draw.choice(descriptions), draw.choice(descriptions)
    ends = draw.sample(other, len(other))
    return ". ".join(_crossed(sentence, ends[k % len(ends)]) for k, sentence in enumerate(one))


def _crossed(one: list[str], other: list[str]) -> str:
    return " ".join(one[: (len(one) + 1) // 2] + other[len(other) // 2 :])
