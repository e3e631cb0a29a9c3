"""How much each agreement weighs: a Fellegi–Sunter model, as Splink takes it; its weights are a file, frozen.

Each comparison has levels, the best first; a level has the share of true pairs that reach it (m) and that of any pairs
(u). `python -m benchmarks.resolution.fit` learns them; whoever fits anew gives the file a new version.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import splink.comparison_level_library as levels
from splink import SettingsCreator
from splink.blocking_rule_library import CustomRule
from splink.internals.comparison_level_creator import ComparisonLevelCreator
from splink.internals.comparison_library import CustomComparison

Level = ComparisonLevelCreator | dict[str, Any]
"""What Splink takes for a level; ours are all of the first kind."""
BLOCKS = ("identifiers", "keys", "near", "shorts")
"""Lists of keys: a pair that shares one in any of these is looked at, no other."""


def settings(weights: dict[str, Any] | None = None) -> SettingsCreator:
    """Return the comparisons, the blocking rules and the weights; without weights those of the shipped file."""
    kept = weights if weights is not None else shipped()
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            CustomComparison(_weighted(made, kept.get("comparisons", {}).get(name, ())), output_column_name=name)
            for name, made in _comparisons().items()
        ],
        blocking_rules_to_generate_predictions=[_block(name) for name in BLOCKS],
        probability_two_random_records_match=kept.get("prior", 0.0001),
        retain_matching_columns=False,
    )  # fmt: skip


def _block(column: str) -> CustomRule:
    rule = f"l.{column} = r.{column} and (l.fresh or r.fresh)"
    return CustomRule(rule, sql_dialect="duckdb", arrays_to_explode=[column])


def _comparisons() -> dict[str, list[Level]]:
    return {
        "identifiers": [*_shared("identifiers"), levels.ElseLevel()],
        "keys": [*_shared("keys"), levels.ElseLevel()],
        "plain": [
            levels.NullLevel("plain"), levels.ExactMatchLevel("plain"), levels.LevenshteinLevel("plain", 1),
            levels.LevenshteinLevel("plain", 2), levels.LevenshteinLevel("plain", 5), levels.ElseLevel(),
        ],
        "shorts": [*_shared("shorts"), levels.ElseLevel()],
        "near": [*_shared("near"), levels.ElseLevel()],
        "form": [levels.NullLevel("form"), levels.ExactMatchLevel("form"), levels.ElseLevel()],
        "places": [levels.NullLevel("places"), levels.ExactMatchLevel("places"), levels.ElseLevel()],
    }  # fmt: skip


def _shared(column: str) -> list[Level]:
    return [levels.NullLevel(column), levels.ArrayIntersectLevel(column, min_intersection=1)]


def _weighted(made: list[Level], weights: Any) -> list[Level]:
    """Return the levels with their weights, those of no value left alone."""
    at = iter(weights)
    for level in made:
        if not isinstance(level, dict | levels.NullLevel) and (pair := next(at, None)):
            level.configure(m_probability=pair[0], u_probability=pair[1])
    return made


@cache
def shipped() -> dict[str, Any]:
    """Return the weights that ship with the program, with their version."""
    text = (resources.files("ingest") / "data" / "resolution-model.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
