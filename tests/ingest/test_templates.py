"""Templates: what they ask for loads without a mapping, in each language; their examples and explanation do not."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError, UsageError
from graph.records import Sector, Stage
from ingest.fields import KIND_NAMES, codes, kind
from ingest.fields.template_words import template_words
from ingest.fields.vocabulary import LANGUAGES
from ingest.reading import Upload
from ingest.templates import asked, write_template
from tests.ingest.plain_tables import Known, known

TIES: dict[str, dict[str, str]] = {
    "projects": {
        "lead": "PARTICIPATES_IN lead", "partners": "PARTICIPATES_IN partner", "funder": "FUNDS",
        "region": "LOCATED_IN", "theme": "ABOUT", "target_group": "TARGETS", "programme": "FUNDED_UNDER",
        "networks": "MEMBER_OF",
    },
    "actors": {
        "region": "LOCATED_IN", "serves": "SERVES", "networks": "MEMBER_OF", "partners": "COLLABORATES_WITH",
        "theme": "ABOUT",
    },
    "networks": {
        "convener": "MEMBER_OF convener", "members": "MEMBER_OF", "projects": "MEMBER_OF", "theme": "ABOUT",
        "region": "LOCATED_IN",
    },
    "practices": {
        "producer": "PRODUCED", "projects": "PRODUCED", "adopters": "ADOPTED", "adapted_from": "ADAPTED_FROM",
        "theme": "ABOUT", "target_group": "TARGETS", "region": "LOCATED_IN",
    },
    "events": {
        "organiser": "ATTENDED organiser", "attendees": "ATTENDED", "projects": "ATTENDED", "theme": "ABOUT",
        "region": "LOCATED_IN",
    },
    "inputs": {"raised_by": "RAISED", "theme": "ABOUT", "region": "LOCATED_IN"},
    "indicators": {"region": "LOCATED_IN"},
}  # fmt: skip
"""The tie that each field of a template makes."""
SCALARS = {
    "description": "description_{}", "code": "code", "start": "valid_from", "end": "valid_to", "fund": "fund",
    "status": "status", "total": "planned_total", "eu_contribution": "eu_contribution", "currency": "currency",
    "url": "url", "sector": "sector", "stage": "stage", "form": "form", "unit": "unit", "measure": "measure",
    "industry": "industry", "country": "country",
}  # fmt: skip
"""The field of the record for each field of a template that makes no tie."""
RECORD = {"practices": "practice", "indicators": "indicator"} | {
    name: name[:-1] for name in ("projects", "actors", "networks", "events", "inputs")
}


def text(value: Any, language: str) -> str:
    return str(value[language] if isinstance(value, Mapping) else value)


def filled(folder: Path, name: str, language: str, rows: Any = None) -> Path:
    path = folder / f"taulukko-{language}.xlsx"
    write_template(name, language, path, kind(name).examples if rows is None else rows)
    return path


def subject(done: Known, name: str, row: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The fields of the thing that a row is about."""
    of_kind = done.of(RECORD[name]).values()
    if name == "indicators":
        return next(one for one in of_kind if one["measure"] == row["measure"])
    return next(one for one in of_kind if one.get(f"name_{language}") == text(row["name"], language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KIND_NAMES)
def test_what_a_template_asks_for_loads_whole(tmp_path: Path, name: str, language: str) -> None:
    done = known(tmp_path, filled(tmp_path, name, language))
    examples = kind(name).examples
    assert (done.report.format, done.report.loaded, done.rejected) == ("template", len(examples), [])
    kinds = [tie for _, tie, _ in done.ties_said().elements()]
    expected = 0
    for row in examples:
        thing = subject(done, name, row, language)
        assert {SCALARS[key].format(language) for key in row if key in SCALARS} <= {*thing}
        for key, value in row.items():
            if key in SCALARS:
                wanted = text(value, language) if isinstance(value, (Mapping, str, date)) else value
                assert thing[SCALARS[key].format(language)] == wanted
            elif key in TIES[name]:
                ends = text(value, language).split("; ")
                expected += len(ends)
                assert kinds.count(TIES[name][key]) >= len(ends)
            else:
                assert key in ("name", "also", "business_id", "period", "value")
    assert len(kinds) == expected


def test_the_ends_of_a_projects_ties_are_those_that_the_row_names(tmp_path: Path) -> None:
    done = known(tmp_path, filled(tmp_path, "projects", "fi"))
    project = "Esimerkkisilta: nuoret ja työpaikat kohtaavat"
    assert {one for one in done.ties_said() if project in one} == {
        ("Esimerkkikaupunki", "PARTICIPATES_IN lead", project),
        ("Esimerkin ammattikorkeakoulu Oy", "PARTICIPATES_IN partner", project),
        ("Esimerkin yrittäjät ry", "PARTICIPATES_IN partner", project),
        ("Esimerkkialueen elinvoimakeskus", "FUNDS", project),
        (project, "LOCATED_IN", "Etelä-Savo"),
        (project, "LOCATED_IN", "Kuopio"),
        (project, "ABOUT", "työmarkkinoiden kohtaanto"),
        (project, "ABOUT", "ohjaus"),
        (project, "TARGETS", "nuoret"),
        (project, "TARGETS", "työnantajat"),
        (project, "FUNDED_UNDER", "Uudistuva ja osaava Suomi 2021–2027"),
        (project, "MEMBER_OF", "Esimerkin kohtaantoverkosto"),
    }


def test_templates_of_several_kinds_speak_of_the_same_things(tmp_path: Path) -> None:
    tables = {name: known(tmp_path / name, filled(tmp_path, name, "fi", None).rename(tmp_path / f"{name}.xlsx"))
              for name in KIND_NAMES}  # fmt: skip
    ids = {name: {*done.entities} for name, done in tables.items()}
    assert "project:fi:S90001" in ids["projects"] & ids["networks"] & ids["practices"] & ids["events"]
    assert len({id_ for id_ in ids["actors"] & ids["projects"] if id_.startswith("actor:")}) == 2
    assert {*tables["networks"].of("network")} <= ids["projects"] & ids["actors"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KIND_NAMES)
def test_an_empty_template_loads_nothing_of_its_examples(tmp_path: Path, name: str, language: str) -> None:
    path = filled(tmp_path, name, language, ())
    with pytest.raises(DataError, match="is empty; fill that in") as refusal:
        known(tmp_path, path)
    assert repr(kind(name).title[language]) in str(refusal.value)


def test_rows_of_one_cell_at_the_end_are_no_footer(tmp_path: Path) -> None:
    rows = [{"name": "Lisää koulutusta"}, {"name": "Yhteensä enemmän aikaa"}, {"name": "Kalenteri"}]
    assert known(tmp_path, filled(tmp_path, "inputs", "fi", rows)).names("input") == {
        row["name"] for row in rows
    }


def test_columns_may_go_move_and_be_added_and_the_file_be_saved_as_text(tmp_path: Path) -> None:
    labels = [field.label["sv"] for field in asked(kind("networks"))]
    kept = [*reversed([label for label in labels if label not in ("Webbplats", "Form")]), "Egna anteckningar"]
    path = tmp_path / "natverk.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(kept)
        writer.writerow(
            [{"Nätverkets namn": "Påhittat nätverk", "Medlemmar": "Påhittad rf"}.get(one, "") for one in kept]
        )
    done = known(tmp_path, path)
    assert done.report.format == "template"
    assert done.names("network") == {"Påhittat nätverk"}
    assert done.names("actor") == {"Påhittad rf"}


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("practices", {"name": "Aamut", "stage": "melkein valmis"}, "Vaihe"),
        ("actors", {"name": "Keksitty ry", "sector": "neljäs"}, "Sektori"),
        ("projects", {"name": "Silta", "start": "pian"}, "Alkaa"),
        ("projects", {"name": "Silta", "start": date(2025, 2, 1), "end": date(2025, 1, 1)}, "Päättyy"),
        ("projects", {"name": "Silta", "total": "paljon"}, "Kokonaisrahoitus"),
        ("networks", {"name": "V", "projects": "Se toinen hanke"}, "Mukana olevien hankkeiden koodit"),
        ("events", {"start": date(2025, 1, 1)}, "Tilaisuuden nimi"),
        ("indicators", {"measure": "työttömät", "region": "Lappi", "period": "syksy", "value": 3}, "Jakso"),
        ("indicators", {"measure": "työttömät", "period": "2025", "value": 3}, "Alue"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row_and_column(
    tmp_path: Path, name: str, row: dict[str, Any], column: str
) -> None:
    right = kind(name).examples[0]
    done = known(tmp_path, filled(tmp_path, name, "fi", [right, row]))
    assert done.rejected == [(3, column)]
    assert done.report.loaded == 1


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("projects", {"name": "Silta", "lead": "Liisa Virtanen"}),
        ("actors", {"name": "Liisa Virtanen"}),
        ("networks", {"name": "Verkosto", "members": "Keksitty ry; Liisa Virtanen"}),
        (
            "practices",
            {"name": "Aamut", "producer": "Liisa Virtanen", "description": "Liisa Virtasen kehittämä"},
        ),
        ("events", {"name": "Foorumi", "attendees": "Liisa Virtanen;Matti Korhonen"}),
        ("inputs", {"name": "Kalenteri", "raised_by": "Liisa Virtanen", "description": "Virtanen ehdottaa"}),
    ],
)
def test_a_private_person_is_counted_and_kept_nowhere(tmp_path: Path, name: str, row: dict[str, Any]) -> None:
    done = known(tmp_path, filled(tmp_path, name, "fi", [*kind(name).examples, row]))
    assert done.report.left_out == row.get("attendees", "").count(";") + 1
    assert done.rejected == []
    assert not re.search(rb"Virta[sn]|Korhonen", done.data)


