"""Where projects work beside what the figures say is needed: too many, none."""

from __future__ import annotations

from collections import defaultdict

from graph.records import TieKind
from graph.records.base import Record
from graph.regions import municipalities
from graph.snapshot import NO_DAY, Snapshot

LEVEL = "maakunta"


class RegionLine(Record):
    """One region: its projects, and the latest figures known for it.

    `running` counts projects that run in the latest period of the figures (all whose days are unknown left out).
    """

    region: str
    name: str
    projects: int
    running: int | None
    period: str | None
    unemployed: float | None
    vacancies: float | None
    unemployed_per_project: float | None
    white_spot: bool
    """Whether figures show need (unemployed) and no project works there."""


def coverage(snapshot: Snapshot) -> list[RegionLine]:
    """Return each maakunta with its projects and figures: most unemployed for each project first, then by id.

    A project counts in a region when one of its places lies in it or contains it. The snapshot must hold indicators.
    """
    regions = {p: municipalities(snapshot, p) for p in snapshot.of_kind("region").tolist()}
    maakunnat = [p for p in regions if snapshot.fields[p].get("level") == LEVEL]
    places: dict[int, set[str]] = defaultdict(set)
    projects = frozenset(snapshot.of_kind("project").tolist())
    a, b = snapshot.ends(TieKind.LOCATED_IN)
    for where, region in zip(a.tolist(), b.tolist(), strict=True):
        if where in projects:
            places[where] |= regions[region]
    figures = _latest(snapshot)
    lines = []
    for p in maakunnat:
        id_ = snapshot.ids[p]
        here = [project for project, codes in places.items() if codes & regions[p]]
        period, unemployed = figures.get((id_, "unemployed"), (None, None))
        _, vacancies = figures.get((id_, "vacancies"), (None, None))
        running = sum(_runs(snapshot, project, period) for project in here) if period else None
        lines.append(
            RegionLine(
                region=id_, name=snapshot.name(p), projects=len(here), running=running, period=period,
                unemployed=unemployed, vacancies=vacancies,
                unemployed_per_project=round(unemployed / len(here), 1) if unemployed is not None and here else None,
                white_spot=bool(unemployed) and not here,
            )
        )  # fmt: skip
    return sorted(
        lines, key=lambda line: (not line.white_spot, -(line.unemployed_per_project or 0.0), line.region)
    )


def _latest(snapshot: Snapshot) -> dict[tuple[str, str], tuple[str, float]]:
    """Return the latest period and value of each (region, measure) over all occupations and industries."""
    found: dict[tuple[str, str], tuple[str, float]] = {}
    total: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for position in snapshot.of_kind("indicator").tolist():
        fields = snapshot.fields[position]
        key = (str(fields.get("region")), str(fields.get("measure")))
        periods, values = fields.get("periods"), fields.get("values")
        if not isinstance(periods, list) or not isinstance(values, list) or not periods:
            continue
        if "occupation" not in fields and "industry" not in fields:
            found[key] = (str(periods[-1]), float(values[-1]))
        elif len(str(fields.get("occupation", ""))) == 1:
            total[key][str(periods[-1])] += float(values[-1])
    for key, by_period in total.items():
        latest = max(by_period)
        found.setdefault(key, (latest, round(by_period[latest], 1)))
    return found


def _runs(snapshot: Snapshot, project: int, period: str) -> bool:
    start, end = snapshot.fields[project].get("valid_from"), snapshot.fields[project].get("valid_to")
    if snapshot.start[project] == NO_DAY or snapshot.end[project] == NO_DAY:
        return False
    return str(start)[: len(period)] <= period <= str(end)[: len(period)]
