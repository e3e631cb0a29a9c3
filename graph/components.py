"""What pairs join: the groups of things that a chain of pairs holds together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

_T = TypeVar("_T", bound=Any)


def components(pairs: Iterable[tuple[_T, _T]]) -> list[list[_T]]:
    """Return what pairs join, each group ascending, by its first member.

    >>> components([(1, 2), (2, 5), (3, 4)])
    [[1, 2, 5], [3, 4]]
    """
    head: dict[_T, _T] = {}

    def top(one: _T) -> _T:
        while head.setdefault(one, one) != one:
            head[one] = head[head[one]]
            one = head[one]
        return one

    for one, other in pairs:
        a, b = top(one), top(other)
        head[max(a, b)] = min(a, b)
    found: dict[_T, list[_T]] = defaultdict(list)
    for one in sorted(head):
        found[top(one)].append(one)
    return [found[first] for first in sorted(found)]
