"""Which projects do the same, why, and whether they know of each other.

`find.overlaps(Compared(snapshot, model))` is the door. The way: `texts` reads what a project says and `text_model`
how much each term weighs, `vectors` and `nearest` find near texts, `candidates` pairs projects, `evidence` measures
each pair, `score` weighs that evidence, `families` gathers what belongs together, `kinds` names what it is and who
should hear, `knowing` tells who knows of whom. `check` asks the same of a draft, and `wording` whose very words it
uses; `learning` and `refit` fit the weights that `score` uses.
"""

from graph.overlap.find import Compared, overlaps
from graph.overlap.text_model import TextModel, fit

__all__ = ["Compared", "TextModel", "fit", "overlaps"]
