"""A real text in which three words of ten were replaced still finds its source among all texts of its list."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.desk import Desk
from graph.overlap import fit
from graph.overlap.texts import project_text, texts
from graph.overlap.vectors import vectors
from graph.records.findings import Draft
from graph.store import open_store
from ingest.load import load
from tests.ingest.real_files import real_file

REPLACED = 0.3


@pytest.mark.parametrize("name", ["projects/se-2014-2020.json", "projects/uk-england-2014-2020.csv"])
@pytest.mark.parametrize(("heads", "least"), [(("name", "description"), 0.98), (("description",), 0.95)])
def test_a_noisy_text_finds_its_source_first(
    name: str, heads: tuple[str, ...], least: float, tmp_path: Path
) -> None:
    """Of descriptions alone those of one body's regional siblings, which differ in a place, are not told apart."""
    with open_store(f"sqlite:///{tmp_path}/list.db", create=True) as store:
        load(store, real_file(name))
        graph = Desk(store).snapshot()
    model = fit(graph)
    fields = [graph.fields[p] for p in graph.of_kind("project").tolist()]
    told = [k for k, one in enumerate(fields) if texts(one, "description")]
    pool = [word for one in fields for head in heads for _, text in texts(one, head) for word in text.split()]
    draw = random.Random(3)

    def noisy(text: str) -> str:
        return " ".join(draw.choice(pool) if draw.random() < REPLACED else word for word in text.split())

    asked = [
        project_text(
            {
                f"{head}_{language}": noisy(text)
                for head in heads
                for language, text in texts(fields[k], head)
            },
            model.mute,
        )
        for k in told
    ]
    content = vectors(model, [*(project_text(one, model.mute) for one in fields), *asked]).content
    nearest = (content[len(fields) :] @ content[: len(fields)].T).toarray().argmax(axis=1)
    # a description that stands word for word under several projects has them all for a source
    description = [texts(one, "description") for one in fields]
    right = sum(description[found] == description[k] for k, found in zip(told, nearest.tolist(), strict=True))
    assert len(told) > 300
    assert right / len(told) >= least


@pytest.mark.parametrize(
    ("name", "language", "least"),
    [("projects/se-2014-2020.json", "sv", 0.98), ("projects/uk-england-2014-2020.csv", "en", 0.97)],
)
def test_a_draft_cut_out_of_a_noisy_description_finds_its_project_first(
    name: str, language: str, least: float, tmp_path: Path
) -> None:
    """Siblings that differ in a town are told apart by the very words, which are no content."""
    with open_store(f"sqlite:///{tmp_path}/list.db", create=True) as store:
        load(store, real_file(name))
        desk = Desk(store)
        graph = desk.snapshot()
        told = {
            graph.ids[p]: " ".join(text for _, text in texts(graph.fields[p], "description"))
            for p in graph.of_kind("project").tolist()
        }
        told = {project: text for project, text in told.items() if text}
        pool = [word for text in told.values() for word in text.split()]
        draw = random.Random(1)
        right = 0
        for text in told.values():
            noisy = [draw.choice(pool) if draw.random() < REPLACED else word for word in text.split()]
            draft = Draft(name=" ".join(noisy[:10]), description=" ".join(noisy[10:]), language=language)
            near = desk.check(draft, top=1).projects
            right += bool(near) and told.get(near[0].project) == text
    assert len(told) > 300
    assert right / len(told) >= least
