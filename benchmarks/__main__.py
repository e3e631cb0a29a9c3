"""Run every benchmark on both stores and write the figures to `benchmarks/results/`.

Neo4j is the tests' (`tests/neo4j_server.py`); where none can be had, its figures are left out and that is said.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import store_read, store_write
from benchmarks.data import DATA, PARTICIPATIONS

RESULTS = Path(__file__).with_name("results")


def main() -> None:
    """Run all, print a line for each figure set, and keep them in one JSON file."""
    if not DATA.is_dir():
        sys.exit(f"The benchmarks read real lists from {DATA}, which is not there.")
    found: list[dict[str, Any]] = [
        {"benchmark": "store_write", **store_write.measure_sqlite(store_write.claims())}
    ]
    with tempfile.TemporaryDirectory() as folder:
        for part in ("list", "network"):
            found.append(_part(f"sqlite:///{folder}/{part}.db", part, "", ""))
    for module in ("network_speed", "network_quality", "resolution.quality", "resolution.scale"):
        found += _lines(module)
    found += _on_neo4j()
    for store in ("sqlite", "neo4j"):
        found += _scale(store)
    RESULTS.mkdir(exist_ok=True)
    out = RESULTS / "latest.json"
    about = {
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }
    out.write_text(json.dumps({**about, "figures": found}, indent=1) + "\n")
    print(f"Figures are in {out}.")


def _on_neo4j() -> list[dict[str, Any]]:
    from tests.neo4j_server import NoNeo4j, running_neo4j

    try:
        with running_neo4j() as server:
            login = (server.user, server.password)
            found = [
                {
                    "benchmark": "store_write",
                    **store_write.measure_neo4j(server.url, *login, store_write.claims()),
                },
                {
                    "benchmark": "store_read",
                    **store_read.measure_neo4j(server.url, *login, store_read.claims(PARTICIPATIONS)),
                },
            ]
            for line in found:
                print(json.dumps(line), flush=True)
            for part in ("list", "network"):
                server.clear()
                found.append(_part(server.url, part, *login))
            return found
    except NoNeo4j as reason:
        print(f"No figures on Neo4j: {reason}")
        return []


def _part(url: str, part: str, user: str, password: str) -> dict[str, Any]:
    arguments = [sys.executable, "-m", "benchmarks.chain", url, part, user or "-", password or "-"]
    done = subprocess.run(
        arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    print(done.stdout.strip(), flush=True)
    return {"benchmark": "chain", **json.loads(done.stdout.splitlines()[-1])}


def _scale(store: str) -> list[dict[str, Any]]:
    try:
        return _lines("ingest_scale", "--store", store)
    except subprocess.CalledProcessError:
        print(f"No figures of a long list on {store}.")
        return []


def _lines(module: str, *words: str) -> list[dict[str, Any]]:
    """Run a benchmark that prints a line of figures for each of its parts, and return these."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *words],
        check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    print(done.stdout.strip(), flush=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
