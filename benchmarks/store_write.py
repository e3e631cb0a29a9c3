"""How fast a store is written, beside the bare driver doing the same inserts in the same run.

`python -m benchmarks.store_write [ADDRESS…]`: a SQLite file of its own always; a Neo4j at each address given, which
must be empty and is emptied again.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import neo4j

from graph.records import Claim, Rank, Source, named_id, tie_id
from graph.store import Store, neo4j_rows, open_store, sqlite_rows
from graph.store.port import Row
from graph.store.search_text import search_text
from graph.store.sqlite import SqliteAdapter

PROJECTS, ACTORS, TIES = 19_940, 13_000, 4
BATCH = 5_000
SOURCE = Source(name="benchmark", rank=Rank.COLLECTION)
_WORDS = [
    "työllisyyden",
    "osaamisen",
    "nuorten",
    "kehittäminen",
    "edistäminen",
    "kohtaannon",
    "palvelut",
    "verkosto",
    "alueen",
    "hyvinvointi",
]


def claims() -> list[Claim]:
    """Made-up projects, each with its ties and the actors that it names first, as a list of projects has them."""
    found: list[Claim] = []
    met: set[str] = set()
    for n in range(PROJECTS):
        id_ = f"project:fi:S{10_000 + n}"
        name = " ".join(_WORDS[(n * k + k) % 10] for k in (1, 3, 7, 9)) + f" {n}"
        fields: dict[str, Any] = {
            "code": f"S{10_000 + n}", "currency": "EUR", "fund": "ESR", "granted_eu_state": 1000.0 + n, "name_fi": name,
            "planned_public": 2000.0 + n, "priority": "3", "status": "Päättynyt", "valid_from": "2015-01-01",
            "valid_to": f"20{16 + n % 5}-12-31",
        }  # fmt: skip
        found.append(Claim(id_, SOURCE.name, fields))
        for k in range(TIES):
            number = (n * 7919 + k * 104_729) % ACTORS
            actor = named_id("actor", f"Toimija {number} Oy")
            role = "partner" if k else "lead"
            if actor not in met:
                met.add(actor)
                about = {"country": "FI", "name_fi": f"Toimija {number} Oy", "sector": "private"}
                found.append(Claim(actor, SOURCE.name, about))  # type: ignore[arg-type]
            said = {"a": actor, "b": id_, "kind": "PARTICIPATES_IN", "role": role, "valid_from": "2015-01-01"}
            found.append(Claim(tie_id("PARTICIPATES_IN", actor, id_, role), SOURCE.name, said))  # type: ignore[arg-type]
    return found


def ours(store: Store, said: Sequence[Claim]) -> float:
    """Seconds that one batch takes."""
    started = time.perf_counter()
    with store.open_batch("import", sources=[SOURCE]) as batch:
        for start in range(0, len(said), BATCH):
            batch.write(said[start : start + BATCH])
    return time.perf_counter() - started


def bare_sqlite(path: Path, said: Sequence[Claim]) -> float:
    """Seconds that `executemany` takes for the same rows, which are there ready-made, into the same tables."""
    parts = []
    for start in range(0, len(said), BATCH):
        rows = [_row(claim) for claim in said[start : start + BATCH]]
        entities = [row for row in rows if not row.a]
        parts.append(
            (
                [(None, *sqlite_rows.entity_values(row)) for row in entities],
                [(search_text(row.id, row.fields),) for row in entities],
                [sqlite_rows.tie_values(row) for row in rows if row.a],
            )
        )
    open_store(f"sqlite:///{path}").close()
    db = SqliteAdapter(path)._connect()  # with the same settings
    started = time.perf_counter()
    for entities, texts, ties in parts:
        db.execute("BEGIN")
        db.executemany(sqlite_rows.INSERT_ENTITY, entities)
        db.executemany("INSERT INTO entity_text (text) VALUES (?)", texts)
        db.executemany(sqlite_rows.INSERT_TIE, ties)
        db.execute("COMMIT")
    seconds = time.perf_counter() - started
    db.close()
    return seconds


def bare_neo4j(driver: neo4j.Driver, said: Sequence[Claim]) -> float:
    """Seconds that `UNWIND` takes for the same properties, both ends of a tie merged, into the same schema."""
    parts = []
    for start in range(0, len(said), BATCH):
        rows = [_row(claim) for claim in said[start : start + BATCH]]
        parts.append(
            (
                [neo4j_rows.entity_props(row) for row in rows if row.id.startswith("actor:")],
                [neo4j_rows.entity_props(row) for row in rows if row.id.startswith("project:")],
                [{"a": row.a, "b": row.b, "props": neo4j_rows.tie_props(row)} for row in rows if row.a],
            )
        )
    node = "UNWIND $rows AS row MERGE (n:{} {{id: row.id}}) SET n = row"
    tie = (
        "UNWIND $rows AS row MERGE (a:Actor {id: row.a}) MERGE (p:Project {id: row.b}) "
        "CREATE (a)-[r:PARTICIPATES_IN]->(p) SET r = row.props"
    )
    started = time.perf_counter()
    with driver.session() as session:
        for actors, projects, ties in parts:
            with session.begin_transaction() as tx:
                tx.run(node.format("Actor"), rows=actors).consume()  # type: ignore[arg-type]
                tx.run(node.format("Project"), rows=projects).consume()  # type: ignore[arg-type]
                tx.run(tie, rows=ties).consume()
                tx.commit()
    return time.perf_counter() - started


def _row(claim: Claim) -> Row:
    fields = claim.fields
    return Row(claim.id, fields, claim.source, 1, 1, str(fields.get("a", "")), str(fields.get("b", "")))


def _best(times: int, *runs: Callable[[], float]) -> list[float]:
    """The least seconds of each, taken by turns, so that what else the machine does hits them alike."""
    seconds: list[list[float]] = [[] for _ in runs]
    for _ in range(times):
        for run, found in zip(runs, seconds, strict=True):
            gc.collect()
            found.append(run())
    return [min(found) for found in seconds]


def measure_sqlite(said: Sequence[Claim], times: int = 5) -> dict[str, Any]:
    """Both figures for a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:

        def run_ours() -> float:
            path = Path(folder) / f"ours-{time.monotonic_ns()}.db"
            with open_store(f"sqlite:///{path}") as store:
                return ours(store, said)

        def run_bare() -> float:
            return bare_sqlite(Path(folder) / f"bare-{time.monotonic_ns()}.db", said)

        return _figures("sqlite", said, *_best(times, run_ours, run_bare))


