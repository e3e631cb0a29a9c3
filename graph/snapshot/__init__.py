"""The graph at one moment, as columns: what every analysis reads instead of a store."""

from graph.snapshot.snapshot import NO_DAY, Snapshot, day_number
from graph.snapshot.taking import take, take_rows
from graph.snapshot.views import to_networkit, to_networkx

__all__ = ["NO_DAY", "Snapshot", "day_number", "take", "take_rows", "to_networkit", "to_networkx"]
