"""What the network of bodies shows: silos, brokers, structure, links, whom to invite, what changed, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import (
    AsJson,
    AsOf,
    CarryOver,
    KnownAt,
    Programme,
    Region,
    StoreUrl,
    Theme,
    Ties,
    Top,
    day,
    view,
)
from solmu.cli.output import json_line, json_lines, note, say, say_if_loading, table
from solmu.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.brokers import Broker
    from graph.compare import Comparison
    from graph.desk import Desk
    from graph.follow_up import FollowedUp
    from graph.invite import Invitation
    from graph.links import Link
    from graph.network_desk import View
    from graph.records.groups import EiBy, Silos
    from graph.structure import Structure

SHOWN = 20
NAMED = 3
ALL = 1_000
Redraws = Annotated[
    int, typer.Option(min=0, max=10_000, help="Redrawn networks to compare with; 0 compares with none.")
]


def silos(
    redraws: Redraws = 20,
    top: Top = None,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find groups of bodies that keep to themselves, and say whether that is more than chance.

    Also tells how sectors, regions and themes mix, beside shuffled labels.

    Example: solmu silos --theme nuoret --redraws 50
    """
    asked = view(theme, region, programme, ties, as_of, known_at, carry_over)
    desk = settings(store).desk()
    with desk.store:
        _say_of_days(desk, asked)
        found = desk.network.silos(asked, redraws=redraws)
        if json:
            json_line("solmu.silos/1", found.model_dump(mode="json"))
            return
        print_silos(desk, found, SHOWN if top is None else top or len(found.groups))


