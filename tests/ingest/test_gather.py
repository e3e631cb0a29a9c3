"""What is gathered is the same however much of it fits in memory, and in whatever order the rows come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph.records import Claim
from ingest.gather import Gathered
from tests.journeys.command_line import ROOT
from tests.solmu.lists import HEADER, row

texts = st.sampled_from(["Yksi", "YKSI", "Kaksi", "kolme", "Neljä"])
fields = st.fixed_dictionaries(
    {},
    optional={
        "name_fi": texts, "name_sv": texts,
        "also": st.lists(texts, min_size=1, max_size=3, unique=True).map(sorted),
        "valid_from": st.sampled_from(["2020-01-01", "2021-01-01"]),
        "valid_to": st.sampled_from(["2022-01-01", "2023-01-01"]),
        "planned_total": st.sampled_from([1.0, 2.0]),
        "identifiers": st.lists(texts, min_size=1, unique=True).map(sorted),
    },
)  # fmt: skip
claims = st.lists(
    st.builds(
        lambda n, source, told: Claim(n, source, told),
        st.sampled_from(["actor:x:1", "actor:x:2", "project:x:1", "tie:a", "tie:b"]),
        st.sampled_from(["p", "q"]),
        fields,
    ),
    max_size=14,
)  # fmt: skip


def gathered(said: list[Claim], in_memory: int) -> list[Claim]:
    """What comes of these claims."""
    found = Gathered("p", in_memory)
    for claim in said:
        found.add_claims([claim])
    return list(found.claims())


@given(claims, st.integers(1, 4), st.randoms())
def test_neither_memory_nor_order_shows(said: list[Claim], in_memory: int, chance: object) -> None:
    whole = gathered(said, 1_000)
    assert gathered(said, in_memory) == whole
    shuffled = list(said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert gathered(shuffled, in_memory) == whole
    assert [claim.id for claim in whole] == sorted(
        (c.id for c in whole), key=lambda id_: (id_.startswith("tie:"), id_)
    )


def test_what_was_spilt_can_be_read_again_and_told_apart() -> None:
    found = Gathered("p", 2)
    found.add_claims(Claim(f"actor:x:{n}", "p", {"name_fi": str(n)}) for n in range(9))
    assert list(found.claims()) == list(found.claims())
    told = found.speaks_of("p")
    assert told("actor:x:3")
    assert not told("actor:x:99")


MEASURED = """
import resource, sys
from pathlib import Path
import graph.store.wrote
import ingest.gather
from graph.store import open_store
from ingest.load import load
ingest.gather.IN_MEMORY = graph.store.wrote.EXACT = 5_000  # a thirtieth
ingest.gather._AT_ONCE = 16
with open_store(f"sqlite:///{sys.argv[2]}") as store:
    report = load(store, Path(sys.argv[1]))
print(report.loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for rows in (20_000, 52_000):  # both fill the cache of the store, 64 MB
        path = tmp_path / f"{rows}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(HEADER + "\n")
            for n in range(rows):
                file.write(row(f"S{n:06}", f"Hanke numero {n}", f"Keksitty Yritys {n % 2_000} Oy") + "\n")
        run = subprocess.run(
            [sys.executable, "-c", MEASURED, str(path), str(tmp_path / f"{rows}.db")], cwd=ROOT, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        loaded, peak = map(int, run.stdout.split())
        assert loaded == rows
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 50, f"MiB: {peaks}"
