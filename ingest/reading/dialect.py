"""What parts the cells of a text table: a comma, a semicolon, a tab or a bar."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

DELIMITERS = ",;\t|"


class Unclosed(csv.Error):
    """The last record was in quotation marks that nobody closed."""


class Records:
    """The records of a table in text; raises `Unclosed` for a last one that is in quotation marks still.

    An empty line of ours follows the last: only a record that is not closed goes on over it.
    """

    def __init__(self, lines: Iterable[str], sign: str) -> None:
        self._over = False
        self._reader = csv.reader(self._to_the_end(lines), delimiter=sign)

    @property
    def line(self) -> int:
        """The line in which the last record ended, from 1."""
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        for record in self._reader:
            if not self._over:
                yield record
            elif record:
                raise Unclosed

    def _to_the_end(self, lines: Iterable[str]) -> Iterator[str]:
        yield from lines
        self._over = True
        yield ""


def delimiter_of(lines: Sequence[str]) -> str:
    r"""Return what parts the cells of these first lines: the sign that gives most of them the same number of cells.

    >>> delimiter_of(["nimi;alku;summa\n", "Hanke, joka auttaa;1.1.2020;12,50\n"])
    ';'
    """
    best, best_score = ",", (0.0, 0)
    for sign in DELIMITERS:
        widths: Counter[int] = Counter()
        try:
            for cells in Records(lines, sign):
                if any(cells):
                    widths[len(cells)] += 1
        except Unclosed:
            pass  # it is told where the whole text is read, and says nothing here
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = (times / widths.total(), width) if width > 1 else (0.0, 0)
        if score > best_score:
            best, best_score = sign, score
    return best
