"""The projects with partners: every line accounted for, who took part, and how the rest is tied."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError
from graph.records import named_id, project_id_by_name
from ingest.formats.fi_partners import period_of
from ingest.formats.legal_persons import LegalPersons, checked_business_id, head_of
from tests.ingest.real_files import claims_of, cut_off, loaded_twice, real_file, rows_of, shuffled

NAME = "projects/fi-esf-with-partners.ndjson"


@pytest.fixture(scope="module")
def path() -> Path:
    return real_file(NAME)


@pytest.fixture(scope="module")
def listed(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def claims(path: Path) -> dict[str, dict[str, Any]]:
    return {id_: dict(claim.fields) for id_, claim in claims_of(path).items()}


def ties(claims: dict[str, dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fields for id_, fields in claims.items() if id_.startswith(f"tie:{kind.lower()}:")]


def line(**fields: Any) -> dict[str, Any]:
    plain = {
        "code": "S29999", "name": "Koehanke", "fund": "ESR", "priority_axis": None, "specific_objective": None,
        "start": None, "end": None, "status": None, "authority": None,
        "lead": {"name": "Kuopion kaupunki", "type": "Kunta", "business_id": None}, "partners": [], "networks": [],
        "practices": [], "places": [], "target_groups": [], "themes": [], "summary_fi": None, "source": None,
    }  # fmt: skip
    return {**plain, **fields}


def written(to: Path, *lines: dict[str, Any]) -> Path:
    path = to / "partners.ndjson"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return path


def test_every_line_is_loaded(path: Path) -> None:
    rows = rows_of(path)
    assert [row.number for row in rows] == list(range(1, 386))
    assert all(row.rejected is None and row.left_out == 0 for row in rows)


def test_every_project_is_there_by_code_or_by_beneficiary_name_and_start(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    expected = {
        f"project:fi:{one['code']}"
        if one["code"]
        else project_id_by_name(one["lead"]["name"], one["name"], one["start"])
        for one in listed
    }
    assert {id_ for id_ in claims if id_.startswith("project:")} == expected
    assert len(expected) == 385
    assert "name_fi" not in claims["project:fi:S21678"]


def test_every_partner_is_tied_to_its_project(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    partners = sum(len(one["partners"]) for one in listed)
    leads = sum(one["lead"]["name"] is not None for one in listed)
    assert (partners, leads) == (856, 384)
    assert Counter(tie["role"] for tie in ties(claims, "PARTICIPATES_IN")) == {"lead": 384, "partner": 856}
    by_id = {one["lead"]["business_id"] for one in listed}
    by_id |= {partner["business_id"] for one in listed for partner in one["partners"]}
    assert {id_ for id_ in claims if id_.startswith("actor:fi:")} == {
        f"actor:fi:{id_}" for id_ in by_id - {None}
    }


def test_one_body_has_one_name_and_its_units_are_names_of_the_ties(claims: dict[str, dict[str, Any]]) -> None:
    names = {
        "0187690-1": "Oulun kaupunki",
        "0161075-9": "Kouvolan kaupunki",
        "0204819-8": "Turun kaupunki",
        "0214958-9": "Kajaanin kaupunki",
        "0212371-7": "Pohjois-Karjalan koulutuskuntayhtymä",
        "1670605-9": "Nicehearts ry",
        "0245896-3": "Turun yliopisto",
        "2228357-4": "Aalto-yliopisto",
        "0292800-5": "Lapin yliopisto",
    }
    assert {id_: claims[f"actor:fi:{id_}"]["name_fi"] for id_ in names} == names
    units = {
        tie["unit"]
        for tie in ties(claims, "PARTICIPATES_IN")
        if tie["a"] == "actor:fi:0161075-9" and "unit" in tie
    }
    assert units == {
        "Kouvolan kaupunki / Kouvolan seudun ammattiopisto, KSAO",
        "Kouvolan kaupunki/Kouvolan seudun ammattiopisto",
        "Kouvolan seudun ammattiopisto",
    }
    assert units == set(claims["actor:fi:0161075-9"]["also"])


def test_a_stated_type_decides_the_sector(claims: dict[str, dict[str, Any]]) -> None:
    sectors = {
        id_: (claims[f"actor:fi:{id_}"]["sector"], claims[f"actor:fi:{id_}"]["sector_basis"])
        for id_ in ("1046216-1", "0809407-2", "0116480-8", "0220266-9")
    }
    assert sectors == {
        "1046216-1": ("public", "stated"),  # Laurea, a company by form
        "0809407-2": ("private", "stated"),
        "0116480-8": ("third", "stated"),
        "0220266-9": ("public", "inferred"),  # Tutkimuslaitos says nothing of a sector
    }


def test_funders_and_programmes(listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]) -> None:
    funds = ties(claims, "FUNDS")
    assert len(funds) == sum(one["authority"] is not None for one in listed)
    ely = named_id("actor", "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus")
    said = ("Keski-Suomen ELY-keskus", "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus")
    assert sum(tie["a"] == ely for tie in funds) == sum(one["authority"] in said for one in listed) == 72
    assert Counter(str(tie["b"]).rpartition(":")[2] for tie in ties(claims, "FUNDED_UNDER")) == {
        "esr-2014-2020": 298, "eakr-2014-2020": 32, "esrplus-2021-2027": 19, "esr-2007-2013": 10,
        "jtf-2021-2027": 2, "eakr-2007-2013": 1, "eakr-2021-2027": 1,
    }  # fmt: skip


def test_priorities_are_numbers_and_texts_are_dropped(claims: dict[str, dict[str, Any]]) -> None:
    projects = [fields for id_, fields in claims.items() if id_.startswith("project:")]
    assert {fields.get("priority") for fields in projects} == {None, "1", "2", "3", "4", "5", "8", "9"}
    assert claims["project:fi:S10232"]["priority"] == "2"
    assert {fields.get("specific_objective") for fields in projects} >= {"10.1", "6.1", "4.1"}
    assert all(set(str(fields.get("specific_objective", "1"))) <= set("0123456789.") for fields in projects)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("networks", "MEMBER_OF"),
        ("practices", "PRODUCED"),
        ("places", "LOCATED_IN"),
        ("themes", "ABOUT"),
        ("target_groups", "TARGETS"),
    ],
)
def test_what_a_project_names_is_tied_to_it(
    key: str, kind: str, listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    named = {(number, name.casefold()) for number, one in enumerate(listed) for name in one[key]}
    if key == "places":  # "Suomi" and "koko maa" are one, and so on
        assert len(named) - 3 <= len(ties(claims, kind)) <= len(named)
    else:
        assert len(ties(claims, kind)) == len(named)


def test_places_are_regions_of_the_area_tables_where_the_table_has_them(
    claims: dict[str, dict[str, Any]],
) -> None:
    schemes = Counter(str(tie["b"]).split(":")[1] for tie in ties(claims, "LOCATED_IN"))
    assert schemes["name"] == 25
    assert schemes.total() == 845
    assert claims["region:fi-kunta:853"]["name_fi"] == "Turku"


def test_order_of_lines_never_shows_and_a_second_load_changes_nothing(path: Path, tmp_path: Path) -> None:
    assert claims_of(shuffled(path, tmp_path, header=False)) == claims_of(path)
    first, second = loaded_twice(path, tmp_path)
    assert (first.read, first.loaded, first.rejected) == (385, 385, [])
    assert second.batch is None


def test_a_file_cut_off_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cut off in its last line, 385"):
        rows_of(cut_off(path, tmp_path))


def test_a_natural_person_is_kept_nowhere(tmp_path: Path) -> None:
    lead = {"name": "Keksitty Maija", "type": None, "business_id": None}
    partners = [{"name": "Tmi Keksitty", "business_id": None, "role": "partner"}]
    texts = {"name": "Maija Keksityn verstaan laajennus", "summary_fi": "Maija Keksitty laajentaa verstaan."}
    coded = line(lead=lead, partners=partners, **texts)
    plain = line(lead=lead, code=None, name="Verstaan laajennus")
    path = written(tmp_path, coded, plain)
    assert [row.left_out for row in rows_of(path)] == [2, 1]
    said = str(claims_of(path))
    assert "Keksi" not in said
    assert "Maija" not in said
    assert project_id_by_name("", "Verstaan laajennus", None) in said


def test_a_wrong_business_id_leaves_the_name(tmp_path: Path) -> None:
    lead = {"name": "Kuopion kaupunki", "type": "Kunta", "business_id": "0161075-8"}
    claims = claims_of(written(tmp_path, line(lead=lead)))
    assert named_id("actor", "Kuopion kaupunki") in claims
    assert not [id_ for id_ in claims if id_.startswith("actor:fi:")]


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"partners": "Kuopion kaupunki"}, "partners"),
        ({"lead": ["Kuopion kaupunki"]}, "lead"),
        ({"start": "keväällä"}, "start"),
        ({"themes": [1]}, "themes"),
        ({"code": None, "name": None}, "name"),
    ],
)
def test_a_line_with_a_wrong_value_is_rejected_with_its_key(
    wrong: dict[str, Any], column: str, tmp_path: Path
) -> None:
    good, bad = rows_of(written(tmp_path, line(), line(**wrong)))
    assert good.rejected is None
    assert bad.number == 2
    assert bad.rejected is not None
    assert (bad.rejected.column, bad.rejected.value) == (column, "")


def test_a_line_that_is_no_json_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path, line())
    path.write_text(path.read_text(encoding="utf-8") + "{oops\n[1]\n\n", encoding="utf-8")
    assert [row.rejected.reason[:18] for row in rows_of(path) if row.rejected] == ["the line is no JSO"] * 2


@pytest.mark.parametrize(
    ("fund", "code", "start", "priority", "period"),
    [
        ("ESR+", "", None, "", "2021"),
        ("JTF", "", None, "", "2021"),
        ("ESR", "S11323", None, "", "2007"),
        ("EAKR", "A31234", None, "", "2007"),
        ("ESR", "S21678", None, "", "2014"),
        ("EAKR", "A75739", None, "", "2014"),
        ("ESR", "S01702", None, "2 (EQUAL, tavoiteohjelma 5)", None),
        ("EAKR", "", None, "REACT-EU", "2014"),
        ("ESR", "", date(2022, 5, 1), "", "2014"),
        ("EAKR", "", date(2022, 5, 1), "", None),
        ("EAKR", "", date(2023, 3, 1), "", "2021"),
        ("", "", date(2023, 3, 1), "", None),
    ],
)
def test_the_programme_period_follows_from_fund_code_and_start(
    fund: str, code: str, start: date | None, priority: str, period: str | None
) -> None:
    assert period_of(fund, code, start, priority) == period


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Riihimäen lukio ja aikuislukio/Riihimäen kaupunki", ("Riihimäen kaupunki", True)),
        ("Aalto-yliopisto, Aalto University Executive Education Oy", ("Aalto University Executive Education Oy", True)),
        ("Oulun kaupungin Tilapalvelut Oy", ("Oulun kaupungin Tilapalvelut Oy", False)),
        ("Aalto-yliopiston kauppakorkeakoulu Pienyrityskeskus", ("Aalto-yliopisto", True)),
        ("Helsingin yliopiston ylioppilaskunta", ("Helsingin yliopiston ylioppilaskunta", False)),
        ("Luonnonvarakeskus, LUKE", ("Luonnonvarakeskus", False)),
        ("Elinkeino-, liikenne- ja ympäristökeskus", ("Elinkeino-, liikenne- ja ympäristökeskus", False)),
    ],
)  # fmt: skip
def test_a_unit_belongs_to_its_body(name: str, head: tuple[str, bool]) -> None:
    assert head_of(name) == head


def test_the_sector_stated_most_is_the_bodys() -> None:
    from graph.records import Sector

    bodies = LegalPersons()
    for sector in (Sector.THIRD, Sector.PUBLIC, Sector.PUBLIC):
        bodies.count("Kouvolan kaupunki", "0161075-9", sector)
    actor, unit = bodies.actor("KOUVOLAN KAUPUNKI", "01610759")
    assert (actor.sector, unit) == (Sector.PUBLIC, "")
    assert checked_business_id("01610759") == "0161075-9"
