"""A table of any columns, with a small file that says what each holds (`solmu ingest --mapping FILE`).

The mapping is TOML: `[table]` may set `delimiter`, `language`, `country` and `scheme` (of project codes); `[columns]`
names the column of each field in FIELDS that the table has. `name` is needed, or `code`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.errors import DataError, UsageError
from graph.records import (
    Actor,
    Entity,
    Project,
    Region,
    Role,
    Source,
    Theme,
    Tie,
    TieKind,
    entity_id,
    named_id,
    project_id_by_name,
)
from ingest.bodies import NaturalPerson, body
from ingest.cells import CellError, day, tidy
from ingest.places import place
from ingest.reading import Upload
from ingest.rows import Rejected, RowOf

FIELDS = (
    "code", "name", "description", "lead", "lead_business_id", "partners", "funder", "start", "end", "region", "theme",
    "target_group", "url",
)  # fmt: skip
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_TABLE = ("delimiter", "language", "country", "scheme")


@dataclass
class Mapped:
    """A table read by a mapping; several partners, places or themes in a cell are parted by `;` or `|`."""

    columns: dict[str, str]
    delimiter: str = ","
    language: str = "fi"
    country: str = "fi"
    scheme: str = "fi"
    name: str = "mapped"
    title: str = "a table with a mapping"

    @classmethod
    def of(cls, path: Path) -> Mapped:
        """Return the format that a mapping file describes; raise UsageError or DataError where it is none."""
        try:
            data = tomllib.loads(Upload.at(path).text())
        except tomllib.TOMLDecodeError as problem:
            raise DataError(f"{path} is no mapping: {problem}.") from None
        columns, table = data.get("columns", {}), data.get("table", {})
        for key in columns:
            if key not in FIELDS:
                raise UsageError(f"{path} maps {key!r}; the fields are {', '.join(FIELDS)}.")
        for key in table:
            if key not in _TABLE:
                raise UsageError(f"{path} sets {key!r}; a table has {', '.join(_TABLE)}.")
        if not {"code", "name"} & set(columns):
            raise UsageError(f"{path} must name the column of the project's name or code, under [columns].")
        return cls(columns={key: str(value) for key, value in columns.items()}, **table)

    def recognises(self, upload: Upload) -> bool:
        """Return whether the file has the columns that the mapping names."""
        header = next(csv.reader([upload.first_line], delimiter=self.delimiter), [])
        return set(self.columns.values()) <= {tidy(cell) for cell in header}

    def source(self, upload: Upload) -> Source:
        """Return a source named after the file."""
        return Source(name=re.sub(r"[^\w.-]+", "-", upload.path.stem.lower()) or "table", title=upload.name)

    def rows(self, upload: Upload) -> Iterator[RowOf]:
        """Yield each row as a project with its bodies, places and subjects."""
        reader = csv.DictReader(upload.lines(), delimiter=self.delimiter)
        header = [tidy(cell) for cell in reader.fieldnames or ()]
        missing = [column for column in self.columns.values() if column not in header]
        if missing:
            raise DataError(
                f"{upload.path} has no column {missing[0]!r}; its columns are {', '.join(header)[:300]}."
            )
        reader.fieldnames = header
        try:
            for number, row in enumerate(reader, 2):
                if None in row or None in row.values():
                    yield RowOf(
                        number, rejected=Rejected("", "", "the row has not as many cells as the header")
                    )
                else:
                    yield self._row(number, row)
        except csv.Error as problem:
            raise DataError(f"{upload.path} is no table at line {reader.line_num}: {problem}.") from None

    def _row(self, number: int, row: dict[str, str]) -> RowOf:
        cell = {key: tidy(row[column]) for key, column in self.columns.items()}
        days: dict[str, Any] = {}
        for key, field in (("start", "valid_from"), ("end", "valid_to")):
            try:
                days[field] = day(cell.get(key))
            except CellError as problem:
                return RowOf(number, rejected=Rejected(self.columns[key], cell[key], str(problem)))
        if not cell.get("name") and not cell.get("code"):
            return RowOf(
                number, rejected=Rejected(self.columns.get("name", ""), "", "the row names no project")
            )
        code = cell.get("code")
        start = days["valid_from"].isoformat() if days["valid_from"] else None
        project_id = (
            entity_id("project", self.scheme, code)
            if code
            else project_id_by_name(cell.get("lead", ""), cell["name"], start, self.country)
        )
        bodies, left_out = self._bodies(cell)
        records: list[Entity | Tie] = []
        for kind, actor, role in bodies:
            records += [actor, Tie(kind=kind, a=actor.id, b=project_id, role=role, **days)]
        records += self._about(cell, project_id)
        try:
            records.append(
                Project(
                    id=project_id, code=code or None, name=self._text(cell.get("name")), url=cell.get("url") or None,
                    description=self._text(row.get(self.columns.get("description", ""), "").strip()), **days,
                )
            )  # fmt: skip
        except ValidationError as problem:
            return RowOf(number, rejected=Rejected("", "", str(problem.errors()[0]["msg"])))
        return RowOf(number, records, left_out=left_out)

    def _bodies(self, cell: dict[str, str]) -> tuple[list[tuple[TieKind, Actor, str]], int]:
        wanted = [(TieKind.PARTICIPATES_IN, name, Role.LEAD.value) for name in _several(cell.get("lead"))]
        wanted += [
            (TieKind.PARTICIPATES_IN, name, Role.PARTNER.value) for name in _several(cell.get("partners"))
        ]
        wanted += [(TieKind.FUNDS, name, "") for name in _several(cell.get("funder"))]
        found, left_out = [], 0
        for kind, name, role in wanted:
            try:
                found.append((kind, self._body(name, cell if role == Role.LEAD else {}), role))
            except NaturalPerson:
                left_out += 1
        return found, left_out

    def _body(self, name: str, cell: dict[str, str]) -> Actor:
        try:
            business_id = cell.get("lead_business_id") or None
            return body(name, business_id=business_id, country=self.country, language=self.language)
        except ValueError:
            return body(name, country=self.country, language=self.language)

    def _about(self, cell: dict[str, str], project_id: str) -> Iterator[Entity | Tie]:
        for name in _several(cell.get("region")):
            region = place(name) or named_id("region", name, self.country)
            yield Region(id=region, name=self._text(name))
            yield Tie(kind=TieKind.LOCATED_IN, a=project_id, b=region)
        for key, kind, scheme in (
            ("theme", TieKind.ABOUT, "name"),
            ("target_group", TieKind.TARGETS, "target"),
        ):
            for name in _several(cell.get(key)):
                theme = named_id("theme", name, self.country, scheme)
                form = "target-group" if scheme == "target" else "theme"
                yield Theme(id=theme, name=self._text(name), form=form)
                yield Tie(kind=kind, a=project_id, b=theme)

    def _text(self, text: str | None) -> dict[str, str]:
        return {self.language: text} if text else {}


def _several(cell: str | None) -> list[str]:
    return [part for part in _SEVERAL.split(cell or "") if part]