def test_rows_of_one_event_name_a_participant_each_and_a_person_in_one_goes_from_all(tmp_path: Path) -> None:
    day = date(2026, 4, 15)
    rows = [
        {"name": "Foorumi", "start": day, "attendees": "Keksitty ry", "description": "Avaus: Liisa Virtanen"},
        {"name": "Foorumi", "start": day, "attendees": "Toinen Oy"},
        {"name": "Foorumi", "start": day, "attendees": "Liisa Virtanen"},
        {"name": "Foorumi", "start": date(2027, 4, 15), "attendees": "Keksitty ry"},
    ]
    done = known(tmp_path, filled(tmp_path, "events", "fi", rows))
    assert len(done.of("event")) == 2
    assert done.ties_said() == {
        ("Keksitty ry", "ATTENDED", "Foorumi"): 2, ("Toinen Oy", "ATTENDED", "Foorumi"): 1,
    }  # fmt: skip
    assert b"Virtanen" not in done.data


def test_figures_become_series_in_the_order_of_their_periods(tmp_path: Path) -> None:
    rows = [
        {"measure": "unemployed", "region": "Lappi", "period": period, "value": value}
        for period, value in (("2025-02", 3), ("tammikuu 2025", 2.5), ("2025-02", 4), ("2024", 9))
    ]
    rows.append({"measure": "oma luku", "region": "Suomi", "period": "2025", "value": 1})
    done = known(tmp_path, filled(tmp_path, "indicators", "fi", rows))
    lapland, own = sorted(done.of("indicator").values(), key=lambda one: str(one["measure"]), reverse=True)
    assert (lapland["periods"], lapland["values"]) == (["2024", "2025-01", "2025-02"], [9, 2.5, 3])
    assert (lapland["name_fi"], lapland["region"]) == (
        "työttömät työnhakijat, Lappi",
        "region:fi-maakunta:19",
    )
    assert (own["measure"], own["values"]) == ("oma luku", [1])


