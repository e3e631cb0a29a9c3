"""Start a module of ours in an interpreter of its own, from wherever the program was called."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def own_process(
    module: str, *arguments: str, environment: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    """Return a process that runs a module of this program; `options` are those of `Popen`.

    The folder in which the user works is no place to import from (`-P`): a file there may be called like any module.
    """
    home = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        env={**os.environ, "PYTHONPATH": path, **(environment or {})}, **options,
    )  # fmt: skip
