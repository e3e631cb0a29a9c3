"""A network that somebody drew: its nodes become records, its lines ties, whatever program drew it.

A format says what each piece of its file is (`Node`, `Edge`); here is told of what kind a node is, by simple words of
three languages, and what a line between two kinds means. What Solmu itself exported comes back with its ids and kinds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_origin

from pydantic import ValidationError

from graph.records import (
    KINDS,
    TIE_KINDS,
    Entity,
    Project,
    Rank,
    Role,
    Source,
    Tie,
    TieKind,
    entity_id,
    kind_of,
    named_id,
    project_id_by_name,
)
from ingest.bodies import NaturalPerson, body
from ingest.cells import tidy
from ingest.contacts import without_contacts
from ingest.formats.drawn_words import is_person_word, kind_in_words, leads, ties_in_words
from ingest.formats.iati_json import language_of
from ingest.identifiers import identifier
from ingest.persons import person_kind, without_person
from ingest.places import located
from ingest.project_row import theme_named, web_address
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

_OWN_ID = re.compile(rf"({'|'.join(KINDS)}):[a-z0-9][a-z0-9_-]*:[A-Za-z0-9._~%-]+")
_TYPES = ("kind", "type", "node type", "element type", "tyyppi", "laji", "typ", "category", "luokka")
_DESCRIPTIONS = ("description", "desc", "kuvaus", "beskrivning", "abstract", "summary")
_URLS = ("url", "reference", "website", "www", "homepage")
_IDENTIFIERS = (
    "business id", "business_id", "y-tunnus", "ytunnus", "organisationsnummer", "orgnr", "org id", "identifier",
)  # fmt: skip
_CODES = ("code", "project code", "hankekoodi", "koodi", "projektkod")
_RELATIONS = (
    "kind", "relation", "relationship", "edge type", "connection type", "edge", "type", "label", "tyyppi", "suhde",
    "typ",
)  # fmt: skip
_NO_RELATION = frozenset({"directed", "undirected", "mutual", "mixed", "none", ""})
_DEFAULTS = (
    TieKind.COLLABORATES_WITH, TieKind.PARTICIPATES_IN, TieKind.MEMBER_OF, TieKind.FUNDED_UNDER, TieKind.ABOUT,
    TieKind.LOCATED_IN, TieKind.ADOPTED, TieKind.PRODUCED, TieKind.ADAPTED_FROM, TieKind.ATTENDED,
)  # fmt: skip
"""What a line means that says nothing: the first of these that may join its ends."""
_PARTS_OF_NAMES = frozenset({
    "node", "nodes", "edge", "edges", "element", "elements", "connection", "connections", "link", "links", "solmut",
    "kaaret", "yhteydet", "noder", "kanter",
})  # fmt: skip
"""What tells the files of one drawing apart."""
_WORD = re.compile(r"[^\W\d_]+")
_NOTE = 200


@dataclass(slots=True)
class Node:
    """One thing of a drawing: the key that lines call it by, its label, and what else is said of it.

    `values` are its other attributes by name, in small letters; `where` says where it stands, for a refusal.
    """

    key: str
    label: str
    values: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    where: str = ""
    other_key: str = ""
    """Another key by which lines may call it."""


@dataclass(slots=True)
class Edge:
    """One line of a drawing, between the keys of two nodes; `ends` are those nodes where the line itself says more."""

    a: str
    b: str
    values: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    ends: tuple[Node, ...] = ()


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
    drawing = _Drawing(made_by_edges, (node.label for node in (*beside, *nodes) if _is_person(node)))
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


def said(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first value that is not empty under one of some names; "" where there is none."""
    return next((text for name in names if (text := values.get(name, "").strip())), "")


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
        if self._people and not _is_person(node):
            tags = tuple(map(self._without_people, node.tags))
            node = replace(
                node, label=self._without_people(node.label), values=self._clean(node.values), tags=tags
            )
        return _node_records(node)

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
            return RowOf(number, [*records, _tie(a, b, self._clean(edge.values))], left_out=left_out)
        except ValueError as problem:
            return RowOf(number, rejected=_refused("edge", "", _sentence(problem), edge.where))


def _refused(column: str, value: str, reason: str, where: str) -> Rejected:
    kept = "" if person_kind(value) else value[:80]
    return Rejected(column, kept, f"{reason} ({where})" if where else reason)


