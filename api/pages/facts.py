"""What is known of one id, in words: its fields with who said each, and its ties by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.pages.rendering import number
from graph.desk import Desk
from graph.records import KINDS, Fields, TieKind, Value, kind_of
from graph.store.store import Entry

MOST_TIES = 40
_HIDDEN = ("also", "currency")
_ORDER = list(TieKind)


@dataclass(frozen=True)
class Line:
    """A fact: its label, its value in words, an address if the value is one, and who said it."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class Tied:
    """A tie to another entity."""

    id: str
    name: str
    role: str
    unit: str
    days: str
    source: str
    evidence: str


@dataclass
class Group:
    """The ties of one kind, one way."""

    label: str
    ties: list[Tied] = field(default_factory=list)
    count: int = 0

    @property
    def source(self) -> str:
        """Who said all of them, empty where not all were said by the same."""
        return self.ties[0].source if len({tie.source for tie in self.ties}) == 1 else ""


def lines(entry: Entry, texts: Mapping[str, str], titles: Mapping[str, str]) -> list[Line]:
    """Return the fields in the order in which people look for them; under each, without a label, what others say."""
    order = ["name", "description", *KINDS[kind_of(entry.id)].model_fields]
    facts = [key for key in entry.fields if key not in _HIDDEN]
    facts.sort(key=lambda key: (order.index(_head(key)) if _head(key) in order else len(order), key))
    found: list[Line] = []
    for key in facts:
        sources = ", ".join(titles.get(name, name) for name in entry.said_by[key].split("|"))
        found.append(Line(_label(key, texts), _value(key, entry.fields, texts), sources))
        if _head(key) == "name":
            continue  # other names are shown as such
        for source, value in entry.otherwise.get(key, ()):
            other = _value(key, {**entry.fields, key: value}, texts)
            found.append(Line("", other, titles.get(source, source)))
    return found


def _head(key: str) -> str:
    head, _, rest = key.partition("_")
    return head if rest and head in ("name", "description", "municipalities") else key


def _label(key: str, texts: Mapping[str, str]) -> str:
    head = _head(key)
    label = texts.get(f"field_{head}", head.replace("_", " "))
    suffix = key[len(head) + 1 :]
    return f"{label} ({suffix})" if suffix and suffix != "und" else label


def _value(key: str, fields: Mapping[str, Value], texts: Mapping[str, str]) -> str:
    value = fields[key]
    if isinstance(value, list):
        if _head(key) == "municipalities":
            return texts["municipalities_count"].format(n=len(value))
        return ", ".join(str(item) for item in value[:24]) + (" …" if len(value) > 24 else "")
    if isinstance(value, float):
        return f"{number(value)} {fields.get('currency', '')}".strip()
    return texts.get(f"word_{value}", texts.get(f"role_{value}", str(value)))


def groups(desk: Desk, entry: Entry, texts: Mapping[str, str], titles: Mapping[str, str]) -> list[Group]:
    """Return the ties by kind and way; of each the first MOST_TIES by role and name."""
    found: dict[tuple[int, bool], Group] = {}
    rows: list[tuple[tuple[int, bool], Any, str]] = []
    for row in desk.store.ties(entry.id):
        kind = TieKind(str(row.fields["kind"]))
        outgoing = row.a == entry.id
        key = (_ORDER.index(kind), not outgoing)
        group = found.setdefault(key, Group(texts[f"tie_{kind.value}_{'out' if outgoing else 'in'}"]))
        group.count += 1
        rows.append((key, row, row.b if outgoing else row.a))
    names = desk.store.names([other for _, _, other in rows])
    rows.sort(
        key=lambda item: (item[0], str(item[1].fields.get("role", "")), names[item[2]].casefold(), item[2])
    )
    for key, row, other in rows:
        if len(found[key].ties) < MOST_TIES:
            found[key].ties.append(_tied(row, other, names[other], texts, titles))
    return [found[key] for key in sorted(found)]


def _tied(row: Any, other: str, name: str, texts: Mapping[str, str], titles: Mapping[str, str]) -> Tied:
    fields: Fields = row.fields
    role = str(fields.get("role", ""))
    days = "–".join(str(fields.get(key, "")) for key in ("valid_from", "valid_to"))
    return Tied(
        id=other, name=name, role=texts.get(f"role_{role}", role), unit=str(fields.get("unit", "")),
        days="" if days == "–" else days, evidence=str(fields.get("evidence", "")),
        source=", ".join(titles.get(source, source) for source in row.source.split("|") if source),
    )  # fmt: skip


def in_words(fields: Fields, texts: Mapping[str, str]) -> str:
    """Return the fields as one line of at most 600 letters."""
    said = "; ".join(f"{_label(key, texts)}: {_value(key, fields, texts)}" for key in sorted(fields))
    return said if len(said) <= 600 else said[:600] + " …"
