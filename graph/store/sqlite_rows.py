"""How the port's rows look in tables, and the tables."""

from __future__ import annotations

from typing import Any

import orjson

from graph.records import Fields, kind_of
from graph.store.port import Past, Row, json_text

SCHEMA = """
CREATE TABLE entity (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
                     batch INTEGER NOT NULL, since INTEGER NOT NULL, fields BLOB NOT NULL);
CREATE INDEX entity_kind ON entity (kind, id);
CREATE VIRTUAL TABLE entity_text USING fts5 (text, tokenize = 'trigram', detail = none);
CREATE TABLE tie (id TEXT PRIMARY KEY, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
                  said_a TEXT, said_b TEXT, role TEXT NOT NULL, unit TEXT, valid_from TEXT, valid_to TEXT,
                  source TEXT NOT NULL, batch INTEGER NOT NULL, since INTEGER NOT NULL, fields BLOB) WITHOUT ROWID;
CREATE TABLE claim (id TEXT NOT NULL, source TEXT NOT NULL, batch INTEGER NOT NULL, since INTEGER NOT NULL,
                    fields BLOB NOT NULL, PRIMARY KEY (id, source)) WITHOUT ROWID;
CREATE TABLE past (id TEXT NOT NULL, source TEXT NOT NULL, batch INTEGER NOT NULL, since INTEGER NOT NULL,
                   closed INTEGER NOT NULL, fields BLOB NOT NULL);
CREATE INDEX past_id ON past (id);
CREATE TABLE batch (number INTEGER PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE source (name TEXT PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE merge (batch INTEGER PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE act (n INTEGER PRIMARY KEY, row BLOB NOT NULL);
CREATE TABLE kept (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = {
    "tie_a": "CREATE INDEX IF NOT EXISTS tie_a ON tie (a)",
    "tie_b": "CREATE INDEX IF NOT EXISTS tie_b ON tie (b)",
}
"""What finds the ties at an entity. A first batch is written without them: their places are all over the file."""
TIE = "id, kind, a, b, said_a, said_b, role, unit, valid_from, valid_to, source, batch, since, fields"
INSERT_ENTITY = "INSERT INTO entity (n, id, kind, source, batch, since, fields) VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_TIE = f"INSERT OR REPLACE INTO tie ({TIE}) VALUES ({', '.join('?' * 14)})"
_COLUMNS_OF_TIE = frozenset(("kind", "a", "b", "role", "unit", "valid_from", "valid_to"))


def past_row(row: tuple[Any, ...]) -> Past:
    """Return a closed claim from its columns."""
    return Past(row[0], row[1], orjson.loads(row[2]), row[3], row[4], row[5])


def tie_row(row: tuple[Any, ...]) -> Row:
    """Return a tie's row; its fields are put together from their columns and the rest."""
    id_, kind, a, b, said_a, said_b, role, unit, valid_from, valid_to, source, batch, since, rest = row
    fields: Fields = {"a": said_a or a, "b": said_b or b, "kind": kind}
    for key, value in (("role", role), ("unit", unit), ("valid_from", valid_from), ("valid_to", valid_to)):
        if value:
            fields[key] = value
    if rest:
        fields.update(orjson.loads(rest))
    return Row(id_, fields, source, batch, since, a, b)


def entity_values(row: Row) -> tuple[Any, ...]:
    """Return the columns of an entity."""
    return row.id, kind_of(row.id), row.source, row.batch, row.since, json_text(row.fields)


def tie_values(row: Row) -> tuple[Any, ...]:
    """Return the columns of a tie."""
    fields = row.fields
    rest = {key: value for key, value in fields.items() if key not in _COLUMNS_OF_TIE}
    said_a, said_b = fields["a"], fields["b"]
    return (
        row.id, fields["kind"], row.a, row.b, said_a if said_a != row.a else None, said_b if said_b != row.b else None,
        fields.get("role", ""), fields.get("unit"), fields.get("valid_from"), fields.get("valid_to"),
        row.source, row.batch, row.since, json_text(rest) if rest else None,
    )  # fmt: skip
