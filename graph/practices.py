"""Good practices: how far each has come, whose it is, who took it over."""

from __future__ import annotations

from collections import defaultdict

from graph.records import Stage, TieKind
from graph.records.base import Record
from graph.snapshot import Snapshot

_ORDER = {stage.value: i for i, stage in enumerate(Stage)}


class PracticeLine(Record):
    """One practice; `stage` is None where no source says how far it has come."""

    practice: str
    name: str
    stage: Stage | None
    producers: tuple[str, ...]
    adopters: tuple[str, ...]
    regions: tuple[str, ...]
    source: str | None


def practices(snapshot: Snapshot) -> list[PracticeLine]:
    """Return the practices: furthest on first, those without a stage last, equal ones by name and id."""
    producers = _by_practice(snapshot, TieKind.PRODUCED)
    adopters = _by_practice(snapshot, TieKind.ADOPTED)
    regions: dict[int, list[str]] = defaultdict(list)
    a, b = snapshot.ends(TieKind.LOCATED_IN)
    for where, region in sorted(set(zip(a.tolist(), b.tolist(), strict=True))):
        regions[where].append(snapshot.ids[region])
    lines = []
    for position in snapshot.of_kind("practice").tolist():
        fields = snapshot.fields[position]
        lines.append(
            PracticeLine(
                practice=snapshot.ids[position], name=snapshot.name(position),
                stage=Stage(str(fields["stage"])) if fields.get("stage") else None,
                producers=tuple(producers[position]), adopters=tuple(adopters[position]),
                regions=tuple(regions[position]), source=str(fields["url"]) if fields.get("url") else None,
            )
        )  # fmt: skip
    return sorted(
        lines, key=lambda line: (-_ORDER[line.stage] if line.stage else 1, line.name, line.practice)
    )


def _by_practice(snapshot: Snapshot, kind: TieKind) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    a, b = snapshot.ends(kind)
    for who, practice in sorted(set(zip(a.tolist(), b.tolist(), strict=True))):
        found[practice].append(snapshot.ids[who])
    return found
