"""What follows from the graph: overlaps, silos, brokers, links, practices, coverage; review and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, AsOf, KnownAt, StoreUrl, Top, day
from solmu.cli.output import json_line, note, say, table
from solmu.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.desk import Desk
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
    as_of: AsOf = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find projects that do the same, with reasons; the strongest first.

    A table shows 20 unless --top says otherwise; --json gives all.

    Example: solmu overlaps --blind --region "Pohjois-Savo" --top 5
    """
    from graph.errors import UsageError
    from graph.overlap.choose import choose
    from graph.records.findings import OverlapKind

    if kind is not None and kind not in list(OverlapKind):
        raise UsageError(f"{kind!r} is no kind of overlap; use one of {', '.join(OverlapKind)}.")
    when = day(as_of)
    desk = settings(store).desk()
    with desk.store:
        _say_if_loading(desk)
        found = desk.overlaps(pairs=pairs, as_of=when, known_at=known_at)
        if kind or region or blind:
            snapshot = desk.snapshot(as_of=when, known_at=known_at, started=True)
            found = choose(snapshot, found, kind=kind, region=region, blind=blind)
        limit = top if top is not None else (0 if json else SHOWN)
        shown = found[:limit] if limit else found
        if json:
            for overlap in shown:
                json_line("solmu.overlap/1", overlap_json(overlap))
            return
        print_overlaps(desk, shown, f"{len(shown)} of {len(found):,} overlaps")
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


def review(
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="The finding's id, as overlaps shows it.")
    ],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, related, different or unsure.")],
    reason: Annotated[str, typer.Option(help="Why; no names of persons.")] = "",
    store: StoreUrl = None,
) -> None:
    """Say what you make of a finding; kept with your handle (SOLMU_BY) and the time.

    Example: solmu review overlap:1f2e3d4c5b6a related --reason "other age group"
    """
    from graph.errors import UsageError
    from graph.records import Verdict

    if verdict not in list(Verdict):
        raise UsageError(f"{verdict!r} is no verdict; use one of {', '.join(Verdict)}.")
    where = settings(store)
    desk = where.desk()
    with desk.store:
        finding = desk.overlap(finding).finding
        act = desk.judge(finding, Verdict(verdict), note=reason, by=where.by)
    say(f"Kept: {finding} is {act.value}.")


def fit(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="overlaps: the text model.")],
    store: StoreUrl = None,
) -> None:
    """Fit the text model anew on the projects known now; findings move a little, so do it when told that it is old.

    Example: solmu fit overlaps
    """
    from graph.errors import UsageError

    if what != "overlaps":
        raise UsageError(f"{what!r} cannot be fitted; `solmu fit overlaps` can.")
    desk = settings(store).desk()
    with desk.store:
        at, model = desk.fit()
    say(f"The text model of {at[:19]} knows {len(model.frequency):,} words of {model.documents:,} texts.")


def overlap_json(overlap: Overlap) -> dict[str, object]:
    """Return an overlap as the contract prints it: a family has members instead of a and b."""
    data = overlap.model_dump(mode="json")
    for key in ("a", "b") if overlap.members else ("members",):
        del data[key]
    return data


def print_overlaps(desk: Desk, found: Sequence[Overlap], title: str) -> None:
    """Print overlaps for people: what, why, and whether they know of each other."""
    from visualize.wording import Words

    say(title)
    ids = [
        id_
        for o in found
        for id_ in (*o.projects, *o.introducers, *(e for r in o.reasons for e in r.evidence))
    ]
    words = Words(desk.store.names([id_ for id_ in ids if ":" in id_]))
    for overlap in found:
        say()
        say(f"{overlap.score:.4f}  {overlap.kind.value}  {overlap.finding}")
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
