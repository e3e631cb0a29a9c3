"""The same 500 projects, once as the authority lists them and once in a partner's own table, are 500 projects."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.store import Store, open_store
from ingest.cells import tidy
from ingest.load import load
from ingest.resolution.merging import find, resolve
from tests.ingest.real_files import DATA

COUNT, MISSPELT, SEED = 500, 0.1, 7
MAPPING = """
[table]
delimiter = ";"

[columns]
name = "Hanke"
lead = "Hakija"
start = "Alkaa"
end = "Päättyy"
"""


def slipped(text: str, rng: random.Random) -> str:
    """A text with a letter lost, doubled, or two that changed places."""
    at = rng.randrange(1, max(2, len(text) - 1))
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """Return both files, and the code of the project that each row of the second is, by its name there."""
    folder, rng = tmp_path_factory.mktemp("two"), random.Random(SEED)
    with (DATA / "projects" / "fi-2007-2013.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header, at = rows[0], {name: n for n, name in enumerate(rows[0])}
    seen: set[str] = set()
    chosen = []
    for row in rows[1:]:
        name = row[at["Projektin nimi"]].strip()
        if row[at["Rahasto"]] == "ESR" and name.casefold() not in seen:
            seen.add(name.casefold())
            chosen.append(row)
    chosen = rng.sample(chosen, COUNT)
    first = folder / "authority.csv"
    with first.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *chosen])
    second, truth = folder / "own.csv", {}
    with second.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Hanke", "Hakija", "Alkaa", "Päättyy"])
        for row in chosen:
            name, lead = row[at["Projektin nimi"]].strip(), row[at["Toteuttajan nimi"]].strip()
            if rng.random() < MISSPELT:
                name = slipped(name, rng)
            if rng.random() < MISSPELT:
                lead = slipped(lead, rng)
            off = rng.randint(-14, 14)
            days = [moved(row[at[column]], off) for column in ("Aloituspvm", "Päättymispvm")]
            writer.writerow([name, lead, *days])
            truth[tidy(name)] = row[at["Koodi"]].strip()
    return first, second, truth


def moved(day: str, days: int) -> str:
    """A day as the second list gives it: some days off, in another style."""
    d, m, y = (int(part) for part in day.split("."))
    return (date(y, m, d) + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["authority first", "own first"])
def test_they_are_five_hundred(
    lists: tuple[Path, Path, dict[str, str]], order: tuple[int, int], tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store:
        for which in order:
            load(
                store, lists[which], mapping=mapping if which else None, source="own-table" if which else None
            )
            resolve(store)
        right, wrong, alone = counted(store, lists[2])
        asked = {id_ for one in find(store).kinds["project"].unsure for id_ in (one.a, one.b)}
    assert right + wrong + len(alone) == COUNT
    assert right / (right + wrong) >= 0.99
    assert right >= 0.9 * COUNT
    assert alone <= asked  # none is doubled without anybody being asked


def counted(store: Store, truth: dict[str, str]) -> tuple[int, int, set[str]]:
    """How many of the second list's projects are one with the right one, with a wrong one, and which with none."""
    merged = store.merged()
    member = {id_: members for members in merged.values() for id_ in members}
    right = wrong = 0
    alone: set[str] = set()
    own = [
        claim for claim in store.claims() if claim.source == "own-table" and claim.id.startswith("project:")
    ]
    said = {claim.id: claim.fields["name_fi"] for claim in own}
    for id_, name in said.items():
        codes = {one.rpartition(":")[2] for one in member.get(id_, ()) if one.startswith("project:fi:")}
        if not codes:
            alone.add(id_)
        elif codes == {truth[name]}:
            right += 1
        else:
            wrong += 1
    return right, wrong, alone
