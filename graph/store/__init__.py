"""Where what is known is kept: one port, two adapters (`sqlite`, `neo4j`), one meaning.

`Store` holds everything that both stores must do alike (claims and their fold, batches, undo, merge, both clocks); an
adapter only reads and writes rows inside a transaction (`port.Transaction`). `open_store(url)` is the door.
"""

from graph.store.opening import open_store
from graph.store.port import BatchRow, Past, Row, Standing, TieColumns
from graph.store.store import Store, Written

__all__ = ["BatchRow", "Past", "Row", "Standing", "Store", "TieColumns", "Written", "open_store"]
