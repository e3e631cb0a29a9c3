"""Texts as terms: language, words, base forms, compounds, concepts."""

from __future__ import annotations

import time
from importlib.resources import files
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.text import base_forms, terms_of
from graph.text.compounds import parts
from graph.text.language import language_of
from graph.text.vocabulary import Vocabulary, vocabulary
from graph.text.words import lemma, words

SHIPPED = sorted(
    f.name for f in files("graph.text").joinpath("vocabulary").iterdir() if f.name.endswith(".tsv")
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hankkeen tavoitteena on, että nuoret ovat mukana ja heidän osaamisensa kasvaa", "fi"),
        ("Projektet syftar till att unga ska få en plats och att de inte lämnas utan stöd", "sv"),
        ("The project will help young people who are not in work and have no one to turn to", "en"),
        ("Der er behov for nye veje til unge, som ikke har noget arbejde efter skolen", "da"),
        ("Das Projekt hilft jungen Menschen, die nicht in der Schule sind und keine Arbeit haben", "de"),
        ("Le projet aide les jeunes qui ne sont pas à l'école et pour lesquels il y a peu de travail", "fr"),
        ("Il progetto aiuta i giovani che non sono più nella scuola e per i quali non vi è lavoro", "it"),
    ],
)
@pytest.mark.parametrize("declared", ["fi", "sv", "en"])
def test_a_text_tells_its_language_whatever_was_declared(text: str, language: str, declared: str) -> None:
    assert language_of(words(text), declared) == language


@pytest.mark.parametrize("text", ["", "robotti", "ja", "2020 + 3 %", "DC services to HEI"])
def test_without_evidence_the_declared_language_stands(text: str) -> None:
    assert language_of(words(text), "fi") == "fi"


def test_words_are_told_from_markup_numbers_and_addresses() -> None:
    assert words("<p class='x'>Sosiaali-</p> ja&nbsp;terveysala 2016 12 %") == [
        "sosiaali-",
        "ja",
        "terveysala",
    ]
    assert words("ks. https://example.org/a-b?c=d tai info@example.org.") == ["ks", "tai"]
    assert words("😀 نص عربي 🎉 İstanbul") == ["نص", "عربي", *words("İstanbul")]
    assert words("") == []


@pytest.mark.parametrize(
    "text", ["<" * 300_000, "@" * 300_000, "a-" * 150_000, "a" * 300_000, "http://" * 50_000]
)
def test_no_text_takes_long(text: str) -> None:
    terms_of("nuorten the och")  # loads the dictionary
    started = time.process_time()
    terms_of(text)
    assert time.process_time() - started < 2


def test_base_forms() -> None:
    assert base_forms("Nuorten yrityksissä Kuopiossa") == ["nuori", "yritys", "kuopio"]
    assert lemma("kehittymässäpä", "xx") == "kehittymässäpä"
    assert (
        lemma("maahanmuuttajanuori", "fi") == "maahanmuuttajanuori"
    )  # a dictionary knows only its beginning


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("työllisyyspalvelu", "fi", ("työllisyys", "palvelu")),
        ("maahanmuuttajanuori", "fi", ("maahanmuuttaja", "nuori")),
        ("ungdomsarbetslöshet", "sv", ("ungdom", "arbetslöshet")),
        ("jugendarbeitslosigkeit", "de", ("jugend", "arbeitslosigkeit")),
        ("robotti", "fi", ("robotti",)),
        ("unemployment", "en", ("unemployment",)),
    ],
)
def test_compounds_are_taken_apart(word: str, language: str, found: tuple[str, ...]) -> None:
    assert parts(word, language) == found


@pytest.mark.parametrize(
    ("fi", "sv", "en"),
    [
        ("nuorten", "ungdomars", "youth"), ("työttömille", "arbetslösa", "unemployed"),
        ("yrityksille", "företagen", "companies"), ("mentorointia", "mentorskap", "mentoring"),
        ("kierrätys", "återvinning", "recycling"),
    ],
)  # fmt: skip
def test_one_meaning_is_one_term_in_three_languages(fi: str, sv: str, en: str) -> None:
    concept = {
        frozenset(terms_of(word, language).count) for word, language in ((fi, "fi"), (sv, "sv"), (en, "en"))
    }
    assert len(concept) == 1
    assert all(term.startswith("=") for terms in concept for term in terms)


def test_small_words_boilerplate_and_places_do_not_count() -> None:
    assert (
        terms_of("Hankkeen tavoitteena on kehittää ja se on osa Kuopion, Lapin ja Pihtiputaan aluetta").count
        == {}
    )
    assert terms_of("Projektet syftar till att utveckla", "sv").count.keys() <= {"=e-purpose", "syfta"}


def test_made_up_names_are_told() -> None:
    assert terms_of("Zorblax robottien tukena").coined == {"zorblax"}


def test_a_term_of_several_words_is_one_and_the_longest_wins() -> None:
    own = Vocabulary()
    for concept, term in (
        ("=one", "social exclusion"),
        ("=two", "social exclusion risk"),
        ("=three", "risk"),
    ):
        own.add(concept, "en", term)
    lemmas = ["the", "social", "exclusion", "risk", "of", "social", "exclusion"]
    assert own.joined(lemmas, "en") == [(1, 4, "=two"), (5, 7, "=one")]
    assert own.concept("risk", "en") == "=three"
    assert own.joined(lemmas, "fi") == []


def test_a_users_own_file_adds_concepts_and_languages(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("concept\tfi\tda\nown-thing\tzorblax\tzorblaks|zorb laks\n", encoding="utf-8")
    own = vocabulary(file)
    assert own.concept("zorblax", "fi") == own.concept("zorblaks", "da") == "=own-thing"
    assert own.concept("nuori", "fi") == vocabulary().concept("nuori", "fi")
    file.write_text("term\tfi\nx\ty\n", encoding="utf-8")
    vocabulary.cache_clear()
    with pytest.raises(DataError):
        vocabulary(file)
    vocabulary.cache_clear()


def test_the_shipped_vocabulary_is_well_formed() -> None:
    assert len(SHIPPED) >= 4
    slugs: set[str] = set()
    terms: set[tuple[str, str]] = set()
    for name in SHIPPED:
        lines = files("graph.text").joinpath("vocabulary", name).read_text(encoding="utf-8").splitlines()
        assert lines[0] == "concept\tfi\tsv\ten"
        for line in lines[1:]:
            slug, *cells = line.split("\t")
            assert len(cells) == 3
            assert sum(bool(cell) for cell in cells) >= 2
            assert slug not in slugs
            slugs.add(slug)
            for language, cell in zip(("fi", "sv", "en"), cells, strict=True):
                for term in filter(None, cell.split("|")):
                    assert (language, term) not in terms, term
                    terms.add((language, term))
    assert len(slugs) > 2_000
