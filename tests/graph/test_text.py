"""Texts as terms: language, words, base forms, compounds, concepts."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from graph.text import base_forms, terms_of
from graph.text.compounds import parts
from graph.text.language import language_of
from graph.text.vocabulary import LONGEST_TERM, Vocabulary, vocabulary
from graph.text.vocabulary import read as read_vocabulary
from graph.text.words import lemma, words

SHIPPED = sorted(
    f.name for f in files("graph.text").joinpath("vocabulary").iterdir() if f.name.endswith(".tsv")
)
SOME_TEXT = st.lists(
    st.text(max_size=12)
    | st.sampled_from(
        ["nuorten", "työpaja", "Kuopiossa", "ja", "the", "och", "sosiaali-", "<b>", "a@b.fi", "https://x.fi",
         "nuorisotyöttömyys", "ungdomsarbetslöshet", "new year's eve", "2020", "&amp;", "\n"]
    ),
    max_size=20,
).map(" ".join)  # fmt: skip


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Prosjektet hjelper ungdom som ikke har arbeid, og de som er på vei ut av skolen til å finne en jobb", "nb"),
        ("Het project helpt jongeren die geen werk hebben om een opleiding te vinden met hun bedrijf", "nl"),
        ("El proyecto ayuda a los jóvenes que no tienen trabajo a encontrar una formación para su futuro", "es"),
        ("O projeto ajuda os jovens que não têm trabalho, mas também as empresas em uma região", "pt"),
        ("Projekt pomaga ludziom, którzy nie są zatrudnieni, oraz do tego przez staże, a także w nauce", "pl"),
        ("Projekt aitab noori, kes ei ole tööl ja kelle jaoks on vaja, et nad saaksid välja ning õppida", "et"),
        ("Projekt pomáhá lidem, kteří jsou bez práce, protože také po škole nebo při práci je to pro ně", "cs"),
    ],
)  # fmt: skip
def test_a_language_further_off_is_told_too(text: str, language: str) -> None:
    assert language_of(words(text), "fi") == language


def test_one_small_word_more_is_no_evidence_yet_two_are() -> None:
    assert language_of(["och"], "fi") == "fi"
    assert language_of(["och", "som"], "fi") == "sv"
    assert language_of(["och", "och", "och"], "fi") == "fi"
    assert language_of(["och", "som", "ja", "on"], "fi") == "fi"


def test_words_are_told_from_markup_numbers_and_addresses() -> None:
    assert words("<p class='x'>Sosiaali-</p> ja&nbsp;terveysala 2016 12 %") == [
        "sosiaali-",
        "ja",
        "terveysala",
    ]
    assert words("ks. https://example.org/a-b?c=d tai info@example.org.") == ["ks", "tai"]
    assert words("😀 نص عربي 🎉 שלום") == ["نص", "عربي", "שלום"]
    assert words("") == []


def test_a_hyphen_joins_and_a_dash_parts() -> None:
    assert words("co-operation -- Pohjois-Karjala – työ, koulu- ja -työ") == [
        "co-operation", "pohjois-karjala", "työ", "koulu-", "ja", "työ",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["www.solmu.fi", "www.solmu.fi/a-b?c=d"])
def test_an_address_without_its_scheme_is_an_address(text: str) -> None:
    assert words(f"ks. {text} tai") == ["ks", "tai"]


@pytest.mark.parametrize("word", ["työttömyys", "näköalaton", "café", "ångström"])
def test_letters_with_marks_of_their_own_are_the_same_letters(word: str) -> None:
    """Text copied out of a PDF, or written on a Mac, has `o` and two dots for `ö`."""
    assert words(unicodedata.normalize("NFD", word)) == [word]


@pytest.mark.parametrize("number", ["2020", "½", "10²", "4,5", "٤٥", "2014–2020"])
def test_numbers_are_no_words(number: str) -> None:
    assert words(f"tila {number} tai") == ["tila", "tai"]


def test_a_soft_hyphen_parts_no_word() -> None:
    assert words("työlli\u00adsyys\u00adpalvelu") == ["työllisyyspalvelu"]


@settings(max_examples=150, deadline=None)
@given(SOME_TEXT)
def test_words_are_lower_case_letters_and_their_words_are_themselves(text: str) -> None:
    found = words(text)
    assert all(word.replace("-", "").isalnum() and word == word.lower() for word in found)
    assert not any(letter.isdecimal() for word in found for letter in word)
    assert words(" ".join(found)) == found


@settings(max_examples=150, deadline=None)
@given(SOME_TEXT, st.sampled_from(["fi", "sv", "en", "da", "xx"]))
@example("new year's eve ja uusi vuosi", "en")
def test_any_text_has_terms_that_count_and_words_that_stand_for_them(text: str, declared: str) -> None:
    found = terms_of(text, declared)
    assert found.count.keys() == found.seen.keys()
    assert found.coined <= found.count.keys()
    assert all(times > 0 and times % 0.5 == 0 for times in found.count.values())
    assert all(word in " ".join(words(text)) for word in found.seen.values() if " " not in word)
    assert found == terms_of(text, declared)


@pytest.mark.parametrize(
    "text", ["<" * 300_000, "@" * 300_000, "a-" * 150_000, "a" * 300_000, "http://" * 50_000, "<a" * 150_000,
             "a@" * 150_000, "&a" * 150_000, "-" * 300_000, "työ" * 500, "työ" * 1_500, "työ-" * 75_000,
             "nuori " * 50_000]
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    terms_of("nuorten the och")  # loads the dictionary
    started = time.process_time()
    terms_of(text)
    assert time.process_time() - started < 2


def test_base_forms() -> None:
    assert base_forms("Nuorten yrityksissä Kuopiossa") == ["nuori", "yritys", "kuopio"]
    assert base_forms("ungdomars verkstäder", "sv") == ["ungdom", "verkstad"]
    assert base_forms("The women of the villages", "fi") == ["the", "woman", "of", "the", "village"]
    assert base_forms("Sosiaali- ja terveysala") == ["sosiaali", "ja", "terveysala"]
    assert lemma("kehittymässäpä", "xx") == "kehittymässäpä"
    assert (
        lemma("maahanmuuttajanuori", "fi") == "maahanmuuttajanuori"
    )  # a dictionary knows only its beginning


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("työllisyyspalvelu", "fi", ("työllisyys", "palvelu")),
        ("maahanmuuttajanuori", "fi", ("maahanmuuttaja", "nuori")),
        ("jauhelihapakkauslinja", "fi", ("jauheliha", "pakkaus", "linja")),
        ("bioenergia-hanke", "fi", ("bioenergia", "hanke")),
        ("ungdomsarbetslöshet", "sv", ("ungdom", "arbetslöshet")),
        ("skogsbruksföretag", "sv", ("skogsbruk", "företag")),
        ("ungdomsarbejdsløshed", "da", ("ungdom", "arbejdsløshed")),
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


@pytest.mark.parametrize(
    "name",
    ["Helsingissä", "Helsinkiin", "Espoosta", "Espooseen", "Tampereella", "Tampereelle", "Vantaalla", "Vantaalta",
     "Turkuun", "Oulusta", "Jyväskylässä", "Lahteen", "Joensuuhun", "Hämeenlinnassa", "Seinäjoella", "Rovaniemeltä",
     "Mikkeliin", "Kajaanissa", "Iisalmessa", "Pieksämäellä", "Utsjoella", "Pohjois-Karjalassa", "Uudellamaalla"],
)  # fmt: skip
def test_inflected_names_of_places_do_not_count(name: str) -> None:
    assert terms_of(f"{name} robotti").count.keys() == terms_of("robotti").count.keys()


@pytest.mark.parametrize("word", ["Kuopiolaisten", "Kokkolanrobotti"])
def test_a_place_inside_a_word_does_not_count(word: str) -> None:
    assert not {"kuopio", "kokkola"} & terms_of(word).count.keys()


@pytest.mark.parametrize("word", ["kangaspuut", "kemikaali", "salonki", "kuusama", "vaasi", "porina"])
def test_words_that_begin_as_a_place_does_are_content(word: str) -> None:
    assert terms_of(word).count


def test_made_up_names_are_told() -> None:
    assert terms_of("Zorblax robottien tukena").coined == {"zorblax"}
    assert terms_of("Nuorisotyöttömyys Kuopiossa, maahanmuuttajanuori").coined == set()
    assert terms_of("Zorblax", "xx").coined == set()  # without a dictionary nobody can tell


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


def test_of_two_concepts_with_one_term_the_first_has_it() -> None:
    own = Vocabulary()
    own.add("=first", "fi", "robotti")
    own.add("=second", "fi", "robotit")
    own.add("=second", "fi", "robotti")
    own.add("=second", "fi", "paistava robotti")
    own.add("=third", "fi", "paistavat robotit")
    assert own.concept("robotti", "fi") == "=first"
    assert own.concept("robotit", "fi") == "=second"
    assert own.joined(base_forms("paistavien robottien", "fi"), "fi") == [(0, 2, "=second")]


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Files that are read once: forget them before and after."""
    vocabulary.cache_clear()
    yield
    vocabulary.cache_clear()


