"""By how much other work on the machine holds a run up: what times in tests are divided by."""

from __future__ import annotations

import resource
import subprocess
import sys
import time


def held_up() -> float:
    """Return the wall time over the processor time of a run that waits for nothing; 1 on a quiet machine."""
    began, worked = time.perf_counter(), _processor_seconds()
    subprocess.run([sys.executable, "-c", "sum(i * i for i in range(1_000_000))"], check=True)
    return max(1.0, (time.perf_counter() - began) / (_processor_seconds() - worked))


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
