"""Lists in JSON, read element by element: whole or refused in one sentence, whatever they hold."""

from __future__ import annotations

import contextlib
import json
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DataError
from ingest.formats.json_document import elements
from ingest.reading import Upload
from ingest.reading.json_depth import shallow
from ingest.reading.limits import DEEPEST
from ingest.rows import Rejected

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(max_size=9)
    | st.sampled_from(['"', "\\", '\\"[{']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=9,
)


def upload(folder: Path, text: str | bytes) -> Upload:
    path = folder / "list.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Upload.at(path)


def depth(value: object) -> int:
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 1 + max(map(depth, value.values()), default=0) if isinstance(value, dict) else 0


@given(st.lists(VALUES, min_size=1), st.booleans(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_each_element_is_read_as_it_stands(
    tmp_path_factory: pytest.TempPathFactory, listed: list[object], ascii_only: bool, encoding: str
) -> None:
    text = json.dumps({"of": listed}, ensure_ascii=ascii_only)
    try:
        whole = text.encode(encoding)
    except UnicodeEncodeError:
        return
    found = [element for _, element in elements(upload(tmp_path_factory.mktemp("json"), whole), "of")]
    assert found == [
        element if isinstance(element, dict) else Rejected("", "", "the element is no JSON object")
        for element in listed
    ]


@given(VALUES, st.integers(1, 7))
def test_depth_is_told_whatever_strings_hold_and_wherever_pieces_end(value: object, size: int) -> None:
    levels = DEEPEST - depth(value)
    for more, fits in ((levels, True), (levels + 1, False)):
        text = "[" * more + json.dumps(value, ensure_ascii=False) + "]" * more
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        if fits:
            assert [*shallow(pieces, "x")] == pieces
        else:
            with pytest.raises(DataError, match="deeper than 64 levels"):
                [*shallow(pieces, "x")]


@pytest.mark.parametrize(
    "text", ['"' + '\\"' * 400_000, '"' * 800_000, '"' + "\\" * 799_999, '["' * 400_000, "[]" * 400_000]
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(DataError):
        [*shallow([text[at : at + 2**16] for at in range(0, len(text), 2**16)], "x")]
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}, {"a": ', "after 1 of its elements"),
        ('[{"a": 1}] x', "after 1 of its elements"),
        ('[{"a": NaN}]', "no JSON"),
        ('[{"a": %s}]' % ("9" * 6_000), "no JSON"),
        ('[{"a": 1e999}]', "no JSON"),
        ("[" * 1_000_000, "deeper than 64 levels"),
        ('[{"a": "%s"}]' % ("x" * 2**26), "more than 64 MiB"),
        (b'[{"a": "\xff"}]', "0xFF"),
        ('{"a": 1}', "no JSON array"),
    ],
    ids=["cut", "more", "nan", "digits", "huge", "deep", "long", "bytes", "object"],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        [*elements(upload(tmp_path, text))]


def test_one_element_at_a_time_is_held(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    with path.open("w") as file:
        file.write(
            '{"of": [' + ", ".join(json.dumps({"n": n, "text": "x" * 2_000}) for n in range(20_000)) + "]}"
        )
    tracemalloc.start()
    read = sum(1 for _ in elements(Upload.at(path), "of"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == 20_000
    assert peak < path.stat().st_size / 8
