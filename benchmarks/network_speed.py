"""Time and memory of silos in the 144,726 real participations, beside bare libraries in the same run, and how it grows.

Each part runs in a process of its own, from the snapshot on; what an analysis keeps is forgotten before each round, and
the best of ROUNDS counts. `python -m benchmarks.network_speed [PART ...]` prints a line of figures for each part:

- `ours` is `silos(snapshot, redraws=0, runs=1)`: projection, one partition, E-I indices, mixing, groups with labels.
- `bare` is what one would write without us: SciPy's product with the same weights, NetworKit's ParallelLeiden on one
  thread, E-I by sector and by country in NumPy.
- `groups` runs our Leiden and others' algorithms on the same ready network: NetworKit's, igraph's where it is installed
  (GPL: never a requirement), networkx's Louvain.
- `apart` times all else that a run without redraws leaves out, each alone on the ready network, with its count.
- `growth` makes participations with planted groups that give some 10⁴ to 10⁷ ties: projection, Leiden and E-I.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.data import PARTICIPATIONS
from graph.attributes import attributes
from graph.bodies import Network, TwoMode
from graph.communities import leiden
from graph.identity import may_be, same_actor
from graph.measures.stability import RESOLUTIONS, RUNS, adjusted_rand, best_of, scan
from graph.partition import ei_index, inside_and_outside, modularity
from graph.projection import network_of_bodies, project_bodies, two_mode
from graph.records import Fields, TieKind, is_tie
from graph.silos import silos
from graph.silos.null import draw
from graph.snapshot import Snapshot
from graph.work import work_of_bodies
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.reading import Upload

ROUNDS = 3
REDRAWS = 20
DAYS = (date(2017, 12, 31), date(2019, 12, 31))
COMPARED_REDRAWS = 5
TIES = (10_000, 100_000, 1_000_000, 10_000_000)
INSIDE = 0.8
"""This share of the planted participations is in a project of the body's own group."""
SMALLEST, LARGEST = 30, 300
"""Planted groups have from so many to so many bodies."""
PARTNERS = (2, 8)
EACH = 10
"""A planted body takes part in so many projects, on average."""

Ints = NDArray[np.int64]
TieRow = tuple[str, str, str, str, str | None, str | None, str]
"""Kind, both ends, role, first and last day, source."""
Rows = tuple[list[tuple[str, Fields, str]], list[TieRow]]


def main(arguments: list[str]) -> None:
    """Run the parts asked for, or all, and print their figures."""
    if arguments[:1] == ["--one"]:
        part, *more = arguments[1:]
        figures = _grown(int(more[0])) if part == "growth" else _PARTS[part](_real())
        print(json.dumps({**figures, "peak_mib": _peak()}))
        return
    wanted = arguments or [*_PARTS, "growth"]
    found = {part: _said(part) for part in wanted if part != "growth"}
    if "ours" in found and "bare" in found:
        ratio = found["ours"]["ours_seconds"] / found["bare"]["bare_seconds"]
        _say("ratio", {"ours_to_bare": round(ratio, 2)})
    if "growth" in wanted:
        grown = [_said("growth", ties) for ties in TIES]
        for one, other in pairwise(grown):
            times = math.log(other["ties"] / one["ties"])
            _say(
                "growth_exponent",
                {"from_ties": one["ties"], "to_ties": other["ties"]}
                | {
                    name: round(math.log(other[name] / one[name]) / times, 2)
                    for name in ("projection_seconds", "leiden_seconds", "ei_seconds", "seconds", "peak_mib")
                },
            )


def rows_of(path: Path) -> Rows:
    """Return the rows of entities and of ties that a file gives, as a store would hold them."""
    upload = Upload.at(path)
    gathered = Gathered("bench")
    for row in format_of(upload).rows(upload):
        gathered.add(row.records)
    entities: list[tuple[str, Fields, str]] = []
    ties: list[TieRow] = []
    for claim in gathered.claims():
        said = claim.fields
        if is_tie(claim.id):
            days = (_text(said.get("valid_from")), _text(said.get("valid_to")))
            ends = (str(said["kind"]), str(said["a"]), str(said["b"]), str(said.get("role", "")))
            ties.append((*ends, *days, claim.source))
        else:
            entities.append((claim.id, said, claim.source))
    return entities, ties


def planted(
    chance: np.random.Generator, sizes: Ints, projects: Ints, *, inside: float = INSIDE
) -> tuple[Ints, Ints, Ints]:
    """Return participations with planted groups: bodies, projects (each pair once), and the group of each body.

    Group g has `sizes[g]` bodies and `projects[g]` projects of PARTNERS bodies each, a body of which is drawn from the
    group with chance `inside`, else from all.
    """
    group = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum(sizes) - sizes
    of = np.repeat(np.arange(len(projects)), projects)
    partners = chance.integers(PARTNERS[0], PARTNERS[1] + 1, len(of))
    project = np.repeat(np.arange(len(of)), partners)
    own = of[project]
    body = np.where(
        chance.random(len(project)) < inside,
        first[own] + chance.integers(0, sizes[own]),
        chance.integers(0, len(group), len(project)),
    )
    keys = np.unique(body * len(of) + project)
    return keys // len(of), keys % len(of), group


