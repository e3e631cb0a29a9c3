"""Find the overlaps of a snapshot: near texts, explained, named, and told who knows of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from graph.awareness import AWARE_WITHIN, Awareness, Path
from graph.identity import may_be
from graph.overlap.content import Texts, distinct_texts, near_texts
from graph.overlap.kinds import kind_of_overlap, weights, who_should_hear
from graph.overlap.structure import Place, Projects, Time, projects
from graph.overlap.text_model import TextModel, project_words
from graph.records import TieKind
from graph.records.findings import Overlap, OverlapKind, Reason, Recipients, finding_id
from graph.snapshot import Snapshot

PAIRS_OF_FAMILY = 50
"""A family of more members gives pairs with its first member only; smaller ones give every pair."""
FEWEST_SHARED = 2
"""One word in common is no overlap, unless the texts are the same."""
INTRODUCERS = 5
"""How many who could introduce two projects are named."""
LOOKED_AT = 10
"""How many members of a family are compared for what is said of the whole."""


def overlaps(snapshot: Snapshot, model: TextModel, *, pairs: bool = False) -> list[Overlap]:
    """Return the overlaps of a snapshot, best first: sorted by (−score, first project, second project).

    Projects that share one text, or one group-project code, come as one family; with `pairs` as pairs instead.
    """
    return _Search(snapshot, model).found(pairs=pairs)


class _Search:
    def __init__(self, snapshot: Snapshot, model: TextModel) -> None:
        self._projects: Projects = projects(snapshot)
        words = project_words(snapshot, model.places)
        self._texts: Texts = distinct_texts(model, words, self._projects.bodies)
        self._awareness = Awareness(snapshot)
        self._may_be = may_be(snapshot)
        self._telling = _sources_that_name_partners(snapshot)
        self._text_of = {i: t for t, members in enumerate(self._texts.members) for i in members}
        self._groups = _groups(snapshot, self._projects)
        self._codes: dict[int, set[str]] = defaultdict(set)
        for code, members in self._groups.items():
            for i in members:
                self._codes[i].add(code)

    def found(self, *, pairs: bool) -> list[Overlap]:
        families = list(self._families())
        home: dict[int, set[int]] = defaultdict(set)
        for number, (members, _) in enumerate(families):
            for i in members:
                home[i].add(number)
        cosines = {(i, j): cosine for i, j, cosine in self._near(home) if not home[i] & home[j]}
        whole: list[Overlap] = []
        if pairs:
            cosines |= {(i, j): self._cosine(i, j) for members, _ in families for i, j in _pairs(members)}
        else:
            whole = [self._family(members, key) for members, key in families]
        found = (self._pair(i, j, cosine) for (i, j), cosine in cosines.items())
        every = [*whole, *(overlap for overlap in found if overlap is not None)]
        return sorted(every, key=lambda overlap: (-overlap.score, overlap.projects))

    def _near(self, home: dict[int, set[int]]) -> Iterator[tuple[int, int, float]]:
        """Yield near pairs of projects, `home` tells the families of each.

        Of those that share a text one stands for each family, and each that has none for itself; towards other texts
        the first project stands for its text.
        """
        for members in self._texts.members:
            heads: list[int] = []
            met: set[int] = set()
            for member in members:
                if not home[member] & met:
                    heads.append(member)
                    met |= home[member]
            yield from ((*pair, 1.0) for pair in _pairs(heads))
        i, j, cosines = near_texts(self._texts)
        for one, other, cosine in zip(i.tolist(), j.tolist(), cosines.tolist(), strict=True):
            a, b = sorted((self._texts.members[one][0], self._texts.members[other][0]))
            yield a, b, cosine

    def _families(self) -> Iterator[tuple[list[int], str]]:
        """Yield members and key of each family; a group-project code comes before a shared text."""
        taken: set[int] = set()
        for code, members in sorted(self._groups.items()):
            if len(members) > 2:
                taken.update(members)
                yield members, code
        for text, members in zip(self._texts.words, self._texts.members, strict=True):
            rest = [i for i in members if i not in taken]
            if len(rest) > 2:
                yield rest, "text " + " ".join(text)

    def _pair(self, i: int, j: int, cosine: float) -> Overlap | None:
        p = self._projects
        place, where = p.place(i, j)
        time = p.time(i, j)
        bodies = p.bodies[i] & p.bodies[j]
        leads = p.leads[i] & p.leads[j]
        people = p.targets[i] & p.targets[j]
        words = self._shared_words(i, j)
        if len(words) < FEWEST_SHARED and cosine < 1.0:
            return None
        kind = kind_of_overlap(
            cosine, place, time, shared_body=bool(bodies), same_lead=bool(leads), shared_people=bool(people)
        )
        if kind is None:
            return None
        ids = p.snapshot.ids
        evidence = {
            "content": words,
            "place": where,
            "time": (p.days(i), p.days(j)),
            "bodies": tuple(ids[body] for body in sorted(bodies)),
        }
        parts = weights(cosine, place, time, shared_body=bool(bodies))
        reasons = [
            Reason(kind=reason, weight=weight, evidence=evidence[reason]) for reason, weight in parts.items()
        ]
        if people:
            who = tuple(ids[target] for target in sorted(people))
            reasons.append(Reason(kind="target_groups", weight=0.0, evidence=who))
        blind, path = self._knows(i, j)
        a, b = p.id(i), p.id(j)
        return Overlap(
            finding=finding_id("overlap", a, b), a=a, b=b, score=round(sum(parts.values()), 4), kind=kind, blind=blind,
            distance=path.distance if path else None, introducers=self._introducers(i, j, path),
            recipients=who_should_hear(kind, same_lead=bool(leads)), reasons=tuple(reasons),
            undated=time is Time.UNKNOWN,
        )  # fmt: skip

    def _family(self, members: list[int], key: str) -> Overlap:
        p = self._projects
        some = list(combinations(members[:LOOKED_AT], 2))
        shared = frozenset.intersection(*(p.bodies[i] for i in members))
        place = Place.SAME if all(p.place(i, j)[0] is Place.SAME for i, j in some) else Place.OTHER
        times = {p.time(i, j) for i, j in some}
        time = (
            Time.TOGETHER
            if times == {Time.TOGETHER}
            else Time.UNKNOWN
            if Time.UNKNOWN in times
            else Time.APART
        )
        known = [self._knows(i, j) for i, j in some]
        answers = {blind for blind, _ in known}
        distances = [path.distance for _, path in known if path]
        cosine = 1.0 if key.startswith("text ") else min(self._cosine(i, j) for i, j in some)
        parts = weights(cosine, place, time, shared_body=bool(shared))
        ids = p.snapshot.ids
        evidence = {
            "content": self._texts.leading_words(self._text_of[members[0]])
            if members[0] in self._text_of
            else (),
            "place": tuple(ids[region] for region in sorted(p.regions[members[0]])),
            "time": (p.days(members[0]), p.days(members[-1])),
            "bodies": tuple(ids[body] for body in sorted(shared)),
        }
        leads = frozenset.intersection(*(p.leads[i] for i in members))
        many = Recipients.NOBODY_NEW if leads or not key.startswith("text ") else Recipients.BOTH_BODIES
        names = tuple(p.id(i) for i in members)
        return Overlap(
            finding=finding_id("family", key), members=names, score=round(sum(parts.values()), 4),
            kind=OverlapKind.FAMILY, blind=True if True in answers else None if None in answers else False,
            distance=max(distances) if distances and len(distances) == len(known) else None, recipients=many,
            reasons=tuple(Reason(kind=r, weight=w, evidence=evidence[r]) for r, w in parts.items()),
            undated=Time.UNKNOWN in times,
        )  # fmt: skip

    def _knows(self, i: int, j: int) -> tuple[bool | None, Path | None]:
        """Return whether i and j are blind to each other, and the way between them.

        None (not known) unless both come from sources that name partners, or share a group-project code; where a hub is
        the only body they share: that it is in both says nothing, yet they are not strangers; and while a body of one
        may be a body of the other.
        """
        p = self._projects
        path = self._awareness.path(p.positions[i], p.positions[j])
        told = all(self._telling & set(p.snapshot.sources[p.positions[k]].split("|")) for k in (i, j))
        if path is not None and path.distance <= AWARE_WITHIN:
            return (False if told or self._in_one_group(i, j) else None), path
        one, other = (
            p.bodies[k].union(*(self._may_be.get(body, ()) for body in p.bodies[k])) for k in (i, j)
        )
        return (True if told and not one & other else None), path

    def _in_one_group(self, i: int, j: int) -> bool:
        return bool(self._codes.get(i, set()) & self._codes.get(j, set()))

    def _introducers(self, i: int, j: int, path: Path | None) -> tuple[str, ...]:
        """Return who could introduce them: bodies in both, else those on the shortest ways that are in neither."""
        if path is None:
            return ()
        p = self._projects
        inside = p.bodies[i] & p.bodies[j] & set(path.between)
        outside = [actor for actor in path.between if actor not in p.bodies[i] | p.bodies[j]]
        return tuple(p.snapshot.ids[actor] for actor in (sorted(inside) or outside)[:INTRODUCERS])

    def _cosine(self, i: int, j: int) -> float:
        if i not in self._text_of or j not in self._text_of:
            return 0.0
        s, t = self._text_of[i], self._text_of[j]
        if s == t:
            return 1.0
        row, other = self._texts.matrix[s], self._texts.matrix[t]
        return round(min(float(row.multiply(other).sum()), 1.0), 6)

    def _shared_words(self, i: int, j: int) -> tuple[str, ...]:
        if i not in self._text_of or j not in self._text_of:
            return ()
        return self._texts.shared_words(self._text_of[i], self._text_of[j])


def _pairs(members: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(members) <= PAIRS_OF_FAMILY:
        return combinations(members, 2)
    return ((members[0], other) for other in members[1:])


def _groups(snapshot: Snapshot, p: Projects) -> dict[str, list[int]]:
    """Return the projects of each group-project code."""
    number = {position: i for i, position in enumerate(p.positions)}
    groups: dict[str, list[int]] = defaultdict(list)
    a, b = snapshot.ends(TieKind.MEMBER_OF)
    for member, network in zip(a.tolist(), b.tolist(), strict=True):
        if member in number and snapshot.fields[network].get("form") == "group-project":
            groups[snapshot.ids[network]].append(number[member])
    return {code: sorted(set(members)) for code, members in groups.items()}


def _sources_that_name_partners(snapshot: Snapshot) -> set[str]:
    """Return the sources that name at least one partner: only they can tell who works with whom."""
    mask = snapshot.tied(TieKind.PARTICIPATES_IN)
    return {
        source
        for role, sources, kept in zip(snapshot.role, snapshot.tie_sources, mask.tolist(), strict=True)
        if kept and role == "partner"
        for source in sources.split("|")
    }
