"""Find the overlaps of a snapshot: near texts, explained, named, and told who knows of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graph.awareness import Awareness
from graph.meaning import Embedder
from graph.overlap.candidates import EACH, Candidates, Texts, candidates, compare, texts_worth_comparing
from graph.overlap.families import Family, families, siblings
from graph.overlap.kinds import MAYBE, SAME_THING, is_same_thing, kind_of_overlap, who_should_hear
from graph.overlap.knowing import Knowing
from graph.overlap.score import DIGITS, Weights, probability, shipped
from graph.overlap.structure import Place, Projects, Time, projects
from graph.overlap.text_model import TextModel
from graph.records.findings import Overlap, OverlapKind, Reason, Recipients, finding_id
from graph.snapshot import Snapshot
from graph.uncollected import uncollected

LEAST = 0.1
"""A pair less likely than this to do the same is not reported."""
TERMS = 6
"""How many shared terms a finding shows."""
_ROUNDED = 10.0**-DIGITS
_EQUAL = 1.0 - 1e-6
PAIRS_OF_FAMILY = 50
"""A family of more members gives pairs with its first member only; smaller ones give every pair."""
LOOKED_AT = 10
"""How many members of a family are compared for what is said of the whole."""


class Compared:
    """The projects of a snapshot, made ready to be compared: `projects`, their `texts`, and who can know of whom.

    With the texts `before` of an earlier snapshot and the same model, only what is new is searched; the findings are
    the same. With an `embedder` texts in different languages meet by their meaning, too.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        model: TextModel,
        before: Texts | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.model = model
        with uncollected():
            self.awareness = Awareness(snapshot)
            self.projects = projects(snapshot, self.awareness.hubs)
            self.texts = texts_worth_comparing(model, self.projects, before, embedder)


def overlaps(compared: Compared, weights: Weights | None = None, *, pairs: bool = False) -> list[Overlap]:
    """Return the overlaps of projects, best first: sorted by (−score, first project, second project).

    Projects of one family come as one finding; with `pairs` as pairs instead. Without `weights` those that come with
    the program are used.
    """
    with uncollected():
        return _Search(compared, weights or shipped()).found(pairs=pairs)


