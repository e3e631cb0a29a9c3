"""The life of a finding: what people said and did about it, folded into where it stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from graph.errors import UsageError
from graph.records import Act, ActKind, Verdict
from graph.records.findings import Changed, Life, Overlap, State, finding_id

Merged = Mapping[str, tuple[str, ...]]
"""The ids that others were merged into, each with all that are one with it."""
NOTHING: Mapping[str, str] = {}

OPEN = frozenset({State.NEW, State.ACCEPTED, State.ACTED})
"""The states of findings that somebody may still have to look at; lists show these unless asked for others."""
EVERY = "all"
_STATE = {
    ActKind.ACCEPTED: State.ACCEPTED, ActKind.ACTED: State.ACTED, ActKind.CLOSED: State.CLOSED,
    ActKind.DISMISSED: State.DISMISSED,
}  # fmt: skip


def evidence(overlap: Overlap) -> tuple[str, ...]:
    """Return what a finding's reasons show, as sorted `kind:term` strings; a reason that shows nothing is left out.

    Weights are left out, and so are the days of the reason `time`: that two projects run at one time counts, that one
    of them was given another month does not.

    >>> from graph.records.findings import Reason
    >>> reasons = (Reason(kind="time", weight=0.06, evidence=("2020-01-01/2021-12-31",)),
    ...            Reason(kind="content", weight=0.8, evidence=("nosturi", "elementti")))
    >>> evidence(Overlap(finding="overlap:1", score=0.86, kind="parallel", recipients="funder", reasons=reasons))
    ('content:elementti', 'content:nosturi', 'time')
    """
    said: set[str] = set()
    for reason in overlap.reasons:
        if reason.kind == "time" and reason.evidence:
            said.add(reason.kind)
        else:
            said.update(f"{reason.kind}:{term}" for term in reason.evidence)
    return tuple(sorted(said))


def life(acts: Iterable[Act], now: Collection[str] | None, shown: Mapping[str, str] = NOTHING) -> Life:
    """Return where a finding stands after these acts, given in order of time.

    `now` is its evidence of today, None where that is not to be compared. The last step decides the state, the last
    verdict is the verdict, and neither moves the other. A dismissed finding is new again where its evidence is no
    longer what it was; `shown` maps ids that were merged since to the one they are shown as (`survivors`).
    """
    verdict, last = None, None
    for act in acts:
        if act.kind is ActKind.VERDICT:
            verdict = Verdict(act.value)
        else:
            last = act
    if last is None:
        return Life(verdict=verdict)
    state, changed = _STATE[last.kind], None
    if state is State.DISMISSED and now is not None:
        changed = _changed(last, now, shown)
    return Life(state=State.NEW if changed else state, verdict=verdict, since=last.at, changed=changed)


def lived(found: Sequence[Overlap], acts: Sequence[Act], merged: Merged, *, compare: bool) -> list[Overlap]:
    """Return the findings in their order, each with its state and verdict; `acts` are in order of time.

    With `compare` those that were dismissed with other evidence come back as new. Ask without it where the findings are
    those of another day (`as_of`): what was not yet valid then is no change of what is known.
    """
    made = acts_by_finding(acts)
    if not made:
        return list(found)
    told, shown = [], survivors(merged)
    for overlap in found:
        own = acts_on(ids_of(overlap, merged), made)
        if own:
            now = life(own, evidence(overlap) if compare else None, shown)
            update = {"verdict": now.verdict, "state": now.state, "changed": now.changed}
            overlap = overlap.model_copy(update=update)
        told.append(overlap)
    return told


def survivors(merged: Merged) -> dict[str, str]:
    """Return for each merged id the one it is shown as."""
    return {id_: survivor for survivor, ids in merged.items() for id_ in ids}


def acts_by_finding(acts: Iterable[Act]) -> dict[str, list[Act]]:
    """Return the acts on each finding id, in the order in which they came."""
    made: dict[str, list[Act]] = {}
    for act in acts:
        made.setdefault(act.finding, []).append(act)
    return made


def acts_on(ids: Iterable[str], made: Mapping[str, Sequence[Act]]) -> list[Act]:
    """Return the acts on a finding, under any of its ids, in order of time."""
    return sorted((act for id_ in ids for act in made.get(id_, ())), key=lambda act: act.at)


def ids_of(overlap: Overlap, merged: Merged) -> tuple[str, ...]:
    """Return the ids that lead to a finding: its own, then those of before its projects were merged with others."""
    a, b = overlap.a, overlap.b
    if a is None or b is None or (a not in merged and b not in merged):
        return (overlap.finding,)
    pairs = product(*(merged.get(id_, (id_,)) for id_ in (a, b)))
    return tuple(dict.fromkeys([overlap.finding, *(finding_id("overlap", *sorted(pair)) for pair in pairs)]))


def states_asked(text: str | None = None, *, every: bool = False) -> frozenset[State]:
    """Return the states of the findings to list: the one named, all of them, or those that are open.

    Raises UsageError for any other word.
    """
    if every or text == EVERY:
        return frozenset(State)
    if not text:
        return OPEN
    try:
        return frozenset({State(text)})
    except ValueError:
        raise UsageError(
            f"{text[:40]!r} is no state of a finding; use one of {', '.join(State)}, {EVERY}."
        ) from None


def _changed(dismissal: Act, now: Collection[str], shown: Mapping[str, str]) -> Changed | None:
    """Return how evidence differs from that of a dismissal, None where it does not or where none was kept."""
    if not dismissal.members:
        return None
    then = set()
    for item in dismissal.evidence:
        kind, colon, term = item.partition(":")
        then.add(kind + colon + shown.get(term, term))
    added, gone = set(now) - then, then - set(now)
    return Changed(added=tuple(sorted(added)), gone=tuple(sorted(gone))) if added or gone else None
