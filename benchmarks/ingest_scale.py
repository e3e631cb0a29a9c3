"""How fast a list of a million rows loads, in how much memory, beside the bare driver writing the same graph.

`python -m benchmarks.ingest_scale --rows 1000000 [--store neo4j]` makes a list of the Finnish funds' columns and loads
it into an empty store in a process of its own: a SQLite file, or the tests' Neo4j. Then the driver alone writes the
rows of that store's present, read back, into another empty one with the same indexes, in batches of 5,000. Prints a
JSON line: rows a second of both, their ratio, and the peak of resident memory of the load (bytes). The bare driver
parses, checks and claims nothing; it is the bound.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import bare
from graph.records import KINDS
from graph.store import Row, Store, open_store
from tests.neo4j_server import Neo4jServer, running_neo4j

HEADER = (
    "Koodi,Rahasto,Projektin nimi,Ohjelma / osio,Tl,Viranomainen,Toiminnan tila,Aloituspvm,Päättymispvm,"
    "Toteuttajan nimi,Myönnetty EU- ja valtion rahoitus,Toteutunut EU- ja valtion rahoitus,"
    "Suunniteltu julkinen rahoitus yhteensä,Toteutunut julkinen rahoitus yhteensä"
)
BODIES = 40_000
"""Distinct implementers: a list names each some twenty-five times."""
BATCH = 5_000
LOADED = """
import json, resource, sys, time
from pathlib import Path
from graph.store import open_store
from ingest.load import load
began = time.perf_counter()
with open_store(sys.argv[2], **dict(zip(("user", "password"), sys.argv[3:]))) as store:
    report = load(store, Path(sys.argv[1]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"rows": report.loaded, "seconds": time.perf_counter() - began, "peak_bytes": peak}))
"""


def made(path: Path, rows: int) -> None:
    """Write a list of so many rows."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for n in range(rows):
            day, year = n % 28 + 1, 2007 + n % 6
            file.write(
                f"S{n:07},ESR,Keksitty hanke numero {n},Itä-Suomi,2,Hämeen elinkeino-  liikenne- ja ympäristökeskus,"
                f"Päättynyt,{day}.1.{year},31.12.{year + 2},Keksitty Yritys {n % BODIES} Oy,1000,900,1200,1100\n"
            )


def bare_sqlite(loaded: Path, to: Path) -> float:
    """Write the present of a store into an empty database with the driver alone, and return the seconds."""
    there, here = sqlite3.connect(loaded), sqlite3.connect(to)
    here.execute("PRAGMA journal_mode = WAL")
    here.execute("CREATE TABLE entity (id TEXT PRIMARY KEY, kind TEXT, fields BLOB) WITHOUT ROWID")
    here.execute(
        "CREATE TABLE tie (id TEXT PRIMARY KEY, kind TEXT, a TEXT, b TEXT, role TEXT, valid_from TEXT, valid_to TEXT)"
        " WITHOUT ROWID"
    )
    here.execute("CREATE INDEX tie_a ON tie (a)")
    here.execute("CREATE INDEX tie_b ON tie (b)")
    seconds = 0.0
    for table, columns in (
        ("entity", "id, kind, fields"),
        ("tie", "id, kind, a, b, role, valid_from, valid_to"),
    ):
        rows = there.execute(f"SELECT {columns} FROM {table}")
        marks = ", ".join("?" * (columns.count(",") + 1))
        while some := list(islice(rows, BATCH)):
            began = time.perf_counter()
            with here:
                here.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
            seconds += time.perf_counter() - began
    return seconds


def bare_neo4j(store: Store, server: Neo4jServer) -> float:
    """Write the present of a store into an empty server with the driver alone, and return the seconds."""
    open_store(
        server.url, user=server.user, password=server.password
    ).close()  # the same constraints and indexes
    seconds = 0.0
    present = _present(store)
    with server.driver() as driver, driver.session() as session:
        while some := list(islice(present, BATCH)):
            part = bare.part_of(some)
            began = time.perf_counter()
            bare.run(session, part)
            seconds += time.perf_counter() - began
    return seconds


def _present(store: Store) -> Iterator[Row]:
    for kind in (*KINDS, "tie"):
        yield from store.rows(kind)


def _loaded(path: Path, *where: str) -> dict[str, Any]:
    """Load a list in a process of its own; return its rows, seconds and peak of memory, its helpers' with it."""
    with subprocess.Popen(
        [sys.executable, "-c", LOADED, str(path), *where], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[1],
    ) as process:  # fmt: skip
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.2)
        assert process.stdout is not None
        assert process.returncode == 0
        found: dict[str, Any] = json.loads(process.stdout.read())
    found["peak_bytes"] = max(peak, found["peak_bytes"])
    return found


def _resident(pid: int) -> int:
    """Return the resident memory (bytes) of a process and of those that it started; what they share counts twice."""
    kilobytes = 0
    with suppress(OSError):
        folder = Path(f"/proc/{pid}")
        told = (folder / "status").read_text().partition("VmRSS:")[2].split()
        kilobytes = int(told[0]) if told else 0
        for task in (folder / "task").iterdir():
            for child in (task / "children").read_text().split():
                kilobytes += _resident(int(child)) // 1024
    return kilobytes * 1024


def measure_sqlite(path: Path, folder: Path) -> tuple[dict[str, Any], float]:
    """Return what our load took, and the seconds of the bare driver."""
    ours = _loaded(path, f"sqlite:///{folder}/solmu.db")
    return ours, bare_sqlite(folder / "solmu.db", folder / "bare.db")


def measure_neo4j(path: Path, folder: Path) -> tuple[dict[str, Any], float]:
    """Return what our load took, and the seconds of the bare driver, each on a server of its own."""
    with running_neo4j() as first:
        ours = _loaded(path, first.url, first.user, first.password)
        with (
            open_store(first.url, user=first.user, password=first.password) as store,
            running_neo4j() as second,
        ):
            return ours, bare_neo4j(store, second)


MEASURES = {"sqlite": measure_sqlite, "neo4j": measure_neo4j}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--store", choices=MEASURES, default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="solmu-scale-") as folder:
        path = Path(folder) / "list.csv"
        made(path, asked.rows)
        ours, seconds = MEASURES[asked.store](path, Path(folder))
    ours_a_second, bare_a_second = asked.rows / ours["seconds"], asked.rows / seconds
    print(json.dumps({
        "store": asked.store, "rows": ours["rows"], "rows_a_second": round(ours_a_second),
        "bare_rows_a_second": round(bare_a_second), "ratio": round(ours_a_second / bare_a_second, 3),
        "peak_bytes": ours["peak_bytes"],
    }))  # fmt: skip


if __name__ == "__main__":
    main()
