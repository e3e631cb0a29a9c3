"""HXL tables: two of 2014 as they were published, and built ones with the tags of today."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.errors import DataError
from ingest.formats.registry import format_of
from ingest.reading import Upload
from tests.ingest.eu_tables import written_csv, written_xlsx
from tests.ingest.plain_tables import Known, known
from tests.ingest.real_files import real_file

ROWCA, UNHCR = "projects/hxl-rowca-3w.csv", "projects/hxl-unhcr-3w.csv"
TAGS = {
    "Who": "#org+impl", "Who pays": "#org+funder", "Code of who pays": "#org+funder+code", "Sector": "#sector",
    "What": "#activity", "Where": "#adm1+name", "P-code": "#adm1+code", "Country": "#country+code",
    "Begins": "#date+start", "Ends": "#date+end", "Reported": "#date+reported", "State": "#status",
    "For": "#beneficiary", "How many": "#beneficiary+num", "Focal point": "#contact+name", "Notes": "#description",
}  # fmt: skip
WELL = {
    "Who": "Made-up Relief", "Who pays": "Example Fund", "Code of who pays": "GB-CHC-7654321",
    "Sector": "Water; Health", "What": "Digging wells", "Where": "Upper Made", "P-code": "XA01", "Country": "KE",
    "Begins": "2014-03-01", "Ends": "2014-06", "Reported": "July", "State": "ongoing", "For": "Women and children",
    "How many": "1500", "Focal point": "Zebulon Quixley",
    "Notes": "Ask Zebulon Quixley, a.b@example.org, for the map.",
}  # fmt: skip
SCHOOL = {
    **WELL,
    "What": "School meals",
    "Begins": "June",
    "Ends": "",
    "Where": "Lower Made",
    "P-code": "XA02",
}


def tagged(*rows: dict[str, str]) -> list[dict[str, str]]:
    """Rows with the row of tags above them, as it stands under the headers."""
    return [TAGS, *rows]


def of(folder: Path, *rows: dict[str, str], header: bool = True) -> Known:
    """What is known after a table was loaded; without a header the tags stand in its place."""
    if header:
        return known(folder / "store", written_csv(folder / "who.csv", list(TAGS), tagged(*rows)))
    bare = [{TAGS[name]: cell for name, cell in row.items()} for row in rows]
    return known(folder / "store", written_csv(folder / "who.csv", list(TAGS.values()), bare))


# As they were published


@pytest.fixture(scope="module")
def rowca(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("rowca"), real_file(ROWCA))


@pytest.fixture(scope="module")
def unhcr(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return known(tmp_path_factory.mktemp("unhcr"), real_file(UNHCR))


def counts(there: Known) -> dict[str, int]:
    return {kind: len(there.of(kind)) for kind in ("project", "actor", "theme", "region")}


def test_every_row_of_rowca_is_loaded_though_its_tags_are_gappy_and_its_months_have_no_year(
    rowca: Known,
) -> None:
    report = rowca.report
    assert (report.format, report.source, report.read, report.loaded, report.rejected, report.left_out) == (
        "hxl", "hxl-rowca-3w", 244, 244, [], 0,
    )  # fmt: skip
    assert counts(rowca) == {"project": 55, "actor": 11, "theme": 4, "region": 23}
    assert not any("valid_from" in project for project in rowca.of("project").values())


def test_rows_of_one_body_and_one_activity_are_one_project_in_all_their_places(rowca: Known) -> None:
    said = rowca.ties_said()
    canteens = [end for end in said if end[0] == "School canteens"]
    assert {name for _, kind, name in canteens if kind == "ABOUT"} == {"Food Security"}
    places = {name for _, kind, name in canteens if kind == "LOCATED_IN"}
    assert len(places) == 13
    assert {"Dakar", "Diourbel", "Kolda"} < places
    assert said["World Food Programme", "PARTICIPATES_IN lead", "School canteens"] == 1


def test_one_activity_of_several_bodies_stays_several_projects(rowca: Known) -> None:
    names = Counter(project["name_en"] for project in rowca.of("project").values())
    assert names["Drinking water supply for the populations affected site"] == 5


def test_every_row_of_unhcr_is_a_body_in_a_sector_and_a_place(unhcr: Known) -> None:
    report = unhcr.report
    assert (report.read, report.loaded, report.rejected, report.left_out) == (2_250, 2_250, [], 14)
    assert counts(unhcr) == {"project": 2_250, "actor": 260, "theme": 40, "region": 57}
    said = unhcr.ties_said()
    assert said["CNARR", "PARTICIPATES_IN lead", "Camp Management, Logone Oriental, Chad"] == 1
    assert said["Camp Management, Logone Oriental, Chad", "ABOUT", "Camp Management"] == 1


def test_two_areas_of_one_name_in_two_countries_are_two(unhcr: Known) -> None:
    areas = [fields["name_en"] for fields in unhcr.of("region").values()]
    assert {name for name, times in Counter(areas).items() if times > 1} == {"Niger"}


def test_the_same_table_again_changes_nothing_in_any_order(tmp_path: Path) -> None:
    there = of(tmp_path, WELL, SCHOOL)
    other = tmp_path / "other"
    other.mkdir()
    turned = of(other, SCHOOL, WELL)
    assert (there.entities, there.ties) == (turned.entities, turned.ties)


# With the tags of today


def test_a_row_with_the_tags_of_today(tmp_path: Path) -> None:
    there = of(tmp_path, WELL)
    project = there.one("project")
    assert {key: project[key] for key in ("name_en", "valid_from", "valid_to", "status")} == {
        "name_en": "Digging wells", "valid_from": "2014-03-01", "valid_to": "2014-06-30", "status": "ongoing",
    }  # fmt: skip
    assert there.ties_said() == {
        ("Made-up Relief", "PARTICIPATES_IN lead", "Digging wells"): 1,
        ("Example Fund", "FUNDS", "Digging wells"): 1,
        ("Digging wells", "ABOUT", "Water"): 1,
        ("Digging wells", "ABOUT", "Health"): 1,
        ("Digging wells", "TARGETS", "Women and children"): 1,
        ("Digging wells", "LOCATED_IN", "Upper Made"): 1,
    }
    assert there.of("region") == {
        "region:pcode:XA01": {"name_en": "Upper Made", "level": "admin1", "code": "XA01", "country": "KE"}
    }
    assert "actor:gb-chc:7654321" in there.of("actor")


def test_tags_instead_of_headers_and_a_workbook_give_the_same(tmp_path: Path) -> None:
    with_header = of(tmp_path, WELL, SCHOOL)
    bare = tmp_path / "bare"
    bare.mkdir()
    book = written_xlsx(tmp_path / "who.xlsx", who=(list(TAGS), tagged(WELL, SCHOOL)))
    in_book = known(tmp_path / "book", book)
    for other in (of(bare, WELL, SCHOOL, header=False), in_book):
        assert (other.entities, other.ties) == (with_header.entities, with_header.ties)
        assert (other.report.format, other.report.read, other.report.loaded) == ("hxl", 2, 2)


def test_a_title_above_and_a_column_without_a_tag(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(
        "Who does what where, June\n\nAgency,Remark,Cluster\n#org,,#sector\nMade-up Relief,none,Health\n",
        "utf-8",
    )
    there = known(tmp_path / "store", path)
    assert (there.report.read, there.report.loaded) == (1, 1)
    assert there.one("project")["name_en"] == "Health"


def test_a_month_without_a_year_is_no_day_but_another_word_is_wrong(tmp_path: Path) -> None:
    there = of(tmp_path, WELL, SCHOOL, {**WELL, "Begins": "soon"})
    (school,) = (one for one in there.of("project").values() if one["name_en"] == "School meals")
    assert "valid_from" not in school
    assert there.rejected == [(5, "Begins")]


def test_a_contact_is_kept_nowhere(tmp_path: Path) -> None:
    there = of(tmp_path, WELL)
    assert there.one("project")["description_en"] == "Ask, , for the map"
    for secret in (b"Zebulon", b"Quixley", b"example.org"):
        assert secret not in there.data


def test_a_person_as_body_or_beneficiary_is_left_out_and_counted(tmp_path: Path) -> None:
    there = of(tmp_path, {**WELL, "Who": "Maija Virtanen", "For": "Matti Korhonen"})
    assert (there.report.loaded, there.report.left_out) == (1, 2)
    assert there.names("actor") == {"Example Fund"}
    for secret in (b"Virtanen", b"Korhonen"):
        assert secret not in there.data


@pytest.mark.parametrize(
    ("tags", "cells", "said"),
    [
        (
            "#org,#org+impl,#sector", "Agency,Field Group,Health",
            {("Agency", "PARTICIPATES_IN lead"), ("Field Group", "PARTICIPATES_IN partner")},
        ),
        (
            "#org+impl,#org+donor,#sector", "Field Group,Fund,Health",
            {("Field Group", "PARTICIPATES_IN lead"), ("Fund", "FUNDS")},
        ),
        ("#org,#org+acronym,#sector", "Agency,AGY,Health", {("Agency", "PARTICIPATES_IN lead")}),
        (
            "#org,#org+partner,#sector", "Agency,One Group; Other Group,Health",
            {("Agency", "PARTICIPATES_IN lead"), ("One Group", "PARTICIPATES_IN partner"),
             ("Other Group", "PARTICIPATES_IN partner")},
        ),
    ],
)  # fmt: skip
def test_the_part_of_a_body_is_told_by_its_tag(
    tmp_path: Path, tags: str, cells: str, said: set[tuple[str, str]]
) -> None:
    path = tmp_path / "who.csv"
    path.write_text(f"{tags}\n{cells}\n", "utf-8")
    ties = known(tmp_path / "store", path).ties_said()
    assert {(body, part) for body, part, what in ties if what == "Health" and part != "ABOUT"} == said


def test_columns_of_several_languages_are_names_of_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(
        "#org,#sector+fr,#sector+en,#activity+fr,#activity+en\nAgency,Santé,Health,Des puits,Wells\n", "utf-8"
    )
    there = known(tmp_path / "store", path)
    assert {key: there.one("project")[key] for key in ("name_fr", "name_en")} == {
        "name_fr": "Des puits", "name_en": "Wells",
    }  # fmt: skip
    assert there.names("theme") == {"Health"}


def test_places_in_finland_are_those_of_the_table_of_areas(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text(
        "#org,#sector,#country+code,#adm1+name\nJärjestö ry,Ruoka,FI,Kainuu\nJärjestö ry,Vesi,FI,\n", "utf-8"
    )
    regions = known(tmp_path / "store", path).of("region")
    assert regions.keys() == {"region:fi-maakunta:18", "region:iso3166:FI"}


def test_a_body_is_one_in_every_country(tmp_path: Path) -> None:
    there = of(tmp_path, WELL, {**WELL, "Country": "SO", "P-code": "XB01"})
    assert len(there.of("actor")) == 2
    assert len(there.of("theme")) == 3


def test_a_row_that_tells_neither_what_nor_where_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "who.csv"
    path.write_text("#org,#sector,#adm1\nAgency,Health,North\nAgency,,\nOther agency,,South\n", "utf-8")
    there = known(tmp_path / "store", path)
    assert there.rejected == [(3, "#activity")]
    assert there.names("project") == {"Health, North", "South"}


def test_a_table_with_tags_but_no_body_is_no_list_of_who_does_what(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("#adm1,#population\nNorth,1500\n", "utf-8")
    with pytest.raises(DataError, match="no format"):
        format_of(Upload.at(path))
