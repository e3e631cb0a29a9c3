"""Reforms: which ties lost their holder by a day, who takes over, and what a person must decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, StoreUrl
from solmu.cli.output import json_lines, say, say_if_loading, table
from solmu.settings import settings

if TYPE_CHECKING:
    from graph.records.succession import Succession

_FATE = {"carried_over": "carried over", "ended": "ended", "for_review": "for you to decide"}
_REASON = {
    "one_successor": "one body took over", "its_area": "it lies in this body's area",
    "several_successors": "several took over", "no_authority": "its area was taken over, no authority is named",
    "own_area": "who took over serves an area of its own", "no_successor": "nobody is known to have taken over",
}  # fmt: skip


def succession(
    on: Annotated[str, typer.Option("--date", metavar="DATE", help="The day of the reform (2026-01-01).")],
    apply: Annotated[
        bool,
        typer.Option(
            "--apply", help="End these ties the day before, and give those carried over to who took over."
        ),
    ] = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Tell which ties of ended bodies and areas were live, who takes over by the rules, and what needs your decision.

    Who succeeded whom is loaded like any list (fi-successions, or SUCCEEDED_BY ties of
    your own). Ties of projects that had ended need no decision. What --apply writes is one
    batch, which solmu undo takes back; what is for you to decide is left as it is.

    Example: solmu succession --date 2026-01-01
    """
    from graph.succession import successions, without_area
    from ingest.succeeding import apply as write
    from solmu.cli.options import day

    where = settings(store)
    at = day(on)
    assert at is not None
    desk = replace(where, carry_over=False).desk()
    with desk.store:
        say_if_loading(desk)
        snapshot = desk.snapshot()
        found = successions(snapshot, at)
        batch = write(desk.store, found, at, by=where.by) if apply else None
        if json:
            json_lines("solmu.succession/1", found)
            return
        names = desk.store.names(
            sorted({id_ for one in found for id_ in (one.a, one.b, one.holder, *one.successors)})
        )
        _tell(found, names)
        for level, what in (("evk", "elinvoimakeskus"), ("tyollisyysalue", "employment area")):
            if lacking := without_area(snapshot, at, level):
                say(
                    f"{len(lacking):,} municipalities have no {what} on {at}; load fi-municipalities of that year."
                )
    if batch is not None:
        say(f"Batch {batch} applied it; solmu undo {batch} takes it back.")
    elif apply:
        say("There was nothing to apply.")


def _tell(found: list[Succession], names: dict[str, str]) -> None:
    if not found:
        say("No live tie had lost its holder by that day.")
        return
    for fate, what in _FATE.items():
        some = [one for one in found if one.fate == fate]
        if some:
            table(
                f"{what.capitalize()}: {len(some)}", ("who ended", "tie", "with", "who takes over", "why"),
                [
                    (names.get(one.holder, one.holder), " ".join(filter(None, (one.kind.value, one.role))),
                     names.get(one.b if one.holder == one.a else one.a, ""),
                     "\n".join(names.get(id_, id_) for id_ in one.successors), _REASON[one.reason])
                    for one in some
                ],
            )  # fmt: skip
