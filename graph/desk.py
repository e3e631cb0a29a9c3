"""The desk: where a question about a store is answered, the same way for pages, tools and the command line.

It takes the snapshot, finds the frozen text model, runs the analysis and keeps the answer, as long as the store's
revision, the model and the question are the same.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from graph.errors import NotFound
from graph.records import Act, ActKind, Verdict
from graph.records.findings import Overlap, Silos, finding_id

if TYPE_CHECKING:
    from graph.brokers import Broker
    from graph.coverage import RegionLine
    from graph.links import Link
    from graph.overlap import TextModel
    from graph.practices import PracticeLine
    from graph.snapshot import Snapshot
    from graph.store import Store

OVERLAP_MODEL = "overlap"
FORMULA = "3"
"""Version of the analyses; raised when the same snapshot gives another answer, so that kept answers go."""
KEPT_IN_MEMORY = 12
ATTEMPTS = 3
"""How often a snapshot is taken again because the store changed meanwhile; then a list is loading, which is said."""
OLD = 0.3
"""From this share of unseen words on, the text model has grown old."""

_T = TypeVar("_T")


def earlier_ids(overlap: Overlap, merged: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the finding ids that a pair had before its projects were merged with others; both lead to the new one."""
    if not merged or overlap.a is None or overlap.b is None:
        return []
    once = [merged.get(id_, (id_,)) for id_ in (overlap.a, overlap.b)]
    return [
        id_ for a, b in product(*once) if (id_ := finding_id("overlap", *sorted((a, b)))) != overlap.finding
    ]


