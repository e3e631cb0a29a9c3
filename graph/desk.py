"""The desk: where a question about a store is answered, the same way for pages, tools and the command line.

It takes the snapshot, finds the frozen text model, runs the analysis and keeps the answer, as long as the store's
revision, the model and the question are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import NotFound, UsageError
from graph.kept import Kept
from graph.network_desk import NOW, NetworkDesk, View
from graph.records import Act, ActKind, Verdict, is_tie
from graph.records.findings import Checked, Draft, Life, Overlap, is_of_bodies
from graph.review import acts_by_finding, acts_on, evidence, ids_of, life, lived, survivors
from graph.steps import Subject, act_on

if TYPE_CHECKING:
    from graph.coverage import RegionLine
    from graph.meaning import Embedder
    from graph.overlap import Compared, TextModel
    from graph.overlap.candidates import Texts
    from graph.overlap.refit import Refit
    from graph.overlap.score import Weights
    from graph.practices import PracticeLine
    from graph.records.succession import Succession
    from graph.snapshot import Snapshot
    from graph.store import Store

OVERLAP_MODEL = "overlap-2"
OVERLAP_WEIGHTS = "overlap-weights"
ATTEMPTS = 3
"""How often a snapshot is taken again because the store changed meanwhile; then a list is loading, which is said."""
OLD = 0.3
"""From this share of unseen words on, the text model has grown old."""


class Desk:
    """Answers questions about one store; safe to use from several threads."""

    def __init__(self, store: Store, cache_dir: Path | None = None, embedder: Embedder | None = None) -> None:
        self.store = store
        self._embedder = embedder
        self._kept = Kept(store, cache_dir)
        self.network = NetworkDesk(store, self._kept, self.snapshot)
        self._before: tuple[str, Texts] | None = None

    def revision(self) -> tuple[str, int]:
        """Return the store's name and its revision."""
        return self.store.revision()

    def snapshot(
        self,
        *,
        as_of: date | None = None,
        known_at: str | None = None,
        started: bool = False,
        figures: bool = False,
        carry_over: bool = False,
    ) -> Snapshot:
        """Return the graph as known now, or at `known_at`; of it what is valid on `as_of`, or had started by then.

        `figures` brings the indicators along; with `carry_over` the ties of who ended are their sole successor's.
        """
        from graph.snapshot import take, take_rows

        def read() -> Snapshot:
            without = () if figures else ("indicator",)
            if known_at is not None:
                return take_rows(self.store.rows_known_at(known_at), without=without)
            for _ in range(
                ATTEMPTS
            ):  # Neo4j shows what others commit meanwhile; a snapshot must be of one state
                before = self.revision()
                with self.store.reading() as tx:
                    found = take(tx, without=without)
                if self.revision() == before:
                    break
            return found

        question: tuple[object, ...] = ("snapshot", known_at, figures)
        whole = self._kept.keep(question, read)
        if carry_over:
            question, before = (*question, "carried over", as_of), whole
            whole = self._kept.keep(question, lambda: self._carried_over(before, as_of, known_at))
        if as_of is None:
            return whole
        return self._kept.keep((*question, as_of, started), lambda: whole.as_of(as_of, started=started))

    def succession(self, on: date) -> Succession:
        """Return what becomes of the live ties of bodies and areas that had ended on a day, as known now."""
        from graph.succession import concerned, succession

        def decide() -> Succession:
            snapshot = self.snapshot()
            return succession(snapshot, self.store.ties(*concerned(snapshot)), on)

        return self._kept.keep(("succession", on), decide)

    def _carried_over(self, whole: Snapshot, as_of: date | None, known_at: str | None) -> Snapshot:
        from graph.succession import carried_over, concerned

        ties = (
            self.store.ties(*concerned(whole))
            if known_at is None
            else [row for row in self.store.rows_known_at(known_at) if is_tie(row.id)]
        )
        return carried_over(whole, ties, as_of)

    def model(self, known_at: str | None = None) -> tuple[str, TextModel]:
        """Return the text model in force and its time; where there is none yet, one is fitted and kept."""
        from graph.overlap import TextModel, fit

        versions = self.store.models(OVERLAP_MODEL)
        if not versions:
            snapshot = self.snapshot()
            if not len(snapshot.of_kind("project")):
                return "", fit(snapshot)
            versions = self._kept.keep(("first fit",), lambda: [self._kept_fit()])
        at, text = _in_force(versions, known_at) or versions[0]
        return at, self._kept.keep(("model", at), lambda: TextModel.from_json(text))

    def weights(self, known_at: str | None = None) -> tuple[str, Weights]:
        """Return the weights of the score in force and their time; "" for those that come with the program."""
        from graph.overlap.score import Weights, shipped

        version = _in_force(self.store.models(OVERLAP_WEIGHTS), known_at)
        return (version[0], Weights.from_json(version[1])) if version else ("", shipped())

    def fit(self) -> tuple[str, TextModel]:
        """Fit the text model anew on what is known now, keep it, and return it with its time."""
        from graph.overlap import TextModel

        at, text = self._kept_fit()
        return at, TextModel.from_json(text)

    def refit(self, *, switch: bool = False) -> Refit:
        """Fit the weights of the score on the verdicts, and say how much better they are on verdicts held out.

        They are used from now on only with `switch`.
        """
        from graph.overlap.refit import refit

        found = refit(self._compared(), self.weights()[1], self.store.acts())
        if switch and found.weights is not None:
            self.store.keep_model(OVERLAP_WEIGHTS, found.weights.to_json())
        return found

    def age_of_model(self) -> float:
        """Return which share of the words of today's projects the text model has never seen, 0–1."""
        at, model = self.model()
        return self._kept.keep(("age", at), lambda: model.unseen_share(model.read(self.snapshot())))

    def overlaps(
        self,
        *,
        pairs: bool = False,
        as_of: date | None = None,
        known_at: str | None = None,
        carry_over: bool = False,
    ) -> list[Overlap]:
        """Return the overlaps, best first, each with what people made of it."""
        from graph.text.vocabulary import version as vocabulary_version

        at, model = self.model(known_at)
        since, weights = self.weights(known_at)

        def find() -> list[Overlap]:
            from graph.overlap import Compared, overlaps

            if as_of is None and known_at is None and not carry_over:
                return overlaps(self._compared(), weights, pairs=pairs)
            snapshot = self.snapshot(as_of=as_of, known_at=known_at, started=True, carry_over=carry_over)
            return overlaps(Compared(snapshot, model, embedder=self._embedder), weights, pairs=pairs)

        words = (vocabulary_version(), self._embedder.name if self._embedder else "")
        question = ("overlaps", pairs, as_of, known_at, carry_over, at, since, *words)
        found = self._kept.keep_on_disk(question, find, Overlap)
        merged = self.store.merged(known_at)
        return lived(found, self.store.acts(known_at), merged, compare=as_of is None and not carry_over)

    def check(self, draft: Draft, *, top: int = 10) -> Checked:
        """Compare a draft with the projects and practices known now; nothing of it is stored."""
        from graph.overlap.check import Checker

        since, weights = self.weights()
        checker = self._kept.keep(
            ("checker", self.model()[0], since), lambda: Checker(self._compared(), weights)
        )
        return checker.check(draft, top=top)

    def overlap(
        self,
        finding: str,
        *,
        as_of: date | None = None,
        known_at: str | None = None,
        carry_over: bool = False,
    ) -> Overlap:
        """Return the overlap with this id, a pair inside a family too, also by an id from before a merge.

        Raises NotFound where there is none today.
        """
        merged = self.store.merged(known_at)
        for pairs in (False, True):
            for found in self.overlaps(pairs=pairs, as_of=as_of, known_at=known_at, carry_over=carry_over):
                if finding in ids_of(found, merged):
                    return found
        raise NotFound(f"There is no finding {finding[:80]!r} now; the list of overlaps shows ids.")

    def practices(
        self, *, as_of: date | None = None, known_at: str | None = None, carry_over: bool = False
    ) -> list[PracticeLine]:
        """Return the good practices."""
        from graph.practices import practices

        return practices(self.snapshot(as_of=as_of, known_at=known_at, carry_over=carry_over))

    def coverage(
        self, *, as_of: date | None = None, known_at: str | None = None, carry_over: bool = False
    ) -> list[RegionLine]:
        """Return the regions with their projects and figures."""
        from graph.coverage import coverage

        snapshot = self.snapshot(as_of=as_of, known_at=known_at, figures=True, carry_over=carry_over)
        return coverage(snapshot)

    def act(
        self,
        finding: str,
        kind: ActKind,
        *,
        value: str = "",
        note: str = "",
        by: str = "",
        on: date | None = None,
        meet: Callable[[Act], str] | None = None,
        view: View = NOW,
    ) -> Act:
        """Keep a verdict or a step on a finding of today; see `graph.steps.act_on`.

        `view` is the network in which a group or a link was found. `meet` keeps the event where people came together
        over it, once the act is known to be a right one, and returns its id.
        """
        if meet is not None and kind is not ActKind.ACTED:
            raise UsageError("Who came together is told with `acted`: when something was done.")
        act = act_on(self._subject(finding, view), kind, value=value, note=note, by=by, on=on)
        if meet is not None:
            act = act.model_copy(update={"evidence": (*act.evidence, meet(act))})
        return self.store.act(act)

    def _subject(self, finding: str, view: View) -> Subject:
        if is_of_bodies(finding):
            return self.network.subject(finding, view)
        return Subject.of(self.overlap(finding))

    def judge(self, finding: str, verdict: Verdict, *, note: str = "", by: str = "") -> Act:
        """Keep a reviewer's verdict on a finding."""
        return self.act(finding, ActKind.VERDICT, value=verdict.value, note=note, by=by)

    def life(self, finding: str) -> tuple[Life, list[Act]]:
        """Return where a finding stands and all acts on it, the first one first; also one that is found no more.

        Raises NotFound where there is no such finding today and nobody ever acted on it.
        """
        merged, made = self.store.merged(), acts_by_finding(self.store.acts())
        try:
            if is_of_bodies(finding):
                raise NotFound(
                    f"There is nothing about {finding[:80]!r} yet; `solmu review` says what is done of it."
                )
            overlap = self.overlap(finding)
        except NotFound:
            if finding not in made:
                raise
            return life(made[finding], None), made[finding]
        acts = acts_on(ids_of(overlap, merged), made)
        return life(acts, evidence(overlap), survivors(merged)), acts

    def _compared(self) -> Compared:
        """Return what the projects known now are compared by; texts that did not change are not searched again."""
        from graph.overlap import Compared

        at, model = self.model()

        def compare() -> Compared:
            before = self._before[1] if self._before is not None and self._before[0] == at else None
            found = Compared(self.snapshot(), model, before, self._embedder)
            self._before = (at, found.texts)
            return found

        return self._kept.keep(("compared", at), compare)

    def _kept_fit(self) -> tuple[str, str]:
        from graph.overlap import fit

        text = fit(self.snapshot()).to_json()
        return self.store.keep_model(OVERLAP_MODEL, text), text


def _in_force(versions: Sequence[tuple[str, str]], known_at: str | None) -> tuple[str, str] | None:
    """Return the last of some versions (time and text, in order), or the last at a moment; None if there was none."""
    from graph.store.known import instant

    then = [version for version in versions if known_at is None or version[0] <= instant(known_at)]
    return then[-1] if then else None
