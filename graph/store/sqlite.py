"""The SQLite adapter: one file, write-ahead log, so that server and command line work on it at the same time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

import orjson

from graph.errors import StoreError
from graph.records import TIE_KINDS, Act, Source, TieKind, is_tie
from graph.store.beside import Work, at_once
from graph.store.merging import merges_by_batch, merges_in
from graph.store.port import STUB, BatchRow, Merge, Past, Row, Standing, TieColumns, Transaction, json_text
from graph.store.search_text import search_text
from graph.store.sqlite_rows import (
    INDEXES,
    INSERT_ENTITY,
    INSERT_TIE,
    SCHEMA,
    TIE,
    entity_values,
    past_row,
    tie_row,
    tie_values,
)

VERSION = 1
_APPLICATION = 0x534F4C4D
"""What the file's header says of whose it is (SQLite's `application_id`): "SOLM"."""
_TABLES = ("entity", "entity_text", "tie", "claim", "past", "batch", "source", "merge", "act", "kept")
_IN = "IN (SELECT value FROM json_each(?))"


class SqliteAdapter:
    """A store in one SQLite file; each transaction has a connection of its own while it lasts."""

    reads_one_state = True

    def __init__(self, path: Path, *, create: bool = True) -> None:
        self._path = path
        self._free: list[sqlite3.Connection] = []
        self._closed = False
        if path.is_dir():
            raise StoreError(f"{path} is a directory; name a file for the store.")
        if not path.exists() and not create:
            raise StoreError(f"There is no store at {path}; `solmu ingest` or `solmu demo` makes one.")
        if not path.parent.is_dir():
            raise StoreError(f"The folder {path.parent} does not exist; make it or name another file.")
        _refuse_foreign(path)

    @property
    def url(self) -> str:
        """The store's address."""
        return f"sqlite:///{self._path}"

    def migrate(self) -> None:
        """Make the tables of a new store, and refuse one that a newer program made."""
        with self._connection() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise StoreError(f"{self._path} was made by a newer version of Solmu; update the program.")
            if version < VERSION:
                self._found(db)
            db.execute("PRAGMA journal_mode = WAL")

    def _found(self, db: sqlite3.Connection) -> None:
        """Make the tables, in the mode in which the file's own header says whose it is as soon as it is there."""
        with _written(db, self._path):
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in SCHEMA.split(";\n"):
                    db.execute(statement)
                _Transaction(db).make_indexes()
                db.execute(f"PRAGMA application_id = {_APPLICATION}")
                db.execute(f"PRAGMA user_version = {VERSION}")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Read one state of the store, whatever is written meanwhile."""
        with self._connection() as db:
            db.execute("BEGIN")
            try:
                yield _Transaction(db)
            finally:
                db.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self, commit: Callable[[Work], None] = at_once) -> Iterator[Transaction]:
        """Write; all of it lasts when the block ends well, nothing when it fails. A commit is quick and done here."""
        with self._connection() as db, _written(db, self._path):
            yield _Transaction(db)

    def wipe(self) -> None:
        """Empty the store."""
        with self._connection() as db, _written(db, self._path):
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")

    def scrub(self) -> None:
        """Write the file anew without what was deleted; raise StoreError while a reader holds on to the old one."""
        with self._connection() as db:
            db.execute("INSERT INTO entity_text (entity_text) VALUES ('optimize')")
            db.execute("VACUUM")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise StoreError(
                f"It is erased, but a reader still holds on to the bytes of {self._path}; they go when it has let go "
                "and the store is erased from or compacted again."
            )

    def close(self) -> None:
        """Close all connections."""
        self._closed = True
        while self._free:
            self._free.pop().close()

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            db = self._free.pop()
        except IndexError:
            db = self._connect()
        try:
            yield db
        except sqlite3.Error as problem:
            raise StoreError(f"{self._path} cannot be used as a store: {problem}.") from problem
        finally:
            if self._closed or db.in_transaction:
                db.close()
            else:
                self._free.append(db)

    def _connect(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self._path, timeout=60, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA cache_size = -64000")
            db.execute("PRAGMA temp_store = FILE")  # what sorts an index takes no more than its cache
            db.execute("PRAGMA wal_autocheckpoint = 8000")
        except sqlite3.Error as problem:
            raise StoreError(f"{self._path} cannot be opened as a store: {problem}.") from None
        return db


def _refuse_foreign(path: Path) -> None:
    """Raise StoreError where the file is there and its header, read without touching it, is not a store's."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise StoreError(f"{path} cannot be read: {problem.strerror}.") from None
    if header and header[:16] != b"SQLite format 3\0":
        raise StoreError(f"{path} is no store of Solmu's; name another file.")
    if header and int.from_bytes(header[68:72], "big") != _APPLICATION:
        raise StoreError(f"{path} is a database of another program; name another file.")


