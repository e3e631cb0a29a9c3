"""What goes wrong for users: one sentence on stderr that says what to do, the right exit code, and no traceback."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.command_line import Place, Run
from tests.solmu.lists import FIVE_PROJECTS, written

STORE_OR_DATA, WRONG_USE = 1, 2


def refused(run: Run, code: int, *words: str) -> None:
    """Expect one sentence of ours and this exit code."""
    assert run.code == code, (run.code, run.err)
    assert "Traceback" not in run.err
    (sentence,) = [line for line in run.err.splitlines() if " a second" not in line]
    assert sentence.startswith("solmu: ")
    for word in words:
        assert word in sentence


def misused(run: Run, *words: str) -> None:
    """Expect what the command line's own parser says of wrong use: how to call it, and what was wrong."""
    assert run.code == WRONG_USE
    assert "Traceback" not in run.err
    assert run.out == ""
    assert "Usage: solmu" in run.err
    for word in words:
        assert word in run.err


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("show", "project:fi:NOPE"), 1, ("project:fi:NOPE", "solmu search")),
        (("show", "nonsense"), 1, ("nonsense",)),
        (("history", "project:fi:NOPE"), 1, ("project:fi:NOPE",)),
        (("undo", "999"), 1, ("999", "solmu batches")),
        (("review", "overlap:000000000000", "same"), 1, ("overlap:000000000000",)),
        (("review", "overlap:000000000000", "splendid"), 2, ("splendid", "related", "dismissed")),
        (("review", "overlap:000000000000", "accepted"), 1, ("overlap:000000000000",)),
        (("review", "overlap:000000000000", "acted", "--on", "yesterday"), 2, ("yesterday", "2026-03-01")),
        (("history", "overlap:000000000000"), 1, ("overlap:000000000000",)),
        (("overlaps", "--state", "asleep"), 2, ("asleep", "dismissed")),
        (("fit", "bananas"), 2, ("bananas",)),
        (("check",), 2, ("needs a name",)),
        (("check", "  "), 2, ("needs a name",)),
        (("check", "draft.docx"), 2, ("draft.docx",)),
        (("check", "x", "--start", "soon"), 2, ("soon", "2026-03-01")),
        (("check", "x", "--start", "2027-01-02", "--end", "2027-01-01"), 2, ("before the start",)),
        (("check", "x", "--language", "finnish"), 2, ("language",)),
        (("check", "x", "--name", "n" * 2_001), 2, ("name", "2000")),
        (("check", "x\n" + "y" * 200_001), 2, ("description", "200000")),
        (("overlaps", "--as-of", "2020-13-01"), 2, ("2020-13-01", "2026-03-01")),
        (("silos", "--as-of", "yesterday"), 2, ("yesterday",)),
        (("brokers", "--as-of", ""), 2, ("2026-03-01",)),
        (("overlaps", "--known-at", "never"), 2, ("never",)),
        (("show", "project:fi:S90001", "--known-at", "never"), 2, ("never",)),
        (("overlaps", "--kind", "twin"), 2, ("twin", "duplicate")),
        (("search", "x", "--kind", "person"), 2, ("person", "actor")),
        (("overlaps", "--region", "Atlantis"), 1, ("Atlantis",)),
        (("ingest", "nothing-here.csv"), 2, ("nothing-here.csv",)),
        (("ingest", "."), 2, ("directory",)),
        (("ingest", "list.csv", "--mapping", "none.toml"), 2, ("none.toml",)),
        (("ingest", "list.csv", "--mapping", "list.csv"), 1, ("list.csv",)),
        (("ingest", "list.csv", "--save-mapping", "m.toml"), 2, ("list.csv", "without a mapping")),
        (("ingest", "list.csv", "--mapping", "m.toml", "--save-mapping", "n.toml"), 2, ("--save-mapping",)),
        (("ingest", "list.csv", "list.csv", "--save-mapping", "n.toml"), 2, ("one file",)),
        (("template", "projects", "list.csv"), 2, ("list.xlsx",)),
        (("template", "projects", "no/such/folder/x.xlsx"), 1, ("cannot be written",)),
        (("ingest", "list.csv", "--source", "a|b"), 2, ("vertical bar",)),
        (("restore", "nothing-here"), 2, ("nothing-here",)),
        (("restore", "."), 2, ("directory",)),
        (("restore", "list.csv"), 1, ("list.csv", "backup")),
        (("backup", "."), 1, ("directory",)),
        (("backup", "list.csv/x"), 1, ("cannot be written",)),
        (("export", "no/such/folder/x.ndjson"), 1, ("cannot be written",)),
        (("export", "."), 1, ("cannot be written",)),
        (("export", "list.csv/x", "--format", "csv"), 1, ("cannot be written",)),
        (("export", "list.csv/x", "--format", "graphml"), 1, ("cannot be written",)),
        (("backup", "no/such/folder/x"), 1, ("cannot be written",)),
        (("serve", "--host", "192.0.2.1"), 1, ("192.0.2.1", "--port")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_mistake_gets_one_sentence(
    small: Place, asked: tuple[str, ...], code: int, words: tuple[str, ...]
) -> None:
    refused(small.here(*asked), code, *words)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        (("overlaps", "--top", "-1"), "--top"),
        (("overlaps", "--top", "many"), "--top"),
        (("silos", "--redraws", "-1"), "--redraws"),
        (("undo", "one"), "batch"),
        (("undo",), "Missing argument"),
        (("ingest",), "Missing argument"),
        (("export", "x", "--format", "pdf"), "--format"),
        (("template", "people", "x.xlsx"), "people"),
        (("template", "projects", "x.xlsx", "--language", "de"), "--language"),
        (("template", "projects"), "Missing argument"),
        (("serve", "--port", "99999"), "--port"),
        (("overlaps", "--no-such-option"), "--no-such-option"),
        (("no-such-command",), "no-such-command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_wrong_use_is_told_with_how_to_use_it(small: Place, asked: tuple[str, ...], word: str) -> None:
    misused(small.here(*asked), word)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgres://x", 2),
        ("solmu.db", 2),
        ("sqlite:/x.db", 2),
        ("neo4j://", 2),
        ("neo4j://127.0.0.1:99999", 2),
        ("neo4j://127.0.0.1:seven", 2),
        ("neo4j://[::1", 2),
        ("neo4j://127.0.0.1:1", 1),
        ("sqlite:///no-store-here.db", 1),
        ("sqlite:///no/such/folder/x.db", 1),
        ("sqlite:///list.csv", 1),
        ("sqlite:////", 1),
    ],
)
def test_a_wrong_address_of_a_store_gets_one_sentence(small: Place, url: str, code: int) -> None:
    refused(small.here("overlaps", "--store", url), code)


