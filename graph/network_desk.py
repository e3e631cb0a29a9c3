"""The desk of the network of bodies: groups, bridges, links and tables, of the part of the graph that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from graph.errors import NotFound, UsageError
from graph.kept import Kept
from graph.records import Act, ActKind, kind_of
from graph.records.findings import State
from graph.records.groups import Silos
from graph.review import OPEN, acts_by_finding, life, survivors
from graph.steps import Subject, act_on

if TYPE_CHECKING:
    from graph.brokers import Broker
    from graph.chosen import Choice
    from graph.compare import Comparison
    from graph.follow_up import FollowedUp
    from graph.invite import Invitation
    from graph.links import Link
    from graph.snapshot import Snapshot
    from graph.store import Store
    from graph.structure import Structure

ALL_LINKS = 1_000
"""So many missing links can be acted on."""


@dataclass(frozen=True)
class View:
    """Which network: what is chosen of the graph, and its two clocks; all and now unless told."""

    choice: Choice | None = None
    as_of: date | None = None
    known_at: str | None = None
    carry_over: bool = False
    """Whether who took over stands in the place of who ended."""


NOW = View()


class _Snapshots(Protocol):
    def __call__(
        self, *, as_of: date | None = None, known_at: str | None = None, carry_over: bool = False
    ) -> Snapshot: ...


class NetworkDesk:
    """Answers questions about the network of bodies of one store; safe to use from several threads."""

    def __init__(self, store: Store, kept: Kept, snapshots: _Snapshots) -> None:
        self._store = store
        self._kept = kept
        self._snapshots = snapshots

    def snapshot(self, view: View = NOW) -> Snapshot:
        """Return the part of the graph that a view takes; raise NotFound where nothing is called so."""
        whole = self._snapshots(as_of=view.as_of, known_at=view.known_at, carry_over=view.carry_over)
        choice = view.choice
        if choice is None or choice.is_all:
            return whole

        def choose() -> Snapshot:
            from graph.chosen import chosen

            return chosen(whole, choice)

        return self._kept.keep(("chosen", view), choose)

    def silos(self, view: View = NOW, *, redraws: int = 20) -> Silos:
        """Return the groups of bodies and which of them are silos."""

        def find() -> list[Silos]:
            from graph.silos import silos

            return [silos(self.snapshot(view), redraws=redraws)]

        found: Silos = self._kept.keep_on_disk(("silos", view, redraws), find, Silos)[0]
        return found

    def brokers(self, view: View = NOW, *, top: int = 20) -> list[Broker]:
        """Return the bodies that bridge most."""
        from graph.brokers import Broker, brokers

        return self._kept.keep_on_disk(
            ("brokers", view, top), lambda: brokers(self.snapshot(view), top=top), Broker
        )

    def structure(self, view: View = NOW, *, top: int = 20) -> Structure:
        """Return what holds the network together."""
        from graph.structure import structure

        return self._kept.keep(("structure", view, top), lambda: structure(self.snapshot(view), top=top))

    def links(self, view: View = NOW, *, top: int = 20) -> list[Link]:
        """Return the pairs of bodies that should know each other."""
        from graph.links import Link, links

        return self._kept.keep_on_disk(
            ("links", view, top), lambda: links(self.snapshot(view), top=top), Link
        )

    def invite(
        self, view: View = NOW, *, size: int = 25, must: Sequence[str] = (), without: Sequence[str] = ()
    ) -> Invitation:
        """Return whom to bring to one table."""
        from graph.invite import invite

        return self._kept.keep(
            ("invite", view, size, tuple(must), tuple(without)),
            lambda: invite(self.snapshot(view), size=size, must=must, without=without),
        )

    def compare(self, before: View, after: View, *, redraws: int = 20) -> Comparison:
        """Return what changed from one view to another."""
        from graph.compare import Comparison, compare

        if before.as_of and after.as_of and after.as_of < before.as_of:
            raise UsageError(f"{after.as_of} is before {before.as_of}: give the earlier day first.")

        def find() -> list[Comparison]:
            return [compare(self.snapshot(before), self.snapshot(after), redraws=redraws)]

        found: Comparison = self._kept.keep_on_disk(("compare", before, after, redraws), find, Comparison)[0]
        return found

    def follow_up(self, *, today: date) -> list[FollowedUp]:
        """Return what became of each finding that somebody acted on."""
        from graph.follow_up import follow_up

        acts, shown = self._store.acts(), survivors(self._store.merged())

        def find() -> list[FollowedUp]:
            now = [
                act.model_copy(update={"members": tuple(shown.get(id_, id_) for id_ in act.members)})
                for act in acts
            ]
            return follow_up(self._snapshots(), now, today=today)

        return self._kept.keep(("follow-up", today, len(acts)), find)

    def keep_invitation(self, invitation: Invitation, *, note: str = "", by: str = "") -> Act:
        """Keep an invitation list as accepted, so that it can be acted on and followed up.

        A list that is kept already stays as it is. Raises UsageError for one without anybody.
        """
        if not invitation.seats:
            raise UsageError("There is nobody on this list, so there is nothing to keep.")
        pairs = tuple(f"pair:{a}|{b}" for a, b in invitation.pairs)
        members = tuple(sorted(seat.actor for seat in invitation.seats))
        acts = acts_by_finding(self._store.acts()).get(invitation.finding, [])
        kept = next((act for act in acts if act.kind is ActKind.ACCEPTED), None)
        if kept is not None and life(acts, None).state in OPEN:
            return kept
        subject = Subject(invitation.finding, life(acts, None).state, pairs, members)
        return self._store.act(act_on(subject, ActKind.ACCEPTED, note=note, by=by))

    def subject(self, finding: str, view: View = NOW) -> Subject:
        """Return a group, a link or an invitation list as what an act is about.

        One that somebody acted on before stays what it was then, whatever a search finds today. Raises NotFound.
        """
        acts = acts_by_finding(self._store.acts()).get(finding, [])
        if acts:
            return Subject(finding, life(acts, None).state, acts[0].evidence, acts[0].members)
        members = self._members(finding, view)
        if members is None:
            raise NotFound(
                f"There is no finding {finding[:80]!r} now: `solmu silos` and `solmu links` show ids, and an "
                "invitation list is known once `solmu invite --keep` has kept it."
            )
        return Subject(finding, State.NEW, (), members)

    def _members(self, finding: str, view: View) -> tuple[str, ...] | None:
        if kind_of(finding) == "group":
            return next((g.members for g in self.silos(view, redraws=0).groups if g.id == finding), None)
        if kind_of(finding) == "link":
            found = self.links(view, top=ALL_LINKS)
            return next(((link.a, link.b) for link in found if link.finding == finding), None)
        return None