@contextlib.contextmanager
def _written(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as problem:
        raise StoreError(f"{path} cannot be written: {problem}.") from None
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


class _Transaction:
    """The port's transaction on one connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # what only reading needs

    def put_off_indexes(self) -> None:
        for name in INDEXES:
            self._db.execute(f"DROP INDEX IF EXISTS {name}")

    def make_indexes(self) -> None:
        for statement in INDEXES.values():
            self._db.execute(statement)

    # present

    def present(self, ids: Sequence[str]) -> dict[str, Row]:
        ties = [id_ for id_ in ids if is_tie(id_)]
        entities = [id_ for id_ in ids if not is_tie(id_)] if len(ties) < len(ids) else []
        found: dict[str, Row] = {}
        if entities:
            sql = f"SELECT id, fields, source, batch, since FROM entity WHERE id {_IN}"
            for id_, fields, source, batch, since in self._db.execute(sql, (json_text(entities),)):
                found[id_] = Row(id_, orjson.loads(fields), source, batch, since)
        if ties:
            for row in self._db.execute(f"SELECT {TIE} FROM tie WHERE id {_IN}", (json_text(ties),)):
                found[row[0]] = tie_row(row)
        return found

    def put(self, rows: Sequence[Row], known: dict[str, Row]) -> None:
        ties = [row for row in rows if row.a]
        if ties:
            self._db.executemany(INSERT_TIE, map(tie_values, sorted(ties)))
        new = [row for row in rows if not row.a and row.id not in known]
        old = [row for row in rows if not row.a and row.id in known]
        if new:
            first = (self._db.execute("SELECT max(n) FROM entity").fetchone()[0] or 0) + 1
            self._db.executemany(
                INSERT_ENTITY, [(n, *entity_values(row)) for n, row in enumerate(new, first)]
            )
            self._db.executemany(
                "INSERT INTO entity_text (rowid, text) VALUES (?, ?)",
                [(n, search_text(row.id, row.fields)) for n, row in enumerate(new, first)],
            )
        if old:
            self._db.executemany(
                "UPDATE entity SET source = ?, batch = ?, since = ?, fields = ? WHERE id = ?",
                [(row.source, row.batch, row.since, json_text(row.fields), row.id) for row in old],
            )
            texts = [(row.id, search_text(row.id, row.fields)) for row in old]
            changed = [(text, id_) for id_, text in texts if text != search_text(id_, known[id_].fields)]
            self._db.executemany(
                "UPDATE entity_text SET text = ? WHERE rowid = (SELECT n FROM entity WHERE id = ?)", changed
            )

    def drop(self, rows: Sequence[Row]) -> None:
        ties = [row.id for row in rows if is_tie(row.id)]
        entities = [row.id for row in rows if not is_tie(row.id)]
        if ties:
            self._db.execute(f"DELETE FROM tie WHERE id {_IN}", (json_text(ties),))
        self._drop_entities(entities)

    def stub(self, ids: Sequence[str]) -> None:
        there = self.present(ids)
        self.put([Row(id_, {}, "", STUB, STUB) for id_ in ids if id_ not in there], {})

    def prune(self, ids: Sequence[str]) -> None:
        self.make_indexes()
        sql = f"""SELECT id FROM entity WHERE id {_IN} AND batch = {STUB}
                  AND NOT EXISTS (SELECT 1 FROM tie WHERE a = entity.id)
                  AND NOT EXISTS (SELECT 1 FROM tie WHERE b = entity.id)"""
        self._drop_entities([row[0] for row in self._db.execute(sql, (json_text(ids),)).fetchall()])

    def ties_at(self, ids: Sequence[str]) -> list[Row]:
        wanted = json_text(ids)
        sql = f"""SELECT {TIE} FROM tie WHERE id IN
                  (SELECT id FROM tie WHERE a {_IN} UNION SELECT id FROM tie WHERE b {_IN}) ORDER BY id"""
        return [tie_row(row) for row in self._db.execute(sql, (wanted, wanted))]

    # claims beside the present, and the past

    def claims(self, ids: Sequence[str]) -> list[Standing]:
        sql = f"SELECT id, source, fields, batch, since FROM claim WHERE id {_IN} ORDER BY id, source"
        return [
            Standing(r[0], r[1], orjson.loads(r[2]), r[3], r[4])
            for r in self._db.execute(sql, (json_text(ids),))
        ]

    def put_claims(self, claims: Sequence[Standing]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO claim (id, source, batch, since, fields) VALUES (?, ?, ?, ?, ?)",
            [(c.id, c.source, c.batch, c.since, json_text(c.fields)) for c in claims],
        )

    def drop_claims(self, ids: Sequence[str]) -> None:
        self._db.execute(f"DELETE FROM claim WHERE id {_IN}", (json_text(ids),))

    def past(self, ids: Sequence[str]) -> list[Past]:
        sql = f"SELECT id, source, fields, batch, since, closed FROM past WHERE id {_IN} ORDER BY id, source, closed"
        return [past_row(row) for row in self._db.execute(sql, (json_text(ids),))]

    def past_ties_saying(self, id_: str) -> list[Past]:
        sql = """SELECT id, source, fields, batch, since, closed FROM past WHERE id LIKE 'tie:%' AND
                 ? IN (json_extract(fields, '$.a'), json_extract(fields, '$.b'))"""
        return [past_row(row) for row in self._db.execute(sql, (id_,))]

    def put_past(self, rows: Sequence[Past]) -> None:
        self._db.executemany(
            "INSERT INTO past (id, source, batch, since, closed, fields) VALUES (?, ?, ?, ?, ?, ?)",
            [(p.id, p.source, p.batch, p.since, p.closed, json_text(p.fields)) for p in rows],
        )

    def drop_past(self, ids: Sequence[str], closed: int | None = None) -> None:
        sql = f"DELETE FROM past WHERE id {_IN}"
        if closed is None:
            self._db.execute(sql, (json_text(ids),))
        else:
            self._db.execute(sql + " AND closed = ?", (json_text(ids), closed))

    def touched_by(self, batch: int) -> list[str]:
        sql = """SELECT id FROM entity WHERE ?1 IN (batch, since) UNION SELECT id FROM tie WHERE ?1 IN (batch, since)
                 UNION SELECT id FROM claim WHERE ?1 IN (batch, since)
                 UNION SELECT id FROM past WHERE ?1 IN (batch, since, closed)"""
        return sorted(row[0] for row in self._db.execute(sql, (batch,)))

    # scans

    def rows(self, kind: str, size: int) -> Iterator[list[Row]]:
        if kind == "tie" or kind in TIE_KINDS:
            first = "tie:" if kind == "tie" else f"tie:{kind.lower()}:"
            cursor = self._db.execute(
                f"SELECT {TIE} FROM tie WHERE id BETWEEN ? AND ? ORDER BY id", (first, f"{first}~")
            )
            while raw := cursor.fetchmany(size):
                yield [tie_row(row) for row in raw]
            return
        sql = "SELECT id, fields, source, batch, since FROM entity WHERE kind = ? ORDER BY id"
        cursor = self._db.execute(sql, (kind,))
        while raw := cursor.fetchmany(size):
            yield [Row(r[0], orjson.loads(r[1]), r[2], r[3], r[4]) for r in raw]

    def page(self, kind: str, after: str, size: int) -> list[Row]:
        sql = """SELECT id, fields, source, batch, since FROM entity
                 WHERE kind = ? AND id > ? AND batch != ? ORDER BY id LIMIT ?"""
        found = self._db.execute(sql, (kind, after, STUB, size))
        return [Row(r[0], orjson.loads(r[1]), r[2], r[3], r[4]) for r in found]

    def tie_columns(self, size: int) -> Iterator[TieColumns]:
        for kind in sorted(TieKind):
            cursor = self._db.execute(
                "SELECT a, b, role, valid_from, valid_to, source FROM tie WHERE id BETWEEN ? AND ?",
                (f"tie:{kind.lower()}:", f"tie:{kind.lower()}:~"),
            )
            while raw := cursor.fetchmany(size):
                yield TieColumns(kind.value, *map(list, zip(*raw, strict=True)))

    def all_claims(self) -> Iterator[Standing]:
        sql = "SELECT id, source, fields, batch, since FROM claim ORDER BY id, source"
        for row in self._db.execute(sql):
            yield Standing(row[0], row[1], orjson.loads(row[2]), row[3], row[4])

    def all_past(self) -> Iterator[Past]:
        sql = "SELECT id, source, fields, batch, since, closed FROM past ORDER BY id, source, closed"
        for row in self._db.execute(sql):
            yield past_row(row)

    def counts(self) -> dict[str, int]:
        sql = f"""SELECT kind, count(*) FROM entity WHERE batch != {STUB} GROUP BY kind
                  UNION ALL SELECT kind, count(*) FROM tie GROUP BY kind"""
        return dict(self._db.execute(sql).fetchall())

    def candidates(self, grams: Sequence[str], limit: int) -> list[Row]:
        if all(len(gram) < 3 for gram in grams):
            sql = """SELECT id FROM entity WHERE n IN (SELECT rowid FROM entity_text WHERE text LIKE ?)
                     ORDER BY id LIMIT ?"""
            ids = [row[0] for row in self._db.execute(sql, (f"%{grams[0]}%", limit))]
        else:
            sql = """SELECT entity.id FROM entity_text JOIN entity ON entity.n = entity_text.rowid
                     WHERE entity_text MATCH ? ORDER BY rank, entity.id LIMIT ?"""
            found = (
                row[0]
                for word in (" AND ", " OR ")
                for row in self._db.execute(sql, (word.join(f'"{gram}"' for gram in grams), limit))
            )
            ids = list(dict.fromkeys(found))
        rows = self.present(ids)
        return [rows[id_] for id_ in ids]

    # bookkeeping

    def batches(self) -> list[BatchRow]:
        return [
            BatchRow(**orjson.loads(r[0])) for r in self._db.execute("SELECT row FROM batch ORDER BY number")
        ]

    def put_batch(self, batch: BatchRow) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO batch VALUES (?, ?)", (batch.number, json_text(asdict(batch)))
        )

    def drop_batch(self, number: int) -> None:
        self._db.execute("DELETE FROM batch WHERE number = ?", (number,))

    def sources(self) -> list[Source]:
        rows = self._db.execute("SELECT row FROM source ORDER BY name")
        return [Source.model_validate(orjson.loads(row[0])) for row in rows]

    def put_source(self, source: Source) -> None:
        values = (source.name, json_text(source.model_dump(mode="json")))
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", values)

    def merges(self) -> list[Merge]:
        rows = self._db.execute("SELECT row FROM merge ORDER BY batch")
        return [merge for row in rows for merge in merges_in(row[0])]

    def put_merges(self, merges: Sequence[Merge]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO merge VALUES (?, ?)", merges_by_batch(merges).items())

    def drop_merges(self, batch: int) -> None:
        self._db.execute("DELETE FROM merge WHERE batch = ?", (batch,))

    def acts(self) -> list[Act]:
        rows = self._db.execute("SELECT row FROM act ORDER BY n")
        return [Act.model_validate(orjson.loads(row[0])) for row in rows]

    def put_acts(self, acts: Sequence[Act]) -> None:
        self._db.executemany(
            "INSERT INTO act (row) VALUES (?)", [(json_text(a.model_dump(mode="json")),) for a in acts]
        )

    def drop_acts(self) -> None:
        self._db.execute("DELETE FROM act")

    def get(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return cast(str, row[0]) if row else None

    def set(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, value))

    def keys(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT key FROM kept ORDER BY key")]

    def _drop_entities(self, ids: Sequence[str]) -> None:
        if ids:
            wanted = json_text(ids)
            self._db.execute(
                f"DELETE FROM entity_text WHERE rowid IN (SELECT n FROM entity WHERE id {_IN})", (wanted,)
            )
            self._db.execute(f"DELETE FROM entity WHERE id {_IN}", (wanted,))