def brokers(
    top: Top = SHOWN,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find the bodies that bridge groups, between whom they sit, and who would be lost without them.

    Example: solmu brokers --top 10
    """
    asked = view(theme, region, programme, ties, as_of, known_at, carry_over)
    desk = settings(store).desk()
    with desk.store:
        _say_of_days(desk, asked)
        found = desk.network.brokers(asked, top=top or ALL)
        if json:
            json_lines("solmu.broker/1", found)
            return
        print_brokers(found)


def structure(
    top: Top = SHOWN,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Show the parts of the network, who stands alone, its core, and the bodies and ties that it hangs by.

    Example: solmu structure --region Pohjois-Savo
    """
    asked = view(theme, region, programme, ties, as_of, known_at, carry_over)
    desk = settings(store).desk()
    with desk.store:
        _say_of_days(desk, asked)
        found = desk.network.structure(asked, top=top or ALL)
        if json:
            json_line("solmu.structure/1", found.model_dump(mode="json"))
            return
        print_structure(desk, found)


def links(
    top: Top = SHOWN,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Find bodies that should know each other: no tie, but contacts in common or the same work.

    Example: solmu links --top 10
    """
    asked = view(theme, region, programme, ties, as_of, known_at, carry_over)
    desk = settings(store).desk()
    with desk.store:
        _say_of_days(desk, asked)
        found = desk.network.links(asked, top=top or ALL)
        if json:
            json_lines("solmu.link/1", found)
            return
        print_links(desk, found)


def invite(
    size: Annotated[int, typer.Option(min=1, max=200, help="Seats at the table.")] = 25,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    must: Annotated[
        list[str] | None, typer.Option("--must", metavar="ID", help="Who has to come; again for another.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--not", metavar="ID", help="Who shall not; again for another.")
    ] = None,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Keep the list, so that `solmu follow-up` can tell what came of it."),
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    carry_over: CarryOver = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Choose whom to bring to one table: the bodies whose meeting closes the most gaps between groups.

    Nobody takes the table: sectors and regions are balanced. Each line says why, and whom to seat next to whom.

    Example: solmu invite --size 12 --theme nuoret --region Pohjois-Savo
    """
    asked = view(theme, region, programme, ties, as_of, known_at, carry_over)
    where = settings(store)
    desk = where.desk()
    with desk.store:
        _say_of_days(desk, asked)
        found = desk.network.invite(asked, size=size, must=must or (), without=without or ())
        kept = keep and bool(found.seats)
        if kept:
            desk.network.keep_invitation(found, by=where.by)
        if json:
            json_line("solmu.invitation/1", found.model_dump(mode="json"))
            return
        print_invitation(desk, found, kept=kept)


def compare(
    before: Annotated[str, typer.Argument(metavar="DATE", help="The first day.")],
    after: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="The second day; today unless told.")
    ] = None,
    redraws: Redraws = 20,
    theme: Theme = None,
    region: Region = None,
    programme: Programme = None,
    ties: Ties = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Compare two days: which groups merged, split or ended, which ties came and went, whether silos opened.

    Example: solmu compare 2019-06-01 2021-06-01
    """
    from datetime import date

    first = view(theme, region, programme, ties, before, known_at)
    second = view(theme, region, programme, ties, after or date.today().isoformat(), known_at)
    desk = settings(store).desk()
    with desk.store:
        _say_of_days(desk, first)
        found = desk.network.compare(first, second, redraws=redraws)
        if json:
            json_line("solmu.comparison/1", found.model_dump(mode="json"))
            return
        print_comparison(desk, found)


def follow_up(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As of this day; today unless told.")
    ] = None,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Tell what came of the findings that somebody acted on: which ties formed, which silos opened.

    Beside each stands what became of pairs like those that nobody brought together.

    Example: solmu follow-up
    """
    from datetime import date

    desk = settings(store).desk()
    with desk.store:
        found = desk.network.follow_up(today=day(on) or date.today())
        if json:
            json_lines("solmu.followed-up/1", found)
            return
        print_follow_up(desk, found)


def _say_of_days(desk: Desk, asked: View) -> None:
    """Print on stderr what may be missing, or counted without being sure: a batch that loads, projects without days."""
    from graph.chosen import undated

    say_if_loading(desk)
    without = undated(desk.network.snapshot(asked)) if asked.as_of else 0
    if without:
        note(
            f"{_count(without, 'project')} (or networks, events) without a first day are counted whatever the day."
        )


def print_silos(desk: Desk, found: Silos, limit: int) -> None:
    """Print the groups for people, then how given groups mix."""
    shown = found.groups[:limit]
    names = desk.store.names([id_ for group in shown for id_ in (*group.top_members[:NAMED], *group.regions)])
    table(
        f"Groups of bodies that work together: {len(shown)} of {len(found.groups)}",
        ("silo", "bodies", "projects", "inside", "above chance", "q", "stable", "about", "largest members", "id"),
        [({True: "yes", False: "no", None: "not tested"}[group.silo], group.size, group.things,
          f"{group.inside_share:.0%}",
          "" if group.excess is None else f"{100 * group.excess:+.1f} pp",
          "" if group.q_value is None else f"{group.q_value:.3f}", f"{group.stability:.0%}",
          "; ".join(filter(None, (group.labels.get("en") or group.label, *(names[r] for r in group.regions)))),
          "; ".join(names[id_] for id_ in group.top_members[:NAMED]), group.id) for group in shown],
        right=(1, 2, 3, 4, 5, 6),
    )  # fmt: skip
    if not found.groups:
        say(
            "No two bodies work together in what was asked for; a list that names one body a project shows no silos."
        )
        return
    say(
        f"{found.actors:,} bodies, {found.ties:,} ties, modularity {found.modularity}; {found.runs} searches compared "
        f"for stability. {found.null_model.sentence}"
    )
    if found.scan:
        said = "; ".join(
            f"{one.resolution:g}: {one.groups} ({one.agreement:.0%} alike)" for one in found.scan
        )
        say(f"Groups of two bodies or more by resolution, and how far they are those shown: {said}.")
    for by in found.by:
        if by.ei_index is not None:
            say(_of_given(desk, by))


def _of_given(desk: Desk, by: EiBy) -> str:
    """Return in a sentence or two how the values of an attribute keep to themselves."""
    said = f"By {by.attribute}: {by.crossing or 0:.0%} of ties cross it; E-I index {by.ei_index:+.2f}"
    if by.p_value is not None and by.expected is not None:
        said += (
            f", {by.expected:+.2f} by chance (p {_p(by.p_value)}; among bodies as busy p {_p(by.p_like_degree)}; "
            f"{by.permutations} shuffles of labels)"
        )
    closed = [group for group in by.groups if group.q_value is not None and group.q_value < 0.05]
    closed = [group for group in closed if (group.ei_index or 0) < (group.expected or 0)][:NAMED]
    names = desk.store.names([group.value for group in closed if ":" in group.value])
    told = ", ".join(
        f"{names.get(group.value, group.value)} ({group.ei_index:+.2f}, by chance {group.expected:+.2f})"
        for group in closed
    )
    return f"{said}.{f' More to themselves than chance: {told}.' if told else ''}"


def _p(value: float | None) -> str:
    return "not tested" if value is None else "< 0.002" if value < 0.002 else f"{value:.3f}"


def print_brokers(found: Sequence[Broker]) -> None:
    """Print the brokers for people."""
    table(
        "Bodies that bridge",
        ("body", "works with", "on shortest ways", "constraint", "would be lost", "mostly"),
        [(broker.name, broker.degree, f"{broker.betweenness:.1%}" + (f" ± {broker.error:.1%}" if broker.error else ""),
          broker.constraint, broker.loses or "",
          "; ".join(f"{roles.main} ({roles.by})" for roles in broker.roles if roles.main)) for broker in found],
        right=(1, 2, 3, 4),
    )  # fmt: skip
    if not found:
        say("Nobody bridges anything in what was asked for: no two bodies work together in it.")
        return
    say(
        "Constraint near 0: its contacts do not know each other. Lost: bodies without contact to the rest if it left."
    )
    if any(broker.roles for broker in found):
        say(
            "Coordinator: joins its own sector or region; gatekeeper: lets its own meet others; itinerant: joins "
            "bodies of one other; liaison: joins two others."
        )


def print_structure(desk: Desk, found: Structure) -> None:
    """Print the shape of the network for people."""
    ids = {
        *(id_ for part in found.largest for id_ in part.top_members[:NAMED]), *found.isolated, *found.core,
        *(point.actor for point in found.cut_points), *(id_ for one in found.bridges for id_ in (one.a, one.b)),
    }  # fmt: skip
    names = desk.store.names(sorted(ids))
    if not found.actors:
        say("Nobody takes part in anything in what was asked for.")
        return
    told = f"{_count(found.actors, 'body', 'bodies')}, {_count(found.ties, 'tie')}"
    if found.parts:
        told += f": {_count(found.parts, 'part')} whose bodies reach each other"
    if found.isolates:
        told += f"; {_count(found.isolates, 'body', 'bodies')} alone"
    if found.untold:
        told += (
            f"; of {found.untold:,} without ties it cannot be told, since their lists name one body a project"
        )
    say(told + ".")
    if found.core_number:
        core = "; ".join(names[id_] for id_ in found.core[: NAMED * 2])
        more = f" and {found.core_size - NAMED * 2} more" if found.core_size > NAMED * 2 else ""
        say(
            f"The core: {found.core_size} bodies, each tied to {found.core_number} others of it: {core}{more}."
        )
    table(
        "The largest parts", ("bodies", "largest members"),
        [(part.size, "; ".join(names[id_] for id_ in part.top_members[:NAMED])) for part in found.largest],
        right=(0,),
    )  # fmt: skip
    table(
        "If this body left, so many would lose contact with the rest", ("body", "would be lost"),
        [(names[point.actor], point.loses) for point in found.cut_points], right=(1,),
    )  # fmt: skip
    table(
        "Bridges: ties by which the contact of so many with the rest hangs", ("one", "other", "would be lost"),
        [(names[one.a], names[one.b], one.loses) for one in found.bridges], right=(2,),
    )  # fmt: skip
    if found.isolated:
        more = (
            f"; and {found.isolates - len(found.isolated)} more"
            if found.isolates > len(found.isolated)
            else ""
        )
        say(f"Alone: {'; '.join(names[id_] for id_ in found.isolated)}{more}.")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def print_links(desk: Desk, found: Sequence[Link]) -> None:
    """Print the missing links for people."""
    names = desk.store.names([id_ for link in found for id_ in (link.a, link.b, *link.through)])
    table(
        "Bodies that should know each other", ("score", "one", "other", "why", "id"),
        [(f"{link.score:.2f}", names[link.a], names[link.b], link.sentence, link.finding) for link in found],
        right=(0,),
    )  # fmt: skip
    if not found:
        say("No two bodies without a tie share contacts or work; a list that names partners would show some.")


def print_invitation(desk: Desk, found: Invitation, *, kept: bool) -> None:
    """Print an invitation list for people."""
    names = desk.store.names(
        [id_ for seat in found.seats for id_ in (seat.beside, seat.region) if id_ and ":" in id_]
    )
    if not found.seats:
        say(found.sentence)
        return
    table(
        "Invite this one" if len(found.seats) == 1 else f"Invite these {len(found.seats)}",
        ("body", "sector", "region", "adds", "why", "seat next to"),
        [(seat.name, seat.sector, names.get(seat.region or "", seat.region), f"{seat.gain:.1%}", seat.sentence,
          "" if seat.beside is None else names[seat.beside]
          + (f" (both: {seat.both_work_on['en']})" if seat.both_work_on else "")) for seat in found.seats],
        right=(3,),
    )  # fmt: skip
    say(found.sentence)
    if found.seats:
        say(f"No other table of that size could speak for more than {found.covered / found.bound:.0%} of it.")
        say(
            f"Kept as {found.finding}; once you met: solmu review {found.finding} acted --reason \"…\" --came ID …"
            if kept else "With --keep the list is kept, and `solmu follow-up` tells later what came of it."
        )  # fmt: skip


def print_comparison(desk: Desk, found: Comparison) -> None:
    """Print what changed between two days for people."""
    ties = [*found.gained_ties[:10], *found.lost_ties[:10]]
    ids = {id_ for tie in ties for id_ in (tie.a, tie.b)}
    ids |= {id_ for fate in found.fates for id_ in fate.top_members[:NAMED]}
    ids |= {id_ for silo in found.silos for id_, _ in silo.by}
    names = desk.store.names(sorted(ids))
    table(
        "Groups", ("what", "bodies then", "bodies later", "stayed", "about", "largest members"),
        [(fate.kind.value, fate.size_before or "", fate.size_after or "",
          "" if fate.kept is None else f"{fate.kept:.0%}", fate.labels.get("en") or fate.label,
          "; ".join(names[id_] for id_ in fate.top_members[:NAMED])) for fate in found.fates[:SHOWN]],
        right=(1, 2, 3),
    )  # fmt: skip
    table(
        "Silos of the first day", ("opened", "inside then", "inside later", "about", "by"),
        [({True: "yes", False: "no", None: "no ties left"}[silo.opened], f"{silo.inside_before:.0%}",
          "" if silo.inside_after is None else f"{silo.inside_after:.0%}", silo.labels.get("en") or silo.label,
          "; ".join(names[id_] for id_, _ in silo.by[:NAMED])) for silo in found.silos],
        right=(1, 2),
    )  # fmt: skip
    for title, some in (("Ties that came", found.gained_ties), ("Ties that went", found.lost_ties)):
        table(
            f"{title}, the heaviest", ("one", "other", "weight"),
            [(names[tie.a], names[tie.b], f"{tie.weight:.2f}") for tie in some[:10]], right=(2,),
        )  # fmt: skip
    say(found.sentence)


def print_follow_up(desk: Desk, found: Iterable[FollowedUp]) -> None:
    """Print for people what came of findings that were acted on."""
    rows = list(found)
    if not rows:
        say(
            "Nobody has acted on a finding yet; `solmu review FINDING acted --reason …` says that somebody did."
        )
        return
    names = desk.store.names([id_ for one in rows for pair in one.formed_pairs for id_ in pair])
    for one in rows:
        say(f"{one.on}  {one.finding}  {one.note}")
        say(f"  {one.sentence}")
        for a, b in one.formed_pairs[:5]:
            say(f"    {names[a]} – {names[b]}")
        say()
