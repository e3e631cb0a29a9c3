"""The area tables, the coordination areas and the successions, each row accounted for."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from graph.records import Region, Tie, TieKind, name_key, named_id
from tests.ingest.real_files import claims_of, loaded_twice, real_file, rows_of, shuffled

YEARS = {"2024": 309, "2025": 308, "2026": 308}
WIDTHS = {"maakunta": 2, "seutukunta": 3, "hyvinvointialue": 2, "ely": 2, "tyollisyysalue": 2, "evk": 2}


def table_of(year: str) -> Path:
    return real_file(f"regions/fi-municipalities-{year}.csv")


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("year", YEARS)
def test_every_municipality_is_loaded(year: str) -> None:
    rows = rows_of(table_of(year))
    assert [row.number for row in rows] == list(range(2, YEARS[year] + 2))
    assert all(row.rejected is None and row.left_out == 0 for row in rows)


@pytest.mark.parametrize("year", YEARS)
def test_every_area_holds_just_the_municipalities_of_the_table(year: str) -> None:
    claims = claims_of(table_of(year))
    expected: dict[str, set[str]] = defaultdict(set)
    for row in cells(table_of(year)):
        code = row["municipality_code"]
        expected[f"region:fi-kunta:{code}"].add(code)
        for column in row:
            level = column.removesuffix("_code")
            if column.endswith("_code") and level != "municipality":
                local = row[column].zfill(WIDTHS.get(level, 0))
                expected[f"region:fi-{level}:{local}"].add(code)
    found = {id_: claim.fields for id_, claim in claims.items() if id_.startswith("region:")}
    assert {id_: fields[f"municipalities_{year}"] for id_, fields in found.items()} == {
        id_: sorted(codes) for id_, codes in expected.items()
    }


def test_the_area_classes_have_as_many_areas_as_the_reforms_say() -> None:
    counts = {}
    for year in YEARS:
        counts[year] = Counter(
            id_.split(":")[1] for id_ in claims_of(table_of(year)) if id_.startswith("region:")
        )
    always = {"fi-maakunta": 19, "fi-seutukunta": 69, "fi-suuralue": 5, "fi-nuts1": 2, "fi-nuts2": 5,
              "fi-nuts3": 19, "fi-hyvinvointialue": 23}  # fmt: skip
    assert counts["2024"] == {**always, "fi-kunta": 309, "fi-ely": 16}
    assert counts["2025"] == {**always, "fi-kunta": 308, "fi-ely": 16, "fi-tyollisyysalue": 46}
    assert counts["2026"] == {**always, "fi-kunta": 308, "fi-evk": 10, "fi-tyollisyysalue": 46}


def test_names_are_tidied_and_in_three_languages() -> None:
    claims = claims_of(table_of("2024"))
    nuts = Region.of("region:fi-nuts2:FI1D", claims["region:fi-nuts2:FI1D"].fields)
    assert nuts.name["sv"] == "Norra och Östra Finland"
    assert claims["region:fi-ely:06"].fields["name_en"] == "Southeast Finland ELY Centre"
    assert claims["region:fi-nuts1:FI1"].fields["name_fi"] == "Manner-Suomi"


def test_reforms_date_the_areas() -> None:
    before, after = claims_of(table_of("2024")), claims_of(table_of("2026"))
    assert before["region:fi-kunta:588"].fields["valid_to"] == "2024-12-31"
    assert before["region:fi-ely:01"].fields["valid_to"] == "2025-12-31"
    assert after["region:fi-evk:10"].fields["valid_from"] == "2026-01-01"
    assert after["region:fi-tyollisyysalue:18"].fields["valid_from"] == "2025-01-01"
    assert "valid_to" not in after["region:fi-kunta:507"].fields


@pytest.mark.parametrize(("year", "level", "authorities"), [("2024", "ely", 15), ("2026", "evk", 10)])
def test_authorities_serve_their_areas(year: str, level: str, authorities: int) -> None:
    claims = claims_of(table_of(year))
    serves = [claim.fields for id_, claim in claims.items() if id_.startswith("tie:serves:")]
    assert len({tie["a"] for tie in serves}) == len(serves) == authorities
    assert {str(tie["b"]).rpartition(":")[0] for tie in serves} == {f"region:fi-{level}"}
    for tie in serves:
        actor = claims[str(tie["a"])].fields
        assert (actor["sector"], actor["sector_basis"]) == ("public", "stated")
        assert tie.get("valid_to") == ("2025-12-31" if level == "ely" else None)
        assert tie.get("valid_from") == (None if level == "ely" else "2026-01-01")


def test_an_ely_centre_is_the_authority_that_the_lists_name() -> None:
    long = named_id("actor", "Hämeen elinkeino-, liikenne- ja ympäristökeskus")
    assert claims_of(table_of("2024"))[long].fields["also"] == ["Hämeen ELY-keskus"]


@pytest.mark.parametrize(
    "name", [f"regions/fi-municipalities-{year}.csv" for year in YEARS]
    + ["regions/fi-coordination-areas.csv", "regions/fi-successions.csv"],
)  # fmt: skip
def test_order_of_rows_never_shows_and_a_second_load_changes_nothing(name: str, tmp_path: Path) -> None:
    path = real_file(name)
    assert claims_of(shuffled(path, tmp_path, header=True)) == claims_of(path)
    first, second = loaded_twice(path, tmp_path)
    assert first.read == first.loaded == len(cells(path))
    assert first.batch is not None
    assert second.batch is None


def test_a_row_of_another_year_or_without_a_code_is_rejected(tmp_path: Path) -> None:
    lines = table_of("2026").read_text(encoding="utf-8").splitlines()
    wrong = [lines[1], lines[2].replace("2026,", "2019,", 1), lines[3][:-1], lines[4].rpartition(",")[0]]
    path = tmp_path / "areas.csv"
    path.write_text("\n".join([lines[0], *wrong]) + "\n", encoding="utf-8")
    rejected = [row.rejected for row in rows_of(path) if row.rejected]
    assert [problem.column for problem in rejected] == ["year", "municipality_code", ""]


def test_the_five_coordination_areas_share_out_the_mainland() -> None:
    claims = claims_of(real_file("regions/fi-coordination-areas.csv"))
    assert sorted(claims) == [
        f"region:fi-coordination-area:{slug}"
        for slug in ("etela-suomi", "ita-suomi", "lansi-suomi", "pohjois-suomi", "uusimaa")
    ]
    for year, municipalities in YEARS.items():
        of_areas = [claim.fields[f"municipalities_{year}"] for claim in claims.values()]
        together = [code for codes in of_areas for code in codes]  # type: ignore[union-attr]
        assert len(together) == len(set(together)) == municipalities - 16  # Åland has 16 and belongs to none
    east = claims["region:fi-coordination-area:ita-suomi"].fields
    assert len(east["municipalities_2024"]) == 11 + 19 + 13 + 1  # type: ignore[arg-type]
    assert east["description_en"] == "Assumed, editable."


def test_an_edited_coordination_area_is_taken_and_an_unknown_maakunta_rejected(tmp_path: Path) -> None:
    header = "maakunta_code,maakunta_name_fi,coordination_area,basis\n"
    path = tmp_path / "areas.csv"
    path.write_text(header + "13,Keski-Suomi,Sisä-Suomi,ours\n3,Ei ole,Itä-Suomi,ours\n", encoding="utf-8")
    taken, rejected = rows_of(path)
    assert taken.records[0].id == "region:fi-coordination-area:sisa-suomi"
    assert rejected.rejected is not None
    assert rejected.rejected.column == "maakunta_code"


def test_every_succession_is_tied() -> None:
    path = real_file("regions/fi-successions.csv")
    claims = claims_of(path)
    ties = [claim.fields for id_, claim in claims.items() if id_.startswith("tie:")]
    kinds = Counter((str(tie["a"]).split(":")[0], str(tie["b"]).split(":")[0]) for tie in ties)
    listed = Counter((row["from_scheme"], row["to_scheme"]) for row in cells(path))
    assert {tie["kind"] for tie in ties} == {TieKind.SUCCEEDED_BY.value}
    assert listed == {("kunta", "kunta"): 1, ("te-toimisto", "tyollisyysalue"): 49, ("ely", "evk"): 16,
                      ("ely", "virasto"): 15}  # fmt: skip
    assert kinds == {("region", "region"): 1 + 16, ("actor", "region"): 49, ("actor", "actor"): 16 + 15}


def test_the_tasks_of_hame_ely_went_two_ways() -> None:
    claims = claims_of(real_file("regions/fi-successions.csv"))
    split = {
        tie.fields["b"]: tie.fields.get("share")
        for id_, tie in claims.items()
        if id_.startswith("tie:") and tie.fields["a"] == "region:fi-ely:04"
    }
    assert split == {"region:fi-evk:03": 0.476, "region:fi-evk:04": 0.524}
    body = named_id("actor", "Hämeen elinkeino-, liikenne- ja ympäristökeskus")
    after = {
        str(tie.fields["b"])
        for id_, tie in claims.items()
        if id_.startswith("tie:") and tie.fields["a"] == body
    }
    names = ("Kaakkois-Suomen elinvoimakeskus", "Sisä-Suomen elinvoimakeskus", "Lupa- ja valvontavirasto")
    assert after == {named_id("actor", name) for name in names}


def test_a_te_office_gave_its_tasks_to_employment_areas() -> None:
    claims = claims_of(real_file("regions/fi-successions.csv"))
    office = named_id("actor", "Kainuun TE-toimisto")
    (tie,) = [claim.fields for claim in claims.values() if claim.fields.get("a") == office]
    assert (tie["b"], tie["valid_from"], tie["share"]) == ("region:fi-tyollisyysalue:10", "2025-01-01", 1.0)
    assert name_key(str(claims[office].fields["name_fi"])) == "kainuun te-toimisto"


def test_a_body_of_a_table_of_ones_own_goes_by_name_or_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    header = real_file("regions/fi-successions.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "2026-03-01,merger,,,Vanha kehitysyhtiö Oy,fi,0245437-2,Uusi kehitysyhtiö Oy,,1,board",
        "2026-03-01,trade,,,Tmi Keksitty Maija Kuvitelma,,,Uusi kehitysyhtiö Oy,,1,contract",
    ]
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    merger, trade = rows_of(path)
    ids = {record.id for record in merger.records if not isinstance(record, Tie)}
    assert ids == {named_id("actor", "Vanha kehitysyhtiö Oy"), "actor:fi:0245437-2"}
    assert (trade.records, trade.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2025-01-01,x,fi,0245437-3,A,kunta,507,B,1,1,z", "from_code"),
        ("2025-13-01,x,kunta,588,A,kunta,507,B,1,1,z", "date"),
        ("2025-01-01,x,kunta,588,A,kunta,507,B,1,7,z", "share"),
        ("2025-01-01,x,kunta,588,,kunta,507,B,1,1,z", "from_name"),
        ("2025-01-01,x,kunta,588,A,lääni,507,B,1,1,z", "to_code"),
        (",x,kunta,588,A,kunta,507,B,1,1,z", "date"),
        ("2025-01-01,x,kunta,588,A,kunta,588,A,1,1,z", "to_name"),
        ("2025-01-01,x,,,Keksitty virasto,,,Keksitty virasto,,1,z", "to_name"),
    ],
)
def test_a_wrong_succession_is_rejected(row: str, column: str, tmp_path: Path) -> None:
    path = tmp_path / "successions.csv"
    header = real_file("regions/fi-successions.csv").read_text(encoding="utf-8").splitlines()[0]
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    (only,) = rows_of(path)
    assert only.rejected is not None
    assert only.rejected.column == column
