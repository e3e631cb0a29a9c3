"""By how much a slow machine, or other work on it, holds a run up: what times in tests are divided by."""

from __future__ import annotations

import subprocess
import sys
import time

QUIET = 0.08
"""Seconds that the run below takes, its interpreter's start among them, on a quiet machine of the usual speed."""


def held_up() -> float:
    """Return the wall time of a run that only computes over what it takes on a quiet machine; 1 there, or faster."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "sum(i * i for i in range(1_000_000))"], check=True)
    return max(1.0, (time.perf_counter() - began) / QUIET)
