"""Which groups of bodies keep to themselves, and is that more than chance.

`find.silos(snapshot)` is the door; `null` redraws the
two-mode network, `labels` names a group by what is its own.
"""

from graph.silos.find import silos

__all__ = ["silos"]
