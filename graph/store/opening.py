"""Open a store by its address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import UsageError
from graph.store.store import Store

NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def open_store(url: str, *, user: str = "neo4j", password: str = "", create: bool = True) -> Store:
    """Return the store at `sqlite:///path` or `neo4j://host:port[/database]`.

    A name and password in the address count before `user` and `password`. With `create=False` a missing SQLite file is
    an error instead of a new store. Raises UsageError for any other address, StoreError where it cannot be opened.
    """
    scheme, rest = parts_of(url)
    if scheme == "sqlite":
        from graph.store.sqlite import SqliteAdapter

        return Store(SqliteAdapter(Path(rest[1:]), create=create))
    from graph.store.neo4j import Neo4jAdapter

    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 7687
    except ValueError as problem:
        raise UsageError(f"{url!r} is no address of a store: {problem}.") from None
    if not host:
        raise UsageError(f"{url!r} names no host; write it like neo4j://localhost:7687.")
    address = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
    auth = (parts.username or user, parts.password or password)
    return Store(Neo4jAdapter(address, auth, parts.path.strip("/") or None))


def parts_of(url: str) -> tuple[str, str]:
    """Return the scheme of a store's address and the rest; raise UsageError where it is of no kind of ours."""
    scheme, _, rest = url.partition("://")
    if scheme in NEO4J_SCHEMES or (scheme == "sqlite" and rest.startswith("/")):
        return scheme, rest
    raise UsageError(f"{url!r} is no address of a store; use sqlite:///FILE or neo4j://HOST:PORT.")
