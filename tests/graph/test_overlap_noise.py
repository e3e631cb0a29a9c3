"""A real text in which three words of ten were replaced still finds its source among all texts of its list."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from graph.desk import Desk
from graph.overlap import fit
from graph.overlap.texts import project_text, texts
from graph.overlap.vectors import vectors
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
