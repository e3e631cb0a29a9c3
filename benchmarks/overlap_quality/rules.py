"""Labels from facts: which pairs of projects do the same thing, by what the lists say elsewhere than in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from graph.records import Fields, TieKind
from graph.snapshot import Snapshot

MOST_OF_ACRONYM = 40
"""An acronym in more names is a word."""
_ACRONYM = re.compile(r"\b(?:[A-ZÅÄÖ]{4,14}|[A-ZÅÄÖ]+[a-zåäö]*[A-ZÅÄÖ][A-Za-zÅÄÖåäö]*)\b")
_WORD = re.compile(r"\b[a-zåäö]{4,}\b")
_COUNTING = re.compile(
    r"\b(?:ii|iii|iv|i|v|\d[\d.,/-]*|fas|steg|etapp|del|phase|part|stage|lot|vaihe|osa)\b|[^\w ]",
    re.IGNORECASE,
)
_FIRM_GRANT = "A5"
"""Codes of this series are grants to single firms (the Finnish list of 2007–2013)."""
_NUMBER = re.compile(r"([A-Z])(\d+)")
_CLUSTER = re.compile(r"XM-OCHA-CBPF-SOM-\d+/\d+/\w+/([\w-]+)/")


class Label(NamedTuple):
    """Whether two projects do the same thing, and the rule that says so."""

    same: bool
    rule: str


def name_of(fields: Fields) -> str:
    """Return the first name."""
    return next((str(fields[key]) for key in sorted(fields) if key.startswith("name_")), "")


def acronyms(name: str) -> set[str]:
    """Return the words in capitals of a name, none where the whole name is in capitals."""
    return set() if name.isupper() else {word.casefold() for word in _ACRONYM.findall(name)}


def without_acronyms(name: str) -> str:
    """Return a name without its words in capitals."""
    return name if name.isupper() else " ".join(_ACRONYM.sub(" ", name).split()) or name


def stem(name: str) -> str:
    """Return a name without numbers, phases and signs.

    >>> stem("Bredband till fler, etapp II") == stem("Bredband till fler")
    True
    """
    return " ".join(_COUNTING.sub(" ", name.casefold()).split())


def of_names(whole: Snapshot) -> Callable[[Snapshot, int, int], Label | None]:
    """Return the rule for lists of names.

    The same: one rare acronym in both names, one fund and one priority (sub-projects of one programme under several
    names and implementers), or codes given one after the other (halves of one application). Different: two firms' own
    grants, by the series of their codes, and a firm's grant and a project.
    """
    names = [name_of(whole.fields[p]) for p in whole.of_kind("project").tolist()]
    used = Counter(acronym for name in names for acronym in acronyms(name))
    words = {word for name in names for word in _WORD.findall(name)}

    def label(snapshot: Snapshot, a: int, b: int) -> Label | None:
        one, other = snapshot.fields[a], snapshot.fields[b]
        shared = {
            acronym
            for acronym in acronyms(name_of(one)) & acronyms(name_of(other))
            if used[acronym] <= MOST_OF_ACRONYM and acronym not in words
        }
        funds, priorities = ({str(f.get(key, "")) for f in (one, other)} for key in ("fund", "priority"))
        if shared:
            return (
                Label(True, "one acronym, fund and priority") if len(funds) == len(priorities) == 1 else None
            )
        firms = [str(f.get("code", "")).startswith(_FIRM_GRANT) for f in (one, other)]
        if all(firms) and not _share_a_lead(snapshot, a, b):
            return Label(False, "two firms' grants")
        if any(firms):
            return None if all(firms) else Label(False, "a firm's grant and a project")
        numbers = [_NUMBER.fullmatch(str(f.get("code", ""))) for f in (one, other)]
        one_series = numbers[0] and numbers[1] and numbers[0][1] == numbers[1][1]
        if one_series and abs(int(numbers[0][2]) - int(numbers[1][2])) == 1:
            return Label(True, "codes one after the other")
        return None

    return label


def of_described(snapshot: Snapshot, a: int, b: int) -> Label | None:
    """Label described projects: one name but for a number or phase is the same, no theme in common is not."""
    one, other = snapshot.fields[a], snapshot.fields[b]
    if stem(name_of(one)) and stem(name_of(one)) == stem(name_of(other)):
        return Label(True, "one name but for a number or phase")
    themes = [_themes(snapshot, p) for p in (a, b)]
    if all(themes) and not themes[0] & themes[1]:
        return Label(False, "no theme in common")
    return None


def of_clusters(snapshot: Snapshot, a: int, b: int) -> Label | None:
    """Label aid activities by the humanitarian clusters in their identifiers: the same ones, or none in common."""
    found = [_CLUSTER.match(str(snapshot.fields[p].get("code", ""))) for p in (a, b)]
    if not found[0] or not found[1]:
        return None
    one, other = (set(match[1].split("-")) for match in found if match)
    one, other = one - {"NGO", "UN", "INGO"}, other - {"NGO", "UN", "INGO"}
    if one == other:
        return Label(True, "the same clusters in the identifier")
    return None if one & other else Label(False, "no cluster in common")


def of_two_lists(snapshot: Snapshot, a: int, b: int) -> Label | None:
    """Label pairs of a name in one list and a summary in another: one code is one project, another code another."""
    ids = [snapshot.ids[p] for p in (a, b)]
    if sum(id_.endswith("~told") for id_ in ids) != 1:
        return None
    codes = {id_.removesuffix("~told") for id_ in ids}
    return Label(True, "one code in two lists") if len(codes) == 1 else Label(False, "another code")


def _share_a_lead(snapshot: Snapshot, a: int, b: int) -> bool:
    return bool(_tied(snapshot, a, TieKind.PARTICIPATES_IN) & _tied(snapshot, b, TieKind.PARTICIPATES_IN))


def _themes(snapshot: Snapshot, project: int) -> set[int]:
    return _tied(snapshot, project, TieKind.ABOUT)


def _tied(snapshot: Snapshot, project: int, kind: TieKind) -> set[int]:
    return _others(snapshot, kind).get(project, set())


@lru_cache(maxsize=20)
def _others(snapshot: Snapshot, kind: TieKind) -> dict[int, set[int]]:
    """Return what each project is tied to."""
    found: dict[int, set[int]] = {}
    for a, b in zip(*(end.tolist() for end in snapshot.ends(kind)), strict=True):
        project, other = (b, a) if kind is TieKind.PARTICIPATES_IN else (a, b)
        found.setdefault(project, set()).add(other)
    return found
