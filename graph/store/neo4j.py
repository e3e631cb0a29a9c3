"""The Neo4j adapter: the present is the natural graph, so that Browser, Bloom and any Cypher tool just work.

Entities are nodes labelled by kind, ties are relationships by kind, fields are properties. What the store keeps for
itself (closed claims, batches, decisions) are nodes with labels of their own (`Past`, `SolmuClaim`, `SolmuBatch`, …),
never joined to the graph. Labels and relationship types in queries come from our own vocabulary; values are parameters.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, cast

import neo4j
import orjson
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

from graph.errors import StoreError
from graph.records import TIE_KINDS, Act, Source, TieKind, is_tie, kind_of
from graph.store.beside import Work, at_once
from graph.store.merging import merges_by_batch, merges_in
from graph.store.neo4j_rows import (
    LABELS,
    by_kind,
    by_type,
    columns_of,
    entity_props,
    entity_row,
    gram_token,
    schema,
    tie_props,
    tie_row,
)
from graph.store.port import STUB, BatchRow, Merge, Past, Row, Standing, TieColumns, Transaction, json_text

VERSION = "3"
_OURS = ("Past", "SolmuClaim", "SolmuBatch", "SolmuSource", "SolmuMerge", "SolmuAct", "SolmuKept")
_LOCK = "MERGE (k:SolmuKept {key: 'writer'}) SET k.value = 'lock'"
"""Waits until no other writer is at work, and keeps others out until the commit."""
AT_ONCE = 200_000
"""Up to how many ties of one kind are read in one go, which takes the server 400 bytes a tie and half the time."""
_COLUMNS = (
    "WITH a.id AS a, b.id AS b, r {.role, .valid_from, .valid_to, .source} AS r "
    "RETURN collect(a), collect(b), collect(coalesce(r.role, '')), "
    "collect(coalesce(r.valid_from, '')), collect(coalesce(r.valid_to, '')), collect(r.source)"
)
"""One projection reads the properties of a tie at once, which takes four fifths of the time of one by one."""


class Neo4jAdapter:
    """A store in a Neo4j database (5.26 or the current release), reads routed as reads."""

    reads_one_state = False

    def __init__(self, address: str, auth: tuple[str, str], database: str | None = None) -> None:
        self._address = address
        self._database = database
        self._driver: neo4j.Driver | None = None
        try:
            self._driver = neo4j.GraphDatabase.driver(
                address, auth=auth, user_agent="solmu", connection_timeout=10, max_transaction_retry_time=10,
                notifications_min_severity="OFF",
            )  # fmt: skip
            with self._session(neo4j.READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except AuthError:
            self.close()
            raise StoreError(
                f"{address} refuses the name or password; set SOLMU_NEO4J_USER and SOLMU_NEO4J_PASSWORD."
            ) from None
        except (DriverError, Neo4jError, ValueError) as problem:
            self.close()
            raise StoreError(f"No Neo4j answers at {address}: {_short(problem)}") from None

    @property
    def url(self) -> str:
        """The store's address, without name and password."""
        return f"{self._address}/{self._database}" if self._database else self._address

    def migrate(self) -> None:
        """Make constraints and indexes where there are none yet, and refuse a store that a newer program made."""
        with self.reading() as tx:
            version = tx.get("schema_version")
        if version == VERSION:
            return
        if version is not None and int(version) > int(VERSION):
            raise StoreError(f"{self.url} was made by a newer version of Solmu; update the program.")
        if version is None:
            self._refuse_foreign()
        with self._session(neo4j.WRITE_ACCESS) as session:
            for statement in schema():
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(60)").consume()
        with self.writing() as tx:
            tx.set("schema_version", VERSION)

    def _refuse_foreign(self) -> None:
        labels = "|".join(LABELS.values())
        with self._session(neo4j.READ_ACCESS) as session:
            found = session.run(f"MATCH (n:{labels}) RETURN labels(n)[0] LIMIT 1").single()
        if found:
            raise StoreError(
                f"{self.url} holds nodes of another program that are called {found[0]} as ours are; "
                "use another database."
            )

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Read in one transaction; Neo4j shows what others commit meanwhile (read committed)."""
        with self._told(), contextlib.ExitStack() as opened:
            yield _Transaction(lambda: self._begin(opened, neo4j.READ_ACCESS))

    @contextlib.contextmanager
    def writing(self, commit: Callable[[Work], None] = at_once) -> Iterator[Transaction]:
        """Write; all of it lasts when the block ends well, nothing when it fails. One writer at a time.

        It begins with its first query: what is prepared before that may go on while another commit is under way.
        """

        def begin() -> neo4j.Transaction:
            begun = self._begin(opened, neo4j.WRITE_ACCESS)
            begun.run(_LOCK).consume()
            return begun

        with self._told(), contextlib.ExitStack() as opened:
            tx = _Transaction(begin)
            yield tx
            commit(partial(self._commit, tx, opened.pop_all()))

    def _begin(self, opened: contextlib.ExitStack, access: str) -> neo4j.Transaction:
        """Begin a transaction that is rolled back, where nobody committed it, when `opened` closes."""
        tx = opened.enter_context(self._session(access)).begin_transaction()
        opened.callback(tx.close)
        return tx

    def _commit(self, tx: _Transaction, opened: contextlib.ExitStack) -> None:
        with self._told(), opened:
            tx.commit()

    def wipe(self) -> None:
        """Empty the store; nodes of other programs in the same database stay."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            for label in (*LABELS.values(), *_OURS):
                statement = (
                    f"MATCH (n:{label}) WHERE n.key IS NULL OR n.key <> 'schema_version' "
                    "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
                )
                session.run(statement).consume()

    def scrub(self) -> None:
        """Do nothing: Neo4j reuses the space by itself; its transaction logs go by its own retention."""

    def close(self) -> None:
        """Close the driver."""
        if self._driver is not None:
            self._driver.close()

    def _session(self, access: str) -> neo4j.Session:
        assert self._driver is not None
        return self._driver.session(database=self._database, default_access_mode=access, fetch_size=10_000)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell the driver's errors in our words."""
        try:
            yield
        except ClientError as problem:
            raise StoreError(f"{self.url} refused: {_short(problem)}") from problem
        except (DriverError, Neo4jError) as problem:
            raise StoreError(f"{self.url} failed: {_short(problem)}") from problem


