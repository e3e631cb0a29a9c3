"""Which overlaps a person or a tool wants to see, of all that were found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.around import Around
from graph.records import name_key
from graph.records.findings import Overlap, OverlapKind, Recipients, State
from graph.regions import projects_in


@dataclass(frozen=True)
class Wanted:
    """A filter; what is None or empty asks for nothing."""

    kind: OverlapKind | None = None
    blind: bool | None = None
    region: str = ""
    text: str = ""
    recipients: frozenset[Recipients] = frozenset(Recipients)
    states: frozenset[State] = frozenset(State)


def sift(found: Sequence[Overlap], wanted: Wanted, graph: Around) -> list[Overlap]:
    """Return the overlaps that are wanted, in the order they came.

    `region` is an id, a code or a name of a region (`graph.regions`); NotFound where none is called so. `text`
    must be, word for word, in the name of a project or of a body in it.
    """
    tests: list[Callable[[Overlap], bool]] = []
    if wanted.kind is not None:
        tests.append(lambda overlap: overlap.kind is wanted.kind)
    if wanted.blind is not None:
        tests.append(lambda overlap: overlap.blind is wanted.blind)
    if wanted.recipients != frozenset(Recipients):
        tests.append(lambda overlap: overlap.recipients in wanted.recipients)
    if wanted.states != frozenset(State):
        tests.append(lambda overlap: overlap.state in wanted.states)
    if wanted.region:
        tests.append(_in_region(wanted.region, graph))
    if wanted.text.strip():
        tests.append(_with_text(wanted.text, graph))
    return [overlap for overlap in found if all(test(overlap) for test in tests)]


def _in_region(text: str, graph: Around) -> Callable[[Overlap], bool]:
    here = projects_in(graph.snapshot, text)
    return lambda overlap: not here.isdisjoint(overlap.projects)


def _with_text(text: str, graph: Around) -> Callable[[Overlap], bool]:
    words = name_key(text).split()
    cache: dict[str, str] = {}

    def said(project: str) -> str:
        if project not in cache:
            cache[project] = name_key(" ".join(graph.name(id_) for id_ in (project, *graph.bodies(project))))
        return cache[project]

    return lambda overlap: any(all(word in said(id_) for word in words) for id_ in overlap.projects)
