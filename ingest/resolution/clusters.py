"""Pairs that are one become groups, where nothing within a group contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.resolution.answers import Answer, Judged

MOST_COMPARED = 200
"""Pairs across two groups that are compared before the groups are joined."""

_MOST_ROUNDS = 4
"""How often groups are made anew without the rows that turned out to be alike to two which are not one."""

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
    undecided: Iterable[tuple[int, int]] = (),
) -> Clusters:
    """Return the groups of `count` rows.

    `joined` are one already, `apart` are pairs that a person said are two, `undecided` those of which a person could
    not tell. Surer pairs come first. Two groups are joined only where no row of the one contradicts one of the other;
    the pair that would have joined them is unsure then. A row that is alike to two which contradict each other may be
    either, and joins neither; an abbreviation joins only where it means one group and no other.
    """
    found = sorted(pairs, key=_surer_first)
    standing, apart, undecided = [*joined], [*apart], [*undecided]
    said = _Said(apart, undecided)
    torn = _of_two(found, standing, [*apart, *undecided])
    for _ in range(_MOST_ROUNDS):
        groups = _Groups(count, compare, standing, said)
        unsure, more = _joined(groups, found, torn)
        if more <= torn:
            break
        torn |= more
    between: dict[tuple[int, int], Pair] = {}
    for pair in sorted(unsure, key=_surer_first):
        low, high = sorted((groups.root(pair.a), groups.root(pair.b)))
        if low != high and groups.may_be_one(low, high):
            between.setdefault((low, high), pair)
    return Clusters(groups.found(), list(between.values()))


def _of_two(
    found: Sequence[Pair], standing: Sequence[Sequence[int]], answered: Sequence[tuple[int, int]]
) -> set[int]:
    """Return the rows that are alike to both of two of which a person did not say that they are one.

    What is one with another already (`standing`) is none of these.
    """
    if not answered:
        return set()
    first = {at: group[0] for group in standing for at in group}
    alike: dict[int, set[int]] = defaultdict(set)
    for pair in found:
        if pair.judged.answer is Answer.SAME:
            alike[first.get(pair.a, pair.a)].add(pair.b)
            alike[first.get(pair.b, pair.b)].add(pair.a)
    both = [alike[first.get(a, a)] & alike[first.get(b, b)] for a, b in answered]
    return set().union(*both) - first.keys()


def _joined(groups: _Groups, found: Sequence[Pair], torn: set[int]) -> tuple[list[Pair], set[int]]:
    """Join what is one, and return the pairs that are unsure, and the rows that are alike to two which are not one.

    Rows that are `torn` are joined by an identifier only.
    """
    unsure = [pair for pair in found if pair.judged.answer is Answer.UNSURE]
    between: set[int] = set()
    short: dict[int, list[Pair]] = defaultdict(list)
    for pair in found:
        if pair.judged.answer is not Answer.SAME:
            continue
        if pair.judged.for_ == ("abbreviation",):
            short[pair.a].append(pair)
            short[pair.b].append(pair)
        elif torn & {pair.a, pair.b} and "identifier" not in pair.judged.for_:
            unsure.append(_ambiguous(pair))
        elif not groups.join(pair.a, pair.b, by_slip="name" not in pair.judged.for_):
            why_not, rows = groups.why_not(pair)
            unsure.append(why_not)
            between |= rows
    for pair in dict.fromkeys(pair for at in sorted(short) for pair in short[at]):
        means = [
            {groups.root(one.a), groups.root(one.b)} - {groups.root(at)}
            for at in (pair.a, pair.b)
            for one in short[at]
        ]
        if len(set().union(*means)) > 2 or not groups.join(pair.a, pair.b):
            unsure.append(_ambiguous(pair))
    return unsure, between


def _ambiguous(pair: Pair) -> Pair:
    return replace(pair, judged=replace(pair.judged, answer=Answer.UNSURE, against=("ambiguous",)))


def _surer_first(pair: Pair) -> tuple[bool, bool, float, int, int]:
    judged = pair.judged
    return "identifier" not in judged.for_, "name" not in judged.for_, -judged.probability, pair.a, pair.b


class _Said:
    """What a person said of two rows: that they are two, or that they cannot tell."""

    def __init__(self, apart: Iterable[tuple[int, int]], undecided: Iterable[tuple[int, int]]) -> None:
        self._of = {frozenset(pair): ("undecided",) for pair in undecided}
        self._of |= {frozenset(pair): ("person",) for pair in apart}

    def of(self, ours: Iterable[int], theirs: Sequence[int]) -> tuple[str, ...]:
        """Return why these two groups are not joined, () where nobody said anything."""
        if not self._of:
            return ()
        found = {self._of.get(frozenset((x, y)), ()) for x in ours for y in theirs}
        return next((why for why in (("person",), ("undecided",)) if why in found), ())


class _Groups:
    """A union of groups that refuses what contradicts."""

    def __init__(self, count: int, compare: Compare, joined: Iterable[Sequence[int]], said: _Said) -> None:
        self._parent = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._standing: set[int] = set()
        for group in joined:
            self._standing.update(group)
            self._members[min(group)] = sorted(group)
            for at in group:
                self._parent[at] = min(group)
        self._compare = compare
        self._said = said

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
        ours, theirs = self._of(a), self._of(b)
        against = self._contradiction(ours, theirs)
        if against and not (by_slip and against == ("form",)):
            return False
        self._parent[b] = a
        self._members[a] = ours + theirs
        self._members.pop(b, None)
        return True

    def may_be_one(self, a: int, b: int) -> bool:
        """Return whether to ask of two groups: not where a person, or two codes or numbers of one list, part them."""
        return self._contradiction(self._of(a), self._of(b)) not in (("person",), ("code",), ("identifier",))

    def _of(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def _contradiction(self, ours: Sequence[int], theirs: Sequence[int]) -> tuple[str, ...]:
        """Return what contradicts, () where nothing does."""
        if said := self._said.of(ours, theirs):
            return said
        if len(ours) == len(theirs) == 1:
            return ()  # the pair itself was judged already
        looked = 0
        for x in ours:
            for y in theirs:
                judged = self._compare(x, y)
                if judged.against and "identifier" not in judged.for_:
                    return judged.against
                looked += 1
                if looked == MOST_COMPARED:
                    return ()
        return ()

    def why_not(self, pair: Pair) -> tuple[Pair, set[int]]:
        """Return what is said of a pair whose groups contradict each other, and the row that may be of either.

        That is a row which nothing in the other's group contradicts, while something in its own contradicts the other;
        none that was one with its group before.
        """
        ours, theirs = self._of(self.root(pair.a)), self._of(self.root(pair.b))
        against = self._contradiction(ours, theirs)
        said = replace(pair, judged=replace(pair.judged, answer=Answer.UNSURE, against=against))
        if self._said.of(ours, theirs):
            return said, set()
        of_either = {
            row
            for row, group, other in ((pair.a, ours, pair.b), (pair.b, theirs, pair.a))
            if row not in self._standing and len(group) > 1 and self._contradiction(group, [other])
        }
        return said, of_either if len(of_either) == 1 else set()

    def found(self) -> list[tuple[int, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values() if len(members) > 1)
