"""Descriptions of 200,000 characters load like any other."""

from __future__ import annotations

import json
from pathlib import Path

from ingest.formats.csv_table import table
from ingest.formats.registry import format_of
from ingest.reading import Upload
from tests.ingest.real_files import real_file

LONG = "sana " * 40_000


def test_a_long_cell_of_a_table_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"name,text\nHanke,{LONG}\n", encoding="utf-8")
    assert [cells for _, cells in table(Upload.at(file), ("name", "text"))] == [["Hanke", LONG]]


def test_a_format_is_known_by_a_first_record_that_is_long(tmp_path: Path) -> None:
    text = real_file("projects/fi-esf-with-partners.ndjson").read_text(encoding="utf-8")
    first, *others = text.splitlines()
    record = json.loads(first)
    field = max(
        (key for key, value in record.items() if isinstance(value, str)), key=lambda key: len(record[key])
    )
    record[field] = LONG
    file = tmp_path / "long.ndjson"
    file.write_text("\n".join([json.dumps(record), *others[:3]]) + "\n", encoding="utf-8")
    real = format_of(Upload.at(real_file("projects/fi-esf-with-partners.ndjson")))
    upload = Upload.at(file)
    found = format_of(upload)
    assert type(found) is type(real)
    assert sum(1 for row in found.rows(upload) if row.rejected is None) == 4
