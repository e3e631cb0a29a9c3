"""The page of the network: pyvis holds nodes, edges and options; the page around them is ours and needs no web."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from graph.records import kind_of
from graph.records.groups import Group
from visualize.bundle import own, vis_network
from visualize.colours import GREY, GROUP_COLOURS, LOOKS
from visualize.layout import layout
from visualize.legend import legend
from visualize.picture import Picture

OPTIONS: dict[str, Any] = {
    "physics": False,
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1, "font": {"size": 0}},
    "edges": {
        "smooth": False,
        "color": {"color": "#8d96a0", "highlight": "#1a1a1a"},
        "width": 1.6,
        "selectionWidth": 1,
    },
    "interaction": {"hover": True, "tooltipDelay": 120, "hideEdgesOnDrag": True, "hideEdgesOnZoom": True},
}


@dataclass(frozen=True)
class NetworkPage:
    """What the page draws; `data` is plain JSON data, `nodes` and `of` say how much of the network is shown."""

    data: dict[str, Any]
    nodes: int
    ties: int
    of: int

    def told(self, texts: Mapping[str, str], *, suffix: str = "") -> NetworkPage:
        """Return the page with the words of its controls by key, and what to put after an id in a link."""
        return replace(self, data={**self.data, "texts": dict(texts), "suffix": suffix})

    @property
    def json(self) -> Markup:
        """The data as JSON that is safe inside a `<script>` of an HTML page, whatever the names hold."""
        text = json.dumps(self.data, ensure_ascii=True, separators=(",", ":"))
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def network_page(
    picture: Picture,
    *,
    groups: Sequence[Group] | None = None,
    groups_path: str = "",
    entity_path: str = "",
) -> NetworkPage:
    """Return what the page draws of a picture.

    `groups` (from `silos`) give a second colouring; where finding them takes long, leave them out and name in
    `groups_path` the address that answers with `communities`. `entity_path` is put before an id to link to its own page
    (no link if empty). Its words are given by `NetworkPage.told`.
    """
    radii = np.minimum(5.0 + 2.2 * np.sqrt(picture.degree), 34.0)
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(import_module, "pyvis.network")  # 0.34 s the first time, mostly IPython
        at = layout(picture.a, picture.b, radii)
    # Directed, for undirected pyvis compares each new edge with all before it.
    net = coming.result().Network(directed=True)
    net.set_options(
        json.dumps({**OPTIONS, "groups": {k: _look(look.colour, look.shape) for k, look in LOOKS.items()}})
    )
    for i, position in enumerate(picture.nodes.tolist()):
        id_ = picture.snapshot.ids[position]
        kind = kind_of(id_)
        net.add_node(
            i, picture.snapshot.name(position), LOOKS[kind].shape, group=kind, size=round(float(radii[i]), 1),
            x=int(at[i, 0]), y=int(at[i, 1]), ref=id_, degree=int(picture.degree[i]),
        )  # fmt: skip
    # Not add_edge: it looks both ends up in a list of all nodes.
    net.edges.extend(
        {"from": a, "to": b} for a, b in zip(picture.a.tolist(), picture.b.tolist(), strict=True)
    )
    nodes, edges, *_, options = net.get_network_data()
    data = {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "legend": [line._asdict() for line in legend(picture)],
        "communities": None if groups is None else communities(picture, groups),
        "communities_from": groups_path,
        "grey": GREY,
        "texts": {},
        "entity": entity_path,
        "suffix": "",
    }
    return NetworkPage(data, len(picture.nodes), len(picture.a), picture.of)


def communities(picture: Picture, groups: Sequence[Group]) -> dict[str, Any]:
    """Return the colouring by group: the biggest groups with their colours, and the number of each node's group.

    A node of none of them has −1; what is no body takes the group that most of the bodies tied to it are in.
    """
    shown = groups[: len(GROUP_COLOURS)]
    return {
        "groups": [
            {"label": group.label or _by_member(picture, group), "size": group.size, "colour": colour}
            for group, colour in zip(shown, GROUP_COLOURS, strict=False)
        ],
        "of": _groups(picture, shown),
    }


def standalone_html(page: NetworkPage, *, title: str, language: str = "en") -> str:
    """Return the page as one HTML file that works from a disk, with no network: vis-network is inside."""
    scripts = [_inline(vis_network()), _inline(own("network.js"))]
    style = own("network.css").decode().replace("\r\n", "\n")
    return _environment().get_template("standalone.html").render(
        page=page, title=title, language=language, texts=page.data["texts"],
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        script_hashes=" ".join(_hash(script) for script in scripts), style_hash=_hash(style),
    )  # fmt: skip


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("visualize"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def _look(colour: str, shape: str) -> dict[str, Any]:
    dark = "#1a1a1a"
    fill = {"background": colour, "border": "#ffffff"}
    return {"shape": shape, "color": {**fill, "highlight": {"background": colour, "border": dark},
                                      "hover": {"background": colour, "border": dark}}}  # fmt: skip


def _by_member(picture: Picture, group: Group) -> str:
    """Return what to call a group that shares no words: its biggest member and others."""
    position = picture.snapshot.index.get(group.top_members[0]) if group.top_members else None
    return group.id if position is None else f"{picture.snapshot.name(position)} …"


def _groups(picture: Picture, groups: Sequence[Group]) -> list[int]:
    number = {member: i for i, group in enumerate(groups) for member in group.members}
    ids = picture.snapshot.ids
    own_group = [number.get(ids[position], -1) for position in picture.nodes.tolist()]
    votes: dict[int, Counter[int]] = {}
    for a, b in zip(picture.a.tolist(), picture.b.tolist(), strict=True):
        for one, other in ((a, b), (b, a)):
            if own_group[one] < 0 <= own_group[other]:
                votes.setdefault(one, Counter())[own_group[other]] += 1
    found = list(own_group)
    for node, counts in votes.items():
        found[node] = min(counts, key=lambda group: (-counts[group], group))
    return found


def _inline(script: bytes) -> str:
    return script.decode().replace("\r\n", "\n").replace("</script", "<\\/script")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