def test_a_store_that_is_not_there_is_not_made_by_asking(empty: Place) -> None:
    for asked in (
        ("overlaps",),
        ("doctor",),
        ("export", "x"),
        ("backup", "x"),
        ("undo", "1"),
        ("batches",),
    ):
        assert empty.here(*asked).code == STORE_OR_DATA
    assert list(empty.folder.iterdir()) == []


def _whole(path: Path) -> bytes:
    return written(path, FIVE_PROJECTS).read_bytes()


WRONG_FILES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: b"",
    "binary": lambda whole: random.Random(1).randbytes(5_000),
    "only zeros": lambda whole: bytes(1_000),
    "other columns": lambda whole: b"a,b\n1,2\n",
    "cut off": lambda whole: whole[:-60],
    "cut off in a letter": lambda whole: whole[: whole.rindex("ö".encode()) + 1],
    "bytes 0xFF": lambda whole: whole + b"\xff\xfe\xff\n",
    "only 0xFF": lambda whole: b"\xff" * 100,
    "mixed encodings": lambda whole: whole + "työ\n".encode("cp1252"),
    "only a header": lambda whole: whole.splitlines(keepends=True)[0],
    "cut off gzip": lambda whole: b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03abc",
    "no workbook": lambda whole: b"PK\x03\x04" + b"x" * 200,
    "ends in JSON": lambda whole: b'{"schema":"solmu.claim/1","id":"project:fi:S1","sour',
}


