"""What follows from the graph: overlaps, silos, brokers, links, practices, coverage; and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, AsOf, KnownAt, StoreUrl, Top, day
from solmu.cli.output import json_line, note, say, table
from solmu.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.desk import Desk
    from graph.overlap.refit import Rates, Refit
    from graph.records.base import Record
    from graph.records.findings import Overlap, Silos

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
        _say_if_loading(desk)
        fitting = desk.overlaps(pairs=pairs, as_of=when, known_at=known_at)
        if kind or region or blind:
            snapshot = desk.snapshot(as_of=when, known_at=known_at, started=True)
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


def silos(
    redraws: Annotated[
        int, typer.Option(min=0, max=10_000, help="Redrawn networks to compare with; 0 compares with none.")
    ] = 20,
    top: Top = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find groups of bodies that keep to themselves, and say whether that is more than chance.

    Example: solmu silos --redraws 50
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        _say_if_loading(desk)
        found = desk.silos(redraws=redraws, as_of=when, known_at=known_at)
        if json:
            json_line("solmu.silos/1", found.model_dump(mode="json"))
            return
        print_silos(desk, found, SHOWN if top is None else top or len(found.groups))


def brokers(
    top: Top = SHOWN,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find the bodies that bridge groups.

    Example: solmu brokers --top 10
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.brokers(as_of=when, known_at=known_at, top=top or 1_000)
        if json:
            _json_lines("solmu.broker/1", found)
            return
        print_brokers(desk, found)


def links(
    top: Top = SHOWN,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find bodies that should know each other: no tie, but contacts in common.

    Example: solmu links --top 10
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.links(as_of=when, known_at=known_at, top=top or 1_000)
        if json:
            _json_lines("solmu.link/1", found)
            return
        names = desk.store.names([id_ for link in found for id_ in (link.a, link.b, *link.through)])
        table(
            "Bodies that should know each other", ("score", "one", "other", "through"),
            [(f"{link.score:.2f}", names[link.a], names[link.b], "; ".join(names[c] for c in link.through))
             for link in found],
            right=(0,),
        )  # fmt: skip
        if not found:
            say("No two bodies share contacts without a tie; a list that names partners would show some.")


def practices(
    as_of: AsOf = None, known_at: KnownAt = None, json: AsJson = False, store: StoreUrl = None
) -> None:
    """List good practices: how far each has come, whose it is, who took it over.

    Example: solmu practices
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.practices(as_of=when, known_at=known_at)
        if json:
            _json_lines("solmu.practice/1", found)
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
    as_of: AsOf = None, known_at: KnownAt = None, json: AsJson = False, store: StoreUrl = None
) -> None:
    """Show where projects work beside what the figures say is needed.

    Example: solmu coverage
    """
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        found = desk.coverage(as_of=when, known_at=known_at)
        if json:
            _json_lines("solmu.coverage/1", found)
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
        _say_if_loading(desk)
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


def print_silos(desk: Desk, found: Silos, limit: int) -> None:
    """Print the groups for people."""
    names = desk.store.names([id_ for group in found.groups[:limit] for id_ in group.top_members[:3]])
    shown = found.groups[:limit]
    table(
        f"Groups of bodies that work together: {len(shown)} of {len(found.groups)}",
        ("silo", "bodies", "inside", "E-I", "q", "about", "largest members"),
        [({True: "yes", False: "no", None: "not tested"}[group.silo], group.size, f"{group.inside_share:.0%}",
          f"{group.ei_index:+.2f}", "" if group.q_value is None else f"{group.q_value:.3f}", group.label,
          "; ".join(names[id_] for id_ in group.top_members[:3])) for group in shown],
        right=(1, 2, 3, 4),
    )  # fmt: skip
    if not found.groups:
        say(
            "No two bodies work together in what is loaded: a list that names one body a project has no silos to show."
        )
        return
    say(
        f"{found.actors:,} bodies, {found.ties:,} ties, modularity {found.modularity}. {found.null_model.sentence}"
    )
    for by in found.by:
        if by.ei_index is not None:
            say(f"E-I index by {by.attribute}: {by.ei_index:+.2f} (−1: all ties stay inside, +1: all cross).")


def print_brokers(desk: Desk, found: Iterable[object]) -> None:
    """Print the brokers for people."""
    from graph.brokers import Broker

    rows = [broker for broker in found if isinstance(broker, Broker)]
    table(
        "Bodies that bridge", ("body", "works with", "on shortest ways", "constraint"),
        [(broker.name, broker.degree, f"{broker.betweenness:.1%}", broker.constraint) for broker in rows],
        right=(1, 2, 3),
    )  # fmt: skip
    if not rows:
        say("Nobody bridges anything in what is loaded: no two bodies work together in it.")


def _json_lines(schema: str, found: Iterable[Record]) -> None:
    for one in found:
        json_line(schema, one.model_dump(mode="json"))


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _say_if_loading(desk: Desk) -> None:
    loading = desk.store.loading()
    if loading:
        what = loading.file or loading.kind
        note(f"Batch {loading.number} ({what}) is still loading; what follows may lack part of it.")


def _say_if_old(desk: Desk) -> None:
    from graph.desk import OLD

    age = desk.age_of_model()
    if age > OLD:
        note(f"The text model has never seen {age:.0%} of today's words; `solmu fit overlaps` fits it anew.")
