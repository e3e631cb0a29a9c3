"""What texts mean, whatever their language: an optional help where two languages share no words.

`embedder.open_embedder` opens what was set (`SOLMU_EMBEDDINGS`), `remembered` keeps its vectors on disk, and `across`
tells how near texts in different languages are. Without it, languages meet by the vocabulary of `graph.text` alone.
"""

from graph.meaning.across import Meaning, meaning_of
from graph.meaning.embedder import Embedder, open_embedder

__all__ = ["Embedder", "Meaning", "meaning_of", "open_embedder"]