@pytest.mark.parametrize("wrong", WRONG_FILES)
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(empty: Place, wrong: str) -> None:
    empty.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS))
    before = empty.did("export", "before.ndjson"), empty.did("batches", "--json").out
    path = empty.folder / "wrong.csv"
    path.write_bytes(WRONG_FILES[wrong](_whole(empty.folder / "whole.csv")))
    refused(empty.here("ingest", path), STORE_OR_DATA, "wrong.csv")
    refused(empty.here("ingest", "list.csv", path), STORE_OR_DATA, "wrong.csv")
    empty.did("export", "after.ndjson")
    assert (empty.folder / "after.ndjson").read_bytes() == (empty.folder / "before.ndjson").read_bytes()
    assert empty.did("batches", "--json").out == before[1]
    assert not list(empty.folder.glob("*.rejects.csv"))


@pytest.mark.parametrize("wrong", WRONG_FILES)
def test_a_wrong_file_makes_no_store(empty: Place, wrong: str) -> None:
    path = empty.folder / "wrong.csv"
    path.write_bytes(WRONG_FILES[wrong](_whole(empty.folder / "whole.csv")))
    refused(empty.here("ingest", path), STORE_OR_DATA)
    refused(empty.here("restore", path), STORE_OR_DATA)
    assert not empty.store_file.exists()


def test_a_dry_run_makes_no_store(empty: Place) -> None:
    empty.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS), "--dry-run")
    assert not empty.store_file.exists()


def test_a_store_that_is_damaged_is_told_as_such(empty: Place) -> None:
    empty.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS))
    whole = empty.store_file.read_bytes()
    for beside in empty.folder.glob("solmu.db-*"):
        beside.unlink()
    for damaged in (whole[:3_000], whole[: len(whole) // 2], b"no database at all, only words"):
        empty.store_file.write_bytes(damaged)
        refused(empty.here("overlaps"), STORE_OR_DATA, "solmu.db")
        refused(empty.here("ingest", "list.csv"), STORE_OR_DATA, "solmu.db")


def test_rejects_that_cannot_be_written_stop_the_load_before_it_begins(empty: Place) -> None:
    bad = written(empty.folder / "list.csv", [*FIVE_PROJECTS, FIVE_PROJECTS[0].replace("1.1.2010", "soon")])
    long = bad.rename(bad.with_name(f"{'l' * 240}.csv"))  # with .rejects.csv longer than a file's name may be
    refused(empty.here("ingest", long), STORE_OR_DATA, "rejects.csv cannot be written")


def test_a_port_in_use_is_told_as_such(small: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(small.here("serve", "--port", port), STORE_OR_DATA, str(port), "--port")


def test_an_export_that_fails_leaves_no_part_of_a_file(small: Place, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    refused(small.here("export", tmp_path / "full", "--format", "jsonld"), STORE_OR_DATA)
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


@pytest.mark.parametrize(
    "text",
    [
        "') MATCH (n) DETACH DELETE n //", "x' OR '1'='1", '"; DROP TABLE entity; --', "*", '"', "NEAR(", "a AND",
        "\\", "%", "\x1b[31mred", "😀" * 50, "ä" * 5_000,
    ],
)  # fmt: skip
def test_text_that_looks_like_a_query_is_only_text(small: Place, text: str) -> None:
    before = small.did("doctor", "--json").object["counts"]
    assert small.here("search", text).code == 0
    refused(small.here("show", text), STORE_OR_DATA)
    refused(small.here("overlaps", "--region", text), STORE_OR_DATA)
    assert small.did("doctor", "--json").object["counts"] == before


def test_nothing_in_the_output_steers_the_terminal(empty: Place) -> None:
    name = "Nuoret \x1b[31mpunaisella\x1b]0;otsikko\x07 työpajalla"
    row = FIVE_PROJECTS[0].replace("Nuorten työpajatoiminnan ja oppisopimusten kehittäminen", name)
    empty.did("ingest", written(empty.folder / "list.csv", [row, *FIVE_PROJECTS[1:]]))
    for asked in (
        ("show", "project:fi:S90001"),
        ("search", "punaisella"),
        ("overlaps",),
        ("history", "project:fi:S90001"),
    ):
        assert "\x1b" not in empty.did(*asked).out


def test_a_closed_pipe_is_no_error(small: Place) -> None:
    import subprocess

    from tests.journeys.command_line import PROGRAM, environment

    process = subprocess.Popen(
        [*PROGRAM, "overlaps", "--json"], cwd=small.folder, env=environment(small.settings),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0, said
    assert said == ""
