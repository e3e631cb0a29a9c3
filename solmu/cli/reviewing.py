"""What people make of a finding: review, and the history of what was said and done."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from solmu.cli.options import Programme, Region, StoreUrl, Theme, Ties, day, view
from solmu.cli.output import json_line, say, table
from solmu.settings import settings


def review(
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="The finding's id, as overlaps shows it.")
    ],
    word: Annotated[
        str,
        typer.Argument(
            metavar="WORD",
            help="A verdict: same, related, different, unsure. Or a step: accepted, acted, closed, dismissed.",
        ),
    ],
    reason: Annotated[str, typer.Option(help="Why, or what was done; no names of persons.")] = "",
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which it was acted on; today unless told.")
    ] = None,
    came: Annotated[
        list[str] | None,
        typer.Option(
            "--came", metavar="ID", help="Who came together over it; again for another. Makes an event."
        ),
    ] = None,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    store: StoreUrl = None,
) -> None:
    """Say what you make of a finding, or what was done; kept with your handle (SOLMU_BY) and the time.

    A dismissed finding is listed again only when its evidence changes.
    A group or a link that was found in a part of the network is named with the same --theme, --region, ….
    What was said and done: solmu history FINDING.

    Example: solmu review overlap:1f2e3d4c5b6a acted --reason "both leads called"
    """
    from graph.errors import UsageError
    from graph.records import ActKind, Verdict
    from ingest.meeting import keep_meeting

    steps = [kind for kind in ActKind if kind is not ActKind.VERDICT]
    if word not in [*Verdict, *steps]:
        raise UsageError(
            f"{word!r} is no verdict and no step; use one of {', '.join(Verdict)}, {', '.join(steps)}."
        )
    if came and word != "acted":
        raise UsageError("Who came is told with `acted`: when something was done.")
    when, asked = day(on), view(theme, region, programme, ties)
    where = settings(store)
    desk = where.desk()
    with desk.store:
        if word in list(Verdict):
            act = desk.act(
                finding, ActKind.VERDICT, value=word, note=reason, by=where.by, on=when, view=asked
            )
        else:
            act = desk.act(
                finding, ActKind(word), note=reason, by=where.by, on=when, view=asked,
                meet=partial(keep_meeting, desk.store, came=came, by=where.by) if came else None,
            )  # fmt: skip
    said = {"acted": f"acted on, {act.on}"}.get(word, word)
    say(f"Kept: {act.finding} is {said}.")


def tell_acts(finding: str, *, json: bool, store: str | None) -> None:
    """Print what was said and done about a finding, the first act first."""
    desk = settings(store).desk()
    with desk.store:
        life, acts = desk.life(finding)
    if json:
        for act in acts:
            json_line("solmu.act/1", act.model_dump(mode="json"))
        return
    if not acts:
        say(f"Nobody has said or done anything about {finding} yet; `solmu review` does.")
        return
    table(
        f"What was said and done about {finding}", ("when (UTC)", "who", "what", "why"),
        [(act.at[:16].replace("T", " "), act.by, _what(act.kind.value, act.value, act.on), act.note)
         for act in acts],
    )  # fmt: skip
    again = ": it was dismissed, and its evidence has changed since" if life.changed else ""
    say(f"Now it is {life.state.value}{again}.")


def _what(kind: str, value: str, on: str) -> str:
    return f"verdict: {value}" if value else f"acted on, {on}" if on else kind
