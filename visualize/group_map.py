"""The map of groups: a circle for each group of bodies, a line between groups that work together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from graph.records.groups import Group, Silos
from visualize.colours import BLUE, GREY, VERMILLION
from visualize.layout import layout
from visualize.network import OPTIONS, NetworkPage

LINES = 3
"""Each group keeps so many of its strongest lines: all of them would hide what matters."""
WIDEST = 9.0
SMALLEST, LARGEST = 10.0, 90.0
"""Radii, in pixels at no zoom."""
SPREAD = 1.6
"""Circles stand so much further apart than the dots of a network: each has a name to show."""
_LOOK = {"silo": (VERMILLION, "dot"), "group": (BLUE, "dot")}
"""Colours of circles; a silo is told by its word in the legend and in the table, too."""


def group_map(found: Silos, names: Mapping[str, str], *, language: str) -> NetworkPage:
    """Return what the page draws of groups; `names` are those of their members, for groups without a label.

    Circles are as large as groups have bodies, and link to `#` and the group's id.
    """
    from pyvis.network import Network

    lines = _strongest(found.between, len(found.groups))
    drawn = sorted({end for i, j, _ in lines for end in (i, j)} | _silos(found.groups))
    place = {group: node for node, group in enumerate(drawn)}
    groups = [found.groups[group] for group in drawn]
    radii = np.minimum(SMALLEST + 4.5 * np.sqrt([float(group.size) for group in groups]), LARGEST)
    a = np.array([place[i] for i, _, _ in lines], dtype=np.int32)
    b = np.array([place[j] for _, j, _ in lines], dtype=np.int32)
    at = layout(a, b, SPREAD * radii)
    most = max((w for _, _, w in lines), default=1.0)
    net = Network(directed=True)
    looks = {
        kind: {"shape": shape, "color": {"background": colour, "border": "#ffffff"}}
        for kind, (colour, shape) in _LOOK.items()
    }
    net.set_options(json.dumps({**OPTIONS, "groups": looks}))
    degree = np.bincount(np.concatenate([a, b]), minlength=len(drawn))
    for node, group in enumerate(groups):
        net.add_node(
            node, called(group, names, language), "dot", group="silo" if group.silo else "group", ref=group.id,
            size=round(float(radii[node]), 1), x=int(at[node, 0]), y=int(at[node, 1]), degree=int(degree[node]),
        )  # fmt: skip
    net.edges.extend(
        {"from": int(one), "to": int(other), "width": round(1.0 + WIDEST * (w / most) ** 0.5, 1)}
        for one, other, (_, _, w) in zip(a, b, lines, strict=True)
    )
    nodes, edges, *_, options = net.get_network_data()
    data: dict[str, Any] = {
        "nodes": nodes, "edges": edges, "options": json.loads(options) if isinstance(options, str) else options,
        "legend": [
            {"kind": kind, "colour": colour, "shape": shape, "number": sum(node["group"] == kind for node in nodes)}
            for kind, (colour, shape) in _LOOK.items()
            if any(node["group"] == kind for node in nodes)
        ],
        "communities": None, "communities_from": "", "grey": GREY, "texts": {}, "entity": "#", "suffix": "",
    }  # fmt: skip
    return NetworkPage(data, len(drawn), len(lines), len(found.groups))


def called(group: Group, names: Mapping[str, str], language: str) -> str:
    """Return what to call a group: its label, or its biggest members where it has none."""
    label = group.labels.get(language) or group.label
    return label or " · ".join(names.get(id_, id_) for id_ in group.top_members[:2]) or group.id


def _silos(groups: Sequence[Group]) -> set[int]:
    return {i for i, group in enumerate(groups) if group.silo}


def _strongest(between: Sequence[tuple[int, int, float]], groups: int) -> list[tuple[int, int, float]]:
    """Return the lines that are among the LINES strongest of one of their ends."""
    kept: set[tuple[int, int, float]] = set()
    taken = [0] * groups
    for i, j, w in sorted(between, key=lambda line: (-line[2], line[0], line[1])):
        if taken[i] < LINES or taken[j] < LINES:
            kept.add((i, j, w))
            taken[i] += 1
            taken[j] += 1
    return sorted(kept)