class _Transaction:
    """The port's transaction on one Neo4j transaction, begun when something is asked of it."""

    def __init__(self, begin: Callable[[], neo4j.Transaction]) -> None:
        self._begin = begin
        self._tx: neo4j.Transaction | None = None

    def commit(self) -> None:
        """Make it last, if it was begun."""
        if self._tx is not None:
            self._tx.commit()

    # what only reading needs

    def put_off_indexes(self) -> None:
        """Nothing: what finds the nodes to tie finds them for reading too."""

    def make_indexes(self) -> None:
        """Nothing was put off."""

    # present

    def present(self, ids: Sequence[str]) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for kind, group in by_kind(ids):
            if kind == "tie":
                for type_, some in by_type(group):
                    query = (
                        f"UNWIND $ids AS id MATCH (a)-[r:{type_}]->(b) WHERE r.id = id "
                        "RETURN properties(r), a.id, b.id"
                    )
                    for props, a, b in self._run(query, ids=some):
                        found[props["id"]] = tie_row(type_, props, a, b)
            else:
                query = f"UNWIND $ids AS id MATCH (n:{LABELS[kind]} {{id: id}}) RETURN properties(n)"
                for (props,) in self._run(query, ids=group):
                    found[props["id"]] = entity_row(props)
        return found

    def put(self, rows: Sequence[Row], known: dict[str, Row]) -> None:
        entities: dict[tuple[str, bool], list[dict[str, Any]]] = {}
        ties: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for row in rows:
            if is_tie(row.id):
                ends = str(row.fields["kind"]), LABELS[kind_of(row.a)], LABELS[kind_of(row.b)]
                ties.setdefault(ends, []).append({"a": row.a, "b": row.b, "props": tie_props(row)})
            else:
                key = LABELS[kind_of(row.id)], row.id in known
                entities.setdefault(key, []).append(entity_props(row))
        for (label, there), group in sorted(entities.items(), key=lambda item: item[0]):
            if there:
                self._run(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n = row", rows=group)
            else:
                self._run(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=group)
        self.drop([row for row in rows if is_tie(row.id) and row.id in known])
        for (type_, left, right), group in sorted(ties.items(), key=lambda item: item[0]):
            made = self._run(
                f"UNWIND $rows AS row MATCH (a:{left} {{id: row.a}}) MATCH (b:{right} {{id: row.b}}) "
                f"CREATE (a)-[r:{type_}]->(b) SET r = row.props RETURN count(r)",
                rows=group,
            )
            if made[0][0] != len(group):
                raise StoreError(
                    f"{len(group) - made[0][0]:,} ties lack an end; nothing was kept. Load again."
                )

    def drop(self, rows: Sequence[Row]) -> None:
        for kind, group in by_kind([row.id for row in rows]):
            if kind == "tie":
                for type_, some in by_type(group):
                    self._run(
                        f"UNWIND $ids AS id MATCH ()-[r:{type_}]->() WHERE r.id = id DELETE r", ids=some
                    )
            else:
                self._run(f"UNWIND $ids AS id MATCH (n:{LABELS[kind]} {{id: id}}) DETACH DELETE n", ids=group)

    def stub(self, ids: Sequence[str]) -> None:
        for kind, group in by_kind(ids):
            self._run(
                f"UNWIND $ids AS id MERGE (n:{LABELS[kind]} {{id: id}}) "
                "ON CREATE SET n.name = id, n.source = '', n.batch = $stub, n.since = $stub",
                ids=group, stub=STUB,
            )  # fmt: skip

    def prune(self, ids: Sequence[str]) -> None:
        for kind, group in by_kind(ids):
            self._run(
                f"UNWIND $ids AS id MATCH (n:{LABELS[kind]} {{id: id}}) "
                "WHERE n.batch = $stub AND NOT EXISTS { (n)--() } DELETE n",
                ids=group, stub=STUB,
            )  # fmt: skip

    def ties_at(self, ids: Sequence[str]) -> list[Row]:
        found: dict[str, Row] = {}
        for kind, group in by_kind(ids):
            query = (
                f"UNWIND $ids AS id MATCH (n:{LABELS[kind]} {{id: id}})-[r]-() WHERE r.id IS NOT NULL "
                "RETURN type(r), properties(r), startNode(r).id, endNode(r).id"
            )
            for type_, props, a, b in self._run(query, ids=group):
                found[props["id"]] = tie_row(type_, props, a, b)
        return [found[id_] for id_ in sorted(found)]

    # claims beside the present, and the past

    def claims(self, ids: Sequence[str]) -> list[Standing]:
        query = "UNWIND $ids AS id MATCH (c:SolmuClaim {id: id}) RETURN c.id, c.source, c.fields, c.batch, c.since"
        return sorted(Standing(r[0], r[1], orjson.loads(r[2]), r[3], r[4]) for r in self._run(query, ids=ids))

    def put_claims(self, claims: Sequence[Standing]) -> None:
        rows = [{**claim._asdict(), "fields": json_text(claim.fields)} for claim in claims]
        self._run("UNWIND $rows AS row CREATE (c:SolmuClaim) SET c = row", rows=rows)

    def drop_claims(self, ids: Sequence[str]) -> None:
        self._run("UNWIND $ids AS id MATCH (c:SolmuClaim {id: id}) DELETE c", ids=ids)

    def past(self, ids: Sequence[str]) -> list[Past]:
        return self._past("UNWIND $ids AS id MATCH (p:Past {id: id})", ids=list(dict.fromkeys(ids)))

    def past_ties_saying(self, id_: str) -> list[Past]:
        return self._past("MATCH (p:Past) WHERE $id IN [p.a, p.b]", id=id_)

    def put_past(self, rows: Sequence[Past]) -> None:
        if rows:
            data = [
                {
                    **row._asdict(),
                    "fields": json_text(row.fields),
                    "a": row.fields.get("a"),
                    "b": row.fields.get("b"),
                }
                if is_tie(row.id)
                else {**row._asdict(), "fields": json_text(row.fields)}
                for row in rows
            ]
            self._run("UNWIND $rows AS row CREATE (p:Past) SET p = row", rows=data)

    def drop_past(self, ids: Sequence[str], closed: int | None = None) -> None:
        where = "" if closed is None else "WHERE p.closed = $closed"
        self._run(f"UNWIND $ids AS id MATCH (p:Past {{id: id}}) {where} DELETE p", ids=ids, closed=closed)

    def touched_by(self, batch: int) -> list[str]:
        found: set[str] = set()
        for label in (*LABELS.values(), "SolmuClaim", "Past"):
            query = f"MATCH (n:{label}) WHERE $batch IN [n.batch, n.since, n.closed] RETURN collect(DISTINCT n.id)"
            found.update(self._run(query, batch=batch)[0][0])
        for type_ in TieKind:
            query = f"MATCH ()-[r:{type_.value}]->() WHERE $batch IN [r.batch, r.since] RETURN collect(r.id)"
            found.update(self._run(query, batch=batch)[0][0])
        return sorted(found)

    # scans

    def rows(self, kind: str, size: int) -> Iterator[list[Row]]:
        if kind == "tie":
            for type_ in sorted(TieKind, key=lambda t: t.value.lower()):
                yield from self._tie_rows(type_.value, size)
            return
        if kind in TIE_KINDS:
            yield from self._tie_rows(kind, size)
            return
        after = ""
        while True:
            query = (
                f"MATCH (n:{LABELS[kind]}) WHERE n.id > $after WITH n ORDER BY n.id LIMIT $size "
                "RETURN collect(properties(n))"
            )
            props = self._run(query, after=after, size=size)[0][0]
            if not props:
                return
            yield [entity_row(p) for p in props]
            after = props[-1]["id"]

    def page(self, kind: str, after: str, size: int) -> list[Row]:
        query = (
            f"MATCH (n:{LABELS[kind]}) WHERE n.id > $after AND n.batch <> $stub "
            "RETURN properties(n) ORDER BY n.id LIMIT $size"
        )
        return [entity_row(props) for (props,) in self._run(query, after=after, size=size, stub=STUB)]

    def tie_columns(self, size: int) -> Iterator[TieColumns]:
        for type_, count in sorted(self._tie_counts().items()):
            if count <= AT_ONCE:
                columns = self._run(f"MATCH (a)-[r:{type_}]->(b) {_COLUMNS}")[0]
                for start in range(0, count, size):
                    yield columns_of(type_, [column[start : start + size] for column in columns])
                continue
            after, full = "", True
            while full:
                query = (
                    f"MATCH (a)-[r:{type_}]->(b) WHERE r.id > $after WITH a, r, b ORDER BY r.id LIMIT $size "
                    f"{_COLUMNS.replace('r {', 'r {.id, ')}, max(r.id)"
                )
                found = self._run(query, after=after, size=size)[0]
                after = found[-1]
                full = len(found[0]) == size
                if found[0]:
                    yield columns_of(type_, found[:-1])

    def all_claims(self) -> Iterator[Standing]:
        query = (
            "MATCH (c:SolmuClaim) RETURN c.id, c.source, c.fields, c.batch, c.since ORDER BY c.id, c.source"
        )
        for row in self._run(query):
            yield Standing(row[0], row[1], orjson.loads(row[2]), row[3], row[4])

    def all_past(self) -> Iterator[Past]:
        yield from self._past("MATCH (p:Past)")

    def counts(self) -> dict[str, int]:
        counted = (f"COUNT {{ (n:{label}) WHERE n.batch <> {STUB} }}" for label in LABELS.values())
        found = dict(zip(LABELS, self._run(f"RETURN {', '.join(counted)}")[0], strict=True))
        return {kind: count for kind, count in found.items() if count} | self._tie_counts()

    def _tie_counts(self) -> dict[str, int]:
        counted = (f"COUNT {{ ()-[:{type_.value}]->() }}" for type_ in TieKind)
        found = zip(TieKind, self._run(f"RETURN {', '.join(counted)}")[0], strict=True)
        return {type_.value: count for type_, count in found if count}

    def candidates(self, grams: Sequence[str], limit: int) -> list[Row]:
        terms = [gram_token(gram) if len(gram) == 3 else f"*{gram}*" for gram in grams]
        query = (
            "CALL db.index.fulltext.queryNodes('solmu_search', $wanted) YIELD node, score "
            "RETURN properties(node) ORDER BY score DESC, node.id LIMIT $limit"
        )
        found = (
            entity_row(props)
            for word in (" AND ", " OR ")
            for (props,) in self._run(query, wanted=word.join(terms), limit=limit)
        )
        return list({row.id: row for row in found}.values())

    # bookkeeping

    def batches(self) -> list[BatchRow]:
        rows = self._run("MATCH (b:SolmuBatch) RETURN b.row ORDER BY b.number")
        return [BatchRow(**orjson.loads(row[0])) for row in rows]

    def put_batch(self, batch: BatchRow) -> None:
        self._put_book("SolmuBatch", "number", batch.number, asdict(batch))

    def drop_batch(self, number: int) -> None:
        self._run("MATCH (b:SolmuBatch {number: $number}) DELETE b", number=number)

    def sources(self) -> list[Source]:
        rows = self._run("MATCH (s:SolmuSource) RETURN s.row ORDER BY s.name")
        return [Source.model_validate(orjson.loads(row[0])) for row in rows]

    def put_source(self, source: Source) -> None:
        self._put_book("SolmuSource", "name", source.name, source.model_dump(mode="json"))

    def merges(self) -> list[Merge]:
        rows = self._run("MATCH (m:SolmuMerge) RETURN m.row ORDER BY m.batch")
        return [merge for row in rows for merge in merges_in(row[0])]

    def put_merges(self, merges: Sequence[Merge]) -> None:
        for batch, row in merges_by_batch(merges).items():
            self._run("MERGE (n:SolmuMerge {batch: $batch}) SET n.row = $row", batch=batch, row=row)

    def drop_merges(self, batch: int) -> None:
        self._run("MATCH (m:SolmuMerge {batch: $batch}) DELETE m", batch=batch)

    def acts(self) -> list[Act]:
        return [
            Act.model_validate(orjson.loads(row[0])) for row in self._run("MATCH (a:SolmuAct) RETURN a.row")
        ]

    def put_acts(self, acts: Sequence[Act]) -> None:
        rows = [json_text(act.model_dump(mode="json")) for act in acts]
        self._run("UNWIND $rows AS row CREATE (:SolmuAct {row: row})", rows=rows)

    def drop_acts(self) -> None:
        self._run("MATCH (a:SolmuAct) DELETE a")

    def get(self, key: str) -> str | None:
        rows = self._run("MATCH (k:SolmuKept {key: $key}) RETURN k.value", key=key)
        return cast(str, rows[0][0]) if rows else None

    def set(self, key: str, value: str) -> None:
        self._run("MERGE (k:SolmuKept {key: $key}) SET k.value = $value", key=key, value=value)

    def keys(self) -> list[str]:
        rows = self._run("MATCH (k:SolmuKept) RETURN k.key ORDER BY k.key")
        return [row[0] for row in rows if row[0] not in ("writer", "schema_version")]

    def _run(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        if self._tx is None:
            self._tx = self._begin()
        return [tuple(record.values()) for record in self._tx.run(query, parameters)]

    def _put_book(self, label: str, key: str, value: str | int, row: Any) -> None:
        self._run(f"MERGE (n:{label} {{{key}: $value}}) SET n.row = $row", value=value, row=json_text(row))

    def _past(self, match: str, **parameters: Any) -> list[Past]:
        query = f"{match} RETURN p.id, p.source, p.fields, p.batch, p.since, p.closed ORDER BY p.id, p.source, p.closed"
        return [
            Past(r[0], r[1], orjson.loads(r[2]), r[3], r[4], r[5]) for r in self._run(query, **parameters)
        ]

    def _tie_rows(self, type_: str, size: int) -> Iterator[list[Row]]:
        after = ""
        while True:
            query = (
                f"MATCH (a)-[r:{type_}]->(b) WHERE r.id > $after WITH a, r, b ORDER BY r.id LIMIT $size "
                "RETURN collect(properties(r)), collect(a.id), collect(b.id)"
            )
            props, a, b = self._run(query, after=after, size=size)[0]
            if not props:
                return
            after = props[-1]["id"]
            yield [tie_row(type_, p, left, right) for p, left, right in zip(props, a, b, strict=True)]


def _short(problem: BaseException) -> str:
    text = getattr(problem, "message", None) or str(problem) or type(problem).__name__
    return str(text).splitlines()[0][:200]
