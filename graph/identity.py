"""Which actors are surely one body, until a person or a resolution says more."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graph.records import Fields, TieKind, name_key, scheme_of
from graph.snapshot import Snapshot


@lru_cache(maxsize=2)
def same_actor(snapshot: Snapshot) -> NDArray[np.int32]:
    """Return for each entity the position of the one that stands for it, int32[n]; for most it is itself.

    An actor known only by name is the actor of a register that bears exactly this name (key 1, any language), where
    one and only one does, those left out of which a person said that they are another (`IS_NOT`).
    """
    stands = np.arange(len(snapshot.ids), dtype=np.int32)
    for position, bearers in _bearers(snapshot).items():
        if len(bearers) == 1:
            stands[position] = min(bearers)
    return stands


@lru_cache(maxsize=2)
def may_be(snapshot: Snapshot) -> dict[int, frozenset[int]]:
    """Return for each actor that may be others which ones, as positions.

    So is one known only by a name that several of a register bear, and so are two of which a resolution was unsure and
    no person has said more (`MAY_BE`, which is said of both).
    """
    found: dict[int, set[int]] = defaultdict(set)
    for position, bearers in _bearers(snapshot).items():
        if len(bearers) > 1:
            found[position] |= bearers
    actors = {*snapshot.of_kind("actor").tolist()}
    apart = _others(snapshot)
    stands = same_actor(snapshot)
    ends = (stands[end].tolist() for end in snapshot.ends(TieKind.MAY_BE))
    for one, other in zip(*ends, strict=True):
        if one in actors and one != other and other not in apart.get(one, ()):
            found[one].add(other)
            found[other].add(one)
    return {position: frozenset(others) for position, others in found.items()}


@lru_cache(maxsize=2)
def _bearers(snapshot: Snapshot) -> dict[int, frozenset[int]]:
    """Return for each actor known only by name the actors of a register that bear this name."""
    registered: dict[str, set[int]] = {}
    unregistered: list[int] = []
    for position in snapshot.of_kind("actor").tolist():
        if scheme_of(snapshot.ids[position]) == "name":
            unregistered.append(position)
        else:
            for key in name_keys(snapshot.fields[position], also=True):
                registered.setdefault(key, set()).add(position)
    nobody: set[int] = set()
    others = _others(snapshot)
    return {
        position: frozenset().union(
            *(registered.get(key, nobody) for key in name_keys(snapshot.fields[position], also=False))
        )
        - others.get(position, nobody)
        for position in unregistered
    }


@lru_cache(maxsize=2)
def _others(snapshot: Snapshot) -> dict[int, set[int]]:
    """Return for each entity of which a person said so which ones it is not."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in zip(*(end.tolist() for end in snapshot.ends(TieKind.IS_NOT)), strict=True):
        found[one].add(other)
        found[other].add(one)
    return found


def name_keys(fields: Fields, *, also: bool) -> set[str]:
    """Return the keys of all names of an entity; with `also` of the other names that sources call it by, too."""
    names = {str(value) for key, value in fields.items() if key.startswith("name_")}
    others = fields.get("also")
    if also and isinstance(others, list):
        names.update(str(name) for name in others)
    return {name_key(name) for name in names}


def is_called(snapshot: Snapshot, position: int, text: str) -> bool:
    """Return whether an entity is called so: by its id, its code or any of its names."""
    fields = snapshot.fields[position]
    if text in (snapshot.ids[position], fields.get("code")):
        return True
    return name_key(text) in name_keys(fields, also=True)
