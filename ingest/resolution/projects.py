"""Projects of a store as they are resolved: one project that several lists hold, or one list under two codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph.records import name_key, scheme_of
from graph.store.port import Row as StoreRow
from ingest.dates import UNKNOWN
from ingest.resolution.actors import texts_of
from ingest.resolution.answers import Answer, Judged
from ingest.resolution.features import MOST_LETTERS, Row, hashed
from ingest.resolution.names.keys import Keys, Likeness, keys_of
from ingest.resolution.resolving import Problem

DAYS_APART = 45
"""Up to how many days two lists may differ on a start or an end."""
ALIKE, PERHAPS = 90, 70
"""Likeness of two names of projects (rapidfuzz's ratio, 0–100) that are one, and that may be."""
_SLIP = 2
SHORTEST_CODE = 6
"""Letters and digits of a local code that is worth looking for within a longer one."""


_NUMBER = re.compile(r"\d+|\b[IVX]{1,4}\b")


@dataclass(frozen=True, slots=True)
class Listed:
    """A project as one or more lists hold it. `bodies` are its leads, else all that take part, as (id, names)."""

    id: str
    names: tuple[str, ...]
    codes: frozenset[str]
    start: date | None
    end: date | None
    bodies: tuple[tuple[str, tuple[Keys, ...]], ...]
    lists: frozenset[str]
    """Names of the sources that hold it."""

    @property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in its names: the second part of a project is not the first."""
        return frozenset(found for name in self.names for found in _NUMBER.findall(name))

    @property
    def schemes(self) -> dict[str, frozenset[str]]:
        """Return its own codes by the scheme of the list that gave them."""
        own = scheme_of(self.id)
        return {} if own == "name" else {own: frozenset({self.id.rpartition(":")[2]})}


_LEAST_DIGITS = 4


def _patterns(codes: Iterable[str]) -> set[str]:
    """Return how codes of letters and enough digits are written: `A70401` as `A99999`."""
    return {
        re.sub(r"\d", "9", code)
        for code in codes
        if sum(map(str.isdigit, code)) >= _LEAST_DIGITS and any(map(str.isalpha, code))
    }


def codes_in(identifier: str) -> Iterator[str]:
    """Yield a code and the local codes that it holds, in capitals.

    >>> sorted(codes_in("2021SE05SFPR001_23-017-S01"))
    ['2021SE05SFPR001_23-017-S01', '23-017-S01']
    """
    whole = identifier.strip().upper()
    if len(whole) >= SHORTEST_CODE - 1:
        yield whole
    for part in re.split(r"[_/|]", whole)[1:]:
        if len(part) >= SHORTEST_CODE and any(map(str.isdigit, part)):
            yield part


def listed(row: StoreRow, bodies: Iterable[tuple[str, Sequence[str]]]) -> Listed:
    """Return a project of the store with the bodies that take part in it."""
    fields = row.fields
    names = [str(value) for key, value in sorted(fields.items()) if key.startswith("name_") and value]
    codes = [str(fields.get("code") or ""), *texts_of(fields, "identifiers")]
    return Listed(
        row.id, tuple(dict.fromkeys(names)), frozenset(code for one in codes if one for code in codes_in(one)),
        _day(fields.get("valid_from")), _day(fields.get("valid_to")),
        tuple((id_, tuple(keys_of(name) for name in some)) for id_, some in bodies), frozenset(row.source.split("|")),
    )  # fmt: skip


def _day(text: object) -> date | None:
    day = date.fromisoformat(str(text)[:10]) if text else None
    return None if day in UNKNOWN else day


def row_of(one: Listed) -> Row:
    """Return what is compared of a project: its codes, its name with its bodies, when its bodies began something."""
    plains = [name_key(name) for name in one.names]
    bodies = {key for _, parts in one.bodies for part in parts for key in part.keys} | {
        id_ for id_, _ in one.bodies
    }
    months = {day.strftime("%Y-%m") for day in _around(one.start)}
    return Row(
        keys=hashed(f"{plain}@{who}" for plain in plains for who in (bodies or {""})),
        near=hashed((
            *(f"{who}@{month}" for who in bodies for month in months),
            *(key for name in one.names for key in (*keys_of(name).near_keys, *_pairs_of_words(name))),
        )),
        shorts=(), bare=(), identifiers=hashed(one.codes), plains=(),
        plain=plains[0][:MOST_LETTERS] if plains else "", form="", places="",
    )  # fmt: skip


def _pairs_of_words(name: str) -> Iterator[str]:
    """Yield each two of the longest words of a name: a slip in a third hides none of these."""
    longest = sorted(
        {word for word in name_key(name).split() if len(word) > 3}, key=lambda word: (-len(word), word)
    )
    for a, b in combinations(sorted(longest[:4]), 2):
        yield f"{a}&{b}"


def _around(day: date | None) -> tuple[date, ...]:
    return (
        () if day is None else (day - timedelta(days=DAYS_APART // 2), day + timedelta(days=DAYS_APART // 2))
    )


def judged(a: Listed, b: Listed, probability: float) -> Judged:
    """Return the answer for two listings.

    Two codes of one list are two projects, whatever else agrees; two that are written alike are for a person. A name in
    which a word differs by more than a slip (women, men), or a number is added, is for a person. A name needs dates
    that agree too, and bodies that do where both lists name them; a shared code needs something more that agrees.
    """
    for_: list[str] = []
    against: list[str] = []
    if any(codes != b.schemes[scheme] for scheme, codes in a.schemes.items() if scheme in b.schemes):
        return Judged(Answer.DIFFERENT, probability, (), ("code",))
    if a.numbers != b.numbers and a.numbers and b.numbers:
        against.append("number")
    if a.codes & b.codes:
        for_.append("code")
    elif _patterns(a.codes) & _patterns(b.codes):
        against.append("pattern")
    alike = _likeness(a.names, b.names)
    if alike >= ALIKE:
        for_.append("name")
        by_slips = any(_differ_by_slips(x, y) for x in a.names for y in b.names)
        if not by_slips or bool(a.numbers) != bool(b.numbers):
            against.append("word")
    elif alike < PERHAPS:
        against.append("name")
    body = _same_body(a, b)
    if body:
        for_.append("body")
    elif body is False:
        against.append("body")
    dates = _same_dates(a, b)
    if dates:
        for_.append("dates")
    elif dates is False:
        against.append("dates")
    answer = _answer({*for_}, {*against})
    if (
        answer is Answer.SAME
        and a.lists & b.lists
        and not {*map(name_key, a.names)} & {*map(name_key, b.names)}
    ):
        answer = Answer.UNSURE  # one list seldom holds a project under two names
    return Judged(answer, probability, tuple(for_), tuple(against))


def _differ_by_slips(a: str, b: str) -> bool:
    """Return whether two names differ in no word by more than a slip of one or two letters, gaps aside.

    >>> _differ_by_slips("Naisten työ", "Naisten tyo"), _differ_by_slips("Naisten työ", "Miesten työ")
    (True, False)
    """
    x, y = name_key(a).split(), name_key(b).split()
    if len(x) != len(y):
        return OSA.distance("".join(x), "".join(y), score_cutoff=_SLIP) <= _SLIP
    return all(OSA.distance(p, q, score_cutoff=_SLIP) <= _SLIP for p, q in zip(x, y, strict=True))


def _answer(for_: set[str], against: set[str]) -> Answer:
    if "code" in for_:
        return Answer.SAME if len(for_) > 1 and not (against and len(for_) < 3) else Answer.UNSURE
    if {"name", "dates"} <= for_ and not against:
        return Answer.SAME
    if against == {"dates"} or {"name", "number"} & against or not ({"body", "dates"} & for_):
        return Answer.DIFFERENT
    return Answer.UNSURE if "name" in for_ or {"body", "dates"} <= for_ else Answer.DIFFERENT


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    return max((fuzz.ratio(name_key(x), name_key(y)) for x in a for y in b), default=0.0)


def _same_body(a: Listed, b: Listed) -> bool | None:
    if not a.bodies or not b.bodies:
        return None
    return any(
        id_a == id_b
        or any(
            (x.keys & y.keys or x.likeness(y) is Likeness.SLIP) and not x.contradiction(y)
            for x in of_a
            for y in of_b
        )
        for id_a, of_a in a.bodies
        for id_b, of_b in b.bodies
    )


def _same_dates(a: Listed, b: Listed) -> bool | None:
    known = [(x, y) for x, y in ((a.start, b.start), (a.end, b.end)) if x and y]
    if not known:
        return None
    return all(abs((x - y).days) <= DAYS_APART for x, y in known[:1])


def problem_of(
    rows: Iterable[StoreRow], bodies: Mapping[str, Sequence[tuple[str, Sequence[str]]]]
) -> Problem[Listed]:
    """Return the projects of a store as a problem to resolve; `bodies` are (id, names) by project."""
    all_ = [listed(row, bodies.get(row.id, ())) for row in rows]
    return Problem(
        [one.id for one in all_], [row_of(one) for one in all_], lambda a, b, p: judged(all_[a], all_[b], p)
    )
