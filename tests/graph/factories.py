"""Small builders of made-up rows of a snapshot, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from graph.overlap import Compared, TextModel, fit, overlaps
from graph.projection import Network, TwoMode
from graph.records import KINDS, TIE_KINDS, Fields, Tie, TieKind, kind_of
from graph.records.findings import Overlap
from graph.snapshot import Snapshot

ACROSS = ("2016-01-01", "2018-12-31")
AFTER = ("2019-01-01", "2020-12-31")


class Thing(NamedTuple):
    """A row of an entity."""

    id: str
    fields: Fields
    source: str


class Bond(NamedTuple):
    """A row of a tie."""

    kind: str
    a: str
    b: str
    role: str = ""
    start: str | None = None
    end: str | None = None
    source: str = "list"


def thing(kind: str, local: str, source: str = "list", **fields: Any) -> Thing:
    """An entity `KIND:fi:LOCAL`, named by its local part unless a `name_…` says otherwise."""
    id_ = id_of(kind, local)
    named = {} if any(key.startswith("name_") for key in fields) else {"name_fi": local.rpartition(":")[2]}
    return Thing(id_, KINDS[kind].of(id_, {**named, **fields}).fields(), source)


def actor(local: str, source: str = "list", **fields: Any) -> Thing:
    """An actor."""
    return thing("actor", local, source, **fields)


def project(
    local: str, name: str = "", text: str = "", *, days: tuple[str, str] | None = ACROSS, source: str = "list"
) -> Thing:
    """A project with a name, a description and its first and last day (None: unknown)."""
    fields = {"name_fi": name or f"Hanke {local}", "description_fi": text}
    if days:
        fields |= {"valid_from": days[0], "valid_to": days[1]}
    return Thing(id_of("project", local), {key: value for key, value in fields.items() if value}, source)


def region(local: str, *municipalities: str, **fields: Any) -> Thing:
    """A region of these municipalities."""
    sets = {"municipalities_2024": list(municipalities)} if municipalities else {}
    return thing("region", local, **{**sets, **fields})


def tie(
    kind: TieKind | str, a: str, b: str, role: str = "", source: str = "list", **days: str | None
) -> Bond:
    """A tie; ends are ids, or locals of the first kinds that such a tie may join."""
    kind = TieKind(kind)
    ends = TIE_KINDS[kind]
    a = a if ":" in a else id_of("actor" if "actor" in ends.a or not ends.a else min(ends.a), a)
    b = b if ":" in b else id_of("project" if "project" in ends.b else min(ends.b), b)
    Tie(kind=kind, a=a, b=b, role=role)
    return Bond(kind.value, a, b, role, days.get("start"), days.get("end"), source)


def leads(actor_: str, project_: str, source: str = "list") -> Bond:
    """An actor leads a project."""
    return tie(TieKind.PARTICIPATES_IN, actor_, project_, "lead", source)


def joins(actor_: str, project_: str, source: str = "list") -> Bond:
    """An actor is a partner in a project."""
    return tie(TieKind.PARTICIPATES_IN, actor_, project_, "partner", source)


def located(project_: str, region_: str) -> Bond:
    """A project works in a region."""
    return tie(TieKind.LOCATED_IN, id_of("project", project_), id_of("region", region_))


def targets(project_: str, theme: str) -> Bond:
    """A project is for a target group."""
    return tie(TieKind.TARGETS, id_of("project", project_), id_of("theme", theme))


def group_project(code: str, *projects: str) -> list[Thing | Bond]:
    """Projects that share a group-project code."""
    network = f"network:fi-group:{code}"
    members = [tie(TieKind.MEMBER_OF, id_of("project", one), network) for one in projects]
    return [thing("network", network, form="group-project"), *members]


def id_of(kind: str, local: str) -> str:
    """`KIND:fi:LOCAL`, or the id itself."""
    return local if ":" in local else f"{kind}:fi:{local}"


def snapshot(*rows: Thing | Bond | Sequence[Thing | Bond]) -> Snapshot:
    """The snapshot of rows, in any order; ends of ties that no row names are there without fields, as stubs are."""
    flat: list[Thing | Bond] = []
    for row in rows:
        flat.extend([row] if isinstance(row, Thing | Bond) else row)
    things = {row.id: row for row in flat if isinstance(row, Thing)}
    bonds = [row for row in flat if isinstance(row, Bond)]
    for bond in bonds:
        for end in (bond.a, bond.b):
            things.setdefault(end, Thing(end, {}, "list"))
    return Snapshot.of(list(things.values()), bonds)


def found(
    *rows: Thing | Bond | Sequence[Thing | Bond], model: TextModel | None = None, pairs: bool = False
) -> list[Overlap]:
    """The overlaps of rows, by a model fitted on them unless another is given."""
    graph = snapshot(*rows)
    return overlaps(Compared(graph, model or fit(graph)), pairs=pairs)


def position(graph: Snapshot, kind: str, local: str) -> int:
    """Where an entity stands."""
    return graph.index[id_of(kind, local)]


def ids_by_kind(graph: Snapshot, kind: str) -> list[str]:
    """The ids of one kind."""
    return [id_ for id_ in graph.ids if kind_of(id_) == kind]


def network(n: int, edges: Iterable[tuple[int, int, float]]) -> Network:
    """A one-mode network; edges (u, v, w) with u < v, each once."""
    rows = sorted(edges)
    return Network(
        n,
        np.array([u for u, _, _ in rows], dtype=np.int64),
        np.array([v for _, v, _ in rows], dtype=np.int64),
        np.array([w for _, _, w in rows], dtype=np.float64),
    )


def two_mode_of(ties: Iterable[tuple[int, int]]) -> TwoMode:
    """Who (first) takes part in what (second)."""
    pairs = sorted(set(ties))
    bodies = sorted({body for body, _ in pairs})
    things = sorted({shared for _, shared in pairs})
    return TwoMode(
        np.array(bodies, dtype=np.int64),
        np.array([bodies.index(body) for body, _ in pairs], dtype=np.int64),
        np.array([things.index(shared) for _, shared in pairs], dtype=np.int64),
        np.array(things, dtype=np.int64),
    )


@st.composite
def weighted_networks(draw: st.DrawFn, most: int = 14) -> Network:
    """Random weighted networks, isolated bodies among them."""
    n = draw(st.integers(1, most))
    pairs = [(u, v) for u in range(n) for v in range(u + 1, n)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return network(n, [(u, v, draw(st.sampled_from([0.25, 0.5, 1.0, 1.5, 3.0]))) for u, v in chosen])


@st.composite
def participations(draw: st.DrawFn, bodies: int = 8, projects: int = 8) -> list[Bond]:
    """Random participations of a few bodies in a few projects."""
    return [
        joins(f"A{a:02}", f"P{p:02}")
        for a, p in draw(
            st.sets(st.tuples(st.integers(0, bodies - 1), st.integers(0, projects - 1)), max_size=30)
        )
    ]
