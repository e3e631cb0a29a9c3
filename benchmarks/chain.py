"""The whole way of real lists: ingest, snapshot, overlaps on the list of 2007–2013; silos on the participations.

`python -m benchmarks.chain STORE_URL NAME` runs one part (`list` or `network`) in this process and prints its figures;
`benchmarks.__main__` runs the parts in processes of their own, so that peak memory is each part's.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import bare
from benchmarks.data import LIST, PARTICIPATIONS
from graph.desk import Desk
from graph.records import Claim
from graph.store import Store, open_store
from graph.store.port import Row
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.load import load
from ingest.reading import Upload

BATCH = 5_000


def of_list(url: str, login: tuple[str, str]) -> dict[str, Any]:
    """Ingest beside the bare driver's inserts, snapshot, overlaps (a first run fits the text model).

    The bare inserts run first and once more after ours, and the better time counts: a server new to the work is slow.
    """
    claims = _claims(LIST)
    first = _bare(url, login, claims)
    with open_store(url, user=login[0], password=login[1]) as store:
        seconds, rows = _ingest(store, LIST)
        desk = Desk(store)
        snapshot = _timed(desk.snapshot)
        overlaps = _timed(desk.overlaps)
        silos = _timed(lambda: desk.network.silos(redraws=0))
    bare = min(first, _bare(url, login, claims))
    return {
        "rows": rows, "ingest_seconds": seconds, "ingest_rows_per_second": round(rows / seconds),
        "bare_seconds": bare, "bare_rows_per_second": round(rows / bare), "ratio": round(bare / seconds, 2),
        "snapshot_seconds": snapshot, "overlaps_seconds": overlaps, "silos_seconds": silos,
        "chain_seconds": round(seconds + snapshot + overlaps + silos, 2), "peak_mib": _peak(),
    }  # fmt: skip


def of_network(url: str, login: tuple[str, str]) -> dict[str, Any]:
    """The 144,726 participations: ingest, snapshot, silos without and with redrawn networks."""
    with open_store(url, user=login[0], password=login[1]) as store:
        seconds, rows = _ingest(store, PARTICIPATIONS)
        desk = Desk(store)
        snapshot = _timed(desk.snapshot)
        silos = _timed(lambda: desk.network.silos(redraws=0))
        tested = _timed(lambda: desk.network.silos(redraws=10))
        found = desk.network.silos(redraws=10)
    return {
        "rows": rows, "ingest_seconds": seconds, "ingest_rows_per_second": round(rows / seconds),
        "snapshot_seconds": snapshot, "silos_seconds": silos, "silos_tested_seconds": tested,
        "redraws": found.null_model.redraws, "modularity": found.modularity, "peak_mib": _peak(),
    }  # fmt: skip


def _ingest(store: Store, path: Path) -> tuple[float, int]:
    started = time.perf_counter()
    report = load(store, path)
    return round(time.perf_counter() - started, 2), report.read


def _timed(work: Any) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 2)


def _peak() -> int:
    """Return the most memory this process or a child of it held, in MiB."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(used) / 1024)


def _claims(path: Path) -> list[Claim]:
    upload = Upload.at(path)
    format_ = format_of(upload)
    gathered = Gathered("bench")
    for row in format_.rows(upload):
        gathered.add(row.records)
    return list(gathered.claims())


def _bare(url: str, login: tuple[str, str], claims: list[Claim]) -> float:
    """Seconds that the bare driver takes to insert the rows these claims become, ready-made, into an empty schema."""
    if url.startswith("sqlite"):
        from benchmarks.store_write import bare_sqlite

        with tempfile.TemporaryDirectory() as folder:
            return round(bare_sqlite(Path(folder) / "bare.db", claims), 2)
    return round(_bare_neo4j(url, login, claims), 2)


def _bare_neo4j(url: str, login: tuple[str, str], claims: list[Claim]) -> float:
    import neo4j

    with open_store(url, user=login[0], password=login[1]) as store:
        store._adapter.wipe()
    rows = [
        Row(c.id, c.fields, c.source, 1, 1, str(c.fields.get("a", "")), str(c.fields.get("b", "")))
        for c in claims
    ]
    parts = [bare.part_of(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH)]
    with neo4j.GraphDatabase.driver(url, auth=login) as driver, driver.session() as session:
        started = time.perf_counter()
        for part in parts:
            bare.run(session, part)
        seconds = time.perf_counter() - started
    with open_store(url, user=login[0], password=login[1]) as store:
        store._adapter.wipe()
    return seconds


def main(arguments: list[str]) -> None:
    """Run one part on one store and print its figures as JSON."""
    url, part, user, password = arguments
    run = {"list": of_list, "network": of_network}[part]
    print(json.dumps({"store": url.partition(":")[0], "part": part, **run(url, (user, password))}))


if __name__ == "__main__":
    main(sys.argv[1:])