class _Search:
    def __init__(self, compared: Compared, weights: Weights) -> None:
        self._projects = compared.projects
        self._texts = compared.texts
        self._weights = weights
        self._knowing = Knowing(compared.projects, compared.awareness)

    def found(self, *, pairs: bool) -> list[Overlap]:
        every = families(self._projects, self._texts)
        home: dict[int, set[int]] = defaultdict(set)
        for number, family in enumerate(every):
            for i in family.members:
                home[i].add(number)
        near = candidates(self._texts, self._projects, self._weights, LEAST)
        apart = np.fromiter((not home[i] & home[j] for i, j in _pairs(near)), np.bool_, len(near.a))
        found = [*self._of_pairs(near.only(apart)), *self._of_pairs(self._equal_but_apart(home))]
        if pairs:
            inside = sorted({pair for family in every for pair in _pairs_of(family.members)})
            found += self._of_pairs(compare(self._texts, self._projects, inside))
        else:
            found = self._without_siblings(found) + [self._family(family) for family in every]
        return sorted(found, key=lambda overlap: (-overlap.score, overlap.projects))

    def _equal_but_apart(self, home: dict[int, set[int]]) -> Candidates:
        """Return pairs of projects of one text that no family holds together: of each family one stands for all."""
        pairs: list[tuple[int, int]] = []
        for members in self._texts.members:
            heads: list[int] = []
            met: set[int] = set()
            for member in members if len(members) > EACH else ():
                if not home[member] & met:
                    heads.append(member)
                    met |= home[member]
            pairs += combinations(heads, 2)
        return compare(self._texts, self._projects, pairs)

    def _without_siblings(self, found: list[Overlap]) -> list[Overlap]:
        """Return the findings with one for all that one body does again and again, instead of a pair for each two."""
        number = {id_: i for i, id_ in enumerate(self._projects.ids)}

        def ends(overlap: Overlap) -> tuple[int, int]:
            return number[str(overlap.a)], number[str(overlap.b)]

        again = [o for o in found if o.recipients is Recipients.NOBODY_NEW and o.score >= SAME_THING]
        home: dict[int, int] = {}
        told: list[Overlap] = []
        for family in siblings(self._projects, self._texts, map(ends, again)):
            leads = frozenset.intersection(*(self._projects.leads[i] for i in family.members))
            if leads:
                home.update((i, len(told)) for i in family.members)
                told.append(self._family(family))
        inside = {o.finding for o in again for i, j in [ends(o)] if i in home and home[i] == home.get(j)}
        return [overlap for overlap in found if overlap.finding not in inside] + told

    def _of_pairs(self, near: Candidates) -> Iterator[Overlap]:
        score = probability(self._weights.log_odds(near.features, near.as_texts))
        equal = near.features["likeness"] > _EQUAL
        told = (
            (score >= MAYBE - _ROUNDED) | equal | ((score >= LEAST - _ROUNDED) & self._share_something(near))
        )
        near = near.only(told)
        parts = self._weights.parts(near.features, near.as_texts)
        terms = self._texts.shared_terms(near.a, near.b, TERMS)
        firms = (near.features["firms"] > 0).tolist()
        for (i, j), *evidence in zip(_pairs(near), parts, terms, firms, strict=True):
            overlap = self._pair(i, j, *evidence)
            if overlap is not None:
                yield overlap

    def _share_something(self, near: Candidates) -> NDArray[np.bool_]:
        """Return which pairs share a place, a body or a target group: the others can be nothing but the same thing."""
        p = self._projects
        bodies = (not p.bodies[i].isdisjoint(p.bodies[j]) for i, j in _pairs(near))
        shared = np.fromiter(bodies, np.bool_, len(near.a))
        return shared | (near.features["same_place"] > 0) | (near.features["target_groups"] > 0)

    def _pair(
        self, i: int, j: int, parts: dict[str, float], terms: tuple[str, ...], firms: bool
    ) -> Overlap | None:
        p = self._projects
        if not self._texts.are_equal(i, j) and self._texts.says_little(i, j, terms):
            return None
        score = round(sum(parts.values()), DIGITS)
        place = p.place(i, j)[0]
        time = p.time(i, j)
        bodies = p.bodies[i] & p.bodies[j]
        leads = p.leads[i] & p.leads[j]
        people = p.targets[i] & p.targets[j]
        same_thing = is_same_thing(score, equal_texts=self._texts.are_equal(i, j), firms=firms)
        kind = kind_of_overlap(
            same_thing=same_thing,
            maybe=score >= MAYBE,
            place=place,
            time=time,
            shared_body=bool(bodies),
            same_lead=bool(leads),
            shared_people=bool(people),
        )
        if kind is None or (score < LEAST and not same_thing):
            return None
        blind, path = self._knowing.of(i, j)
        a, b = p.ids[i], p.ids[j]
        return Overlap(
            finding=finding_id("overlap", a, b), a=a, b=b, score=score, kind=kind, blind=blind,
            distance=path.distance if path else None, introducers=self._knowing.introducers(i, j, path),
            recipients=who_should_hear(kind, same_lead=bool(leads)),
            reasons=reasons_of(self._texts, p, i, j, parts, terms), undated=time is Time.UNKNOWN,
        )  # fmt: skip

    def _family(self, family: Family) -> Overlap:
        p = self._projects
        members = family.members
        some = list(combinations(members[:LOOKED_AT], 2))
        compared = compare(self._texts, p, some)
        middle = int(
            np.argsort(self._weights.log_odds(compared.features, compared.as_texts), kind="stable")[
                len(some) // 2
            ]
        )
        parts = self._weights.parts(compared.features, compared.as_texts)[middle]
        shared = frozenset.intersection(*(p.bodies[i] for i in members))
        times = {p.time(i, j) for i, j in some}
        known = [self._knowing.of(i, j) for i, j in some]
        answers = {blind for blind, _ in known}
        distances = [path.distance for _, path in known if path]
        ids = p.snapshot.ids
        evidence = {
            "content": self._texts.leading_words(members, TERMS),
            "place": tuple(
                ids[region] for region in sorted(frozenset.intersection(*(p.regions[i] for i in members)))
            ),
            "time": (p.days(members[0]), p.days(members[-1])) if times == {Time.TOGETHER} else (),
            "bodies": tuple(ids[body] for body in sorted(shared)),
        }
        leads = frozenset.intersection(*(p.leads[i] for i in members))
        return Overlap(
            finding=finding_id("family", family.key), members=tuple(p.ids[i] for i in members),
            score=round(sum(parts.values()), DIGITS), kind=OverlapKind.FAMILY,
            blind=answers.pop() if len(answers) == 1 else None,
            distance=max(distances) if distances and len(distances) == len(known) else None,
            recipients=Recipients.NOBODY_NEW if leads or family.by_code else Recipients.BOTH_BODIES,
            reasons=_reasons(parts, evidence), undated=Time.UNKNOWN in times,
        )  # fmt: skip


def reasons_of(
    texts: Texts, p: Projects, i: int, j: int, parts: dict[str, float], terms: Sequence[str]
) -> tuple[Reason, ...]:
    """Return why projects i and j are near: `parts` of the score, and what they share as evidence."""
    ids = p.snapshot.ids
    place, where = p.place(i, j)
    programme = p.programme[i] if p.programme[i] == p.programme[j] else None
    evidence = {
        "content": texts.words(i, j, terms),
        "place": where if place is Place.SAME else (),
        "time": (p.days(i), p.days(j)) if p.time(i, j) is Time.TOGETHER else (),
        "bodies": tuple(ids[body] for body in sorted(p.bodies[i] & p.bodies[j])),
        "programme": programme or (),
        "target_groups": tuple(ids[target] for target in sorted(p.targets[i] & p.targets[j])),
    }
    return _reasons(parts, evidence)


def _reasons(parts: dict[str, float], evidence: dict[str, tuple[str, ...]]) -> tuple[Reason, ...]:
    """Return the reasons that weigh something or show something, content first."""
    return tuple(
        _reason(reason, weight, evidence.get(reason, ()))
        for reason, weight in parts.items()
        if weight or evidence.get(reason)
    )


@lru_cache(maxsize=100_000)
def _reason(kind: str, weight: float, evidence: tuple[str, ...]) -> Reason:
    """Return a reason; many pairs have the same ones."""
    return Reason(kind=kind, weight=weight, evidence=evidence)


def _pairs(near: Candidates) -> Iterator[tuple[int, int]]:
    return zip(near.a.tolist(), near.b.tolist(), strict=True)


def _pairs_of(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= PAIRS_OF_FAMILY:
        yield from combinations(members, 2)
    else:
        yield from ((members[0], other) for other in members[1:])
