"""Lists of names: Finnish research bodies in three languages, and spellings of bodies in aid."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.ingest.eu_tables import written_csv
from tests.ingest.plain_tables import Known, known
from tests.ingest.real_files import real_file

RESEARCH, AID = "names/fi-research-bodies.csv", "names/iati-name-variants.csv"
BODY = {
    "org_name_fi": "Keksityn yliopisto", "org_name_en": "University of Invention", "org_name_sv": "Keksityn yliopisto",
    "org_code": "99999", "unit_sub_code": "", "unit_name": "",
}  # fmt: skip
SPELLING = {
    "org_key": "MUR", "canonical_name": "Made-up Relief", "variant": "MUR", "scope": "local",
    "iati_id": "", "skip": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def research(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("research"), real_file(RESEARCH))


@pytest.fixture(scope="module")
def aid(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("aid"), real_file(AID))


def of(folder: Path, *rows: dict[str, str]) -> Known:
    return known(folder / "store", written_csv(folder / "names.csv", list(rows[0]), rows))


# Finnish research bodies


def test_every_row_is_one_of_87_bodies(research: Known) -> None:
    report = research.report
    assert (report.format, report.read, report.loaded, report.rejected) == (
        "fi-research-bodies",
        2_499,
        2_499,
        [],
    )
    assert len(research.entities) == len(research.of("actor")) == 87
    assert not research.ties


def test_a_code_is_a_business_id_or_the_research_administrations_own(research: Known) -> None:
    schemes = Counter(id_.split(":")[1] for id_ in research.entities)
    assert schemes == {"fi": 38, "fi-research": 49}
    csc = research.entities["actor:fi:0920632-0"]
    assert (csc["business_id"], csc["identifiers"]) == ("0920632-0", ["fi:0920632-0"])
    aalto = research.entities["actor:fi-research:10076"]
    assert "business_id" not in aalto
    assert aalto["identifiers"] == ["fi-research:10076"]


def test_a_name_that_repeats_the_finnish_one_is_no_name_in_that_language(research: Known) -> None:
    with real_file(RESEARCH).open(encoding="utf-8", newline="") as file:
        bodies = {row["org_code"]: row for row in csv.DictReader(file)}.values()
    swedish = sum("name_sv" in fields for fields in research.entities.values())
    assert swedish == sum(row["org_name_sv"] != row["org_name_fi"] for row in bodies) == 51
    assert sum("name_en" in fields for fields in research.entities.values()) == 81
    kela = research.entities["actor:fi:0246246-0"]
    assert {key: kela.get(key) for key in ("name_fi", "name_sv", "name_en")} == {
        "name_fi": "Kela", "name_sv": "Fpa", "name_en": None,
    }  # fmt: skip


def test_a_unit_is_another_name_of_its_body(research: Known) -> None:
    names = [name for fields in research.entities.values() for name in fields.get("also", [])]
    assert "Vaasan yliopisto, Vaasan korkeakoulukonsortio" in names
    assert "Kirjasto" not in names
    assert all(
        name.startswith(f"{fields['name_fi']}, ")
        for fields in research.entities.values()
        for name in fields.get("also", [])
    )
    assert research.report.left_out == 8  # units whose names look like persons': "6Genesis Flagship"


def test_a_unit_with_a_persons_name_is_left_out(tmp_path: Path) -> None:
    there = of(tmp_path, BODY, {**BODY, "unit_sub_code": "1", "unit_name": "Maija Virtanen"})
    assert (there.report.loaded, there.report.left_out) == (2, 1)
    assert "also" not in there.one("actor")
    assert b"Virtanen" not in there.data


def test_a_row_without_a_code_or_a_name_is_told(tmp_path: Path) -> None:
    there = of(tmp_path, BODY, {**BODY, "org_code": ""}, {**BODY, "org_name_fi": ""})
    assert there.rejected == [(3, "org_code"), (4, "org_name_fi")]


# Spellings in aid


def test_every_spelling_is_loaded_or_refused_with_its_reason(aid: Known) -> None:
    report = aid.report
    assert (report.format, report.read, report.loaded, len(report.rejected)) == (
        "iati-names",
        2_532,
        2_455,
        77,
    )
    assert Counter(column for _, column in aid.rejected) == {"skip": 70, "variant": 7}
    assert len(aid.of("actor")) == 1_702
    assert report.left_out == 4


def test_spellings_are_other_names_of_one_body(aid: Known) -> None:
    (danida,) = (
        one for one in aid.of("actor").values() if one["name_en"] == "Danish International Development Agency"
    )
    assert "Danida" in danida["also"]
    assert len(danida["also"]) == 10
    assert danida["name_en"] not in danida["also"]


def test_a_body_with_a_number_in_a_register_is_known_by_it(aid: Known) -> None:
    fao = aid.entities["actor:xm-dac:41301"]
    assert fao["name_en"] == "Food and Agriculture Organization of the United Nations"
    assert fao["identifiers"] == ["xm-dac:41301"]
    assert "Norwegian People's Aid" in aid.names("actor")  # looks like a person's name, but bears a number


def test_a_spelling_under_two_bodies_is_a_name_of_neither(aid: Known) -> None:
    spelling = "United Nations Educational, Scientific and Cultural Organisation"
    assert not [one for one in aid.of("actor").values() if spelling in one.get("also", [])]
    refused = [row.rejected for row in aid.report.rejected if row.rejected and row.rejected.value == spelling]
    assert len(refused) == 2
    assert "UNESCO" not in refused[0].reason  # the bodies are called by their names
    assert refused[0].reason == (
        "the spelling stands under several bodies (United Nations Educational, Scientific and Cultural Organization "
        "and United Nations Industrial Development Organization); keep it under one"
    )


def test_a_canonical_name_stays_its_bodys_own(aid: Known) -> None:
    bearers = [
        one
        for one in aid.of("actor").values()
        if "European Commission" in (one["name_en"], *one.get("also", []))
    ]
    assert [one["name_en"] for one in bearers] == ["European Commission"]


def test_a_person_among_spellings_is_left_out(tmp_path: Path) -> None:
    there = of(
        tmp_path, SPELLING, {**SPELLING, "variant": "Maija Virtanen"},
        {**SPELLING, "org_key": "MK", "canonical_name": "Matti Korhonen", "variant": "Matti Korhonen"},
    )  # fmt: skip
    assert (there.report.loaded, there.report.left_out) == (3, 2)
    assert there.one("actor") == {"name_en": "Made-up Relief", "also": ["MUR"]}
    for secret in (b"Virtanen", b"Korhonen"):
        assert secret not in there.data


def test_a_row_to_be_skipped_makes_no_spelling_ambiguous(tmp_path: Path) -> None:
    other = {**SPELLING, "org_key": "X", "canonical_name": "Other", "skip": "yes"}
    there = of(tmp_path, SPELLING, other)
    assert there.rejected == [(3, "skip")]
    assert there.one("actor")["also"] == ["MUR"]
