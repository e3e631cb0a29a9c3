"""Pairs that are one become groups, where nothing within a group contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.resolution.answers import Answer, Judged

MOST_COMPARED = 200
"""Pairs across two groups that are compared before the groups are joined."""

Compare = Callable[[int, int], Judged]
"""What is said of the rows at two places, had they been alike enough to be looked at."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows, by place, a < b, and what is said of them."""

    a: int
    b: int
    judged: Judged


@dataclass(slots=True)
class Clusters:
    """Groups of rows that are one (sorted, two or more each), and the pairs that a person should look at.

    Of two groups only the surest pair is one of these.
    """

    groups: list[tuple[int, ...]] = field(default_factory=list)
    unsure: list[Pair] = field(default_factory=list)


def clusters(
    count: int,
    pairs: Iterable[Pair],
    compare: Compare,
    *,
    joined: Iterable[Sequence[int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> Clusters:
    """Return the groups of `count` rows; `joined` are one already, `apart` are pairs that a person said are two.

    Surer pairs come first. Two groups are joined only where no row of the one contradicts one of the other; the pair
    that would have joined them is unsure then. An abbreviation joins only where it means one group and no other.
    """
    found = sorted(pairs, key=_surer_first)
    groups = _Groups(count, compare, joined, apart)
    unsure = [pair for pair in found if pair.judged.answer is Answer.UNSURE]
    short: dict[int, list[Pair]] = defaultdict(list)
    for pair in found:
        if pair.judged.answer is not Answer.SAME:
            continue
        if pair.judged.for_ == ("abbreviation",):
            short[pair.a].append(pair)
            short[pair.b].append(pair)
        elif not groups.join(pair.a, pair.b, by_slip="name" not in pair.judged.for_):
            unsure.append(replace(pair, judged=groups.why_not(pair)))
    for pair in dict.fromkeys(pair for at in sorted(short) for pair in short[at]):
        means = [
            {groups.root(one.a), groups.root(one.b)} - {groups.root(at)}
            for at in (pair.a, pair.b)
            for one in short[at]
        ]
        if len(set().union(*means)) > 2 or not groups.join(pair.a, pair.b):
            unsure.append(
                replace(pair, judged=replace(pair.judged, answer=Answer.UNSURE, against=("ambiguous",)))
            )
    between: dict[tuple[int, int], Pair] = {}
    for pair in sorted(unsure, key=_surer_first):
        low, high = sorted((groups.root(pair.a), groups.root(pair.b)))
        if low != high:
            between.setdefault((low, high), pair)
    return Clusters(groups.found(), list(between.values()))


def _surer_first(pair: Pair) -> tuple[bool, bool, float, int, int]:
    judged = pair.judged
    return "identifier" not in judged.for_, "name" not in judged.for_, -judged.probability, pair.a, pair.b


class _Groups:
    """A union of groups that refuses what contradicts."""

    def __init__(
        self, count: int, compare: Compare, joined: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]]
    ) -> None:
        self._parent = list(range(count))
        self._members: dict[int, list[int]] = {}
        for group in joined:
            self._members[min(group)] = sorted(group)
            for at in group:
                self._parent[at] = min(group)
        self._compare = compare
        self._apart = {frozenset(pair) for pair in apart}

    def root(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, a: int, b: int, *, by_slip: bool = False) -> bool:
        """Make two groups one and return True, or return False where something contradicts.

        A name with a slip (`by_slip`) may seem to tell another form of body, which is no contradiction then.
        """
        a, b = sorted((self.root(a), self.root(b)))
        if a == b:
            return True
        ours, theirs = self._members.get(a, [a]), self._members.get(b, [b])
        found = self._contradiction(ours, theirs)
        if found is not None and not (by_slip and found.against == ("form",)):
            return False
        self._parent[b] = a
        self._members[a] = ours + theirs
        self._members.pop(b, None)
        return True

    def _contradiction(self, ours: Sequence[int], theirs: Sequence[int]) -> Judged | None:
        if self._apart and any(frozenset((x, y)) in self._apart for x in ours for y in theirs):
            return Judged(Answer.UNSURE, 0.0, (), ("person",))
        if len(ours) == len(theirs) == 1:
            return None  # the pair itself was judged already
        looked = 0
        for x in ours:
            for y in theirs:
                judged = self._compare(x, y)
                if judged.against and "identifier" not in judged.for_:
                    return judged
                looked += 1
                if looked == MOST_COMPARED:
                    return None
        return None

    def why_not(self, pair: Pair) -> Judged:
        """Return what is said of a pair whose groups contradict each other."""
        a, b = self.root(pair.a), self.root(pair.b)
        found = self._contradiction(self._members.get(a, [a]), self._members.get(b, [b]))
        against = found.against if found else ()
        return replace(pair.judged, answer=Answer.UNSURE, against=against)

    def found(self) -> list[tuple[int, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values() if len(members) > 1)
