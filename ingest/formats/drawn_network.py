"""What becomes of each piece of a network that somebody drew, whatever program drew it.

A format says what each piece of its file is, a `Node` or an `Edge` of `ingest.formats.drawn_records`; here edges find
their ends, pieces that are wrong are refused, and natural persons are kept nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from graph.records import Entity, Rank, Source, Tie
from ingest.bodies import NaturalPerson
from ingest.cells import tidy
from ingest.formats.drawn_records import Edge, Node, is_person, node_records, tie_of
from ingest.persons import person_kind, without_person
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_PARTS_OF_NAMES = frozenset({
    "node", "nodes", "edge", "edges", "element", "elements", "connection", "connections", "link", "links", "solmut",
    "kaaret", "yhteydet", "noder", "kanter",
})  # fmt: skip
"""What tells the files of one drawing apart."""
_WORD = re.compile(r"[^\W\d_]+")

Piece = Node | Edge | Rejected
Pieces = Callable[[], Iterator[tuple[int, Piece]]]
"""Gives the pieces of a file with their numbers, the same each time it is called."""


def drawing_key(name: str) -> str:
    """Return what the names of the files of one drawing have in common, "" where nothing.

    >>> drawing_key("My map [Nodes].csv") == drawing_key("my map-edges.csv"), drawing_key("kaaret.csv")
    (True, '')
    """
    words = re.findall(r"[^\W_]+", name.partition(".")[0].casefold())
    return " ".join(word for word in words if word not in _PARTS_OF_NAMES)


def drawing_name(upload: Upload) -> str:
    """Return what a drawing is called by its file, the same for the file of its nodes and that of its edges."""
    archive = upload.path.parent.name.partition(".")[0] if upload.file != upload.path else ""
    return drawing_key(upload.name) or archive or "drawing"


def drawing_source(format_name: str, upload: Upload) -> Source:
    """Return the source of a drawing: the drawing itself, whoever drew it."""
    name = drawing_name(upload)
    plain = re.sub(r"[^\w.-]+", "-", name.lower()).strip("-") or "drawing"
    return Source(name=f"{format_name}-{plain}", rank=Rank.OTHER, title=name)


def drawn_rows(pieces: Pieces, *, made_by_edges: bool, beside: Iterable[Node] = ()) -> Iterator[RowOf]:
    """Yield what becomes of each piece: nodes first, then edges, wherever they stand.

    `made_by_edges` says that an end which no node describes is a body of that name; else such an edge is refused.
    `beside` are nodes of another file, which edges of this one join. The names of natural persons are taken out of what
    other nodes and edges say.
    """
    beside = list(beside)
    nodes = (piece for _, piece in pieces() if isinstance(piece, Node))
    drawing = _Drawing(made_by_edges, (node.label for node in (*beside, *nodes) if is_person(node)))
    for node in beside:
        drawing.learn(node)
    for number, piece in pieces():
        if isinstance(piece, Node):
            yield drawing.node_row(number, piece)
        elif isinstance(piece, Rejected):
            yield RowOf(number, rejected=piece)
    for number, piece in pieces():
        if isinstance(piece, Edge):
            yield drawing.edge_row(number, piece)


class _Drawing:
    """The nodes of a drawing by key: their ids, and the records of those that no row of the file gives."""

    def __init__(self, made_by_edges: bool, people: Iterable[str]) -> None:
        self._made_by_edges = made_by_edges
        self._people: dict[str, set[str]] = defaultdict(set)
        """Names of natural persons by the first letters of their last word."""
        for name in people:
            if words := _WORD.findall(name):
                self._people[_begins(words[-1])].add(tidy(name))
        self._ids: dict[str, str | None] = {}
        """None is a natural person, who is kept nowhere."""
        self._given: dict[str, list[Entity | Tie]] = {}

    def node_row(self, number: int, node: Node) -> RowOf:
        """Return a node's record, or why it is none."""
        try:
            records = self._records(node)
        except NaturalPerson:
            self._note(node, None)
            return RowOf(number, left_out=1)
        except ValueError as problem:
            return RowOf(number, rejected=_refused("node", "", f"{_sentence(problem)}", node.where))
        self._note(node, records[0].id)
        return RowOf(number, records)

    def _records(self, node: Node) -> list[Entity | Tie]:
        if self._people and not is_person(node):
            tags = tuple(map(self._without_people, node.tags))
            node = replace(
                node, label=self._without_people(node.label), values=self._clean(node.values), tags=tags
            )
        return node_records(node)

    def _clean(self, values: Mapping[str, str]) -> Mapping[str, str]:
        if not self._people:
            return values
        return {name: self._without_people(text) for name, text in values.items()}

    def _without_people(self, text: str) -> str:
        named = {name for word in _WORD.findall(text) for name in self._people.get(_begins(word), ())}
        for name in sorted(named):
            text = without_person(text, name)
        return text

    def _note(self, node: Node, id_: str | None) -> None:
        self._ids[node.key] = id_
        if node.other_key:
            self._ids.setdefault(node.other_key, id_)

    def learn(self, node: Node) -> None:
        """Take in a node that another file describes; one that cannot be read is as good as none."""
        try:
            records = self._records(node)
        except NaturalPerson:
            self._note(node, None)
        except ValueError:
            return
        else:
            self._note(node, records[0].id)
            self._given[records[0].id] = records

    def edge_row(self, number: int, edge: Edge) -> RowOf:
        """Return an edge's tie with those of its ends that no row gives, or why it is none."""
        left_out, ends, records = 0, [], []
        for column, key, end in zip(
            ("source", "target"), (edge.a, edge.b), edge.ends or (None, None), strict=True
        ):
            if not key:
                return RowOf(number, rejected=_refused(column, "", "the line has no such end", edge.where))
            if key not in self._ids:
                if not self._made_by_edges:
                    why = "the line leads to a node that the file does not describe"
                    return RowOf(number, rejected=_refused(column, key, why, edge.where))
                self.learn(end or Node(key, key))
                left_out += self._ids.get(key, "") is None
            if key not in self._ids:
                return RowOf(
                    number, rejected=_refused(column, key, "no node can be made of this name", edge.where)
                )
            id_ = self._ids[key]
            ends.append(id_)
            records += self._given.get(id_ or "", [])
        a, b = ends
        if a is None or b is None:
            return RowOf(number, records, left_out=left_out)
        try:
            return RowOf(number, [*records, tie_of(a, b, self._clean(edge.values))], left_out=left_out)
        except ValueError as problem:
            return RowOf(number, rejected=_refused("edge", "", _sentence(problem), edge.where))


def _refused(column: str, value: str, reason: str, where: str) -> Rejected:
    kept = "" if person_kind(value) else value[:80]
    return Rejected(column, kept, f"{reason} ({where})" if where else reason)


def _sentence(problem: ValueError) -> str:
    if isinstance(problem, ValidationError):
        return str(problem.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(problem)


def _begins(word: str) -> str:
    return word[:4].casefold()
