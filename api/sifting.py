"""Which overlaps a person or a tool wants to see, of all that were found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.around import Around
from graph.errors import UsageError
from graph.records import name_key
from graph.records.findings import Overlap, OverlapKind


@dataclass(frozen=True)
class Wanted:
    """A filter; what is None or empty asks for nothing."""

    kind: OverlapKind | None = None
    blind: bool | None = None
    region: str = ""
    text: str = ""


def sift(found: Sequence[Overlap], wanted: Wanted, graph: Around) -> list[Overlap]:
    """Return the overlaps that are wanted, in the order they came.

    `region` is an id, a code or a name of a region: kept is what a project of it works in, in a part of it, or in what
    contains it; UsageError where no region is called so. `text` must be, word for word, in the name of a project or of
    a body in it.
    """
    tests: list[Callable[[Overlap], bool]] = []
    if wanted.kind is not None:
        tests.append(lambda overlap: overlap.kind is wanted.kind)
    if wanted.blind is not None:
        tests.append(lambda overlap: overlap.blind is wanted.blind)
    if wanted.region:
        tests.append(_in_region(wanted.region, graph))
    if wanted.text.strip():
        tests.append(_with_text(wanted.text, graph))
    return [overlap for overlap in found if all(test(overlap) for test in tests)]


def regions_called(text: str, graph: Around) -> set[str]:
    """Return the ids of the regions with this id, code or name."""
    snapshot, key = graph.snapshot, name_key(text)
    called = set()
    for position in snapshot.of_kind("region").tolist():
        fields = snapshot.fields[position]
        names = {name_key(str(value)) for field, value in fields.items() if field.startswith("name_")}
        also = fields.get("also")
        if isinstance(also, list):
            names.update(name_key(str(name)) for name in also)
        if text == snapshot.ids[position] or key in names or key == str(fields.get("code", "")).casefold():
            called.add(snapshot.ids[position])
    return called


def _in_region(text: str, graph: Around) -> Callable[[Overlap], bool]:
    asked = regions_called(text, graph)
    if not asked:
        raise UsageError(
            f"No region is called {text[:80]!r}; `GET /v1/search?kind=region&q=…` finds them by name."
        )
    codes = frozenset().union(*(graph.municipalities(region) for region in asked))
    cache: dict[str, bool] = {}

    def inside(region: str) -> bool:
        if region not in cache:
            cache[region] = region in asked or bool(codes & graph.municipalities(region))
        return cache[region]

    return lambda overlap: any(inside(region) for id_ in overlap.projects for region in graph.regions(id_))


def _with_text(text: str, graph: Around) -> Callable[[Overlap], bool]:
    words = name_key(text).split()
    cache: dict[str, str] = {}

    def said(project: str) -> str:
        if project not in cache:
            cache[project] = name_key(" ".join(graph.name(id_) for id_ in (project, *graph.bodies(project))))
        return cache[project]

    return lambda overlap: any(all(word in said(id_) for word in words) for id_ in overlap.projects)
