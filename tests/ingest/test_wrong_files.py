"""A wrong file gets one sentence, and changes nothing."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from graph.errors import DataError, SolmuError, UsageError
from graph.store import Store, open_store
from ingest.formats.elsewhere import elsewhere
from ingest.formats.eu_lists import eu_lists
from ingest.formats.networks import networks
from ingest.formats.registry import formats
from ingest.load import load
from ingest.reading import Upload
from tests.ingest.eura2021_report import project, report
from tests.ingest.real_files import real_file

NOBODY = 65534
REAL = {
    "eura2007": "projects/fi-2007-2013.csv",
    "eura2014": "projects/fi-2014-2020-as-published.csv",
    "fi-municipalities": "regions/fi-municipalities-2025.csv",
    "fi-coordination-areas": "regions/fi-coordination-areas.csv",
    "fi-successions": "regions/fi-successions.csv",
    "fi-esf-partners": "projects/fi-esf-with-partners.ndjson",
    "fi-themes": "theme/fi-coordination-themes.ndjson",
    "h2020": "networks/h2020-participations.csv.gz",
    "labour-area": "labour/fi-by-area-monthly.csv.gz",
    "labour-occupation": "labour/fi-by-occupation-maakunta-2020-2023.csv.gz",
    "se-projektbank": "projects/se-2014-2020.json",
    "uk-esif": "projects/uk-england-2014-2020.csv",
    "iati-json": "projects/iati-somalia.json.gz",
    "fi-boundaries": "geo/fi-maakunnat-2024.json",
    "fi-research-bodies": "names/fi-research-bodies.csv",
    "iati-names": "names/iati-name-variants.csv",
    "ips-cases": "practices/ips-cases-2022.csv",
    "hxl": "projects/hxl-rowca-3w.csv",
}
"""A real file of each format; the report of EURA 2021 and our own export are built."""
OWN = (
    {"schema": "solmu.source/1", "name": "a-list"},
    *(
        {
            "schema": "solmu.claim/1",
            "id": f"project:fi:S9{n}",
            "source": "a-list",
            "fields": {"name_fi": "Hanke"},
        }
        for n in range(4)
    ),
)
ROWS = 4
NEWER = {format_.name for format_ in (*eu_lists(), *elsewhere(), *networks())} - {*REAL}
"""Read from tables that people make: what is wrong with those is told by `test_tables` and each format's own tests."""
NAMES = [format_.name for format_ in formats() if format_.name not in NEWER]
TEXTS = [name for name in NAMES if name != "eura2021"]
TABLES = [name for name in TEXTS if ".csv" in REAL.get(name, "") and name != "hxl"]
"""Told by the names of their columns; an HXL table is told by its tags, whatever those names."""


def sample(name: str) -> bytes:
    """The first rows of a real file of the format, unpacked."""
    if name == "solmu":
        return "".join(json.dumps(line) + "\n" for line in OWN).encode()
    path = real_file(REAL[name])
    whole = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = whole.decode("utf-8")
    if text.startswith("["):
        return json.dumps(json.loads(text)[:ROWS], ensure_ascii=False, indent=0).encode()
    if name != "uk-esif":
        return "".join(text.splitlines(keepends=True)[: ROWS + 1]).encode()
    rows = io.StringIO()
    csv.writer(rows).writerows(list(csv.reader(io.StringIO(text)))[: ROWS + 1])
    return rows.getvalue().encode()


def good_file(name: str, folder: Path) -> Path:
    """A small right file of the format."""
    if name == "eura2021":
        return report(folder / "report.xlsx", [project(), project(**{"Hankekoodi ": "S90002"})])
    path = folder / "list.txt"
    path.write_bytes(sample(name))
    return path


def written(folder: Path, content: bytes) -> Path:
    path = folder / "wrong.txt"
    path.write_bytes(content)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        load(opened, report(tmp_path / "first.xlsx", [project()]))
        yield opened


def refuse(store: Store, path: Path, error: type[SolmuError] = DataError) -> str:
    """The one sentence by which the file is refused; the store must be as it was."""
    before = (store.counts(), store.batches())
    with pytest.raises(error) as refusal:
        load(store, path, rejects_dir=path.parent if path.parent.is_dir() else None)
    assert (store.counts(), store.batches()) == before
    sentence = str(refusal.value)
    assert path.name in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert refusal.value.exit_code in (1, 2)
    assert type(refusal.value).__module__ == "graph.errors"
    return sentence


