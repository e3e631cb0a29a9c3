"""The text model: how much each term weighs. Fitted once, frozen until fitted again, so that findings do not drift."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from graph.errors import DataError
from graph.identity import same_actor
from graph.overlap.texts import (
    ProjectText,
    digest,
    project_tellings,
    project_text,
    project_texts,
    sentences,
    telling,
    texts,
)
from graph.records import Fields, TieKind
from graph.snapshot import Snapshot
from graph.text import terms_of
from graph.uncollected import uncollected

SCHEMA = "solmu.text-model/2"
COMMON_SHARE = 0.05
"""A term in more than this share of the texts (and in more than 10) tells nothing apart."""
OWN_SHARE = 0.5
"""A term that stands in a body's name, and in so large a share of its texts in a project of that body, is a name."""
FEWEST_USES = 3
"""A term in fewer texts is no name that is used again and again."""
BOILERPLATE_BODIES = 3
"""A sentence in projects of so many leading bodies is boilerplate; what one body says again and again is its work."""


@dataclass(frozen=True)
class TextModel:
    """Document frequencies of terms among the `documents` texts it was fitted on, and what does not count.

    The weight of a term is its smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1 (Salton and Buckley
    1988, smoothed as usual); a term the model has not seen weighs as one seen once. `places` and `bodies` are terms
    that name regions and actors, `boilerplate` digests (hex) of sentences that many projects have.
    """

    documents: int
    frequency: dict[str, int]
    places: frozenset[str] = field(default_factory=frozenset)
    bodies: frozenset[str] = field(default_factory=frozenset)
    boilerplate: frozenset[str] = field(default_factory=frozenset)

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term."""
        return math.log((1 + self.documents) / (1 + self.frequency.get(term, 1))) + 1.0

    def is_distinctive(self, term: str) -> bool:
        """Return whether a term is rare enough to tell texts apart."""
        return self.frequency.get(term, 1) <= max(10, COMMON_SHARE * self.documents)

    @cached_property
    def mute(self) -> frozenset[str]:
        """Terms that are no content: they tell where and who, not what."""
        return self.places | self.bodies

    def read(self, snapshot: Snapshot) -> list[ProjectText]:
        """Return the texts of a snapshot's projects as this model sees them."""
        return project_texts(snapshot, self.mute, self._digests)

    def tellings(self, snapshot: Snapshot) -> list[tuple[str, str]]:
        """Return what of each project's text counts, as it stands, and its declared language."""
        return project_tellings(snapshot, self.mute, self._digests)

    def telling(self, fields: Fields) -> tuple[str, str]:
        """Return what of one project's text counts, as it stands, and its declared language."""
        return telling(fields, self._digests)

    def read_one(self, fields: Fields) -> ProjectText:
        """Return the text of one project, or of one practice, by itself."""
        return project_text(fields, self.mute, self._digests)

    def unseen_share(self, read: Iterable[ProjectText]) -> float:
        """Return which share of the terms of some texts the model has never seen; high means it has grown old."""
        total = unseen = 0
        for text in read:
            total += len(text.count)
            unseen += sum(term not in self.frequency for term in text.count)
        return unseen / total if total else 0.0

    def to_json(self) -> str:
        """Return the model as text, the same for equal models."""
        return orjson.dumps(
            {
                "schema": SCHEMA, "documents": self.documents, "frequency": self.frequency,
                "places": sorted(self.places), "bodies": sorted(self.bodies), "boilerplate": sorted(self.boilerplate),
            },
            option=orjson.OPT_SORT_KEYS,
        ).decode()  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> TextModel:
        """Return the model that `to_json` wrote; raise DataError for anything else."""
        try:
            data = orjson.loads(text)
            if data["schema"] != SCHEMA:
                raise DataError(f"This program reads text models of {SCHEMA}, not {data['schema']}.")
            places, bodies, boilerplate = (
                frozenset(data[key]) for key in ("places", "bodies", "boilerplate")
            )
            for sentence in boilerplate:
                bytes.fromhex(sentence)
            if not all(isinstance(n, int) for n in (data["documents"], *data["frequency"].values())):
                raise TypeError
            return cls(data["documents"], data["frequency"], places, bodies, boilerplate)
        except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
            raise DataError("The text model is damaged; fit it again with `solmu fit overlaps`.") from None

    @cached_property
    def _digests(self) -> frozenset[bytes]:
        return frozenset(bytes.fromhex(one) for one in self.boilerplate)


def fit(snapshot: Snapshot) -> TextModel:
    """Return the model of all projects of a snapshot; each distinct text counts once."""
    with uncollected():
        return _fitted(snapshot)


def _fitted(snapshot: Snapshot) -> TextModel:
    boilerplate = _boilerplate(snapshot)
    places = _place_terms(snapshot)
    read = project_texts(snapshot, places, boilerplate)
    bodies = _names_of_bodies(snapshot, read)
    counts: Counter[str] = Counter()
    distinct = {frozenset(text.count).difference(bodies) for text in read}
    for terms in distinct:
        counts.update(terms)
    frequency = {term: counts[term] for term in sorted(counts)}
    return TextModel(len(distinct), frequency, places, bodies, frozenset(one.hex() for one in boilerplate))


def _place_terms(snapshot: Snapshot) -> frozenset[str]:
    """Return the terms that name regions."""
    found: set[str] = set()
    for position in snapshot.of_kind("region").tolist():
        for language, text in texts(snapshot.fields[position], "name"):
            found.update(term for term in terms_of(text, language).count if not term.startswith("="))
    return frozenset(found)


def _names_of_bodies(snapshot: Snapshot, read: list[ProjectText]) -> frozenset[str]:
    """Return the terms that projects use to name their own bodies; concepts of the vocabulary stay content."""
    number = {position: i for i, position in enumerate(snapshot.of_kind("project").tolist())}
    stands = same_actor(snapshot)
    own: list[set[int]] = [set() for _ in read]
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    for actor, project in zip(stands[a].tolist(), b.tolist(), strict=True):
        own[number[project]].add(actor)
    named: dict[int, frozenset[str]] = {}
    used: Counter[str] = Counter()
    by_own: Counter[str] = Counter()
    for text, actors in zip(read, own, strict=True):
        used.update(text.count.keys())
        theirs: set[str] = set()
        for actor in actors:
            if actor not in named:
                named[actor] = frozenset(
                    term
                    for language, name in texts(snapshot.fields[actor], "name")
                    for term in terms_of(name, language).count
                    if not term.startswith("=")
                )
            theirs |= named[actor]
        by_own.update(theirs.intersection(text.count))
    return frozenset(
        term
        for term, times in by_own.items()
        if used[term] >= FEWEST_USES and times >= OWN_SHARE * used[term]
    )


def _boilerplate(snapshot: Snapshot) -> frozenset[bytes]:
    """Return the digests of the sentences that several leading bodies use; a project without one is its own."""
    stands = same_actor(snapshot)
    lead: dict[int, int] = {}
    a, b = snapshot.ends(TieKind.PARTICIPATES_IN)
    for actor, project in zip(stands[a].tolist(), b.tolist(), strict=True):
        lead[project] = min(actor, lead.get(project, actor))
    users: dict[bytes, set[int]] = defaultdict(set)
    for position in snapshot.of_kind("project").tolist():
        for _, text in texts(snapshot.fields[position], "description"):
            for sentence in sentences(text):
                if key := digest(sentence):
                    users[key].add(lead.get(position, position))
    return frozenset(key for key, known in users.items() if len(known) >= BOILERPLATE_BODIES)
