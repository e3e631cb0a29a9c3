"""Our own NDJSON: what `solmu export --format ndjson` writes, and what the sample is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from pydantic import ValidationError

from graph.records import Claim, Source, Tie, is_tie, kind_of, scheme_of
from graph.records.entities import KINDS, display_name
from ingest.persons import person_kind
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

CLAIM = "solmu.claim/1"
SOURCE = "solmu.source/1"


class OwnNdjson:
    """One object a line: sources, then claims of any source; each claim is checked as the record it describes."""

    name = "solmu"
    title = "our own NDJSON (solmu export)"

    def recognises(self, upload: Upload) -> bool:
        """Return whether the first line carries our schema."""
        return '"solmu.' in upload.first_line and upload.first_line.startswith("{")

    def source(self, upload: Upload) -> Source:
        """Return a source for the batch; each claim names its own."""
        return Source(name="solmu-ndjson", title="Solmu export")

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each line as a source or a claim."""
        left_out: set[str] = set()
        for number, line in enumerate(upload.lines(), 1):
            if line.strip():
                yield _row(number, line, left_out)


def _row(number: int, line: str, left_out: set[str]) -> RowOf:
    try:
        data = orjson.loads(line)
        schema = data["schema"]
        if schema == SOURCE:
            return RowOf(
                number, source=Source.model_validate({k: v for k, v in data.items() if k != "schema"})
            )
        if schema != CLAIM:
            return RowOf(
                number, rejected=Rejected("schema", str(schema), f"only {SOURCE} and {CLAIM} are known")
            )
        claim = Claim(str(data["id"]), str(data["source"]), dict(data["fields"]))
        if not claim.source or "|" in claim.source:
            return RowOf(
                number, rejected=Rejected("source", claim.source, "the name of a source holds no bar")
            )
        return _checked(number, claim, left_out)
    except orjson.JSONDecodeError:
        return RowOf(number, rejected=Rejected("", "", "the line is no JSON; it may be cut off"))
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return RowOf(number, rejected=Rejected(where, "", str(first["msg"])))
    except (KeyError, TypeError, ValueError, IndexError) as problem:
        return RowOf(number, rejected=Rejected("", "", f"the line is no claim: {problem}"))


def _checked(number: int, claim: Claim, left_out: set[str]) -> RowOf:
    fields: dict[str, Any] = claim.fields
    if is_tie(claim.id):
        if fields.get("a") in left_out or fields.get("b") in left_out:
            return RowOf(number)
        tie = Tie.model_validate(fields)
        if tie.id != claim.id:
            return RowOf(
                number, rejected=Rejected("id", claim.id, f"a tie that says this has the id {tie.id}")
            )
        return RowOf(number, claims=(Claim(claim.id, claim.source, tie.fields()),))
    kind = kind_of(claim.id)
    if kind not in KINDS:
        return RowOf(number, rejected=Rejected("id", claim.id, f"{kind!r} is no kind of entity"))
    if kind == "actor" and scheme_of(claim.id) == "name" and person_kind(display_name("", fields)):
        left_out.add(claim.id)
        return RowOf(number, left_out=1)
    return RowOf(number, claims=(Claim(claim.id, claim.source, KINDS[kind].of(claim.id, fields).fields()),))
