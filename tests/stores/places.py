"""Where a test's store lives: an address to open, again if need be, and to empty."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import neo4j

from graph.store import Store, open_store
from tests.neo4j_server import Neo4jServer

KINDS = ("sqlite", "neo4j")


class Place(Protocol):
    """A place for one store."""

    @property
    def address(self) -> str:
        """What a second process needs to open it, password included."""

    def open(self) -> Store: ...
    def clear(self) -> None: ...


@dataclass(frozen=True)
class SqlitePlace:
    """A file."""

    path: Path

    @property
    def address(self) -> str:
        return f"sqlite:///{self.path}"

    def open(self, **options: Any) -> Store:
        return open_store(self.address, **options)

    def clear(self) -> None:
        for file in self.path.parent.glob(self.path.name + "*"):
            file.unlink()


@dataclass(frozen=True)
class Neo4jPlace:
    """The session's server; its schema stays from test to test, because making it takes a second."""

    server: Neo4jServer

    @property
    def address(self) -> str:
        scheme, _, host = self.server.url.partition("://")
        return f"{scheme}://{self.server.user}:{self.server.password}@{host}"

    def open(self, **options: Any) -> Store:
        return open_store(self.address, **options)

    def clear(self) -> None:
        self.cypher(
            "MATCH (n) WHERE coalesce(n.key, '') <> 'schema_version' "
            "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        )

    def cypher(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """What a plain query answers to anyone."""
        with (
            self.server.driver() as driver,
            driver.session(default_access_mode=neo4j.WRITE_ACCESS) as session,
        ):
            return [tuple(record.values()) for record in session.run(query, parameters)]  # type: ignore[arg-type]
