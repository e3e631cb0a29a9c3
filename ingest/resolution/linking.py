"""Which rows may be one, and how probably: Splink, on DuckDB in this process or on Spark."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph.errors import UsageError
from ingest.resolution.model import settings

LEAST = 0.005
"""Pairs less probable than this are not kept."""
MEMORY = "3GB"
"""What DuckDB may hold; the rest goes to a temporary folder."""
ENGINES = ("duckdb", "spark")


class Pairs(NamedTuple):
    """Candidate pairs: places of both rows, a < b, and the probability that they are one."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    probability: NDArray[np.float64]


def linked(table: pa.Table, engine: str = "duckdb") -> Pairs:
    """Return the pairs that share a key and are probable enough, sorted by place.

    `engine` is one of ENGINES; both give the same pairs. Raise UsageError where Spark is not installed.
    """
    with _engine(engine) as (database, frame), _quiet():
        from splink import Linker

        named = database.register(frame(table))
        linker = Linker(named, settings(), log_level=None, validate_settings=False)
        found = linker.inference.predict(threshold_match_probability=LEAST)
        columns: Any = found.as_pyarrow_table()  # type: ignore[no-untyped-call]
    a = columns["unique_id_l"].to_numpy().astype(np.int64)
    b = columns["unique_id_r"].to_numpy().astype(np.int64)
    probability = columns["match_probability"].to_numpy().astype(np.float64)
    a, b = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((b, a))
    return Pairs(a[order], b[order], np.round(probability[order], 4))


@contextmanager
def _engine(name: str) -> Iterator[tuple[Any, Any]]:
    """Yield Splink's database of an engine, and how a table of ours becomes one of its own."""
    if name not in ENGINES:
        raise UsageError(f"There is no engine {name}; there are {' and '.join(ENGINES)}.")
    with tempfile.TemporaryDirectory(prefix="solmu-resolve-") as folder:
        if name == "duckdb":
            import duckdb
            from splink.backends.duckdb import DuckDBAPI

            with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder}) as connection:
                yield DuckDBAPI(connection), lambda table: connection.from_arrow(table)
        else:
            with _spark(folder) as session:
                from splink.backends.spark import SparkAPI

                yield (
                    SparkAPI(spark_session=session, break_lineage_method="persist"),  # type: ignore[no-untyped-call]
                    lambda table: session.createDataFrame(table),
                )


@contextmanager
def _spark(folder: str) -> Iterator[Any]:
    """Yield a Spark session: the cluster's that `spark-submit` or SPARK_REMOTE names, else a local one."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError(
            "Spark is not installed: `pip install solmu[spark]`, or leave out --engine spark."
        ) from None
    session = (
        SparkSession.builder.appName("solmu resolve")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", folder)
        .config("spark.local.dir", folder)
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Splink's talk off the screen."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)
