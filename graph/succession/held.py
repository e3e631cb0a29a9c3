"""The live ties of those who had ended: which end lost its holder, and until when the tie is on record."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import Tie, TieKind, kind_of
from graph.snapshot import NO_DAY, Snapshot, day_number
from graph.succession.heirs import Heirs, TieRow

_NOT_HELD = (TieKind.SUCCEEDED_BY, TieKind.MAY_BE, TieKind.IS_NOT)


@dataclass(frozen=True, slots=True)
class Held:
    """A live tie: the positions of the end whose holder ended and of the other, its days (NO_DAY unknown)."""

    row: TieRow
    kind: TieKind
    holder: int
    other: int
    at_a: bool
    start: int
    end: int

    def text(self, *names: str) -> str:
        """Return what fields of the tie say, joined."""
        return " ".join(str(self.row.fields[name]) for name in names if name in self.row.fields)

    def in_hands_of(self, successor: str) -> Tie:
        """Return the tie with a successor at the holder's end: its kind, the other end, role and unit."""
        said = (self.row.fields["a"], self.row.fields["b"])
        a, b = (successor, said[1]) if self.at_a else (said[0], successor)
        return Tie(kind=self.kind, a=str(a), b=str(b), role=self.text("role"), unit=self.text("unit"))


def held(snapshot: Snapshot, heirs: Heirs, row: TieRow, day: int) -> Held | None:
    """Return a tie whose holder had ended by a day and that was valid the day before; None for any other.

    Who succeeded whom, or may be whom, is no such tie, nor is one that leads to a project that had ended. Where both
    ends had ended, the first is the holder.
    """
    kind = TieKind(str(row.fields["kind"]))
    if kind in _NOT_HELD or row.a not in snapshot.index or row.b not in snapshot.index:
        return None
    start, end = (
        day_number(str(row.fields[key])) if key in row.fields else NO_DAY
        for key in ("valid_from", "valid_to")
    )
    if (start != NO_DAY and start >= day) or (end != NO_DAY and end < day - 1):
        return None
    a, b = snapshot.index[row.a], snapshot.index[row.b]
    at_a = heirs.last_day(a) is not None
    if not at_a and heirs.last_day(b) is None:
        return None
    holder, other = (a, b) if at_a else (b, a)
    if is_over(snapshot, other, day) and kind_of(snapshot.ids[other]) == "project":
        return None
    return Held(row, kind, holder, other, at_a, start, end)


def is_over(snapshot: Snapshot, position: int, day: int) -> bool:
    """Return whether something is known to have ended before a day."""
    return bool(snapshot.end[position] != NO_DAY and snapshot.end[position] < day)
