"""Which rows of a file are read, where several processes read it together."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """Every `of`-th row of a file, from the `at`-th on."""

    at: int
    of: int

    def has(self, number: int) -> bool:
        """Return whether the row with this number is of this part."""
        return number % self.of == self.at


WHOLE = Part(0, 1)
