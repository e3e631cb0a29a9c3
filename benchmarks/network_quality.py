"""How right the network analytics are: silos where there are none, silos that are planted, and links that came true.

Each part runs in a process of its own. `python -m benchmarks.network_quality [PART ...]` prints lines of figures for
each; `low` and `high` are the 99 % bounds of a rate (Clopper and Pearson 1934). Groups of one network hang together, so
the bounds by networks, where they are given, are the honest ones.

- `false_random`, `false_real`: the share of tested groups called silos where there is no structure: random two-mode
  networks of several sizes and skews; the real participations, and those of single countries, redrawn at random.
- `false_labels`: the share of given groups with q < 0.05 when real sectors are shuffled among the bodies.
- `planted`: the share of planted groups found, being found when a silo has a Jaccard index of 0.5 or more with it.
- `links_participations`: of all pairs not tied at the end of 2017, does the score put those first that work together
  later? Beside common neighbours, Adamic-Adar, resource allocation and preferential attachment.
- `links_texts`: the same for lists whose projects have words (aid activities, Finnish ESF projects), with and without
  nearness in work.
- `spellings`: what silos the list of aid activities shows, as published (its publisher had already gathered the known
  spellings of a body), with the few left over merged, and with the gathering undone: the projects of each
  lead write a body in one of its known ways, drawn at random.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import beta

from benchmarks.data import DATA, PARTICIPATIONS
from benchmarks.network_speed import LARGEST, SMALLEST, Rows, TieRow, planted, rows_of
from graph.attributes import Attribute, attributes
from graph.bodies import Network, TwoMode
from graph.communities import redrawn
from graph.links import _alike, contacts_in_common
from graph.measures.stability import CANDIDATES, best_of
from graph.partition import inside_and_outside
from graph.projection import network_of_bodies, project_bodies, two_mode
from graph.records.groups import Silos
from graph.silos import silos
from graph.silos.find import _is_silo, _sizes, _tested, _things
from graph.silos.given import _by
from graph.silos.null import LEVEL, draw
from graph.snapshot import NO_DAY, Snapshot
from graph.work import work_of_bodies

LISTS = {name: DATA / "projects" / name for name in ("iati-somalia.json.gz", "fi-esf-with-partners.ndjson")}
IATI = DATA / "projects" / "iati-somalia.json.gz"
VARIANTS = DATA / "names" / "iati-name-variants.csv"
SURE = 0.99
AT_ONCE = 2
"""So many parts run at a time."""

BODIES = (60, 150, 400, 1_000)
PROJECTS_PER_BODY = (0.7, 1.5, 3.0)
SKEWS = (0.0, 0.6, 1.0)
"""A body of rank i takes part in proportion to 1 / i to this power."""
TIMES = 2
REDRAWN = 2
REDRAWS = 2
COUNTRIES = 24
"""The participations of so many countries, those with most, are redrawn alone, too."""
WHOLE_SHUFFLES, SHUFFLES = 4, 5

PLANTED = ((0.8, 24), (0.6, 8))
"""The share of participations inside their group, and how many networks."""
FOUND = 0.5
MOSTLY = 0.8

CUT = date(2017, 12, 31)
SAMPLED = 1_000
BEFORE = (1 / 3, 1 / 2, 2 / 3)
"""Lists are cut where this share of the projects with a date has begun."""
DRAWS = 3
"""So many times spellings are drawn anew."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Figures = dict[str, Any]


def main(arguments: list[str]) -> None:
    """Run the parts asked for, or all, and print their figures."""
    if arguments[:1] == ["--one"]:
        for figures in _PARTS[arguments[1]]():
            print(json.dumps({"benchmark": "network_quality", "part": arguments[1], **figures}), flush=True)
        used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        took = {"seconds": round(time.perf_counter() - _STARTED), "peak_mib": round(max(used) / 1024)}
        print(json.dumps({"benchmark": "network_quality", "part": arguments[1], **took}), flush=True)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for lines in pool.map(_in_a_process, arguments or _PARTS):
            print(lines, end="", flush=True)


def _in_a_process(part: str) -> str:
    command = [sys.executable, "-m", "benchmarks.network_quality", "--one", part]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    )
    return done.stdout