def _text(value: object) -> str | None:
    return str(value) if value else None


def _said(part: str, *more: int) -> dict[str, Any]:
    arguments = [sys.executable, "-m", "benchmarks.network_speed", "--one", part, *map(str, more)]
    done = subprocess.run(
        arguments, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    _say(part, found)
    return found


def _say(part: str, figures: dict[str, Any]) -> None:
    print(json.dumps({"benchmark": "network_speed", "part": part, **figures}), flush=True)


def _real() -> Snapshot:
    return Snapshot.of(*rows_of(PARTICIPATIONS))


def _peak() -> int:
    """Return the most memory this process or a child of it held, in MiB."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(max(used) / 1024)


def _best(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Return the seconds of the best of some rounds, and what the last returned."""
    least, found = math.inf, None
    for _ in range(rounds):
        started = time.perf_counter()
        found = work()
        least = min(least, time.perf_counter() - started)
    return least, found


def _forget() -> None:
    """Forget what analyses keep of a snapshot."""
    for kept in (same_actor, may_be, two_mode, network_of_bodies, attributes, work_of_bodies):
        kept.cache_clear()


def _ours(snapshot: Snapshot) -> dict[str, Any]:
    def anew() -> Any:
        _forget()
        return silos(snapshot, redraws=0, runs=1)

    first, _ = _best(anew, 1)
    seconds, found = _best(anew)
    return {
        "participations": len(snapshot.a), "bodies": found.actors, "ties": found.ties, "groups": len(found.groups),
        "first_seconds": round(first, 2), "ours_seconds": round(seconds, 2), "modularity": found.modularity,
        "ei": {by.attribute: by.ei_index for by in found.by if by.ei_index is not None},
    }  # fmt: skip


def _bare(snapshot: Snapshot) -> dict[str, Any]:
    import networkit as nk

    nk.engineering.setNumberOfThreads(1)
    nk.engineering.setSeed(1, False)

    def all_of_it() -> tuple[Network, Ints, dict[str, float]]:
        a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
        positions, body = np.unique(a, return_inverse=True)
        things, thing = np.unique(b, return_inverse=True)
        ones = sparse.csr_matrix((np.ones(len(body)), (body, thing)), shape=(len(positions), len(things)))
        ones.data[:] = 1.0
        sizes = np.asarray(ones.sum(axis=0)).ravel()
        share = np.where(sizes > 1, 1 / np.maximum(sizes - 1, 1), 0.0)
        product = (ones @ sparse.diags_array(share) @ ones.T).tocsr()
        product.setdiag(0)
        product.eliminate_zeros()
        upper = sparse.triu(product, k=1).tocoo()
        network = Network(
            len(positions),
            upper.row.astype(np.int64),
            upper.col.astype(np.int64),
            upper.data.astype(np.float64),
        )
        group = _by_networkit(network)
        indices = {}
        for name in ("sector", "country"):
            values = [str(snapshot.fields[position].get(name) or "") for position in positions.tolist()]
            names, code = np.unique(values, return_inverse=True)
            known = (names[code[network.u]] != "") & (names[code[network.v]] != "")
            same = code[network.u] == code[network.v]
            inside, outside = network.w[known & same].sum(), network.w[known & ~same].sum()
            indices[name] = round(float((outside - inside) / (outside + inside)), 4)
        return network, group, indices

    first, _ = _best(all_of_it, 1)
    seconds, (network, group, indices) = _best(all_of_it)
    return {
        "ties": len(network.u), "groups": int((np.bincount(group) > 1).sum()), "first_seconds": round(first, 2),
        "bare_seconds": round(seconds, 2), "modularity": _modularity(network, group), "ei": indices,
    }  # fmt: skip


def _by_networkit(network: Network) -> Ints:
    import networkit as nk

    graph = nk.GraphFromCoo((network.w, (network.u, network.v)), n=network.n, weighted=True, directed=False)
    found = nk.community.ParallelLeiden(graph)
    found.run()
    return np.array(found.getPartition().getVector(), dtype=np.int64)


def _groups(snapshot: Snapshot) -> dict[str, Any]:
    """Each algorithm on the ready network; the time of others' is without what it takes to build their graph."""
    _, network = network_of_bodies(snapshot)
    seconds, group = _best(lambda: leiden(network))
    best = best_of(network)
    found: dict[str, Any] = {
        "leiden_seconds": round(seconds, 2), "leiden_modularity": _modularity(network, group),
        "best_of_3_modularity": round(best.modularity or 0.0, 4),
    }  # fmt: skip
    for name, run in (("networkit", _networkit), ("igraph", _igraph), ("networkx", _networkx)):
        try:
            took, other = run(network)
        except ImportError:
            found[name] = "not installed"
            continue
        found |= {
            f"{name}_seconds": round(took, 2), f"{name}_modularity": _modularity(network, other),
            f"speed_up_over_{name}": round(took / seconds, 1),
        }  # fmt: skip
    return found


def _networkit(network: Network) -> tuple[float, Ints]:
    import networkit as nk

    nk.engineering.setNumberOfThreads(1)
    nk.engineering.setSeed(1, False)
    graph = nk.GraphFromCoo((network.w, (network.u, network.v)), n=network.n, weighted=True, directed=False)

    def run() -> Ints:
        found = nk.community.ParallelLeiden(graph)
        found.run()
        return np.array(found.getPartition().getVector(), dtype=np.int64)

    return _best(run)


def _igraph(network: Network) -> tuple[float, Ints]:
    import random
    from importlib import import_module

    igraph = import_module("igraph")
    igraph.set_random_number_generator(random.Random(1))
    graph = igraph.Graph(n=network.n, edges=np.stack([network.u, network.v], axis=1))
    weights = network.w.tolist()

    def run() -> Ints:
        found = graph.community_leiden("modularity", weights=weights, n_iterations=2)
        return np.array(found.membership, dtype=np.int64)

    return _best(run)


def _networkx(network: Network) -> tuple[float, Ints]:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(network.n))
    ties = zip(network.u.tolist(), network.v.tolist(), network.w.tolist(), strict=True)
    graph.add_weighted_edges_from(ties)
    seconds, found = _best(lambda: nx.community.louvain_communities(graph, seed=1), 1)
    group = np.empty(network.n, dtype=np.int64)
    for number, members in enumerate(found):
        group[list(members)] = number
    return seconds, group


