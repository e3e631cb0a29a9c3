"""What follows from the graph: overlaps, practices, coverage; and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, AsOf, CarryOver, KnownAt, StoreUrl, Top, day
from solmu.cli.output import json_line, json_lines, note, say, say_if_loading, table
from solmu.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.desk import Desk
    from graph.overlap.refit import Rates, Refit
    from graph.records.findings import Overlap

SHOWN = 20


def overlaps(
    top: Top = None,
    kind: Annotated[
        str | None, typer.Option(help="duplicate, parallel, complementary, continuation or family.")
    ] = None,
    region: Annotated[str | None, typer.Option(metavar="R", help="A region's id or name.")] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Only projects that do not know of each other.")
    ] = False,
    pairs: Annotated[bool, typer.Option("--pairs", help="Pairs instead of families.")] = False,
    state: Annotated[
        str | None,
        typer.Option(metavar="S", help="Only those that are new, accepted, acted, closed or dismissed."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also those that were dismissed or closed, or are news to nobody.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find projects that do the same, with reasons; the strongest first.

    A table shows 20 unless --top says otherwise, and leaves out what is news to nobody; --json gives all.
    What was dismissed or closed is left out; a dismissed one returns when its evidence changes.

    Example: solmu overlaps --blind --region "Pohjois-Savo" --top 5
    """
    from graph.errors import UsageError
    from graph.overlap.choose import choose
    from graph.records.findings import OverlapKind, Recipients
    from graph.review import states_asked

    states = states_asked(state, every=every)
    if kind is not None and kind not in list(OverlapKind):
        raise UsageError(f"{kind!r} is no kind of overlap; use one of {', '.join(OverlapKind)}.")
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        say_if_loading(desk)
        fitting = desk.overlaps(pairs=pairs, as_of=when, known_at=known_at, carry_over=carry_over)
        if kind or region or blind:
            snapshot = desk.snapshot(as_of=when, known_at=known_at, started=True, carry_over=carry_over)
            fitting = choose(snapshot, fitting, kind=kind, region=region, blind=blind)
        found = [overlap for overlap in fitting if overlap.state in states]
        done = len(fitting) - len(found)
        known = 0
        if not (json or every):
            news = [overlap for overlap in found if overlap.recipients is not Recipients.NOBODY_NEW]
            known, found = len(found) - len(news), news
        limit = top if top is not None else (0 if json else SHOWN)
        shown = found[:limit] if limit else found
        if json:
            for overlap in shown:
                json_line("solmu.overlap/1", overlap_json(overlap))
            return
        print_overlaps(desk, shown, f"{len(shown)} of {len(found):,} overlaps")
        if known:
            say(f"Not listed: {known:,} that one body leads and knows; --all lists them too.")
        if state is None and done:
            say(f"Not listed: {done:,} dismissed or closed; --all lists them too.")
        _say_if_old(desk)


