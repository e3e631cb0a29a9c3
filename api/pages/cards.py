"""A finding as a person reads it: what, why, whether they know, who should hear, in plain words and by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from api.around import Around
from api.texts import TEXTS
from graph.records import TieKind, kind_of
from graph.records.base import preferred
from graph.records.findings import NearPractice, NearProject, Overlap, OverlapKind, Reason, Recipients
from visualize.wording import Words, changed_terms

MANY = 6
"""How many members of a family, or shared bodies, a card names."""


@dataclass(frozen=True)
class Named:
    """Something with a name; `id` leads to its page."""

    id: str
    name: str


@dataclass(frozen=True)
class Side:
    """A project of a finding."""

    id: str
    name: str
    code: str
    leads: list[Named]
    partners: list[Named]
    regions: list[Named]
    funders: list[Named]
    themes: list[Named]
    targets: list[Named]
    start: str
    end: str
    summary: str
    url: str
    sources: list[str]


@dataclass(frozen=True)
class Why:
    """A reason: its kind, what to call it, the evidence by name, and its part of the score (−1 to 1).

    `said` is a sentence where there is no evidence to show.
    """

    kind: str
    label: str
    weight: float
    said: str
    words: list[str]
    named: list[Named]
    more: int


@dataclass(frozen=True)
class Card:
    """All that is said of an overlap."""

    overlap: Overlap
    title: str
    sides: list[Side]
    more: int
    why: list[Why]
    knowing: str
    known: str
    hear: str
    hear_names: list[Named]
    introducers: list[Named]
    next_step: str
    returned: str
    """That it had been dismissed and what has changed since; empty for most."""

    @property
    def scale(self) -> tuple[float, float]:
        """The least and the most that a bar of its reasons must show."""
        weights = [one.weight for one in self.why]
        return min([0.0, *weights]), max([1.0, *weights])


@dataclass(frozen=True)
class NearCard:
    """All that is said of a project near a draft."""

    near: NearProject
    side: Side
    why: list[Why]
    what: str
    call: list[Named]


@dataclass(frozen=True)
class PracticeCard:
    """All that is said of a good practice on the theme of a draft."""

    practice: Named
    score: float
    words: tuple[str, ...]
    bodies: list[Named]


def card(overlap: Overlap, graph: Around, language: str, *, most: int = MANY) -> Card:
    """Return what to say of an overlap; of a family at most `most` members are described."""
    texts = TEXTS[language]
    name = partial(_named, graph)
    sides = [side(id_, graph) for id_ in overlap.projects[:most]]
    words = Words({term: graph.name(term) for term in changed_terms(overlap)}, language)
    hear = {
        Recipients.BOTH_BODIES: [lead for one in sides for lead in one.leads],
        Recipients.FUNDER: [funder for one in sides for funder in one.funders],
        Recipients.NOBODY_NEW: [],
    }[overlap.recipients]
    in_all = set.intersection(*({body.id for body in one.leads + one.partners} for one in sides))
    why = [_why(reason, graph, words, texts, undated=overlap.undated) for reason in overlap.reasons]
    return Card(
        overlap=overlap, title=_title(overlap, sides, texts), sides=sides, more=len(overlap.projects) - len(sides),
        why=why, known=str(overlap.blind).lower(),
        knowing=words.knows(overlap)[0], hear=words.tell(overlap), hear_names=list(dict.fromkeys(hear)),
        introducers=name(id_ for id_ in overlap.introducers if id_ not in in_all),
        next_step=texts[f"next_{overlap.kind.value}"], returned=" ".join(words.returned(overlap)),
    )  # fmt: skip


def near_card(near: NearProject, graph: Around, language: str) -> NearCard:
    """Return what to say of a project near a draft; reasons without evidence are left out."""
    words = Words({}, language)
    shown = [reason for reason in near.reasons if reason.evidence]
    return NearCard(
        near=near, side=side(near.project, graph), what=words.near(near), call=_named(graph, near.bodies),
        why=[_why(reason, graph, words, TEXTS[language]) for reason in shown],
    )  # fmt: skip


def practice_card(near: NearPractice, graph: Around) -> PracticeCard:
    """Return what to say of a good practice on the theme of a draft."""
    (practice,) = _named(graph, [near.practice])
    return PracticeCard(practice, near.score, near.words, _named(graph, near.bodies))


def side(project: str, graph: Around) -> Side:
    """Return what is said of one project."""
    fields = graph.fields(project)
    position = graph.position(project)
    leads = graph.tied(project, TieKind.PARTICIPATES_IN, role="lead")
    name = partial(_named, graph)
    told = {key[12:]: str(value) for key, value in fields.items() if key.startswith("description_")}
    return Side(
        id=project, name=graph.name(project), code=str(fields.get("code", "")), leads=name(leads),
        partners=name(id_ for id_ in graph.bodies(project) if id_ not in leads), regions=name(graph.regions(project)),
        funders=name(graph.tied(project, TieKind.FUNDS)), themes=name(graph.tied(project, TieKind.ABOUT)),
        targets=name(graph.tied(project, TieKind.TARGETS)), start=str(fields.get("valid_from", "")),
        end=str(fields.get("valid_to", "")), summary=preferred(told) or "", url=str(fields.get("url", "")),
        sources=[] if position is None else [s for s in graph.snapshot.sources[position].split("|") if s],
    )  # fmt: skip


def _named(graph: Around, ids: Iterable[str]) -> list[Named]:
    return [Named(id_, graph.name(id_)) for id_ in ids]


def _title(overlap: Overlap, sides: list[Side], texts: Mapping[str, str]) -> str:
    kind = overlap.kind.value
    if overlap.kind is OverlapKind.FAMILY:
        return texts["say_family"].format(n=len(overlap.members))
    places = [_list(region.name for region in one.regions[:3]) for one in sides]
    same = next((reason for reason in overlap.reasons if reason.kind == "place" and reason.evidence), None)
    if same is not None and f"say_{kind}_place" in texts:
        shared = [r.name for one in sides for r in one.regions if r.id in same.evidence]
        return texts[f"say_{kind}_place"].format(place=_list(list(dict.fromkeys(shared))[:3]))
    if overlap.kind is OverlapKind.PARALLEL and len(places) == 2 and all(places) and places[0] != places[1]:
        return texts["say_parallel_places"].format(a=places[0], b=places[1])
    if overlap.kind is OverlapKind.COMPLEMENTARY and any(r.kind == "target_groups" for r in overlap.reasons):
        return texts["say_complementary_people"]
    return texts[f"say_{kind}"]


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def _why(
    reason: Reason, graph: Around, tell: Words, texts: Mapping[str, str], *, undated: bool = False
) -> Why:
    ids = [text for text in reason.evidence if _is_id(text, graph)]
    words = [text for text in reason.evidence if text not in ids]
    if reason.kind == "programme":
        words = tell.evidence(reason)
    said = "" if reason.evidence else tell.reason(reason, undated=undated)
    bare = f"why_bare_{reason.kind}"
    label = texts[bare if said and reason.weight < 0 and bare in texts else f"why_{reason.kind}"]
    named = _named(graph, ids[:MANY])
    return Why(reason.kind, label, reason.weight, said, words, named, max(len(ids) - MANY, 0))


def _is_id(text: str, graph: Around) -> bool:
    return text.count(":") >= 2 and (
        graph.position(text) is not None or kind_of(text) in ("actor", "region", "theme")
    )
