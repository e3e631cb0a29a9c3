"""Reforms: which ties lost their holder, who takes over by the rules, and what needs a person's decision."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, StoreUrl, day
from solmu.cli.output import json_line, note, say, say_if_loading
from solmu.settings import settings

if TYPE_CHECKING:
    from graph.records.succession import Decision, Succession
    from graph.store import BatchRow

_WORDS = {
    "PARTICIPATES_IN": "role in a project",
    "FUNDS": "funding of a project",
    "STEERS": "seat in a steering group",
    "COORDINATES": "coordination",
    "MEMBER_OF": "seat in a network",
    "PRODUCED": "own good practice",
    "ADOPTED": "good practice taken over",
    "LOCATED_IN": "place of work",
    "SERVES": "area served",
    "ATTENDED": "meeting attended",
    "RAISED": "request to the coordination",
    "COLLABORATES_WITH": "collaboration",
}
"""What a tie is to the one who holds it."""
_TITLES = {
    "carried_over": "carried over", "ended": "ended", "for_review": "for you to decide",
}  # fmt: skip


def succession(
    date: Annotated[
        str, typer.Option("--date", metavar="DATE", help="The day of the reform: the first of the new order.")
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Carry it out, as a batch that solmu undo takes back.")
    ] = False,
    by: Annotated[
        str | None, typer.Option("--by", help="Your handle, kept with the batch; else SOLMU_BY.")
    ] = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Say what becomes of the ties of bodies and areas that had ended by a day: who takes each over.

    Who took over from whom comes from the lists: a table of successions loads with solmu ingest.
    What a rule cannot decide is for review, and stays as it is with --apply.
    Ties of projects that had ended before the day need no decision.

    Example: solmu succession --date 2026-01-01
    """
    from graph.errors import UsageError
    from graph.records.succession import Fate
    from ingest.resolution.merging import is_resolved

    on = day(date)
    if on is None:
        raise UsageError("Which day? Give it like --date 2026-01-01.")
    where = settings(store)
    desk = where.desk()
    with desk.store:
        say_if_loading(desk)
        found = desk.succession(on)
        batch = None
        if apply:
            from ingest.succeeding import keep_succession

            batch = keep_succession(desk.store, found, by=where.by if by is None else by)
        resolved = is_resolved(desk.store)
    if json:
        counts = Counter(one.decision for one in found.decisions)
        json_line("solmu.succession/1", {
            **found.model_dump(mode="json"), "counts": {fate.value: counts[fate] for fate in Fate},
            "batch": batch.number if batch else None, "resolved": resolved,
        })  # fmt: skip
        return
    if not resolved:
        note(
            "Lists were loaded since the last solmu resolve: an ended office under another spelling is not known as "
            "that until solmu resolve has run."
        )
    _print(found)
    _say_what_was_done(found, batch, apply=apply)


def _print(found: Succession) -> None:
    from graph.records.succession import Fate, Reason

    if not found.decisions:
        say(f"No body or area that had ended by {found.on} holds a tie any more: there is nothing to decide.")
    for fate, title in _TITLES.items():
        ours = [one for one in found.decisions if one.decision == fate]
        if ours:
            say(f"{len(ours):,} {title}")
        for holder, held in groupby(ours, key=lambda one: (one.holder_name, _to(one))):
            say(f"  {' → '.join(filter(None, holder))}")
            for one in held:
                say(f"    {_what(one)}: {one.other_name}{' (on record already)' if one.done else ''}")
                if not one.done and one.reason is not Reason.WHOLE:
                    say(f"      {one.sentence}")
                if fate == Fate.FOR_REVIEW:
                    say(f"      {one.tie}")
        if ours:
            say()
    undated = sum(one.undated for one in found.decisions if one.decision is Fate.CARRIED_OVER)
    if undated:
        say(
            f"Of those carried over {undated:,} have no last day on record and may be over; --json marks them."
        )


def _to(one: Decision) -> str:
    from graph.records.succession import Fate

    return one.successors[0].name if one.decision is Fate.CARRIED_OVER else ""


def _what(one: Decision) -> str:
    word = _WORDS.get(one.kind, one.kind.value)
    return f"{word} ({one.role})" if one.role else word


def _say_what_was_done(found: Succession, batch: BatchRow | None, *, apply: bool) -> None:
    from graph.records.succession import Fate

    for line in found.areas:
        lacking = len(line.without) + len(line.twice)
        say(
            f"Areas of level {line.level}: {line.areas}; "
            + (
                f"each of {line.municipalities} municipalities belongs to one of them."
                if not lacking
                else f"no one area for {lacking} municipalities: {', '.join((*line.without, *line.twice)[:10])}."
            )
        )
    if found.authorities:
        say(
            f"{len(found.authorities)} areas took over from a body and nobody is on record who serves them: "
            f"{'each has got an authority' if batch else '--apply gives each an authority'}."
        )
    if batch is not None:
        say(f"Carried out as batch {batch.number}; `solmu undo {batch.number}` takes it back.")
    elif apply:
        say("All that the rules decide is on record already; nothing changed and no batch was made.")
    elif any(one.decision is not Fate.FOR_REVIEW and not one.done for one in found.decisions):
        say("Nothing was written; --apply carries it out.")
