"""A process of our own runs our modules and the libraries', whatever lies in the folder where the user works."""

from __future__ import annotations

import subprocess
from pathlib import Path

from graph.own_process import own_process


def test_a_file_in_the_folder_of_work_is_no_module(tmp_path: Path) -> None:
    for name in ("pickle", "threading", "graph"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\n", encoding="utf-8")
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    assert own_process("graph.networkit_worker", cwd=tmp_path, **quiet).wait(60) == 0
    assert not (tmp_path / "ran").exists()
