"""Time and memory of finding overlaps among 2,000, 20,000 and 200,000 projects, beside a bare pipeline in the same run.

The bare pipeline is scikit-learn's TF-IDF over words and `sparse_dot_topn` (top 10, cosine from 0.3 on): near texts, no
reasons. Ours is everything from texts to findings with reasons: fitting the text model, reading, search, features,
score, families. `python -m benchmarks.overlap_speed [PROJECTS ...]`; each size runs in a process of its own.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from benchmarks.recombined import snapshot_of
from graph.snapshot import Snapshot

SIZES = (2_000, 20_000, 200_000)
TOP = 10
THRESHOLD = 0.3
SAMPLE = 2_000
"""So many texts are searched exactly to see how many of their nearest the pruned search finds."""


def main(arguments: list[str]) -> None:
    """Run each size and print its figures, then how time grows from one to the next."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(_one(int(arguments[1]), arguments[2])))
        return
    sizes = [int(argument) for argument in arguments] or list(SIZES)
    found = []
    for projects in sizes:
        figures = {"benchmark": "overlap_speed", "projects": projects}
        for part in ("bare", "ours"):
            figures |= _in_a_process(projects, part)
        figures["ratio"] = round(figures["ours_seconds"] / figures["bare_seconds"], 2)
        print(json.dumps(figures), flush=True)
        found.append(figures)
    for one, other in pairwise(found):
        grown = math.log(other["projects"] / one["projects"])
        for part in ("bare", "ours"):
            exponent = math.log(other[f"{part}_seconds"] / one[f"{part}_seconds"]) / grown
            print(f"{part}: time grows from {one['projects']:,} to {other['projects']:,} as N^{exponent:.2f}")


def _in_a_process(projects: int, part: str) -> dict[str, Any]:
    arguments = [sys.executable, "-m", "benchmarks.overlap_speed", "--one", str(projects), part]
    done = subprocess.run(
        arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _one(projects: int, part: str) -> dict[str, Any]:
    snapshot = snapshot_of(projects)
    found = _bare(snapshot) if part == "bare" else _ours(snapshot)
    return {**found, f"{part}_peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def _bare(snapshot: Snapshot) -> dict[str, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    texts = [" ".join(str(value) for value in fields.values()) for fields in snapshot.fields]
    started = time.perf_counter()
    rows = TfidfVectorizer().fit_transform(texts)
    near = sp_matmul_topn(rows, rows.T.tocsr(), top_n=TOP + 1, threshold=THRESHOLD, sort=True, n_threads=2)
    return {
        "bare_seconds": round(time.perf_counter() - started, 2),
        "bare_pairs": int((near.nnz - len(texts)) // 2),
    }


def _ours(snapshot: Snapshot) -> dict[str, Any]:
    from graph.overlap import Compared, fit, overlaps
    from graph.text.words import lemma

    started = time.perf_counter()
    for language in ("fi", "sv", "en"):
        lemma("nuorten", language)
    dictionaries = time.perf_counter() - started
    started = time.perf_counter()
    model = fit(snapshot)
    fitted = time.perf_counter() - started
    started = time.perf_counter()
    compared = Compared(snapshot, model)
    searched = time.perf_counter() - started
    found = overlaps(compared)
    return {
        "dictionaries_seconds": round(dictionaries, 2), "fit_seconds": round(fitted, 2),
        "search_seconds": round(searched, 2), "ours_seconds": round(time.perf_counter() - started, 2),
        "findings": len(found), "recall_of_top_10": _recall(compared.texts.vectors.content, compared.texts.near),
    }  # fmt: skip


def _recall(content: sparse.csr_matrix, near: Any) -> float:
    """Return which share of the exact top 10 (cosine of whole rows from THRESHOLD on) of a sample the search found."""
    from sparse_dot_topn import sp_matmul_topn

    some = np.sort(
        np.random.default_rng(0).choice(content.shape[0], min(SAMPLE, content.shape[0]), replace=False)
    )
    exact = sp_matmul_topn(
        content[some], content.T.tocsr(), top_n=TOP + 1, threshold=THRESHOLD, sort=True, n_threads=2
    )
    rows = np.repeat(some, np.diff(exact.indptr))
    wanted = rows != exact.indices
    n = content.shape[0]
    low, high = np.minimum(near.text, near.other), np.maximum(near.text, near.other)
    a, b = np.minimum(rows, exact.indices)[wanted], np.maximum(rows, exact.indices)[wanted]
    return round(float(np.isin(a.astype(np.int64) * n + b, low * n + high).mean()), 4)


if __name__ == "__main__":
    main(sys.argv[1:])
