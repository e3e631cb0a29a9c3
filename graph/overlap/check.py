"""Compare a draft with what there is: the same search, features and score as between projects, for one text more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from graph.identity import name_keys, same_actor
from graph.overlap.candidates import Candidates, Texts, beside, compare
from graph.overlap.evidence import LONG, TextColumns, with_one_text
from graph.overlap.find import TERMS, Compared, reasons_of
from graph.overlap.kinds import MAYBE, is_same_thing, kind_of_overlap
from graph.overlap.nearest import nearest_of_row
from graph.overlap.score import DIGITS, Weights
from graph.overlap.structure import Projects, Time, with_one_project
from graph.overlap.texts import ProjectText, texts
from graph.overlap.vectors import Vectors, row_products, vectors
from graph.overlap.wording import Wordings
from graph.records import Fields, TieKind, name_key
from graph.records.findings import Checked, Draft, NearPractice, NearProject
from graph.snapshot import NO_DAY, Snapshot
from graph.text.language import language_of_draft
from graph.text.words import words

LEAST_OF_PRACTICE = 0.12
"""The least likeness of a practice's text that is worth a look."""


class Checker:
    """Holds what is compared with; made once for a snapshot, asked for many drafts."""

    def __init__(self, compared: Compared, weights: Weights) -> None:
        model, projects = compared.model, compared.projects
        self._model = model
        self._projects = projects
        self._texts = compared.texts
        self._weights = weights
        self._wordings = Wordings([_all_words(projects.snapshot.fields[p]) for p in projects.positions])
        self._named = _named(projects.snapshot)
        self._practices = projects.snapshot.of_kind("practice").tolist()
        self._practice_texts = [model.read_one(projects.snapshot.fields[p]) for p in self._practices]
        self._practice_rows: Vectors = vectors(model, self._practice_texts)
        self._makers: dict[int, list[str]] = defaultdict(list)
        ids, (a, b) = projects.snapshot.ids, projects.snapshot.ends(TieKind.PRODUCED)
        for who, practice in sorted(set(zip(a.tolist(), b.tolist(), strict=True))):
            self._makers[practice].append(ids[who])

    def check(self, draft: Draft, *, top: int = 10) -> Checked:
        """Return the nearest projects, at most `top`, and the practices on the same theme.

        Projects whose very words the draft uses come first, by how many of them; then the others by their score.
        """
        language = language_of_draft(words(f"{draft.name} {draft.description}"), draft.language)
        draft = draft.model_copy(update={"language": language})
        fields: Fields = {f"name_{language}": draft.name}
        if draft.description:
            fields[f"description_{language}"] = draft.description
        text, told = self._model.read_one(fields), self._model.telling(fields)
        found = {kind: self._find(asked, kind) for kind, asked in (
            ("region", draft.regions), ("actor", draft.partners), ("theme", draft.target_groups))}  # fmt: skip
        unknown = tuple(name for known in found.values() for name, position in known if position is None)
        known = {kind: [p for _, p in named if p is not None] for kind, named in found.items()}
        known["actor"] = same_actor(self._projects.snapshot)[known["actor"]].tolist()
        copied = dict(self._wordings.copied(told[0]))
        near = self._near(draft, text, told, known, copied)
        cosine = {self._projects.ids[i]: cosine for i, cosine in copied.items()}
        near.sort(key=lambda one: (-cosine.get(one.project, 0.0), -one.score, one.project))
        return Checked(projects=tuple(near[:top]), practices=self._near_practices(text), unknown=unknown)

    def _near(
        self,
        draft: Draft,
        text: ProjectText,
        told: tuple[str, str],
        places: dict[str, list[int]],
        copied: Mapping[int, float],
    ) -> list[NearProject]:
        rows = self._texts.vectors.with_one(self._model, text)
        near = nearest_of_row(rows, self._texts.vectors.turned)
        t = len(self._texts.members)
        columns: TextColumns = with_one_text(self._texts.columns, self._model, rows, text, told)
        if columns.meaning is not None:
            near = np.union1d(near, columns.meaning.near(t))
        start, end = (NO_DAY if day is None else day.toordinal() for day in (draft.start, draft.end))
        projects = with_one_project(
            self._projects, start=start, end=end, bodies=frozenset(places["actor"]),
            regions=frozenset(places["region"]), targets=frozenset(places["theme"]), name=(draft.language, draft.name),
        )  # fmt: skip
        one = len(projects.ids) - 1
        texts = replace(
            self._texts, members=[*self._texts.members, [one]], read=[*self._texts.read, text], vectors=rows,
            columns=columns, of={**self._texts.of, one: t}, _rows={},
        )  # fmt: skip
        pairs = [
            (i, one)
            for i in sorted({i for u in near.tolist() for i in self._texts.members[u]} | copied.keys())
        ]
        compared = _with_copies(compare(texts, projects, pairs), copied, long=len(text.count) >= LONG)
        found = []
        every = self._weights.parts(compared.features, compared.as_texts)
        shared = texts.shared_terms(compared.a, compared.b, TERMS)
        firms = (compared.features["firms"] > 0).tolist()
        for i, parts, terms, of_firms in zip(compared.a.tolist(), every, shared, firms, strict=True):
            equal = i in texts.of and texts.read[texts.of[i]].key == text.key
            if i in copied:
                terms = terms or self._wordings.shared(told[0], i, TERMS)
            elif not equal and texts.says_little(one, i, terms):
                continue
            same = is_same_thing(round(sum(parts.values()), DIGITS), equal_texts=equal, firms=of_firms)
            found.append(self._told(texts, projects, i, one, parts, terms, same_thing=same))
        return found

    def _told(
        self,
        texts: Texts,
        projects: Projects,
        i: int,
        draft: int,
        parts: dict[str, float],
        terms: tuple[str, ...],
        *,
        same_thing: bool,
    ) -> NearProject:
        ids = projects.snapshot.ids
        score = round(sum(parts.values()), DIGITS)
        bodies = projects.bodies[i] & projects.bodies[draft]
        people = projects.targets[i] & projects.targets[draft]
        kind = kind_of_overlap(
            same_thing=same_thing, maybe=score >= MAYBE, place=projects.place(i, draft)[0],
            time=self._time(projects, i, draft), shared_body=bool(bodies), same_lead=False, shared_people=bool(people),
        )  # fmt: skip
        partners = projects.bodies[i] - projects.leads[i]
        call = [*sorted(projects.leads[i]), *sorted(partners)]
        return NearProject(
            project=projects.ids[i], score=score, kind=kind, bodies=tuple(ids[body] for body in call),
            reasons=reasons_of(texts, projects, i, draft, parts, terms),
        )  # fmt: skip

    def _time(self, projects: Projects, i: int, draft: int) -> Time:
        """Return whether project i runs at the draft's time; one without days is still to come."""
        undated = projects.start[draft] == NO_DAY and projects.end[draft] == NO_DAY
        if undated and projects.end[i] != NO_DAY and projects.end[i] < date.today().toordinal():
            return Time.APART
        return projects.time(i, draft)

    def _near_practices(self, text: ProjectText) -> tuple[NearPractice, ...]:
        if not self._practices:
            return ()
        rows = self._practice_rows.with_one(self._model, text)
        last = np.full(len(self._practices), len(self._practices), dtype=np.int64)
        likeness = np.round(row_products(rows.content, last, np.arange(len(self._practices))), DIGITS)
        snapshot = self._projects.snapshot
        found = []
        for k in np.flatnonzero(likeness >= LEAST_OF_PRACTICE).tolist():
            told = self._practice_texts[k].seen
            shared = {beside(text.seen[term], told[term]) for term in told if term in text.seen}
            found.append(
                NearPractice(
                    practice=snapshot.ids[self._practices[k]], score=float(likeness[k]), words=tuple(sorted(shared)),
                    bodies=tuple(self._makers[self._practices[k]]),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (-one.score, one.practice)))

    def _find(self, asked: Iterable[str], kind: str) -> list[tuple[str, int | None]]:
        known = self._named[kind]
        return [(name, known.get(name, known.get(name_key(name)))) for name in asked]


def _all_words(fields: Fields) -> str:
    """Return all that the names and descriptions of a project say."""
    return " ".join(text for head in ("name", "description") for _, text in texts(fields, head))


def _with_copies(compared: Candidates, copied: Mapping[int, float], *, long: bool) -> Candidates:
    """Return pairs of a project and a draft with the likeness of all their words, where it is more than of content."""
    cosine = np.array([copied.get(i, 0.0) for i in compared.a.tolist()])
    likeness = np.maximum(compared.features["likeness"], cosine)
    return replace(
        compared,
        features={**compared.features, "likeness": likeness},
        as_texts=compared.as_texts | ((cosine > 0) & long),
    )


def _named(snapshot: Snapshot) -> dict[str, dict[str, int]]:
    """Return for regions, actors and themes where each id and each name leads; of equal names the smallest id's."""
    found: dict[str, dict[str, int]] = {}
    for kind in ("region", "actor", "theme"):
        known: dict[str, int] = {}
        for position in snapshot.of_kind(kind).tolist():
            for key in name_keys(snapshot.fields[position], also=True):
                known.setdefault(key, position)
        for position in snapshot.of_kind(kind).tolist():
            known[snapshot.ids[position]] = position
        found[kind] = known
    return found
