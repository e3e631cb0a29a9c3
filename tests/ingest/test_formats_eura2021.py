"""The EURA 2021 report: found by its header, read without its footer. All projects in it are made up."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError
from graph.records import Actor, Entity, Network, Project, Region, Theme, Tie
from ingest.formats.eura2021 import Eura2021
from ingest.formats.registry import format_of
from ingest.reading import Upload
from ingest.rows import RowOf
from tests.ingest.eura2021_report import HEADER, project, report
from tests.ingest.real_files import claims_of, rows_of


def read(folder: Path, *projects: dict[str, Any], **how: Any) -> list[RowOf]:
    return rows_of(report(folder / "report.xlsx", list(projects), **how))


def only(row: RowOf, class_: type[Entity]) -> Any:
    (found,) = [one for one in row.records if isinstance(one, class_)]
    return found


def implementers(row: RowOf) -> list[Actor]:
    leads = {one.a for one in row.records if isinstance(one, Tie) and one.kind == "PARTICIPATES_IN"}
    return [one for one in row.records if isinstance(one, Actor) and one.id in leads]


def test_the_report_is_recognised_by_its_header_on_any_sheet(tmp_path: Path) -> None:
    path = report(tmp_path / "whatever.bin", [project()], above=3)
    assert format_of(Upload.at(path)).name == "eura2021"
    assert [row.number for row in rows_of(path)] == [5]


def test_the_footer_is_neither_read_nor_rejected(tmp_path: Path) -> None:
    rows = read(tmp_path, project(), project(**{"Hankekoodi ": "S90002"}))
    assert [(row.number, row.rejected) for row in rows] == [(2, None), (3, None)]


def test_a_report_without_a_footer_loses_no_project(tmp_path: Path) -> None:
    assert len(read(tmp_path, project(), footer=())) == 1


def test_a_project_without_code_among_the_others_is_rejected(tmp_path: Path) -> None:
    rows = read(tmp_path, project(**{"Hankekoodi ": ""}), project())
    assert [row.rejected.column if row.rejected else None for row in rows] == ["Hankekoodi", None]


def test_a_row_is_a_project_with_all_its_sums_days_and_texts(tmp_path: Path) -> None:
    (row,) = read(tmp_path, project())
    found = only(row, Project)
    assert found.id == "project:fi:S90001"
    assert found.fields() == {
        "name_fi": "Keksityt polut töihin",
        "description_fi": "Hankkeessa keksitään polkuja.\nNiitä kuljetaan.",
        "valid_from": "2023-01-01",
        "valid_to": "2025-12-31",
        "url": "https://example.org/hankkeet/S90001",
        "code": "S90001",
        "fund": "ESR+",
        "status": "Käynnissä",
        "priority": "4",
        "specific_objective": "4.1",
        "currency": "EUR",
        "granted_eu_state": 80_000.0,
        "spent_eu_state": 8_000.0,
        "planned_public": 90_000.5,
        "spent_public": 9_000.0,
        "planned_total": 100_000.0,
        "spent_total": 10_000.0,
        "eu_contribution": 5_000.0,
    }
    ties = [(one.kind.value, one.b) for one in row.records if isinstance(one, Tie)]
    assert ("FUNDED_UNDER", "programme:fi:esrplus-2021-2027") in ties
    assert ("FUNDS", "project:fi:S90001") in ties


def test_projects_of_one_group_code_are_a_network(tmp_path: Path) -> None:
    rows = read(tmp_path, project(), project(**{"Hankekoodi ": "S90002"}), project(Ryhmähanketunnus=12))
    assert [only(row, Network).id for row in rows] == [
        "network:fi-group:R-7", "network:fi-group:R-7", "network:fi-group:12",
    ]  # fmt: skip
    members = [
        one.a for row in rows[:2] for one in row.records if isinstance(one, Tie) and one.kind == "MEMBER_OF"
    ]
    assert members == ["project:fi:S90001", "project:fi:S90002"]


def test_the_places_are_regions_known_or_of_their_own_name(tmp_path: Path) -> None:
    (row,) = read(tmp_path, project())
    ids = [one.id for one in row.records if isinstance(one, Region)]
    assert ids[:2] == ["region:fi-kunta:297", "region:fi-kunta:491"]
    assert ids[2].startswith("region:name:fi-")
    assert [one.b for one in row.records if isinstance(one, Tie) and one.kind == "LOCATED_IN"] == ids


@pytest.mark.parametrize(
    ("cell", "id_", "name"),
    [
        ("134 Toimenpiteet ja palvelut", "theme:fi-intervention:134", "Toimenpiteet ja palvelut"),
        ("134. Toimenpiteet", "theme:fi-intervention:134", "Toimenpiteet"),
        ("134 – Toimenpiteet", "theme:fi-intervention:134", "Toimenpiteet"),
        (134, "theme:fi-intervention:134", "134"),
        ("Keksitty ala", "theme:name:fi-", "Keksitty ala"),
    ],
)  # fmt: skip
def test_the_intervention_field_is_what_it_is_about(tmp_path: Path, cell: Any, id_: str, name: str) -> None:
    (row,) = read(tmp_path, project(**{"Tukitoimen ala": cell}))
    theme = only(row, Theme)
    assert theme.id.startswith(id_)
    assert theme.name == {"fi": name}


def test_a_business_id_decides_who_it_is_unless_its_check_digit_is_wrong(tmp_path: Path) -> None:
    right, wrong = read(
        tmp_path,
        project(**{"Toteuttajan Y-tunnus": "0245437-2"}),
        project(**{"Hankekoodi ": "S90002", "Toteuttajan Y-tunnus": "0245437-3"}),
    )
    assert [one.id for one in implementers(right)] == ["actor:fi:0245437-2"]
    (actor,) = implementers(wrong)
    assert actor.id.startswith("actor:name:fi-")
    assert actor.business_id is None


def test_a_sole_trader_with_a_business_id_is_kept_nowhere(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path,
        project(**{
            "Toteuttajan nimi": "Tmi Matti Virtanen",
            "Toteuttajan Y-tunnus": "0245437-2",
            "Hankkeen nimi": "Matti Virtasen verstas",
            "Suunnitelman mukainen tiivistelmä hankkeen toteutuksesta": "Matti Virtanen laajentaa verstasta.",
        }),
    )  # fmt: skip
    assert (row.left_out, implementers(row)) == (1, [])
    assert "Virta" not in repr(row.records)
    assert "0245437" not in repr(row.records)
    assert only(row, Project).id == "project:fi:S90001"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Aloituspvm", "keväällä"),
        ("Päättymispvm", "31.2.2024"),
        ("Toteutunut EU-rahoituksen määrä", "paljon"),
        ("Suunniteltu rahoitus yhteensä", "-"),
    ],
)
def test_a_bad_cell_is_named(tmp_path: Path, column: str, cell: str) -> None:
    good, bad = read(tmp_path, project(), project(**{column: cell}))
    assert good.rejected is None
    assert bad.rejected is not None
    assert (bad.number, bad.rejected.column, bad.rejected.value) == (3, column, cell)


def test_days_and_sums_may_be_text(tmp_path: Path) -> None:
    (row,) = read(tmp_path, project(Aloituspvm="1.2.2023", **{"Suunniteltu rahoitus yhteensä": "1 234,50 €"}))
    found = only(row, Project)
    assert (found.valid_from, found.planned_total) == (date(2023, 2, 1), 1234.5)


def test_shuffled_rows_say_the_same(tmp_path: Path) -> None:
    projects = [
        project(**{"Hankekoodi ": f"S9{number:04}", "Tukitoimen ala": f"{130 + number % 7} Ala {number % 2}"})
        for number in range(60)
    ]
    as_they_are = claims_of(report(tmp_path / "report.xlsx", projects))
    random.Random(1).shuffle(projects)
    assert claims_of(report(tmp_path / "report.xlsx", projects)) == as_they_are


def test_a_report_that_lacks_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    header = tuple(name for name in HEADER if name != "Aloituspvm")
    with pytest.raises(DataError, match="lacks the column 'Aloituspvm'"):
        read(tmp_path, project(), header=header)


def test_another_workbook_is_not_recognised(tmp_path: Path) -> None:
    path = report(tmp_path / "other.xlsx", [project()], header=("Nimi", "Summa"))
    assert not Eura2021().recognises(Upload.at(path))