_STARTED = time.perf_counter()


def _rate(name: str, hits: int, of: int) -> Figures:
    """Return a rate with its bounds."""
    low = float(beta.ppf((1 - SURE) / 2, hits, of - hits + 1)) if hits else 0.0
    high = float(beta.ppf((1 + SURE) / 2, hits + 1, of - hits)) if hits < of else 1.0
    rate = round(hits / of, 4) if of else None
    return {name: {"hits": hits, "of": of, "rate": rate, "low": round(low, 4), "high": round(high, 4)}}


def _made(body: Ints, shared: Ints) -> Snapshot:
    """Return the snapshot of made-up participations."""
    actors, projects = (
        (f"actor:made:{i:06}" for i in np.unique(body)),
        (f"project:made:{i:06}" for i in np.unique(shared)),
    )
    return Snapshot.of(
        [(id_, {"name_en": id_}, "made") for ids in (actors, projects) for id_ in ids],
        [
            ("PARTICIPATES_IN", f"actor:made:{b:06}", f"project:made:{p:06}", "partner", None, None, "made")
            for b, p in zip(body.tolist(), shared.tolist(), strict=True)
        ],
    )


# no structure


def _false_random() -> Iterator[Figures]:
    whole: list[tuple[int, int]] = []
    for skew in SKEWS:
        found: list[tuple[int, int]] = []
        for k, (bodies, each) in enumerate(
            (b, p) for b in BODIES for p in PROJECTS_PER_BODY for _ in range(TIMES)
        ):
            chance = np.random.default_rng([k, round(10 * skew)])
            partners = chance.choice([2, 3, 4, 8], round(bodies * each))
            shared = np.repeat(np.arange(len(partners)), partners)
            weight = (1.0 + np.arange(bodies)) ** -skew
            body = chance.choice(bodies, len(shared), p=weight / weight.sum())
            keys = np.unique(body * len(partners) + shared)
            said = silos(_made(keys // len(partners), keys % len(partners)), runs=CANDIDATES, seed=k + 1)
            found.append(_called(said))
        yield {"skew": skew, **_false(found)}
        whole += found
    yield {"skew": "all", **_false(whole)}


def _called(said: Silos) -> tuple[int, int]:
    tested = [group for group in said.groups if group.q_value is not None]
    return sum(group.silo is True for group in tested), len(tested)


def _false(found: list[tuple[int, int]]) -> Figures:
    """Return the rates of false silos by groups and by networks, given for each network silos and groups tested."""
    return {
        **_rate("groups", sum(hits for hits, _ in found), sum(of for _, of in found)),
        **_rate("networks_with_any", sum(hits > 0 for hits, _ in found), sum(of > 0 for _, of in found)),
    }


def _false_real() -> Iterator[Figures]:
    snapshot = Snapshot.of(*rows_of(PARTICIPATIONS))
    two = two_mode(snapshot)
    found = [_called_in(redrawn(two, seed=1_000 + k), REDRAWS, 10_000 + 100 * k) for k in range(REDRAWN)]
    as_they_are = _called_in(two, REDRAWS, 10_000)
    yield {"of": "all participations as they are", "silos": as_they_are[0], "tested": as_they_are[1]}
    yield {"of": "all participations", **_false(found)}
    country = np.array([str(snapshot.fields[p].get("country") or "") for p in two.positions.tolist()])
    most = Counter(country[two.body].tolist()).most_common(COUNTRIES)
    found = []
    for k, (name, _) in enumerate(most):
        one = _of_bodies(two, country == name)
        found.append(_called_in(redrawn(one, seed=2_000 + k), REDRAWS, 20_000 + 200 * k))
    yield {"of": f"participations of each of {len(most)} countries", **_false(found)}


def _of_bodies(two: TwoMode, wanted: NDArray[np.bool_]) -> TwoMode:
    """Return some bodies and what they share, numbered anew."""
    kept = wanted[two.body]
    bodies, body = np.unique(two.body[kept], return_inverse=True)
    things, shared = np.unique(two.shared[kept], return_inverse=True)
    return TwoMode(two.positions[bodies], body.astype(np.int64), shared.astype(np.int64), two.at[things])


def _called_in(two: TwoMode, redraws: int, seed: int) -> tuple[int, int]:
    """Return how many groups of a two-mode network are called silos, and how many are tested."""
    network = project_bodies(two)
    group = best_of(network, runs=CANDIDATES, seed=seed).group
    inside, outside = inside_and_outside(network, group)
    sizes = np.bincount(group, minlength=len(inside))
    share = {
        g: float(inside[g] / (inside[g] + outside[g]))
        for g in np.flatnonzero((sizes > 1) & (inside + outside > 0)).tolist()
    }
    test = _tested(share, sizes, draw(two, redraws, seed + 1, _sizes(group)))
    things = _things(two, group)
    return sum(_is_silo(test, g, int(things[g])) for g in test.q), len(test.q)


def _false_labels() -> Iterator[Figures]:
    snapshot = Snapshot.of(*rows_of(PARTICIPATIONS))
    two, network = network_of_bodies(snapshot)
    sector = attributes(snapshot)[0]
    yield {"of": "all participations", **_false([_closed(network, sector, k) for k in range(WHOLE_SHUFFLES)])}
    country = np.array([str(snapshot.fields[p].get("country") or "") for p in two.positions.tolist()])
    found = []
    for name, _ in Counter(country[two.body].tolist()).most_common(COUNTRIES):
        wanted = country == name
        one = project_bodies(_of_bodies(two, wanted))
        theirs = Attribute("sector", sector.values, sector.code[wanted])
        found += [_closed(one, theirs, 100 + k) for k in range(SHUFFLES)]
    yield {"of": f"participations of each of {COUNTRIES} countries", **_false(found)}


def _closed(network: Network, attribute: Attribute, seed: int) -> tuple[int, int]:
    """Return how many groups keep to themselves by shuffled labels, and how many are tested."""
    known = np.flatnonzero(attribute.code >= 0)
    code = attribute.code.copy()
    code[known] = np.random.default_rng([seed, network.n]).permutation(code[known])
    by = _by(Attribute(attribute.name, attribute.values, code), network, True, seed)
    tested = [group.q_value for group in by.groups if group.q_value is not None]
    return sum(q < LEVEL for q in tested), len(tested)


# planted structure


def _planted() -> Iterator[Figures]:
    for share, networks in PLANTED:
        found: list[tuple[int, bool, bool]] = []
        pure: list[bool] = []
        for k in range(networks):
            chance = np.random.default_rng([7, round(10 * share), k])
            sizes = chance.integers(SMALLEST, LARGEST + 1, int(chance.integers(4, 16)))
            projects = np.rint(sizes * chance.choice([0.5, 1.0, 1.5], len(sizes))).astype(np.int64)
            body, shared, group = planted(chance, sizes, projects, inside=share)
            said = silos(_made(body, shared), runs=CANDIDATES, seed=k + 1)
            called = [one for one in said.groups if one.silo]
            both = np.zeros((len(sizes), len(called)))
            for number, one in enumerate(called):
                members = [int(id_.rpartition(":")[2]) for id_ in one.members]
                both[:, number] = np.bincount(group[members], minlength=len(sizes))
            of_silo = both.sum(axis=0)
            hit = (both / (sizes[:, None] + of_silo - both)).max(axis=1, initial=0.0) >= FOUND
            lies = both.sum(axis=1) / sizes >= MOSTLY
            found += zip(sizes.tolist(), hit.tolist(), lies.tolist(), strict=True)
            pure += (both.max(axis=0) / of_silo >= FOUND).tolist()
        yield {
            "inside": share, "networks": networks, **_rate("found", sum(hit for _, hit, _ in found), len(found)),
            **_rate("lying_in_silos", sum(lies for _, _, lies in found), len(found)),
            **_rate("silos_mostly_of_one", sum(pure), len(pure)),
        }  # fmt: skip
        for least, most in ((SMALLEST, 75), (76, 150), (151, LARGEST)):
            some = [hit for size, hit, _ in found if least <= size <= most]
            yield {"inside": share, "sizes": [least, most], **_rate("found", sum(some), len(some))}


# links that came true


@dataclass(frozen=True)
class _Split:
    """The snapshot of what had begun by a day; `new` are ties between its bodies that only came later (0 or 1)."""

    before: Snapshot
    network: Network
    new: sparse.csr_matrix


def _split(snapshot: Snapshot, cut: date) -> _Split:
    """Part projects by their first day; those without one are left out."""
    projects = np.zeros(len(snapshot.ids), dtype=np.bool_)
    projects[snapshot.of_kind("project")] = True
    begun = (snapshot.start != NO_DAY) & (snapshot.start <= cut.toordinal())
    before = snapshot.only(~projects | begun)
    after = snapshot.only(~projects | ((snapshot.start != NO_DAY) & ~begun))
    two, network = network_of_bodies(before)
    later, ties = network_of_bodies(after)
    place = {before.ids[position]: i for i, position in enumerate(two.positions.tolist())}
    here = np.array(
        [place.get(after.ids[position], -1) for position in later.positions.tolist()], dtype=np.int64
    )
    u, v = here[ties.u], here[ties.v]
    both = (u >= 0) & (v >= 0)
    half = sparse.csr_matrix((np.ones(int(both.sum())), (u[both], v[both])), shape=(network.n, network.n))
    return _Split(before, network, (half + half.T).tocsr())


@dataclass(frozen=True)
class _Pairs:
    """Pairs of bodies not tied, one in `rows`: `kept` bool[rows, n], each pair once, and which of those came."""

    rows: Ints
    kept: NDArray[np.bool_]
    came: NDArray[np.bool_]


def _pairs(split: _Split, rows: Ints) -> _Pairs:
    n = split.network.n
    tied = split.network.tied()
    kept = ~(tied[rows].toarray() > 0)
    kept &= (split.network.degree() > 0)[None, :]
    order = np.full(n, n)
    order[rows] = np.arange(len(rows))
    kept &= order[None, :] > np.arange(len(rows))[:, None]
    return _Pairs(rows, kept, (split.new[rows].toarray() > 0)[kept])


def _by_neighbours(split: _Split, rows: Ints) -> Iterator[tuple[str, Floats]]:
    """Yield the scores by contacts, ours and others', of each of `rows` with each body."""
    ties = split.network.tied()
    degree = split.network.degree().astype(np.float64)
    logs = np.divide(1.0, np.log(np.maximum(degree, 2)), out=np.zeros(len(degree)), where=degree > 1)
    shares = np.divide(1.0, degree, out=np.zeros(len(degree)), where=degree > 0)
    yield "ours", contacts_in_common(two_mode(split.before), split.network, rows).toarray()
    yield "common_neighbours", (ties[rows] @ ties).toarray()
    yield "adamic_adar", (ties[rows] @ sparse.diags_array(logs) @ ties).toarray()
    yield "resource_allocation", (ties[rows] @ sparse.diags_array(shares) @ ties).toarray()
    yield "preferential_attachment", np.outer(degree[rows], degree)


def _judged(came: NDArray[np.bool_], score: Floats) -> Figures:
    """Return average precision, area under the ROC curve, and the precision of the first 100."""
    from sklearn.metrics import average_precision_score, roc_auc_score  # type: ignore[import-untyped]

    first = np.argsort(-score, kind="stable")[:100]
    return {
        "ap": round(float(average_precision_score(came, score)), 4),
        "auc": round(float(roc_auc_score(came, score)), 4),
        "precision_at_100": round(float(came[first].mean()), 2),
    }


def _links_participations() -> Iterator[Figures]:
    split = _split(Snapshot.of(*rows_of(PARTICIPATIONS)), CUT)
    active = np.flatnonzero(split.network.degree() > 0)
    rows = np.sort(np.random.default_rng(1).choice(active, SAMPLED, replace=False))
    pairs = _pairs(split, rows)
    yield {
        "cut": CUT.isoformat(), "bodies": len(active), "ties": len(split.network.u), "pairs": len(pairs.came),
        "came": int(pairs.came.sum()), "by_chance": round(float(pairs.came.mean()), 6),
    }  # fmt: skip
    for name, score in _by_neighbours(split, rows):
        yield {"score": name, **_judged(pairs.came, score[pairs.kept])}


def _links_texts() -> Iterator[Figures]:
    for name, path in LISTS.items():
        snapshot = Snapshot.of(*rows_of(path))
        days = snapshot.start[snapshot.of_kind("project")]
        days = np.sort(days[days != NO_DAY])
        for share in BEFORE:
            cut = date.fromordinal(int(days[round(share * len(days)) - 1]))
            yield from _with_work(snapshot, cut, {"list": name, "share_before": round(share, 2)})


def _with_work(snapshot: Snapshot, cut: date, which: Figures) -> Iterator[Figures]:
    split = _split(snapshot, cut)
    active = np.flatnonzero(split.network.degree() > 0)
    pairs = _pairs(split, active)
    yield {
        **which, "cut": cut.isoformat(), "bodies": len(active), "ties": len(split.network.u), "pairs": len(pairs.came),
        "came": int(pairs.came.sum()), "by_chance": round(float(pairs.came.mean()), 6),
    }  # fmt: skip
    row, column = np.nonzero(pairs.kept)
    work = work_of_bodies(split.before)
    alike = _alike(work, active[row], column)
    yield {
        **which,
        "score": "work, little likeness counted too",
        **_judged(pairs.came, work.alike(active[row], column)),
    }
    for name, matrix in _by_neighbours(split, active):
        score = matrix[pairs.kept]
        if name == "ours":
            contacts = score / (1 + score)
            both = 1 - (1 - contacts) * (1 - alike)
            yield {**which, "score": "ours with work", **_judged(pairs.came, both)}
            yield {**which, "score": "ours without work", **_judged(pairs.came, score)}
            yield {**which, "score": "work alone", **_judged(pairs.came, alike)}
        else:
            yield {**which, "score": name, **_judged(pairs.came, score)}


# spellings of one body


def _plain(name: str) -> str:
    """Return the letters and digits of a name: the list spells a body it knows like `relief-international`."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _known() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return which body each spelling means, none where it stands under two, and the spellings of each body."""
    means: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, set[str]] = defaultdict(set)
    with VARIANTS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["skip"]:
                continue
            spelt[row["org_key"]].add(row["variant"])
            for name in (row["variant"], row["canonical_name"], row["org_key"]):
                means[_plain(name)].add(row["org_key"])
    one = {key: next(iter(bodies)) for key, bodies in means.items() if len(bodies) == 1}
    return one, {body: sorted(names) for body, names in spelt.items()}


def _bodies(rows: Rows, means: dict[str, str]) -> dict[str, str]:
    """Return which known body each actor is, where a name of it is a known spelling."""
    found = {}
    for id_, fields, _ in rows[0]:
        if id_.startswith("actor:"):
            names = (_plain(str(value)) for key, value in fields.items() if key.startswith("name_"))
            bodies = {means[name] for name in names if name in means}
            if len(bodies) == 1:
                found[id_] = bodies.pop()
    return found


def _merged(rows: Rows, stands: dict[str, str]) -> Rows:
    """Return the rows with spellings of one body as one actor."""
    entities = [row for row in rows[0] if stands.get(row[0], row[0]) == row[0]]
    ties: set[TieRow] = {
        (tie[0], stands.get(tie[1], tie[1]), stands.get(tie[2], tie[2]), *tie[3:]) for tie in rows[1]
    }
    return entities, sorted(ties, key=str)


def _undone(rows: Rows, names: dict[str, list[str]], seed: int) -> tuple[Rows, dict[str, str]]:
    """Return the rows with bodies spelt in one of their `names`, and which actor each of these is.

    Projects of one lead spell a body alike, as publishers do.
    """
    leads: dict[str, str] = {}
    for kind, a, b, role, *_ in rows[1]:
        if kind == "PARTICIPATES_IN" and role == "lead":
            leads[b] = min(a, leads.get(b, a))
    chance = np.random.default_rng(seed)
    drawn: dict[tuple[str, str], str] = {}
    stands: dict[str, str] = {}
    ties: list[TieRow] = []
    for kind, a, b, role, start, last, source in rows[1]:
        end = a
        if a in names:
            key = (a, leads.get(b, b))
            if key not in drawn:
                drawn[key] = f"{a}~{int(chance.integers(len(names[a])))}"
            end = drawn[key]
            stands[end] = a
        ties.append((kind, end, b, role, start, last, source))
    fields = {id_: (said, source) for id_, said, source in rows[0]}
    entities = [row for row in rows[0] if row[0] not in names]
    for end, a in stands.items():
        said, by = fields[a]
        entities.append((end, {**said, "name_en": names[a][int(end.rpartition("~")[2])]}, by))
    return (entities, ties), stands


def _spellings() -> Iterator[Figures]:
    means, spelt = _known()
    published = rows_of(IATI)
    body_of = _bodies(published, means)
    actors: dict[str, list[str]] = defaultdict(list)
    for id_, body in body_of.items():
        actors[body].append(id_)
    stands = {id_: min(actors[body]) for id_, body in body_of.items()}
    rows = _merged(published, stands)
    names = {min(ids): spelt[body] for body, ids in actors.items() if len(spelt[body]) > 1}
    several = [ids for ids in actors.values() if len(ids) > 1]
    yield {
        "actors": sum(row[0].startswith("actor:") for row in published[0]), "known": len(body_of),
        "bodies_spelt_several_ways_as_published": len(several), "bodies_with_several_known_spellings": len(names),
    }  # fmt: skip
    after = silos(Snapshot.of(*rows))
    yield _of_list("merged", after)
    before = silos(Snapshot.of(*published))
    yield _of_list("as published", before)
    yield {"spellings": "as published", **_false_silos(before, after, stands)}
    for seed in range(1, DRAWS + 1):
        undone, stands = _undone(rows, names, seed)
        before = silos(Snapshot.of(*undone))
        yield _of_list(f"undone, draw {seed}", before)
        yield {"spellings": f"undone, draw {seed}", **_false_silos(before, after, stands)}


def _of_list(spellings: str, said: Silos) -> Figures:
    hits, tested = _called(said)
    return {
        "spellings": spellings, "bodies": said.actors, "ties": said.ties, "modularity": said.modularity,
        "groups": len(said.groups), "tested": tested, "silos": hits,
        "bodies_in_silos": sum(one.size for one in said.groups if one.silo),
    }  # fmt: skip


def _false_silos(before: Silos, after: Silos, stands: dict[str, str]) -> Figures:
    """Return how many silos of one list hold bodies that sit elsewhere under another spelling, and what these become.

    A silo is still one where a silo of the merged list has a Jaccard index of FOUND or more with it. One is made by
    spellings where it is none when merged and half its members or more also sit elsewhere.
    """
    where: dict[str, set[str]] = defaultdict(set)
    for one in before.groups:
        for member in one.members:
            where[stands.get(member, member)].add(one.id)
    later = [frozenset(one.members) for one in after.groups if one.silo]
    figures: Counter[str] = Counter()
    made = []
    for one in (group for group in before.groups if group.silo):
        bodies = frozenset(stands.get(member, member) for member in one.members)
        elsewhere = sum(len(where[body]) > 1 for body in bodies)
        nearest = max((len(bodies & members) / len(bodies | members) for members in later), default=0.0)
        figures["with_a_body_elsewhere"] += elsewhere > 0
        figures["mostly_bodies_elsewhere"] += elsewhere >= len(bodies) / 2
        figures["still_silos_when_merged"] += nearest >= FOUND
        if nearest < FOUND and elsewhere >= len(bodies) / 2:
            made.append([one.size, elsewhere, one.inside_share, round(nearest, 2)])
    keys = ("with_a_body_elsewhere", "mostly_bodies_elsewhere", "still_silos_when_merged")
    return {
        "silos": sum(group.silo is True for group in before.groups), **{key: figures[key] for key in keys},
        "made_by_spellings": len(made), "their_size_elsewhere_share_nearest": made,
    }  # fmt: skip


_PARTS: dict[str, Callable[[], Iterator[Figures]]] = {
    "false_random": _false_random,
    "false_real": _false_real,
    "false_labels": _false_labels,
    "planted": _planted,
    "links_participations": _links_participations,
    "links_texts": _links_texts,
    "spellings": _spellings,
}


if __name__ == "__main__":
    main(sys.argv[1:])
