"""Whether the process that opened a batch is still there."""

from __future__ import annotations

import contextlib
import os
import platform
import time
from functools import cache
from pathlib import Path

LEASE_SECONDS = 120.0
"""How long a batch of another machine may go without a sign of life before anyone may take it back."""


def my_lease() -> dict[str, str]:
    """Return who I am (machine, process, its start) and the time of this sign of life."""
    return {**_me(), "beat": f"{time.time():.3f}"}


def is_dead(owner: dict[str, str], now: float | None = None) -> bool:
    """Return whether the owner of an open batch is gone.

    A process of this machine is gone as soon as it does not run; one of another machine, when its lease ran out.
    """
    mine = _me()
    if owner.get("machine") == mine["machine"]:
        return _started(int(owner.get("pid", "0"))) != owner.get("started")
    return (now or time.time()) - float(owner.get("beat", "0")) > LEASE_SECONDS


def is_mine(owner: dict[str, str]) -> bool:
    """Return whether this very process opened it."""
    return all(owner.get(key) == value for key, value in _me().items())


def _me() -> dict[str, str]:
    return {"machine": _machine(), "pid": str(os.getpid()), "started": _started(os.getpid())}


@cache
def _machine() -> str:
    """Return a name for this machine *and* its table of processes (a container has its own)."""
    parts = [platform.node()]
    for path in ("/proc/sys/kernel/random/boot_id",):
        if Path(path).exists():
            parts.append(Path(path).read_text().strip())
    with contextlib.suppress(OSError):
        parts.append(os.readlink("/proc/self/ns/pid"))
    return "/".join(parts)


def _started(pid: int) -> str:
    """Return when a process started (in the system's ticks), or "" where it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return "" if fields[0] in ("Z", "X") else fields[19]
    except OSError:
        pass
    if Path("/proc/self/stat").exists():
        return ""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "running"
    return "running"
