"""How fast the ties of a real network come out of a store, beside the plain driver reading them row by row.

`python -m benchmarks.store_read PARTICIPATIONS.csv.gz [ADDRESS…]`: the columns `rcn`, `pic` and `role` of the Horizon
2020 participations, into a SQLite file of its own and into a Neo4j at each address given, which must be empty and is
emptied again. The plain driver runs in a process of its own, without `neo4j-rust-ext`.
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graph.records import Claim, Rank, Source, entity_id, tie_id
from graph.store import Store, open_store

SLICE = 50_000
SOURCE = Source(name="h2020", rank=Rank.COLLECTION)
_PLAIN = """
import sys, time
sys.modules["neo4j._rust"] = None
import neo4j
url, user, password = sys.argv[1:]
query = ("MATCH (a:Actor)-[r:PARTICIPATES_IN]->(p:Project) "
         "RETURN a.id, p.id, r.role, r.valid_from, r.valid_to, r.source")
seconds = []
with neo4j.GraphDatabase.driver(url, auth=(user, password)) as driver, driver.session() as session:
    for _ in range(2):
        started = time.perf_counter()
        count = sum(1 for record in session.run(query) if record.values())
        seconds.append(time.perf_counter() - started)
print(count, min(seconds))
"""


def claims(path: Path) -> list[Claim]:
    """The participations as claims: bodies, projects and the ties between them."""
    found: dict[str, Claim] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            body, project = entity_id("actor", "pic", row["pic"]), entity_id("project", "rcn", row["rcn"])
            role = "lead" if row["role"] == "coordinator" else "partner"
            id_ = tie_id("PARTICIPATES_IN", body, project, role)
            found[body] = Claim(
                body, SOURCE.name, {"name_en": f"Body {row['pic']}", "country": row["country"]}
            )
            found[project] = Claim(
                project, SOURCE.name, {"name_en": f"Project {row['rcn']}", "fund": "H2020"}
            )
            said = {
                "kind": "PARTICIPATES_IN", "a": body, "b": project, "role": role, "valid_from": row["start_date"],
                "valid_to": row["end_date"],
            }  # fmt: skip
            found[id_] = Claim(id_, SOURCE.name, {key: value for key, value in said.items() if value})
    return list(found.values())


def fill(store: Store, said: Sequence[Claim]) -> None:
    """Load everything as one batch."""
    with store.open_batch("import", sources=[SOURCE]) as batch:
        batch.write(said)


def seconds_for_columns(store: Store) -> tuple[int, float]:
    """How many ties there are, and the seconds for all their columns (the better of two times)."""
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        with store.reading() as tx:
            count = sum(len(part.a) for part in tx.tie_columns(SLICE))
        best = min(best, time.perf_counter() - started)
    return count, best


def seconds_for_rows(store: Store, kind: str) -> tuple[int, float]:
    """How many entities of a kind there are, and the seconds for all their rows."""
    started = time.perf_counter()
    count = sum(1 for _ in store.rows(kind))
    return count, time.perf_counter() - started


def measure(store: Store, said: Sequence[Claim]) -> dict[str, Any]:
    """The figures of one store."""
    fill(store, said)
    ties, seconds = seconds_for_columns(store)
    projects, project_seconds = seconds_for_rows(store, "project")
    return {
        "store": store.url.partition(":")[0], "ties": ties, "seconds": round(seconds, 2),
        "ties_per_second": round(ties / seconds), "projects": projects, "project_seconds": round(project_seconds, 2),
    }  # fmt: skip


def measure_neo4j(url: str, user: str, password: str, said: Sequence[Claim]) -> dict[str, Any]:
    """The figures of a Neo4j, which must be empty, beside the plain driver's; it is emptied again."""
    with open_store(url, user=user, password=password) as store:
        if store.batches():
            raise SystemExit(f"{url} holds a store already; the benchmark needs an empty one.")
        try:
            found = measure(store, said)
            run = [sys.executable, "-c", _PLAIN, url, user, password]
            words = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
        finally:
            store._adapter.wipe()
    plain = float(words[1])
    assert int(words[0]) == found["ties"]
    return found | {
        "row_by_row_seconds": round(plain, 2), "row_by_row_ties_per_second": round(found["ties"] / plain),
        "times_as_fast": round(plain / found["seconds"], 1),
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one object a store."""
    path, *addresses = sys.argv[1:] if arguments is None else arguments
    said = claims(Path(path))
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/store.db") as store:
        print(json.dumps(measure(store, said)))
    for address in addresses:
        scheme, _, rest = address.partition("://")
        login, _, host = rest.rpartition("@")
        user, _, password = login.partition(":")
        print(json.dumps(measure_neo4j(f"{scheme}://{host}", user or "neo4j", password, said)))


if __name__ == "__main__":
    main()
