"""A node of a network that somebody drew becomes an entity, an edge a tie: what the formats of graph programs share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.records import (
    KINDS,
    Actor,
    Entity,
    Role,
    Theme,
    Tie,
    TieKind,
    kind_of,
    named_id,
)
from ingest.bodies import NOWHERE, NaturalPerson, body
from ingest.cells import tidy
from ingest.rows import Rejected, RowOf

_KINDS = {
    "actor": "actor organisation organization organisaatio toimija aktör org body company yritys association yhdistys "
    "municipality kunta university yliopisto ngo foundation säätiö",
    "project": "project hanke projekti projekt grant operation",
    "network": "network verkosto nätverk community ecosystem ekosysteemi",
    "practice": "practice käytäntö praxis metod method menetelmä malli",
    "theme": "theme teema tema topic aihe subject",
    "programme": "programme program ohjelma",
    "event": "event tapahtuma evenemang",
    "person": "person henkilö people individual ihminen",
}
_OF_KIND = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_TIES: dict[tuple[str, str], TieKind] = {
    ("actor", "actor"): TieKind.COLLABORATES_WITH, ("actor", "project"): TieKind.PARTICIPATES_IN,
    ("actor", "network"): TieKind.MEMBER_OF, ("project", "network"): TieKind.MEMBER_OF,
    ("actor", "practice"): TieKind.ADOPTED, ("project", "practice"): TieKind.PRODUCED,
    ("actor", "event"): TieKind.ATTENDED, ("project", "programme"): TieKind.FUNDED_UNDER,
    ("project", "project"): TieKind.CONTINUES,
}  # fmt: skip
_LEADS = re.compile(r"lead|vetä|koordin|johtaa|hallinnoi|leder", re.IGNORECASE)
_FUNDS = re.compile(r"fund|rahoit|finans", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Node:
    """A node: how the drawing calls it, what is written on it, and what kind it says it is ("" for none)."""

    key: str
    label: str
    kind: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    """Its id where the drawing is our own export."""


class Drawing:
    """The nodes of a drawing as they come, so that its edges find them."""

    def __init__(self) -> None:
        self._nodes: dict[str, Entity | None] = {}

    def node(self, number: int, node: Node) -> RowOf:
        """Return what becomes of a node; a natural person is left out."""
        label = tidy(node.label) or tidy(node.key)
        if not label:
            return RowOf(number, rejected=Rejected("Label", "", "the node has no label"))
        try:
            entity = _entity(node, label)
        except NaturalPerson:
            self._nodes[node.key] = None
            return RowOf(number, left_out=1)
        except ValueError as problem:
            return RowOf(number, rejected=Rejected("Label", "", str(problem).splitlines()[0]))
        self._nodes[node.key] = entity
        return RowOf(number, (entity, *_tagged(entity, node.tags)))

    def edge(self, number: int, a: str, b: str, meaning: str = "") -> RowOf:
        """Return what becomes of an edge between two nodes; ends that no node tells of are bodies of that name."""
        ends: list[Entity] = []
        for key in (a, b):
            if key not in self._nodes:
                made = self.node(number, Node(key, key))
                if made.rejected is not None:
                    return made
            entity = self._nodes[key]
            if entity is None:
                return RowOf(number, left_out=0)
            ends.append(entity)
        tie = _tie(ends[0], ends[1], meaning) or _tie(ends[1], ends[0], meaning)
        if tie is None:
            kinds = " and ".join(kind_of(one.id) for one in ends)
            return RowOf(number, rejected=Rejected("", meaning[:80], f"no tie joins {kinds}"))
        return RowOf(number, (*ends, tie))


def kind_in(*words: str) -> str:
    """Return the kind that some words tell of, "" where none does.

    >>> kind_in("Hanke"), kind_in("", "Local organisation"), kind_in("blue")
    ('project', 'actor', '')
    """
    for text in words:
        for word in re.findall(r"\w+", text.casefold()):
            found = word if word in KINDS else _OF_KIND.get(word, _OF_KIND.get(word.removesuffix("s"), ""))
            if found:
                return found
    return ""


def _entity(node: Node, label: str) -> Entity:
    kind = kind_of(node.id) if node.id else node.kind or "actor"
    texts = {"und": tidy(node.description)} if node.description else {}
    if kind == "person":
        raise NaturalPerson
    if kind == "actor":
        actor: Actor = body(label, country=NOWHERE)
        return actor.model_copy(update={"description": texts, **({"id": node.id} if node.id else {})})
    id_ = node.id or named_id(kind, label, NOWHERE)
    return KINDS[kind](id=id_, name={"fi": label}, description=texts)


def _tagged(entity: Entity, tags: Iterable[str]) -> Iterator[Entity | Tie]:
    for tag in dict.fromkeys(tidy(one) for one in tags):
        if tag and kind_of(entity.id) != "theme":
            theme = Theme(id=named_id("theme", tag, NOWHERE), name={"fi": tag}, form="theme")
            yield theme
            yield Tie(kind=TieKind.ABOUT, a=entity.id, b=theme.id)


def _tie(a: Entity, b: Entity, meaning: str) -> Tie | None:
    """Return the tie from one to the other; None where none runs that way."""
    wanted = meaning.strip().upper().replace(" ", "_")
    kinds = kind_of(a.id), kind_of(b.id)
    try:
        if wanted in TieKind.__members__:
            role = Role.PARTNER if wanted == TieKind.PARTICIPATES_IN else ""
            return Tie(kind=TieKind(wanted), a=a.id, b=b.id, role=role)
        if kinds[1] == "theme":
            return Tie(kind=TieKind.ABOUT, a=a.id, b=b.id)
        if kinds not in _TIES:
            return None
        kind = TieKind.FUNDS if kinds == ("actor", "project") and _FUNDS.search(meaning) else _TIES[kinds]
        role = Role.LEAD if _LEADS.search(meaning) else Role.PARTNER
        return Tie(kind=kind, a=a.id, b=b.id, role=role if kind is TieKind.PARTICIPATES_IN else "")
    except ValueError:
        return None
