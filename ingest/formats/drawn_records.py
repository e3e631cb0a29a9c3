"""A node of a drawn network becomes a record, a line between two a tie.

Of what kind a node is, is told by simple words of three languages; what a line means, by its words and the kinds of its
ends. What Solmu itself exported comes back with its ids and kinds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_origin

from graph.records import (
    KINDS,
    TIE_KINDS,
    Entity,
    Project,
    Role,
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
from ingest.persons import person_kind
from ingest.places import located
from ingest.project_row import theme_named, web_address

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


def said(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first value that is not empty under one of some names; "" where there is none."""
    return next((text for name in names if (text := values.get(name, "").strip())), "")


def node_records(node: Node) -> list[Entity | Tie]:
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


def is_person(node: Node) -> bool:
    """Return whether a node is a natural person, by its kind or by its label."""
    if _OWN_ID.fullmatch(node.key):
        return kind_of(node.key) == "actor" and person_kind(node.label) is not None
    return is_person_word(said(node.values, _TYPES)) or person_kind(node.label) is not None


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


def tie_of(a: str, b: str, values: Mapping[str, str]) -> Tie:
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
