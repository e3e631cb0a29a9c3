"""The vocabulary of fields is whole: every word in the languages it must have, no word that two fields claim."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from graph.records import Sector, Stage
from ingest.fields import KIND_NAMES, Shape, codes, kind
from ingest.fields.vocabulary import LANGUAGES
from ingest.proposal.headers import plain


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_kind_says_everything_in_three_languages(name: str) -> None:
    one = kind(name)
    for texts in (
        one.title,
        one.about,
        *(text for field in one.fields for text in (field.label, field.explain)),
    ):
        assert {*texts} == {*LANGUAGES}
        assert all(text.strip() for text in texts.values())


@pytest.mark.parametrize("name", KIND_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_template_are_called_alike(name: str, language: str) -> None:
    labels = Counter(plain(field.label[language]) for field in kind(name).fields)
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("name", KIND_NAMES)
def test_no_word_of_a_language_is_claimed_by_two_fields(name: str) -> None:
    claimed: dict[tuple[str, str], set[str]] = {}
    for field in kind(name).fields:
        for language in ("fi", "sv", "en", "da", "de"):
            words = [*field.synonyms.get(language, ()), *field.common.get(language, ())]
            words += [field.label[language]] if language in LANGUAGES else []
            for word in words:
                claimed.setdefault((language, plain(word)), set()).add(field.name)
    assert {word: fields for word, fields in claimed.items() if len(fields) > 1} == {}


@pytest.mark.parametrize("name", KIND_NAMES)
def test_something_is_needed_and_a_template_asks_for_it(name: str) -> None:
    needed = kind(name).needed
    assert needed
    assert all(field.template for field in needed)


@pytest.mark.parametrize("name", KIND_NAMES)
def test_an_example_fills_what_is_needed_and_only_fields_of_the_template(name: str) -> None:
    one = kind(name)
    asked = {field.name for field in one.fields if field.template}
    for example in one.examples:
        assert {field.name for field in one.needed} <= {*example} <= asked


@pytest.mark.parametrize("name", KIND_NAMES)
def test_a_field_that_takes_codes_names_a_list_that_there_is(name: str) -> None:
    one = kind(name)
    for field in one.fields:
        if field.codes:
            assert codes(field.codes)
        assert (field.shape is not Shape.CHOICE) or field.codes
        assert not field.beside or field.beside in one.by_name


def test_the_page_on_mappings_names_every_kind_and_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "mapping.md").read_text("utf-8")
    for name in KIND_NAMES:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert re.findall(r"`(\w+)`", row)[1:] == [field.name for field in kind(name).fields]


def test_the_codes_are_those_of_the_records() -> None:
    assert [one.code for one in codes("sector")] == [*Sector]
    assert [one.code for one in codes("stage")] == [*Stage]
