"""How long the resolution of many names takes, and how much memory.

`python -m benchmarks.resolution.scale --names 1000000`. The names are made: a word nobody has, a trade, a legal form
and often a real place; a third of them are one of the others with a slip, another legal form or capitals. Prints a JSON
line: seconds by step, the peak of resident memory (bytes), how many groups came out, and precision and recall over
the pairs that were made.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterable, Iterator

from graph.store.port import Row
from ingest.places import known_areas
from ingest.resolution.actors import problem_of
from ingest.resolution.resolving import resolved

SEED = 3
VARIED = 1 / 3
"""Share of names that are another spelling of a name already there."""
_SYLLABLES = "ka ri ve lo mi su ta no pe ha tu li ra sa ke jo vi la ma ne po si to ru hi va me ko pu le"
SYLLABLES = tuple(_SYLLABLES.split())
_TRADES = """Konepaja Rakennus Metalli Puutyö Kuljetus Siivous Ohjelmistot Palvelut Kiinteistöt Valmennus Leipomo Sähkö
Matkailu Viestintä Hoiva"""
TRADES = tuple(_TRADES.split())
FORMS = ("Oy", "Ab", "ry", "Osk", "Ky", "säätiö sr")


def names(count: int) -> Iterator[tuple[str, int]]:
    """Yield `count` names, each with the number of its body."""
    rng = random.Random(SEED)
    places = [names_[0] for _, names_ in known_areas()]
    bodies: list[str] = []
    for _ in range(count):
        if bodies and rng.random() < VARIED:
            at = rng.randrange(len(bodies))
            yield _varied(bodies[at], rng), at
        else:
            own = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(5, 7))).capitalize()
            name = f"{own} {rng.choice(TRADES)} {rng.choice(FORMS)}"
            if rng.random() < 0.3:
                name = f"{rng.choice(places)} {name}"
            bodies.append(name)
            yield name, len(bodies) - 1


def _varied(name: str, rng: random.Random) -> str:
    way = rng.randrange(4)
    if way == 0:
        return name.upper()
    if way == 1:
        return name.rsplit(" ", 1)[0]
    if way == 2:
        return name.replace("säätiö sr", "säätiö").replace(" ry", " r.y.").replace(" Oy", ", Oy")
    longest = max(name.split(), key=len)
    at = name.index(longest) + rng.randrange(2, len(longest))
    return name[:at] + name[at] + name[at:]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--names", type=int, default=1_000_000)
    parser.add_argument("--engine", default="duckdb")
    asked = parser.parse_args()
    made = list(names(asked.names))
    of = {f"actor:name:fi-{n:012x}": body for n, (_, body) in enumerate(made)}
    began = time.perf_counter()
    problem = problem_of(
        Row(f"actor:name:fi-{n:012x}", {"name_fi": name}, "list", 1, 1) for n, (name, _) in enumerate(made)
    )
    taken = time.perf_counter() - began
    found = resolved(problem, engine=asked.engine)
    whole = time.perf_counter() - began
    right = sum(_pairs(_counts(group, of).values()) for group in found.groups)
    said = sum(_pairs([len(group)]) for group in found.groups)
    true = _pairs(_counts(of, of).values())
    print(json.dumps({
        "names": asked.names, "engine": asked.engine, "seconds": round(whole, 1),
        "seconds_taking_apart": round(taken, 1),
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "groups": len(found.groups),
        "unsure": len(found.unsure), "precision": round(right / max(said, 1), 4),
        "recall": round(right / max(true, 1), 4),
    }))  # fmt: skip


def _counts(ids: Iterable[str], of: dict[str, int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for id_ in ids:
        counts[of[id_]] = counts.get(of[id_], 0) + 1
    return counts


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


if __name__ == "__main__":
    main()