# The workbook itself


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_has_its_sheets_drop_downs_and_a_frozen_header(tmp_path: Path, language: str) -> None:
    path = filled(tmp_path, "practices", language, ())
    words = template_words(language)
    upload = Upload.at(path)
    sheets = {sheet.name: sheet for sheet in upload.sheets}
    assert [name for name, sheet in sheets.items() if not sheet.hidden] == [
        kind("practices").title[language], words.example, words.explanation,
    ]  # fmt: skip
    table = parts(path)["xl/worksheets/sheet1.xml"]
    assert 'state="frozen"' in table
    stages = ",".join(one.label[language] for one in codes("stage"))
    assert f'<formula1>"{stages}"</formula1>' in table
    assert "lists!$A$1:$A$24" in table
    explained = " ".join(str(cell) for row in sheets[words.explanation].rows() for cell in row)
    for field in asked(kind("practices")):
        assert field.label[language] in explained
        assert field.explain[language] in explained


def test_every_word_of_a_drop_down_is_understood(tmp_path: Path) -> None:
    rows = [
        {"name": f"K {language} {one.code}", "stage": one.label[language]}
        for language in LANGUAGES for one in codes("stage")
    ]  # fmt: skip
    done = known(tmp_path / "a", filled(tmp_path, "practices", "fi", rows))
    stages = sorted(fields["stage"] for fields in done.of("practice").values())
    assert stages == sorted([*Stage] * 3)
    bodies = [{"name": f"Keksitty {one.code} ry", "sector": one.label["sv"]} for one in codes("sector")]
    done = known(tmp_path / "b", filled(tmp_path, "actors", "sv", bodies))
    assert {fields["sector"] for fields in done.of("actor").values()} == {*Sector}


def test_a_template_is_not_written_over_a_file(tmp_path: Path) -> None:
    path = filled(tmp_path, "inputs", "fi")
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        write_template("inputs", "fi", path)
    assert path.read_bytes() == before


def test_a_template_is_a_workbook_in_a_folder_that_there_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"call it .*mine\.xlsx"):
        write_template("inputs", "fi", tmp_path / "mine.csv")
    with pytest.raises(DataError, match="cannot be written: No such file or directory"):
        write_template("inputs", "fi", tmp_path / "no" / "mine.xlsx")