def measure_neo4j(
    url: str, user: str, password: str, said: Sequence[Claim], times: int = 2
) -> dict[str, Any]:
    """Both figures for a Neo4j, which must be empty; it is emptied again."""
    with (
        open_store(url, user=user, password=password) as store,
        neo4j.GraphDatabase.driver(url, auth=(user, password)) as driver,
    ):
        if store.batches():
            raise SystemExit(f"{url} holds a store already; the benchmark needs an empty one.")

        def emptied(run: Callable[[], float]) -> Callable[[], float]:
            def once() -> float:
                store._adapter.wipe()
                return run()

            return once

        try:
            run_bare, run_ours = lambda: bare_neo4j(driver, said), lambda: ours(store, said)
            emptied(lambda: bare_neo4j(driver, said[:30_000]))()  # the server's own warming up
            own, bare = _best(times, emptied(run_ours), emptied(run_bare))
        finally:
            store._adapter.wipe()
    return _figures("neo4j", said, own, bare)


def _figures(name: str, said: Sequence[Claim], own: float, bare: float) -> dict[str, Any]:
    return {
        "store": name, "rows": len(said), "seconds": round(own, 2), "rows_per_second": round(len(said) / own),
        "bare_seconds": round(bare, 2), "bare_rows_per_second": round(len(said) / bare), "ratio": round(bare / own, 2),
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one object a store: rows a second of ours, of the bare driver, and the ratio."""
    said = claims()
    print(json.dumps(measure_sqlite(said)))
    for address in sys.argv[1:] if arguments is None else arguments:
        scheme, _, rest = address.partition("://")
        login, _, host = rest.rpartition("@")
        user, _, password = login.partition(":")
        print(json.dumps(measure_neo4j(f"{scheme}://{host}", user or "neo4j", password, said)))


if __name__ == "__main__":
    main()
