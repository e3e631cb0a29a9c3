"""Reforms: who took over from whom, what becomes of the ties of those who ended, and the graph seen through it.

`heirs` follows the successions on record, `areas` knows who serves which municipalities, `held` finds the live ties,
`rules` and `decide` say what becomes of each, and `carry` looks at the graph with who took over in the place of who
ended.
"""

from graph.succession.carry import carried_over
from graph.succession.concerned import concerned
from graph.succession.decide import succession

__all__ = ["carried_over", "concerned", "succession"]
