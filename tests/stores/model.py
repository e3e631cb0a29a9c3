"""What a store means, as simply as it can be said: a list of batches, and everything folded from scratch each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.records import Claim, Fields, fold, is_tie
from tests.stores.factories import SOURCES

RANKS = {source.name: int(source.rank) for source in SOURCES}
Key = tuple[str, str]


@dataclass
class Batch:
    """What a batch recorded: for an (id, source) its fields, or None where the source took the claim back."""

    number: int
    says: dict[Key, Fields | None] = field(default_factory=dict)
    merges: tuple[str, ...] = ()
    undoes: int = 0


@dataclass
class Model:
    """All batches there were; `stood` counts how often some claim began to stand on an id."""

    batches: list[Batch] = field(default_factory=list)
    stood: dict[str, int] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)

    def in_force(self, without: int = 0) -> list[Batch]:
        """The batches that count, were one of them undone."""
        undone, kept = {without}, []
        for batch in reversed(self.batches):
            if batch.number not in undone:
                kept.append(batch)
                undone.add(batch.undoes)
        return kept[::-1]

    def standing(self, without: int = 0) -> dict[Key, tuple[int, Fields]]:
        """Of each (id, source) the latest recorded claim of a batch in force, with that batch."""
        found: dict[Key, tuple[int, Fields]] = {}
        for batch in self.in_force(without):
            for key, fields in batch.says.items():
                if fields is None:
                    found.pop(key, None)
                else:
                    found[key] = batch.number, fields
        return found

    def groups(self) -> dict[str, frozenset[str]]:
        """For each merged id all that are one with it."""
        group: dict[str, frozenset[str]] = {}
        for batch in self.in_force():
            one = frozenset().union(*(group.get(id_, {id_}) for id_ in batch.merges))
            group.update(dict.fromkeys(one, one))
        return group

    def shown(self, id_: str) -> str:
        """The id under which an id is shown: a registry's, else the smallest."""
        return min(self.groups().get(id_, {id_}), key=lambda m: (":name:" in m, m))

    def present(self) -> dict[str, tuple[Fields, str, str, str]]:
        """All rows: fields, sources, resolved ends; stubs too."""
        claims: dict[str, list[Claim]] = {}
        for (id_, source), (_, fields) in self.standing().items():
            claims.setdefault(self.shown(id_), []).append(Claim(id_, source, fields))
        rows = {}
        for id_, said in claims.items():
            fields = fold(said, RANKS)[0] if len(said) > 1 or said[0].id != id_ else said[0].fields
            sources = "|".join(sorted({c.source for c in said}))
            a, b = (self.shown(str(fields["a"])), self.shown(str(fields["b"]))) if is_tie(id_) else ("", "")
            rows[id_] = fields, sources, a, b
        for _, _, a, b in list(rows.values()):
            for end in (a, b):
                if end:
                    rows.setdefault(end, ({}, "", "", ""))
        return rows

    # what happens

    def load(self, number: int, claims: list[Claim], complete: str) -> Batch | None:
        """What a batch records: the last word on each key, where it differs from what stands."""
        before = self.standing()
        says: dict[Key, Fields | None] = {(c.id, c.source): c.fields for c in claims}
        if complete:
            says |= {key: None for key in before if key[1] == complete and key not in says}
        self.ends |= {c.id: (str(c.fields["a"]), str(c.fields["b"])) for c in claims if is_tie(c.id)}
        news = {k: v for k, v in says.items() if v != (before[k][1] if k in before else None)}
        return self._happened(Batch(number, says=news)) if news else None

    def undo(self, number: int, target: int) -> None:
        self._happened(Batch(number, undoes=target))

    def merge(self, number: int, ids: tuple[str, ...]) -> None:
        self._happened(Batch(number, merges=ids))

    def erase(self, number: int, id_: str) -> None:
        """Forget an id and every tie that was said of it."""
        for batch in self.batches:
            batch.says = {
                key: fields
                for key, fields in batch.says.items()
                if key[0] != id_ and not self._says(key[0], id_)
            }
            left = tuple(other for other in batch.merges if other != id_)
            batch.merges = left if len(left) > 1 else ()
        for gone in [other for other in self.stood if other == id_ or self._says(other, id_)]:
            del self.stood[gone]
        self.batches.append(Batch(number))

    def _says(self, tie: str, id_: str) -> bool:
        return is_tie(tie) and id_ in self.ends[tie]

    def _happened(self, batch: Batch) -> Batch:
        before = {key: number for key, (number, _) in self.standing().items()}
        self.batches.append(batch)
        for key, (number, _) in self.standing().items():
            if before.get(key) != number:
                self.stood[key[0]] = self.stood.get(key[0], 0) + 1
        return batch

    def blocks_undo(self, target: int) -> bool:
        """Whether a later merge or correction speaks of an entity that would go whole."""
        before, after = self.standing(), self.standing(without=target)
        for id_ in {key[0] for key in before if not is_tie(key[0])}:
            left = {key[1]: number for key, (number, _) in after.items() if key[0] == id_}
            had = {key[1]: number for key, (number, _) in before.items() if key[0] == id_}
            stays = any(source != "person" or number < target for source, number in left.items())
            decisions = [batch.number for batch in self.in_force() if id_ in batch.merges] + list(
                left.values()
            )
            if left != had and not stays and max(decisions, default=0) > target:
                return True
        return False
