"""Same, different or unsure: what is said of a pair, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.resolution.features import Named, Row
from ingest.resolution.names.keys import Keys, Likeness, keys_of, likeness

SAME_FROM = 0.05
"""The least probability at which a pair that agrees in what tells bodies apart, and in nothing contradicts, is one."""
UNSURE_FROM = 0.9995
"""The probability from which a pair that agrees in nothing else is shown to a person."""


class Answer(StrEnum):
    """What is said of two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what speaks for it (`for_`) and against it."""

    answer: Answer
    probability: float
    for_: tuple[str, ...] = ()
    """`identifier`, `name` (alike in all that tells bodies apart), `slip`, `abbreviation`; `alike` for a near name."""
    against: tuple[str, ...] = ()
    """`identifier`, `form`, `place`, `number`, `known`, `part`, `country`, `sector`."""


def judged(
    a: Named, b: Named, probability: float, names: tuple[Sequence[Keys], Sequence[Keys]] | None = None
) -> Judged:
    """Return the answer for a pair that Splink gave this probability.

    A shared identifier makes two names one body, whatever the names say. Otherwise nothing that contradicts makes one;
    a slip within the word that tells the form is no contradiction. Two parts of what may be one body are for a person,
    and so is one name of which columns state two forms, sectors or towns.
    `names` are the names of both, taken apart, where they are at hand.
    """
    for_, against = _identifiers(a, b)
    of_a, of_b = names or ([*map(keys_of, a.names)], [*map(keys_of, b.names)])
    pairs = [(x, y) for x in of_a for y in of_b]
    if any(x.keys & y.keys for x, y in pairs):
        for_ += ("name",)
    alike = max(x.likeness(y) for x, y in pairs)
    if alike is Likeness.SLIP and all(x.is_firm and y.is_firm for x, y in pairs):
        alike = Likeness.MAYBE  # a letter parts firms: their own word is all that tells one from another
    if alike is Likeness.SLIP:
        for_ += ("slip",)
    if any(x.is_short_for(y) for x, y in pairs):
        for_ += ("abbreviation",)
    found = [x.contradiction(y) for x, y in pairs]
    if all(found) and not (alike is Likeness.SLIP and found[0] == "form"):
        against += (found[0],)
    if a.country and b.country and a.country != b.country:
        against += ("country",)
    if "identifier" in for_:
        return Judged(Answer.SAME, probability, for_, against)
    if against == ("part",) and "name" in for_:
        return Judged(Answer.UNSURE, probability, for_, against)
    if against:
        return Judged(Answer.DIFFERENT, probability, for_, against)
    if for_ and (stated := a.stated.contradiction(b.stated)):
        return Judged(Answer.UNSURE, probability, for_, (stated,))
    if for_ and probability >= SAME_FROM:
        return Judged(Answer.SAME, probability, for_)
    if for_ or alike or probability >= UNSURE_FROM:
        return Judged(Answer.UNSURE, probability, for_ or ("alike",))
    return Judged(Answer.DIFFERENT, probability)


def may_agree(a: Row, b: Row) -> bool:
    """Return whether anything speaks for two rows: only then need their names be taken apart again.

    Of rows for which nothing does, `judged` says different unless they are very probable.
    """
    return not (
        set(a.keys).isdisjoint(b.keys)
        and set(a.identifiers).isdisjoint(b.identifiers)
        and set(a.bare).isdisjoint(b.shorts)
        and set(b.bare).isdisjoint(a.shorts)
        and all(likeness(x, y) is Likeness.FAR for x in a.plains for y in b.plains)
    )


def _identifiers(a: Named, b: Named) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if {*a.identifiers} & {*b.identifiers}:
        return ("identifier",), ()
    of_a, of_b = ({one.partition(":")[0] for one in x.identifiers} for x in (a, b))
    return (), ("identifier",) if of_a & of_b else ()
