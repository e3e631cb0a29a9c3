"""Learn the weights of the resolution model: `python -m benchmarks.resolution.fit` writes the file that ships.

The share of true pairs that reach a level (m) is of the labelled pairs of the `dev` split that are one body's; that of
any pairs (u) of random pairs among the names of the national lists. The held-out split is not looked at.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from benchmarks.data import LIST
from benchmarks.resolution.pairs import read_pairs
from ingest.resolution.features import Named, rows_of, table_of
from ingest.resolution.model import settings

TO = Path(__file__).parents[2] / "ingest" / "data" / "resolution-model.json"
VERSION = 1
PRIOR = 0.001
"""How probable it is that two names that share nothing yet are one body's."""
RANDOM_PAIRS = 5_000_000
SEED = 11
NOTHING_TOLD = [0.5, 0.5]
"""Of identifiers that differ: they may be of two registers; two of one register are a contradiction, not a weight."""
LEAST_SHARE = 0.0000005
"""A level that no random pair reached is taken to have this share, lest one agreement decide everything."""


def names() -> list[str]:
    """Return the distinct names of implementers in the list of 2007–2013, sorted."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return sorted({row["Toteuttajan nimi"].strip() for row in csv.DictReader(file)} - {""})


def fit() -> dict[str, Any]:
    """Return the weights: of each comparison's levels, the best first, the shares m and u."""
    pairs = [pair for pair in read_pairs(split="dev") if pair.same]
    sides = [side for pair in pairs for side in (pair.a, pair.b)]
    true = _linker([Named(str(n), (side.name,), side.ids) for n, side in enumerate(sides)])
    labels = pa.table({
        "source_dataset_l": ["named"] * len(pairs), "unique_id_l": range(0, len(sides), 2),
        "source_dataset_r": ["named"] * len(pairs), "unique_id_r": range(1, len(sides), 2),
    })  # fmt: skip
    true.table_management.register_table(labels, "labels", overwrite=True)
    true.training.estimate_m_from_pairwise_labels("labels")
    any_ = _linker([Named(str(n), (name,)) for n, name in enumerate(names())])
    any_.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
    m, u = _levels(true, "m_probability"), _levels(any_, "u_probability")
    comparisons = {
        name: [[_share(a), _share(b)] for a, b in zip(m[name], u[name], strict=True)] for name in m
    }
    comparisons["identifiers"][1] = NOTHING_TOLD
    return {"version": VERSION, "prior": PRIOR, "comparisons": comparisons}


def _linker(named: list[Named]) -> Linker:
    table = table_of(rows_of(named)[0], [True] * len(named))
    database = DuckDBAPI()
    frame = database.register(database.duckdb_con.from_arrow(table))
    return Linker(frame, settings({}), log_level=None)


def _levels(linker: Linker, share: str) -> dict[str, list[float | None]]:
    model = linker.misc.save_model_to_json()
    return {
        one["output_column_name"]: [
            level.get(share) for level in one["comparison_levels"] if not level.get("is_null_level")
        ]
        for one in model["comparisons"]
    }


def _share(value: float | None) -> float:
    return round(min(max(value or 0.0, LEAST_SHARE), 1 - LEAST_SHARE), 8)


def main() -> None:
    """Write the weights."""
    TO.write_text(json.dumps(fit(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
