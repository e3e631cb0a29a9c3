"""The legend: which kinds a picture holds, how each is drawn and how many there are."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from graph.records import kind_of
from visualize.colours import LOOKS
from visualize.picture import Picture


class Entry(NamedTuple):
    """A line of the legend."""

    kind: str
    colour: str
    shape: str
    number: int


def legend(picture: Picture) -> list[Entry]:
    """Return a line for each kind that the picture holds, in the fixed order of `LOOKS`."""
    counts = Counter(kind_of(picture.snapshot.ids[position]) for position in picture.nodes.tolist())
    return [
        Entry(kind, look.colour, look.shape, counts[kind]) for kind, look in LOOKS.items() if counts[kind]
    ]
