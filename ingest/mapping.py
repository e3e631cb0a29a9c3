"""Which column of a table holds which field: a small TOML file that people edit, share and use again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import DataError, UsageError
from ingest.fields import KIND_NAMES, Kind, code_of, kind
from ingest.kinds.row import Setting
from ingest.reading import Upload
from ingest.reading.dialect import DELIMITERS

_SETTING = ("language", "country", "scheme", "currency")
_TABLE = ("kind", "sheet", "delimiter", *_SETTING)


@dataclass(frozen=True)
class Mapping:
    """A mapping of one table: the kind of its rows, the columns that feed each field, and what holds for all rows."""

    columns: dict[str, tuple[str, ...]]
    kind: str = "projects"
    sheet: str = ""
    """The sheet of a workbook; "" for the first that has the columns."""
    delimiter: str = ""
    """What parts the cells of a text; "" where the file tells."""
    setting: Setting = field(default_factory=Setting)

    @property
    def about(self) -> Kind:
        """The kind of record that a row is."""
        return kind(self.kind)


def read(path: Path) -> Mapping:
    """Return the mapping in a file; raise UsageError or DataError where it is none, saying what is wrong with it."""
    try:
        data = tomllib.loads(Upload.at(path).text())
    except tomllib.TOMLDecodeError as problem:
        raise DataError(f"{path} is no mapping: {problem}.") from None
    table, columns = _part(data, "table", path), _part(data, "columns", path)
    for key, value in table.items():
        if key not in _TABLE:
            raise UsageError(f"{path} sets {key!r}; a table has {', '.join(_TABLE)}.")
        if not isinstance(value, str):
            raise UsageError(f"{path} sets {key} to {value!r}; write it in quotation marks.")
    said = {key: str(value) for key, value in table.items()}
    return Mapping(
        columns=_columns(columns, _kind(said, path), path), kind=said.get("kind", "projects"),
        sheet=said.get("sheet", ""), delimiter=_delimiter(said, path), setting=_setting(said, path),
    )  # fmt: skip


def _part(data: AnyMapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    part = data.get(name, {})
    if not isinstance(part, dict):
        raise UsageError(f"{path} is no mapping: [{name}] must be a table of TOML.")
    return part


def _kind(said: AnyMapping[str, str], path: Path) -> Kind:
    name = said.get("kind", "projects")
    if name not in KIND_NAMES:
        raise UsageError(f"{path} sets kind to {name!r}; it is one of {', '.join(KIND_NAMES)}.")
    return kind(name)


def _columns(columns: AnyMapping[str, Any], about: Kind, path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in columns.items():
        if key not in about.by_name:
            raise UsageError(f"{path} maps {key!r}; the fields are {', '.join(about.by_name)}.")
        names = value if isinstance(value, list) else [value]
        if not names or not all(isinstance(name, str) and name.strip() for name in names):
            raise UsageError(f"{path} maps {key} to {value!r}; write the column's name in quotation marks.")
        if len(names) > 1 and not about.by_name[key].several:
            raise UsageError(f"{path} maps {key} to {len(names)} columns; it holds one value.")
        found[key] = tuple(names)
    if about.name == "projects" and "code" in found:
        return found
    for needed in about.needed:
        if not any(key in found for key in about.by_name if about.by_name[key] is needed):
            or_code = " or code" if about.name == "projects" else ""
            raise UsageError(
                f"{path} must name the column of the field {needed.name}{or_code}, under [columns]."
            )
    return found


def _delimiter(said: AnyMapping[str, str], path: Path) -> str:
    sign = said.get("delimiter", "")
    if sign and sign not in DELIMITERS:
        signs = " ".join(repr(one) for one in DELIMITERS)
        raise UsageError(f"{path} sets delimiter to {sign!r}; it is one of {signs}.")
    return sign


def _setting(said: AnyMapping[str, str], path: Path) -> Setting:
    chosen = {key: said[key].strip() for key in _SETTING if key in said}
    for key in ("language", "country"):
        if key in chosen and not (
            chosen[key].isascii() and chosen[key].isalpha() and len(chosen[key]) in (2, 3)
        ):
            raise UsageError(f"{path} sets {key} to {chosen[key]!r}; write its code of two letters.")
        chosen |= {key: chosen[key].lower()} if key in chosen else {}
    if "scheme" in chosen and not all(
        one.isascii() and (one.isalnum() or one in "-_.") for one in chosen["scheme"]
    ):
        raise UsageError(f"{path} sets scheme to {chosen['scheme']!r}; use letters, digits and hyphens only.")
    if chosen.get("currency"):
        currency = code_of("currency", chosen["currency"]) or chosen["currency"].upper()
        if not (len(currency) == 3 and currency.isalpha()):
            raise UsageError(f"{path} sets currency to {chosen['currency']!r}; write its code, such as EUR.")
        chosen["currency"] = currency
    if chosen.get("scheme") == "":
        del chosen["scheme"]
    return Setting(**chosen)