def _modularity(network: Network, group: Ints) -> float:
    return round(modularity(network, group) or 0.0, 4)


def _apart(snapshot: Snapshot) -> dict[str, Any]:
    """Each alone, once, on the ready network; `count` is how many there are of what is done."""
    from graph.brokers import brokers
    from graph.compare import compare
    from graph.invite import invite
    from graph.links import links
    from graph.silos.given import by_attributes
    from graph.structure import structure

    two, network = network_of_bodies(snapshot)
    attributes(snapshot)
    days = [snapshot.as_of(day) for day in DAYS]
    usual = leiden(network)
    tested = [by for by in by_attributes(snapshot, network, tested=True) if by.p_value is not None]
    each: list[tuple[str, int, Callable[[], Any]]] = [
        ("stability_runs", RUNS, lambda: best_of(network)),
        ("resolutions", len(RESOLUTIONS) - 1, lambda: scan(network, usual)),
        ("brokers_of_bodies", network.n, lambda: brokers(snapshot)),
        ("null_redraws", REDRAWS, lambda: draw(two, REDRAWS, 2)),
        (
            "permutations", sum(2 * (by.permutations or 0) for by in tested),
            lambda: by_attributes(snapshot, network, tested=True),
        ),
        ("links", 20, lambda: links(snapshot)),
        ("seats", 25, lambda: invite(snapshot)),
        ("structure_of_bodies", network.n, lambda: structure(snapshot)),
        ("compared_days_with_redraws", COMPARED_REDRAWS, lambda: compare(*days, redraws=COMPARED_REDRAWS)),
    ]  # fmt: skip
    return {
        name: {"count": count, "seconds": round(_best(work, 1)[0], 2)} for name, count, work in each
    }  # fmt: skip


def _grown(ties: int) -> dict[str, Any]:
    """Projection, Leiden and E-I of made-up participations that give about so many ties."""
    chance = np.random.default_rng(ties)
    partners = np.arange(PARTNERS[0], PARTNERS[1] + 1)
    per_project = float((partners * (partners - 1) / 2).mean())
    projects_per_body = EACH / float(partners.mean())
    sizes: list[int] = []
    while sum(sizes) * projects_per_body * per_project < ties:
        sizes.append(int(chance.integers(SMALLEST, LARGEST + 1)))
    each = np.array(sizes, dtype=np.int64)
    body, shared, group = planted(chance, each, np.rint(each * projects_per_body).astype(np.int64))
    two = TwoMode(np.arange(len(group)), body, shared, np.arange(int(shared.max()) + 1))
    rounds = ROUNDS if ties <= 1_000_000 else 1
    projection, network = _best(lambda: project_bodies(two), rounds)
    searched, found = _best(lambda: leiden(network), rounds)
    indices, index = _best(lambda: _index(network, group), rounds)
    return {
        "participations": len(body), "bodies": two.bodies, "planted": len(each), "ties": len(network.u),
        "projection_seconds": round(projection, 4), "leiden_seconds": round(searched, 4),
        "ei_seconds": round(indices, 4), "seconds": round(projection + searched + indices, 3),
        "ei": round(index or 0.0, 4), "modularity": _modularity(network, found),
        "modularity_of_planted": _modularity(network, group),
        "groups": int((np.bincount(found) > 1).sum()), "agreement": round(adjusted_rand(group, found), 4),
    }  # fmt: skip


def _index(network: Network, group: Ints) -> float | None:
    inside, outside = inside_and_outside(network, group)
    return ei_index(float(outside.sum()) / 2, float(inside.sum()))


_PARTS: dict[str, Callable[[Snapshot], dict[str, Any]]] = {
    "ours": _ours,
    "bare": _bare,
    "groups": _groups,
    "apart": _apart,
}


if __name__ == "__main__":
    main(sys.argv[1:])
