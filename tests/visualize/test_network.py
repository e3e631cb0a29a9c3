"""The picture: what it shows, where nodes stand, and that it stays here and escapes what it is given."""

from __future__ import annotations

import json
import re
import time

import numpy as np

from graph.records.groups import Group
from graph.snapshot import Snapshot
from visualize import NetworkPage, communities, network_page, picture, standalone_html
from visualize.layout import layout
from visualize.packing import pack

HOSTILE = "</script><script>alert(1)</script>"


def snapshot(ties: list[tuple[str, str, str]], names: dict[str, str] | None = None) -> Snapshot:
    ids = {end for _, a, b in ties for end in (a, b)} | set(names or {})
    entities = [(id_, {"name_fi": (names or {}).get(id_, id_)}, "list") for id_ in ids]
    return Snapshot.of(entities, [(kind, a, b, "", None, None, "list") for kind, a, b in ties])


def takes_part(*pairs: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [("PARTICIPATES_IN", f"actor:x:{a}", f"project:x:{p}") for a, p in pairs]


def ids(page: NetworkPage) -> list[str]:
    return [node["ref"] for node in page.data["nodes"]]


def random_network(bodies: int, projects: int, ties: int) -> list[tuple[str, str, str]]:
    chance = np.random.default_rng(7)
    bodies_of = (bodies * chance.random(ties) ** 2).astype(int)
    return takes_part(
        *{(f"{a:04}", f"{p:04}") for a, p in zip(bodies_of, chance.integers(0, projects, ties), strict=True)}
    )


def test_money_regions_and_what_is_tied_to_nothing_are_left_out() -> None:
    shown = network_page(
        picture(
            snapshot(
                [
                    *takes_part(("a", "p")),
                    ("FUNDS", "actor:x:f", "project:x:p"),
                    ("LOCATED_IN", "project:x:p", "region:x:r"),
                ],
                {"actor:x:alone": "Yksin"},
            )
        )
    )
    assert ids(shown) == ["actor:x:a", "project:x:p"]
    assert shown.ties == 1


def test_of_too_many_the_core_is_shown_and_every_node_has_a_tie() -> None:
    drawn = picture(snapshot(random_network(400, 900, 1500)), most=200)
    assert drawn.is_cut
    assert len(drawn.nodes) <= 200 < drawn.of
    assert set(drawn.a.tolist()) | set(drawn.b.tolist()) == set(range(len(drawn.nodes)))


def test_the_same_graph_gives_the_same_picture_and_no_node_lies_on_another() -> None:
    drawn = picture(snapshot(random_network(80, 150, 260)))
    radii = np.full(len(drawn.nodes), 6.0)
    at = layout(drawn.a, drawn.b, radii)
    assert (at == layout(drawn.a, drawn.b, radii)).all()
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    assert np.quantile(apart[np.triu_indices(len(at), 1)], 0.001) > 6.0


def test_three_thousand_nodes_are_laid_out_in_under_two_seconds() -> None:
    drawn = picture(snapshot(random_network(1200, 1800, 6000)))
    began = time.perf_counter()
    at = layout(drawn.a, drawn.b, np.full(len(drawn.nodes), 6.0))
    assert time.perf_counter() - began < 2
    assert np.isfinite(at).all()


def test_packed_circles_do_not_touch() -> None:
    radii = np.array([50.0, 10, 10, 20, 5, 5, 5, 30])
    centres = pack(radii, gap=4)
    for i in range(len(radii)):
        for j in range(i):
            assert np.hypot(*(centres[i] - centres[j])) >= radii[i] + radii[j] + 4 - 1e-6


def test_a_project_takes_the_group_most_of_its_bodies_are_in() -> None:
    drawn = picture(snapshot(takes_part(("a", "p"), ("b", "p"), ("c", "p"))))
    one = Group(
        id="g1", size=2, inside_share=1, ei_index=-1, members=("actor:x:a", "actor:x:b"), label="Yksi"
    )
    two = Group(id="g2", size=1, inside_share=1, ei_index=-1, members=("actor:x:c",))
    found = communities(drawn, [one, two])
    assert found["of"] == [0, 0, 1, 0]
    assert [group["label"] for group in found["groups"]] == ["Yksi", "g2"]


def test_the_stand_alone_file_needs_nothing_of_the_web_and_no_name_gets_out_of_its_data() -> None:
    page = network_page(picture(snapshot(takes_part(("a", "p")), {"actor:x:a": HOSTILE})))
    html = standalone_html(page.told({"find": "Find"}), title=HOSTILE)
    assert HOSTILE not in html
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", html.split("<script>")[0])
    assert html.count("</script>") == 3
    data = re.search(r'id="picture-data">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["nodes"][0]["label"] == HOSTILE
