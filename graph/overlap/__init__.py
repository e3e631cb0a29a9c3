"""Which projects do the same, why, and whether they know of each other.

`find.overlaps(snapshot, model)` is the door. `words` and `text_model` turn texts into vectors, `content` finds near
texts, `structure` compares bodies, places and days, `kinds` names what it is, `awareness` tells who knows of whom.
"""

from graph.overlap.find import overlaps
from graph.overlap.text_model import TextModel, fit

__all__ = ["TextModel", "fit", "overlaps"]
