"""Which network a question is asked of: what a theme, a region, a programme or a kind of tie takes of the graph.

Bodies are tied by what they share. So a choice keeps projects, networks and events, and with them the ties of bodies;
bodies, regions and themes all stay.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from graph.errors import NotFound, UsageError
from graph.identity import is_called
from graph.overlap.texts import texts
from graph.records import TieKind, name_key
from graph.records.base import Record
from graph.regions import located_in
from graph.snapshot import NO_DAY, Snapshot
from graph.text import terms_of

Mask = NDArray[np.bool_]
Longest = Field(default="", max_length=200)
THINGS = ("project", "network", "event")
"""What several bodies can share."""


class Sharing(StrEnum):
    """By what bodies can be tied."""

    PROJECTS = "projects"
    NETWORKS = "networks"
    EVENTS = "events"
    COLLABORATIONS = "collaborations"


_TIE = {
    Sharing.PROJECTS: TieKind.PARTICIPATES_IN, Sharing.NETWORKS: TieKind.MEMBER_OF, Sharing.EVENTS: TieKind.ATTENDED,
    Sharing.COLLABORATIONS: TieKind.COLLABORATES_WITH,
}  # fmt: skip


class Choice(Record):
    """A theme, a region, a programme (each an id, a code or a name) and the kinds of tie; what is empty is all."""

    theme: str = Longest
    region: str = Longest
    programme: str = Longest
    ties: tuple[Sharing, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()


EVERYTHING = Choice()


def sharings(text: str | None) -> tuple[Sharing, ...]:
    """Return the kinds of tie that a text names, parted by commas; raise UsageError for any other word.

    >>> sharings("events, projects")
    (<Sharing.EVENTS: 'events'>, <Sharing.PROJECTS: 'projects'>)
    """
    words = sorted({part.strip() for part in (text or "").split(",") if part.strip()})
    for word in words:
        if word not in list(Sharing):
            raise UsageError(f"{word[:40]!r} ties no bodies; use some of {', '.join(Sharing)}.")
    return tuple(Sharing(word) for word in words)


def chosen(snapshot: Snapshot, choice: Choice) -> Snapshot:
    """Return the part of a snapshot that a choice takes; raise NotFound for what nothing is called or about.

    A direct collaboration says nothing of theme, region or programme, and is left out where one of these is asked for.
    """
    if choice.is_all:
        return snapshot
    kept = np.ones(len(snapshot.ids), dtype=np.bool_)
    things = snapshot.of_kind(*THINGS)
    narrowed = False
    for wanted, find in (
        (choice.theme, _about), (choice.region, located_in), (choice.programme, _funded_under),
    ):  # fmt: skip
        if wanted.strip():
            narrowed = True
            _keep(kept, things, find(snapshot, wanted.strip()))
    ties = np.ones(len(snapshot.a), dtype=np.bool_)
    asked = frozenset(choice.ties or Sharing) - (frozenset({Sharing.COLLABORATIONS}) if narrowed else set())
    for sharing, kind in _TIE.items():
        if sharing not in asked:
            ties &= ~snapshot.tied(kind)
    return snapshot.only(kept, ties)


def undated(snapshot: Snapshot) -> int:
    """Return how many projects, networks and events have no first day: they count whatever the day asked of."""
    return int((snapshot.start[snapshot.of_kind(*THINGS)] == NO_DAY).sum())


def _keep(kept: Mask, things: NDArray[np.int32], found: set[int]) -> None:
    for thing in things.tolist():
        kept[thing] &= thing in found


def _about(snapshot: Snapshot, theme: str) -> set[int]:
    """Return what is about a theme or for a target group of that name, or has all its words in its own name."""
    called = {p for p in snapshot.of_kind("theme").tolist() if is_called(snapshot, p, theme)}
    found: set[int] = set()
    for kind in (TieKind.ABOUT, TieKind.TARGETS):
        a, b = snapshot.ends(kind)
        found.update(thing for thing, about in zip(a.tolist(), b.tolist(), strict=True) if about in called)
    wanted = [frozenset(terms_of(theme, language).count) for language in ("fi", "sv", "en")]
    wanted = [words for words in wanted if words]
    for thing in snapshot.of_kind(*THINGS).tolist() if wanted else ():
        said = frozenset(
            term
            for language, text in texts(snapshot.fields[thing], "name")
            for term in terms_of(text, language).count
        )
        if any(words <= said for words in wanted):
            found.add(thing)
    return _some(
        found, f"Nothing is about {theme[:80]!r}: no theme, no target group and no project is called so."
    )


def _funded_under(snapshot: Snapshot, programme: str) -> set[int]:
    """Return the projects that a programme or a call of that name pays, or that name it as their fund or priority."""
    key = name_key(programme)
    money = snapshot.of_kind("programme", "call").tolist()
    paid = {p for p in money if is_called(snapshot, p, programme)}
    a, b = snapshot.ends(TieKind.FUNDED_UNDER)
    for _ in range(2):  # a call is under a programme, a project under a call
        paid |= {end for end, under in zip(a.tolist(), b.tolist(), strict=True) if under in paid}

    def named(project: int) -> bool:
        fields = snapshot.fields[project]
        return any(
            name_key(str(fields.get(name, ""))) == key for name in ("fund", "priority", "specific_objective")
        )

    found = {p for p in snapshot.of_kind("project").tolist() if p in paid or named(p)}
    return _some(found, f"No project is paid by {programme[:80]!r}; `solmu search` finds programmes by name.")


def _some(found: set[int], problem: str) -> set[int]:
    if not found:
        raise NotFound(problem)
    return found