@pytest.mark.usefixtures("forgotten")
def test_a_users_own_file_comes_before_ours(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text(
        "# ours\nconcept\tfi\nown-young\tnuori|etsivä nuorisotyö\nown-empty\t\n", encoding="utf-8"
    )
    own = read_vocabulary(file)
    assert own.concept("nuori", "fi") == "=own-young"
    assert own.joined(base_forms("etsivää nuorisotyötä"), "fi") == [(0, 2, "=own-young")]
    assert own.concept("ungdom", "sv") == vocabulary().concept("ungdom", "sv")
    assert own.concept("", "fi") is None


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_users_own_file_may_come_from_a_spreadsheet(start: bytes, tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_bytes(start + b"concept\tfi\r\nown-thing\tzorblax\r\n")
    assert read_vocabulary(file).concept("zorblax", "fi") == "=own-thing"


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize(
    "damaged",
    [b"", b"\n\n", b"# concept\tfi\n", b"nuori\tungdom\n", b"concept;fi\nx;y\n", b"concept\tfi\nx\ty\tz\n",
     "concept\tfi\nx\ty\u00f6\n".encode("latin-1"), b"concept\tfi\nx\tone two three four\n"],
)  # fmt: skip
def test_a_damaged_file_is_told(damaged: bytes, tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_bytes(damaged)
    with pytest.raises(DataError, match=r"own\.tsv"):
        read_vocabulary(file)


def test_a_users_own_file_adds_concepts_and_languages(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("concept\tfi\tda\nown-thing\tzorblax\tzorblaks|zorb laks\n", encoding="utf-8")
    own = read_vocabulary(file)
    assert own.concept("zorblax", "fi") == own.concept("zorblaks", "da") == "=own-thing"
    assert own.concept("nuori", "fi") == vocabulary().concept("nuori", "fi")
    file.write_text("term\tfi\nx\ty\n", encoding="utf-8")
    vocabulary.cache_clear()
    with pytest.raises(DataError):
        read_vocabulary(file)
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


def shipped_terms() -> Iterator[tuple[str, str, str]]:
    """Language, term and concept, as they stand in the files."""
    for name in SHIPPED:
        header, *lines = files("graph.text").joinpath("vocabulary", name).read_text("utf-8").splitlines()
        for line in lines:
            slug, *cells = line.split("\t")
            for language, cell in zip(header.split("\t")[1:], cells, strict=True):
                yield from ((language, term, slug) for term in filter(None, cell.split("|")))


def test_every_shipped_term_can_be_met() -> None:
    """A term of too many words is never met, and of two terms that differ in a number or a mark the second is not."""
    read: dict[tuple[str, tuple[str, ...]], str] = {}
    lost = []
    for language, term, slug in shipped_terms():
        found = tuple(words(term))
        plain = term == term.strip().lower() and 1 <= len(found) <= LONGEST_TERM
        if not plain or read.setdefault((language, found), slug) != slug:
            lost.append((language, term, slug))
    assert lost == []
