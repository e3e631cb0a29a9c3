"""How the port's rows look as nodes and relationships, and the schema that finds them quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.records import KINDS, Fields, TieKind, kind_of
from graph.records.entities import display_name
from graph.store.port import Row, TieColumns
from graph.store.search_text import search_text, trigrams

LABELS = {kind: cls.__name__ for kind, cls in KINDS.items()}
_KEYS = (("SolmuBatch", "number"), ("SolmuSource", "name"), ("SolmuMerge", "batch"), ("SolmuKept", "key"))
_BOOKS = ("id", "source", "batch", "since", "name", "search", "said_a", "said_b")


def schema() -> Iterator[str]:
    """Yield the statements that make constraints and indexes where there are none."""
    for label in LABELS.values():
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label, key in _KEYS:
        yield f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label in ("SolmuClaim", "Past"):
        yield f"CREATE INDEX {label.lower()}_id IF NOT EXISTS FOR (n:{label}) ON (n.id)"
    for type_ in TieKind:
        yield f"CREATE INDEX {type_.value.lower()}_id IF NOT EXISTS FOR ()-[r:{type_.value}]-() ON (r.id)"
    labels = "|".join(LABELS.values())
    yield (
        f"CREATE FULLTEXT INDEX solmu_search IF NOT EXISTS FOR (n:{labels}) ON EACH [n.search] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )


def by_kind(ids: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Group ids by their kind (`tie` for all ties); an id of no kind of ours finds nothing."""
    groups: dict[str, list[str]] = {}
    for id_ in ids:
        groups.setdefault(kind_of(id_), []).append(id_)
    return sorted((kind, group) for kind, group in groups.items() if kind in LABELS or kind == "tie")


def by_type(ids: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Group tie ids by their relationship type; an id of no kind of ours finds nothing."""
    groups: dict[str, list[str]] = {}
    for id_ in ids:
        type_ = id_.split(":", 2)[1].upper()
        if type_ in TieKind.__members__:
            groups.setdefault(type_, []).append(id_)
    return sorted(groups.items())


def entity_props(row: Row) -> dict[str, Any]:
    """Return the properties of the node of an entity: its fields, whose they are, its name, its trigrams."""
    return {
        **row.fields, "id": row.id, "source": row.source, "batch": row.batch, "since": row.since,
        "name": display_name(row.id, row.fields),
        "search": " ".join(map(gram_token, trigrams(search_text(row.id, row.fields)))),
    }  # fmt: skip


def entity_row(props: dict[str, Any]) -> Row:
    """Return the row of a node."""
    fields: Fields = {key: props[key] for key in sorted(props) if key not in _BOOKS}
    return Row(props["id"], fields, props["source"], props["batch"], props["since"])


def tie_props(row: Row) -> dict[str, Any]:
    """Return the properties of the relationship of a tie."""
    props: dict[str, Any] = {key: value for key, value in row.fields.items() if key not in ("a", "b", "kind")}
    props |= {"id": row.id, "source": row.source, "batch": row.batch, "since": row.since}
    if row.fields["a"] != row.a:
        props["said_a"] = row.fields["a"]
    if row.fields["b"] != row.b:
        props["said_b"] = row.fields["b"]
    return props


def tie_row(type_: str, props: dict[str, Any], a: str, b: str) -> Row:
    """Return the row of a relationship of a type between two nodes."""
    fields: Fields = {"a": props.get("said_a", a), "b": props.get("said_b", b), "kind": type_}
    fields.update({key: props[key] for key in sorted(props) if key not in _BOOKS})
    return Row(props["id"], fields, props["source"], props["batch"], props["since"], a, b)


def gram_token(gram: str) -> str:
    """Return a trigram as one token of the full-text index, which parts tokens at white space."""
    return gram.replace(" ", "_")


def columns_of(type_: str, columns: Sequence[list[str]]) -> TieColumns:
    """Return a slice of ties from its columns as the database gives them, unknown days as ""."""
    a, b, role, valid_from, valid_to, source = columns
    return TieColumns(type_, a, b, role, _or_none(valid_from), _or_none(valid_to), source)


def _or_none(values: list[str]) -> list[str | None]:
    return [value or None for value in values]
