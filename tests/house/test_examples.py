"""The examples in the docstrings run, and print what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def modules_with_examples() -> list[str]:
    files = (
        path
        for room in ("graph", "ingest", "visualize", "api", "solmu")
        for path in (ROOT / room).rglob("*.py")
    )
    shown = (path.relative_to(ROOT) for path in files if ">>> " in path.read_text("utf-8"))
    return sorted(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in shown)


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_print_what_they_say(name: str) -> None:
    result = doctest.testmod(
        importlib.import_module(name), optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    assert result.attempted
    assert result.failed == 0
