"""The labelled pairs of `pairs.csv`, as they stand there; `build.md` tells how they were drawn."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

Split = Literal["dev", "held_out"]
Label = Literal["same", "different"]

PAIRS = Path(__file__).with_name("pairs.csv")
COLUMNS = (
    *("split", "label", "rule", "evidence"),
    *("a_name", "a_country", "a_ids"),
    *("b_name", "b_country", "b_ids"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A body as one source names it."""

    name: str
    country: str
    """ISO 3166 alpha-2, or empty where the source does not say."""
    ids: tuple[str, ...]
    """`scheme:value`; empty in nearly all pairs, for names are what is tested."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that are one body's, or two bodies'."""

    split: Split
    label: Label
    rule: str
    """What makes the pair hard, as a slug."""
    evidence: str
    """Where the names were seen, or why the label is true."""
    a: Named
    b: Named

    @property
    def same(self) -> bool:
        """Whether both names are one body's."""
        return self.label == "same"


def read_pairs(path: Path = PAIRS, split: Split | None = None) -> tuple[Pair, ...]:
    """Return the pairs of a file, or those of one split of it, in the file's order.

    >>> {pair.label for pair in read_pairs(split="dev")} == {"same", "different"}
    True
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: its header is not {','.join(COLUMNS)}")
        pairs = tuple(_pair(row, f"{path.name}, line {rows.line_num}") for row in rows)
    return tuple(pair for pair in pairs if split is None or pair.split == split)


def _pair(row: dict[str, str], where: str) -> Pair:
    if row["split"] not in ("dev", "held_out") or row["label"] not in ("same", "different"):
        raise ValueError(f"{where}: no such split or label: {row['split']}, {row['label']}")
    split, label = cast(Split, row["split"]), cast(Label, row["label"])
    return Pair(split, label, row["rule"], row["evidence"], _named(row, "a"), _named(row, "b"))


def _named(row: dict[str, str], side: str) -> Named:
    ids = tuple(value for value in row[f"{side}_ids"].split("|") if value)
    return Named(row[f"{side}_name"], row[f"{side}_country"], ids)