def _sentence(problem: ValueError) -> str:
    if isinstance(problem, ValidationError):
        return str(problem.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(problem)


def _node_records(node: Node) -> list[Entity | Tie]:
    """Return a node's record, first, and its tags as themes; raise NaturalPerson or ValueError where it is none."""
    label = tidy(node.label)
    if _OWN_ID.fullmatch(node.key):
        record = _own(node, label)
    else:
        type_ = said(node.values, _TYPES)
        if is_person_word(type_):
            raise NaturalPerson
        if not label:
            raise ValueError("the node has no label")
        if label.isdigit():
            raise ValueError(
                "the node has a number but no name; load the file of the nodes beside that of the edges"
            )
        record = _drawn(node, label, kind_in_words(type_))
    records: list[Entity | Tie] = [record]
    for tag in dict.fromkeys(tidy(tag) for tag in node.tags):
        if tag and not person_kind(tag):
            theme = theme_named(tag, "fi", "und")
            records += [theme, Tie(kind=TieKind.ABOUT, a=record.id, b=theme.id)]
    return records


def _is_person(node: Node) -> bool:
    if _OWN_ID.fullmatch(node.key):
        return kind_of(node.key) == "actor" and person_kind(node.label) is not None
    return is_person_word(said(node.values, _TYPES)) or person_kind(node.label) is not None


def _begins(word: str) -> str:
    return word[:4].casefold()


def _own(node: Node, label: str) -> Entity:
    """Return the record that Solmu exported, with those of its fields that the file still has."""
    kind = kind_of(node.key)
    class_ = KINDS[kind]
    fields: dict[str, Any] = {}
    for name, text in node.values.items():
        head, _, suffix = name.partition("_")
        if not text.strip():
            continue
        if head in class_.by_suffix and suffix:
            fields[name] = text.split("|") if head == "municipalities" else without_contacts(text)
        elif name in class_.model_fields and name not in ("id", *class_.by_suffix):
            is_list = get_origin(class_.model_fields[name].annotation) is tuple
            fields[name] = text.split("|") if is_list else text
    names = [str(text) for name, text in fields.items() if name.startswith("name_")]
    if not names and label and label != node.key:
        fields["name_und"], names = label, [label]
    if kind == "actor" and any(map(person_kind, names)):
        raise NaturalPerson
    return class_.of(node.key, fields)


def _drawn(node: Node, label: str, kind: str) -> Entity:
    description = without_contacts(said(node.values, _DESCRIPTIONS))
    more: dict[str, Any] = {"url": web_address(said(node.values, _URLS))}
    if description:
        more["description"] = {language_of(description, unknown="und"): description}
    if kind == "actor":
        number = identifier(said(node.values, _IDENTIFIERS))
        actor = body(label, language="und", identifiers=(number,) if number else ())
        return actor.model_copy(update=more)
    if person_kind(label):
        raise NaturalPerson
    if kind == "region":
        return located(label)
    name = {"und": label}
    if kind == "project":
        code = said(node.values, _CODES)
        id_ = entity_id("project", "fi", code) if code else project_id_by_name("", label, None)
        return Project(id=id_, name=name, code=code or None, **more)
    if kind == "theme":
        more["form"] = "theme"
    return KINDS[kind](id=named_id(kind, label), name=name, **more)


def _tie(a: str, b: str, values: Mapping[str, str]) -> Tie:
    """Return the tie that a line means between two ids; raise ValueError where no tie may join them."""
    if a == b:
        raise ValueError("the line joins a node to itself")
    relation = next(
        (
            text
            for name in _RELATIONS
            if (text := values.get(name, "").strip()).casefold() not in _NO_RELATION
        ),
        "",
    )
    exact = re.sub(r"[\s-]+", "_", relation).upper()
    if exact in TieKind.__members__:
        return Tie(kind=TieKind(exact), a=a, b=b, role=_role(TieKind(exact), values.get("role", "")))
    for kind in (*ties_in_words(relation), *_DEFAULTS):
        for one, other in ((a, b), (b, a)):
            if _may_join(kind, one, other):
                return _of_kind(kind, one, other, relation)
    kinds = f"a {kind_of(a)} and a {kind_of(b)}"
    raise ValueError(f"the line joins {kinds}, and nothing that it says tells what that means")


def _of_kind(kind: TieKind, a: str, b: str, relation: str) -> Tie:
    if kind is TieKind.COLLABORATES_WITH:
        a, b = sorted((a, b))
    role = ""
    if kind is TieKind.PARTICIPATES_IN:
        role = (Role.LEAD if leads(relation) else Role.PARTNER).value
    note = without_contacts(relation)[:_NOTE] if relation and not person_kind(relation) else ""
    return Tie(kind=kind, a=a, b=b, role=role, note=note or None)


def _role(kind: TieKind, text: str) -> str:
    return text if kind is TieKind.PARTICIPATES_IN and text in {role.value for role in Role} else ""


def _may_join(kind: TieKind, a: str, b: str) -> bool:
    ends = TIE_KINDS[kind]
    return all(not kinds or kind_of(end) in kinds for end, kinds in ((a, ends.a), (b, ends.b)))
