"""Colours and shapes by kind: the palette of Okabe and Ito (2008), which colour-blind readers tell apart.

A colour never stands alone: each kind has a shape of its own beside it.
"""

from __future__ import annotations

from typing import NamedTuple

BLUE, ORANGE, GREEN, PURPLE, VERMILLION, SKY, YELLOW, BLACK = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#f0e442", "#000000",
)  # fmt: skip
GREY = "#9aa0a6"
"""What belongs to no group that is shown."""


class Look(NamedTuple):
    """How a kind is drawn: its fill, and its shape (vis-network's names)."""

    colour: str
    shape: str


LOOKS: dict[str, Look] = {
    "actor": Look(BLUE, "dot"),
    "project": Look(ORANGE, "square"),
    "network": Look(GREEN, "diamond"),
    "practice": Look(PURPLE, "star"),
    "event": Look(VERMILLION, "triangle"),
}
"""The kinds that a picture shows, in the order of the legend."""

GROUP_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, VERMILLION, SKY, YELLOW, BLACK)
"""Colours of the biggest groups; the rest are grey, since more than eight colours are told apart by nobody."""