def practices(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """List good practices: how far each has come, whose it is, who took it over.

    Example: solmu practices
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.practices(as_of=when, known_at=known_at, carry_over=carry_over)
        if json:
            json_lines("solmu.practice/1", found)
            return
        names = desk.store.names(
            [id_ for line in found for id_ in (*line.producers, *line.adopters, *line.regions)]
        )

        def named(ids: Sequence[str]) -> str:
            return "; ".join(names[id_] for id_ in ids[:3])

        table(
            "Good practices", ("practice", "stage", "made by", "taken over by", "where"),
            [(line.name, line.stage.value if line.stage else "not known", named(line.producers), named(line.adopters),
              named(line.regions)) for line in found],
        )  # fmt: skip


def coverage(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Show where projects work beside what the figures say is needed.

    Example: solmu coverage
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.coverage(as_of=when, known_at=known_at, carry_over=carry_over)
        if json:
            json_lines("solmu.coverage/1", found)
            return
        table(
            "Projects and need by region",
            ("region", "projects", "running then", "period", "unemployed", "vacancies", "unemployed a project"),
            [(line.name + (" (white spot)" if line.white_spot else ""), line.projects, line.running, line.period,
              _whole(line.unemployed), _whole(line.vacancies), _whole(line.unemployed_per_project)) for line in found],
            right=(1, 2, 4, 5, 6),
        )  # fmt: skip
        if not found:
            say("No regions are known yet; load an area table and the labour figures.")


def fit(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="overlaps: the text model and the score.")],
    switch: Annotated[
        bool, typer.Option("--switch", help="Use the weights fitted on the verdicts from now on.")
    ] = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Fit the text model anew on the projects known now, and the weights of the score on the verdicts given.

    Findings move a little, so do it when told that the text model is old.
    The weights are fitted on verdicts of pairs, at least 20; --switch puts them in use.

    Example: solmu fit overlaps --switch
    """
    from graph.errors import UsageError

    if what != "overlaps":
        raise UsageError(f"{what!r} cannot be fitted; `solmu fit overlaps` can.")
    desk = settings(store).desk()
    with desk.store:
        say_if_loading(desk)
        at, model = desk.fit()
        found = desk.refit(switch=switch)
    words, texts = len(model.frequency), model.documents
    if json:
        fitted = {"at": at, "words": words, "texts": texts}
        switched = switch and found.weights is not None
        json_line("solmu.fit/1", {
            "text_model": fitted, "verdicts": found.verdicts, "same": found.same, "before": _rates(found.before),
            "after": _rates(found.after), "switched": switched,
        })  # fmt: skip
        return
    say(f"The text model of {at[:19]} knows {words:,} words of {texts:,} texts.")
    print_refit(found, switch=switch)


def print_refit(found: Refit, *, switch: bool) -> None:
    """Print for people how much better the weights fitted on the verdicts are, and whether they are in use."""
    from graph.overlap.refit import FEWEST

    say(f"Verdicts on pairs: {found.verdicts:,}, of them the same: {found.same:,}.")
    if found.weights is None:
        few = f"fewer than {FEWEST}" if found.verdicts < FEWEST else "all of them say one thing"
        say(f"Nothing can be learned of these ({few}); the weights of the score stay as they are.")
        return
    before, after = _rates(found.before), _rates(found.after)
    table(
        "The score on verdicts held out", ("", "before", "after"),
        [(name, _share(before, name), _share(after, name)) for name in ("precision", "recall")], right=(1, 2),
    )  # fmt: skip
    if switch:
        say("The new weights are in use from now on.")
    else:
        say("The weights stay as they are; `solmu fit overlaps --switch` puts the new ones in use.")


def _rates(rates: Rates | None) -> dict[str, float | None] | None:
    return None if rates is None else {"precision": rates.precision, "recall": rates.recall}


def _share(rates: dict[str, float | None] | None, name: str) -> str:
    value = rates[name] if rates else None
    return "none" if value is None else f"{value:.0%}"


def overlap_json(overlap: Overlap) -> dict[str, object]:
    """Return an overlap as the contract prints it: a family has members instead of a and b."""
    data = overlap.model_dump(mode="json")
    for key in ("a", "b") if overlap.members else ("members",):
        del data[key]
    return data


def print_overlaps(desk: Desk, found: Sequence[Overlap], title: str) -> None:
    """Print overlaps for people: what, why, and whether they know of each other."""
    from graph.records.findings import State
    from visualize.wording import Words, changed_terms

    say(title)
    ids = [
        id_
        for o in found
        for id_ in (
            *o.projects,
            *o.introducers,
            *(e for r in o.reasons for e in r.evidence),
            *changed_terms(o),
        )
    ]
    words = Words(desk.store.names([id_ for id_ in ids if ":" in id_]))
    for overlap in found:
        say()
        state = "" if overlap.state is State.NEW else f"  {overlap.state.value}"
        say(f"{overlap.score:.4f}  {overlap.kind.value}  {overlap.finding}{state}")
        for id_ in overlap.projects[:5]:
            say(f"    {words.name(id_)}  ({id_})")
        if len(overlap.projects) > 5:
            say(f"    and {len(overlap.projects) - 5} more")
        for sentence in words.sentences(overlap):
            say(f"  {sentence}")
    if not found:
        say("No overlaps here. Load a list with `solmu ingest FILE`, or ask for less.")


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _say_if_old(desk: Desk) -> None:
    from graph.desk import OLD

    age = desk.age_of_model()
    if age > OLD:
        note(f"The text model has never seen {age:.0%} of today's words; `solmu fit overlaps` fits it anew.")