def test_every_format_is_tried_here() -> None:
    assert {*REAL, "eura2021", "solmu"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_small_right_file_loads(name: str, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        done = load(other, good_file(name, tmp_path))
    assert (done.format, done.loaded, done.rejected) == (name, done.read, [])


# No file at all


def test_a_missing_file(store: Store, tmp_path: Path) -> None:
    assert "There is no file" in refuse(store, tmp_path / "nowhere.csv", UsageError)


def test_a_directory(store: Store, tmp_path: Path) -> None:
    assert "is a directory" in refuse(store, tmp_path, UsageError)


def test_a_pipe(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a pipe" in refuse(store, tmp_path / "pipe", UsageError)


def test_a_name_that_no_file_can_have(store: Store, tmp_path: Path) -> None:
    refuse(store, tmp_path / ("x" * 5_000), DataError)


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Do without the right of root to read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    path = written(open_folder, b"Koodi,Rahasto\n")
    path.chmod(0)
    with as_an_ordinary_user(), pytest.raises(DataError, match="cannot be read"):
        Upload.at(path)


def test_a_folder_that_may_not_be_entered(open_folder: Path) -> None:
    folder = open_folder / "closed"
    folder.mkdir()
    path = written(folder, b"Koodi,Rahasto\n")
    folder.chmod(0)
    try:
        with as_an_ordinary_user(), pytest.raises(DataError, match="cannot be read"):
            Upload.at(path)
    finally:
        folder.chmod(0o700)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, which pytest's own is not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


# No list at all


NO_LISTS = {
    "empty": b"",
    "newline": b"\n",
    "mark": b"\xef\xbb\xbf",
    "blanks": b"   \n \n",
    "zeros": b"\0" * 100,
    "bytes": bytes(range(256)) * 40,
    "utf-16": b"\xff\xfe" + "Koodi".encode("utf-16-le"),
    "gzip-2": b"\x1f\x8b",
    "gzip-bad": b"\x1f\x8b\x08\0 no gzip",
    "gzip-empty": gzip.compress(b""),
    "zip-4": b"PK\x03\x04",
    "zip-bad": b"PK\x03\x04" + bytes(2_000),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "other-columns": b"a,b,c\n1,2,3\n",
    "object": b"{}\n",
    "no-elements": b"[]",
    "empty-object": b"[{}]",
    "other-keys": b'[{"a": 1}]',
    "null": b"null",
    "html": b"<html></html>",
}


@pytest.mark.parametrize("content", NO_LISTS.values(), ids=NO_LISTS)
def test_what_is_no_list(store: Store, tmp_path: Path, content: bytes) -> None:
    refuse(store, written(tmp_path, content))


def test_random_bytes(store: Store, tmp_path: Path) -> None:
    refuse(store, written(tmp_path, random.Random(1).randbytes(20_000)))


# Each format, damaged


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_cut_off_within_a_row(name: str, store: Store, tmp_path: Path) -> None:
    content = sample(name).rstrip()
    last = content.rfind(b"\n", 0, -len(b"}\n]")) + 1 if not content.startswith(b"[") else len(content) // 2
    refuse(store, written(tmp_path, content[: (last + len(content)) // 2]))


@pytest.mark.parametrize("name", TEXTS)
def test_a_packed_file_cut_off(name: str, store: Store, tmp_path: Path) -> None:
    packed = gzip.compress(sample(name) * 3)
    assert "cut off or damaged" in refuse(store, written(tmp_path, packed[: len(packed) * 2 // 3]))


def test_a_workbook_cut_off(store: Store, tmp_path: Path) -> None:
    whole = good_file("eura2021", tmp_path).read_bytes()
    for part in (0.1, 0.5, 0.9, 0.99):
        assert "cannot be opened as a workbook" in refuse(
            store, written(tmp_path, whole[: int(len(whole) * part)])
        )


@pytest.mark.parametrize("name", TEXTS)
def test_a_byte_that_is_no_utf8(name: str, store: Store, tmp_path: Path) -> None:
    content = sample(name)
    middle = content.find(b"\n", len(content) // 2) - 3
    sentence = refuse(store, written(tmp_path, content[:middle] + b"\xff" + content[middle:]))
    assert "0xFF" in sentence
    assert f"line {content[:middle].count(10) + 1} " in sentence


@pytest.mark.parametrize("name", TEXTS)
def test_a_zero_byte_within(name: str, store: Store, tmp_path: Path) -> None:
    content = sample(name)
    middle = content.find(b"\n", len(content) // 2) - 3
    refuse(store, written(tmp_path, content[:middle] + b"\0" + content[middle:]))


@pytest.mark.parametrize("name", TABLES)
def test_the_header_alone(name: str, store: Store, tmp_path: Path) -> None:
    refuse(store, written(tmp_path, sample(name).split(b"\n", 1)[0] + b"\n"))


@pytest.mark.parametrize("name", TABLES)
def test_no_column_can_be_missing_or_called_otherwise_without_a_sentence(
    name: str, store: Store, tmp_path: Path
) -> None:
    header, rows = sample(name).split(b"\n", 1)
    columns = header.split(b",")
    refuse(store, written(tmp_path, b",".join(b"x" + column for column in columns) + b"\n" + rows))
    before = (store.counts(), store.batches())
    for at in range(len(columns)):
        for other in ([*columns[:at], b"other", *columns[at + 1 :]], [*columns[:at], *columns[at + 1 :]]):
            with suppress(SolmuError):
                load(store, written(tmp_path, b",".join(other) + b"\n" + rows), dry_run=True)
    assert (store.counts(), store.batches()) == before


@pytest.mark.parametrize("name", NAMES)
def test_no_damage_brings_anything_but_a_sentence(name: str, store: Store, tmp_path: Path) -> None:
    content = good_file(name, tmp_path).read_bytes()
    chance = random.Random(name)
    before = (store.counts(), store.batches())
    for _ in range(60):
        damaged = bytearray(
            content[: chance.randrange(1, len(content) + 1)] if chance.random() < 0.5 else content
        )
        for _ in range(chance.randrange(4)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'",;\n\\{}[]:0x-.%\xc3 ')
        with suppress(SolmuError):
            load(store, written(tmp_path, bytes(damaged)), dry_run=True)
    assert (store.counts(), store.batches()) == before