class _Answer:
    """An answer that is being found, or was; whoever asks for it meanwhile waits for this one alone."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.given = False
        self.value: Any = None


class Desk:
    """Answers questions about one store; safe to use from several threads."""

    def __init__(self, store: Store, cache_dir: Path | None = None) -> None:
        self.store = store
        self._cache_dir = cache_dir
        self._kept: OrderedDict[tuple[Any, ...], _Answer] = OrderedDict()
        self._lock = threading.Lock()

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
    ) -> Snapshot:
        """Return the graph as known now, or at `known_at`; of it what is valid on `as_of`, or had started by then.

        `figures` brings the indicators along.
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

        whole = self._keep(("snapshot", known_at, figures), read)
        if as_of is None:
            return whole
        return self._keep(
            ("snapshot", known_at, figures, as_of, started), lambda: whole.as_of(as_of, started=started)
        )

    def model(self, known_at: str | None = None) -> tuple[str, TextModel]:
        """Return the text model in force and its time; where there is none yet, one is fitted and kept."""
        from graph.overlap import TextModel, fit
        from graph.store.known import instant

        versions = self.store.models(OVERLAP_MODEL)
        if not versions:
            snapshot = self.snapshot()
            if not len(snapshot.of_kind("project")):
                return "", fit(snapshot)
            versions = self._keep(("first fit",), lambda: [self._kept_fit()])
        then = [version for version in versions if known_at is None or version[0] <= instant(known_at)]
        at, text = then[-1] if then else versions[0]
        return at, self._keep(("model", at), lambda: TextModel.from_json(text))

    def fit(self) -> tuple[str, TextModel]:
        """Fit the text model anew on what is known now, keep it, and return it with its time."""
        from graph.overlap import TextModel

        at, text = self._kept_fit()
        return at, TextModel.from_json(text)

    def age_of_model(self) -> float:
        """Return which share of the words of today's projects the text model has never seen, 0–1."""
        from graph.overlap.text_model import project_words

        at, model = self.model()
        snapshot = self.snapshot()
        return self._keep(("age", at), lambda: model.unseen_share(project_words(snapshot, model.places)))

    def overlaps(
        self, *, pairs: bool = False, as_of: date | None = None, known_at: str | None = None
    ) -> list[Overlap]:
        """Return the overlaps, best first, each with the latest verdict on it."""
        at, model = self.model(known_at)

        def find() -> list[Overlap]:
            from graph.overlap import overlaps

            return overlaps(self.snapshot(as_of=as_of, known_at=known_at, started=True), model, pairs=pairs)

        found = self._keep_on_disk(("overlaps", pairs, as_of, known_at, at), find, Overlap)
        verdicts = {
            act.finding: Verdict(act.value)
            for act in self.store.acts(known_at)
            if act.kind is ActKind.VERDICT
        }
        if not verdicts:
            return found
        merged = self.store.merged("project")
        judged = []
        for overlap in found:
            said = [
                verdicts[id_] for id_ in (*earlier_ids(overlap, merged), overlap.finding) if id_ in verdicts
            ]
            judged.append(overlap.model_copy(update={"verdict": said[-1]}) if said else overlap)
        return judged

    def overlap(self, finding: str, *, as_of: date | None = None, known_at: str | None = None) -> Overlap:
        """Return the overlap with this id, a pair inside a family too, also by an id from before a merge.

        Raises NotFound where there is none today.
        """
        merged = self.store.merged("project")
        for pairs in (False, True):
            for found in self.overlaps(pairs=pairs, as_of=as_of, known_at=known_at):
                if finding == found.finding or finding in earlier_ids(found, merged):
                    return found
        raise NotFound(f"There is no finding {finding[:80]!r} now; the list of overlaps shows ids.")

    def silos(self, *, redraws: int = 20, as_of: date | None = None, known_at: str | None = None) -> Silos:
        """Return the groups of bodies and which of them are silos."""

        def find() -> list[Silos]:
            from graph.silos import silos

            return [silos(self.snapshot(as_of=as_of, known_at=known_at), redraws=redraws)]

        found: Silos = self._keep_on_disk(("silos", redraws, as_of, known_at), find, Silos)[0]
        return found

    def brokers(
        self, *, as_of: date | None = None, known_at: str | None = None, top: int = 20
    ) -> list[Broker]:
        """Return the bodies that bridge most."""
        from graph.brokers import Broker, brokers

        return self._keep_on_disk(
            ("brokers", as_of, known_at, top),
            lambda: brokers(self.snapshot(as_of=as_of, known_at=known_at), top=top), Broker,
        )  # fmt: skip

    def links(self, *, as_of: date | None = None, known_at: str | None = None, top: int = 20) -> list[Link]:
        """Return the pairs of bodies that should know each other."""
        from graph.links import Link, links

        return self._keep_on_disk(
            ("links", as_of, known_at, top),
            lambda: links(self.snapshot(as_of=as_of, known_at=known_at), top=top),
            Link,
        )

    def practices(self, *, as_of: date | None = None, known_at: str | None = None) -> list[PracticeLine]:
        """Return the good practices."""
        from graph.practices import practices

        return practices(self.snapshot(as_of=as_of, known_at=known_at))

    def coverage(self, *, as_of: date | None = None, known_at: str | None = None) -> list[RegionLine]:
        """Return the regions with their projects and figures."""
        from graph.coverage import coverage

        return coverage(self.snapshot(as_of=as_of, known_at=known_at, figures=True))

    def judge(self, finding: str, verdict: Verdict, *, note: str = "", by: str = "") -> Act:
        """Keep a reviewer's verdict on a finding."""
        return self.store.act(
            Act(finding=finding, kind=ActKind.VERDICT, value=verdict.value, note=note, by=by)
        )

    def _kept_fit(self) -> tuple[str, str]:
        from graph.overlap import fit

        text = fit(self.snapshot()).to_json()
        return self.store.keep_model(OVERLAP_MODEL, text), text

    def _keep(self, question: tuple[Any, ...], answer: Callable[[], _T]) -> _T:
        """Return the answer to a question at the store's revision; computed once, however many ask at the same time."""
        key = (self.revision(), *question)
        with self._lock:
            for old in [kept for kept in self._kept if kept[0] != key[0]]:
                del self._kept[old]
            asked = self._kept.setdefault(key, _Answer())
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_IN_MEMORY:
                self._kept.popitem(last=False)
        with asked.lock:
            if not asked.given:
                asked.value, asked.given = answer(), True
        found: _T = asked.value
        return found

    def _keep_on_disk(
        self, question: tuple[Any, ...], answer: Callable[[], list[Any]], record: type[Any]
    ) -> list[Any]:
        return self._keep(question, lambda: self._from_disk(question, answer, record))

    def _from_disk(
        self, question: tuple[Any, ...], answer: Callable[[], list[Any]], record: type[Any]
    ) -> list[Any]:
        """Return what an earlier process found for the same question, or find it and leave it for the next.

        The file's first line says how many follow, so that one that was cut off is known.
        """
        if self._cache_dir is None or self.store.loading():
            return answer()
        store, revision = self.revision()
        key = hashlib.sha256(repr((FORMULA, store, revision, question)).encode()).hexdigest()[:24]
        path = self._cache_dir / store / f"{question[0]}-{key}.ndjson"
        try:
            count, *lines = path.read_bytes().splitlines() or [b""]
            if int(count) == len(lines):
                return [record.model_validate_json(line) for line in lines]
        except (OSError, ValueError):
            pass
        found = answer()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob(f"{question[0]}-*.ndjson"):
                if old.stat().st_mtime < path.parent.stat().st_mtime - 30 * 86_400:
                    old.unlink(missing_ok=True)
            lines = [orjson.dumps(one.model_dump(mode="json")) for one in found]
            part = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
            part.write_bytes(b"\n".join([b"%d" % len(lines), *lines]))
            part.replace(path)
        except OSError:
            pass
        return found
