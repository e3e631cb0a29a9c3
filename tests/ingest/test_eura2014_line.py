"""One line of the 2014–2020 list: every way in which it departs from CSV, on lines of our own."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.authority_names import AuthorityName, tidy_authority
from ingest.formats.eura2014_line import HEADER, LineProblem, is_header, parse_line, read_lines

HAME = "Hämeen elinkeino-, liikenne- ja ympäristökeskus"


def a_line(
    *,
    code: str = "S20001",
    fund: str = "ESR",
    name: str = "Taidot käyttöön",
    priority: str = "3",
    authority: str = HAME,
    state: str = "Toiminnassa",
    start: str = "1.8.2015",
    end: str = "30.6.2017",
    implementer: str = "Esimerkkilän kunta",
    sums: str = "200,100,400,150",
    ending: str = ";",
) -> str:
    return f"{code},{fund},{name},{priority},{authority},{state},{start},{end},{implementer},{sums}{ending}"


def quoted_whole(line: str, ending: str = ";") -> str:
    body = line.removesuffix(";").replace('"', '""')
    return f'"{body}"{ending}'


def test_a_plain_line_gives_every_field() -> None:
    row = parse_line(a_line(sums="200,100.25,400,150"))
    assert (row.code, row.fund, row.name, row.priority) == ("S20001", "ESR", "Taidot käyttöön", "3")
    assert (row.authority, row.authority_unit, row.state) == (HAME, None, "Toiminnassa")
    assert (row.start, row.end, row.implementer) == ("2015-08-01", "2017-06-30", "Esimerkkilän kunta")
    assert (row.granted_eu_state, row.spent_eu_state) == (200.0, 100.25)
    assert (row.planned_public, row.spent_public) == (400.0, 150.0)
    assert row.missing == ()


@pytest.mark.parametrize("ending", ["", ";", ",,;", ", ,;", ",, ;", ",,", "\n", ";\r\n"])
def test_the_end_of_the_line_says_nothing(ending: str) -> None:
    assert parse_line(a_line(ending=ending)) == parse_line(a_line())


@pytest.mark.parametrize("state", ["Toiminnassa", "Toiminta päättynyt", "Keskeytynyt"])
def test_every_state_the_authority_uses_is_an_anchor(state: str) -> None:
    assert parse_line(a_line(state=state)).state == state


@pytest.mark.parametrize(
    "name",
    [
        "Verkostoja, työhyvinvointia ja tuottavuutta",
        "Robotiikka, ROBO 0.1",
        "Vaiheet 1,2, ja 3, sekä loppu",
        "Selvitys, 2, Lapin liitto, 4, jatko",
        "ELY-keskus, liitto ja ministeriö, 5",
        "Toiminnassa, 1.1.2015, taas",
    ],
)
def test_commas_and_digits_in_a_name_stay_in_the_name(name: str) -> None:
    row = parse_line(a_line(name=name))
    assert (row.name, row.priority, row.authority) == (name, "3", HAME)


@pytest.mark.parametrize(
    "implementer", ["Taitola, Esimerkkilän kuntayhtymä", "Kerho 24, Kylä ry.", "4Tuuli Oy"]
)
def test_an_implementer_may_hold_commas_and_digits(implementer: str) -> None:
    row = parse_line(a_line(implementer=implementer))
    assert (row.implementer, row.granted_eu_state) == (implementer, 200.0)


def test_an_authority_as_implementer_is_no_second_authority() -> None:
    row = parse_line(a_line(authority="Lapin liitto", implementer=HAME))
    assert (row.authority, row.implementer) == ("Lapin liitto", HAME)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Investointi | vaihe 2", "Investointi, vaihe 2"),
        ("Uudet prosessit |kemikaalit", "Uudet prosessit, kemikaalit"),
        ("Kylä ¿ verkosto", "Kylä – verkosto"),
        ("Hyvään vauhtiin!¿ Kylän hanke", "Hyvään vauhtiin! – Kylän hanke"),
        ("Strategian ja ¿toimien suunnittelu", "Strategian ja -toimien suunnittelu"),
        ("Kid¿s Club", "Kid’s Club"),
        (" Kaksi  väliä ", "Kaksi väliä"),
        ("Tavu\u00adviiva", "Tavuviiva"),
        ("Mitä seuraavaksi?", "Mitä seuraavaksi?"),
        ('Putki 5"', 'Putki 5"'),
    ],
)
def test_lost_characters_in_a_name_are_put_back(name: str, read: str) -> None:
    assert parse_line(a_line(name=name)).name == read


def test_a_sound_csv_quoting_of_single_cells_is_understood_too() -> None:
    line = a_line(name='"Työtä, ""taitoa"""', authority=f'"{HAME}"', implementer='"Taitola, kuntayhtymä"')
    row = parse_line(line)
    assert (row.name, row.authority) == ('Työtä, "taitoa"', HAME)
    assert row.implementer == "Taitola, kuntayhtymä"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('"Kylä ""Taidon"" polku"', 'Kylä "Taidon" polku'),
        ('Taito2020"" - ympäristön rakentaminen"', '"Taito2020" - ympäristön rakentaminen'),
        ('"Taito2020"" - ympäristö (osa)', '"Taito2020" - ympäristö (osa)'),
        ('"Utveckling av ""Kunskap', 'Utveckling av "Kunskap"'),
        ('Yhteistyöllä, ""TAITO"', 'Yhteistyöllä, "TAITO"'),
    ],
)
@pytest.mark.parametrize("ending", ["", ";"])
def test_a_line_quoted_whole_is_unquoted_and_its_lost_quotation_mark_put_back(
    cell: str, read: str, ending: str
) -> None:
    assert parse_line(quoted_whole(a_line(name=cell), ending)).name == read


def test_a_number_in_the_implementers_place_means_that_the_implementer_is_missing() -> None:
    row = parse_line(a_line(implementer="200", ending=",,;"))
    assert row.implementer is None
    assert row.missing == ("implementer",)
    assert (row.granted_eu_state, row.spent_public) == (200.0, 150.0)


@pytest.mark.parametrize(
    ("blank", "missing"), [("implementer", "implementer"), ("start", "start"), ("end", "end")]
)
def test_a_row_without_implementer_or_date_is_a_row_still(blank: str, missing: str) -> None:
    row = parse_line(a_line(**{blank: ""}))
    assert row.missing == (missing,)
    assert getattr(row, missing) is None


def test_a_blank_last_sum_is_missing_and_the_others_keep_their_places() -> None:
    row = parse_line(a_line(implementer="Kylän Kunto, avoin yhtiö", sums="200,100,400", ending=",,;"))
    assert (row.granted_eu_state, row.spent_eu_state, row.planned_public) == (200.0, 100.0, 400.0)
    assert row.missing == ("spent_public",)
    assert row.implementer == "Kylän Kunto, avoin yhtiö"


def test_the_sum_granted_in_the_place_of_the_start_leaves_start_and_last_sum_unknown() -> None:
    row = parse_line(a_line(start="70000", sums=" ,70000,1500,80000, ,", ending=";"))
    assert (row.start, row.end) == (None, "2017-06-30")
    assert (row.granted_eu_state, row.spent_eu_state, row.planned_public) == (70000.0, 1500.0, 80000.0)
    assert row.missing == ("start", "spent_public")


def test_a_start_among_the_sums_is_put_back_in_its_place() -> None:
    row = parse_line(a_line(start="30.6.2017", sums="9000,17.10.2014, 9500,100,, ", ending=";"))
    assert (row.start, row.end) == ("2014-10-17", "2017-06-30")
    assert (row.granted_eu_state, row.planned_public, row.spent_public) == (9000.0, 9500.0, 100.0)
    assert row.missing == ("spent_eu_state",)


def test_the_second_half_of_a_name_is_taken_out_of_the_authoritys_cell() -> None:
    row = parse_line(
        a_line(name="Vientiä | Norja ", authority=f" Ruotsi {HAME}", start="31.12.2015", end="", ending=",,;")
    )
    assert (row.name, row.priority, row.authority) == ("Vientiä, Norja, Ruotsi", "3", HAME)
    assert (row.start, row.end) == (None, "2015-12-31"), "in such rows the end slipped into the start's cell"


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("", "Koodi", ""),
        ("\x00\x01\x02", "Koodi", ""),
        (a_line(code="20001"), "Koodi", "20001"),
        (a_line(fund="9. fund"), "Rahasto", "9. fund"),
        (a_line(state="Tuntematon"), "Tila", ""),
        (a_line(authority="Kylän neuvosto"), "Viranomainen", "Kylän neuvosto"),
        (a_line(priority="14"), "Tl", "14"),
        (a_line(priority="0"), "Tl", "0"),
        (a_line(name=""), "Hankkeen nimi", ""),
        (a_line(start="31.2.2015"), "Aloituspvm", "31.2.2015"),
        (a_line(end="2017"), "Päättymispvm", "2017"),
        (a_line(end="31.7.2015"), "Päättymispvm", "31.7.2015"),
        (a_line(start="70000"), "Aloituspvm", "70000"),
        (a_line(sums="200,100,400"), "Myönnetty EU- ja valtion rahoitus", "200,100,400"),
        (a_line(sums="200,100,4x,150"), "Myönnetty EU- ja valtion rahoitus", "150"),
        (a_line(sums="107277,34,100,400,150"), "Myönnetty EU- ja valtion rahoitus", "107277,34,100,400,150"),
        (a_line(sums=""), "Myönnetty EU- ja valtion rahoitus", ""),
    ],
)
def test_a_line_that_cannot_be_trusted_names_column_value_and_reason(
    line: str, column: str, value: str
) -> None:
    with pytest.raises(LineProblem) as problem:
        parse_line(line)
    assert (problem.value.column, problem.value.value) == (column, value)
    assert problem.value.reason in str(problem.value)
    assert str(problem.value).endswith(".")
    assert "\n" not in str(problem.value)


PERSON = "MALLINEN, MAIJA"


@pytest.mark.parametrize(
    "line",
    [
        PERSON + ",200,100,400,150;",
        f"S20001,{PERSON},200,100,400,150;",
        a_line(implementer=PERSON, sums="200"),
        a_line(implementer=PERSON, state="Tuntematon"),
        a_line(implementer=PERSON, authority="Kylän neuvosto"),
        f"S20001,ESR,Taidot,3,{HAME},Toiminnassa,{PERSON},200,100,400,150;",
        f"S20001,ESR,Taidot,3,{HAME},Toiminnassa,1.1.2015,{PERSON},200,100,400,150;",
    ],
)
def test_a_problem_never_repeats_a_persons_name(line: str) -> None:
    with pytest.raises(LineProblem) as problem:
        parse_line(line)
    assert "MALLINEN" not in str(problem.value)
    assert "MAIJA" not in str(problem.value)


@given(st.one_of(st.text(), st.lists(st.sampled_from(a_line().split(",")), max_size=20).map(",".join)))
def test_any_line_is_parsed_or_has_a_problem_and_nothing_else(line: str) -> None:
    with contextlib.suppress(LineProblem):
        parse_line(line)


def test_a_line_cut_anywhere_within_its_first_three_sums_is_not_believed() -> None:
    whole = a_line()
    for length in range(len(whole) - len(",150;") + 1):
        with pytest.raises(LineProblem):
            parse_line(whole[:length])


WORDS = st.text("aboyäöåAÖ-/&:.()'", min_size=1, max_size=8).filter(str.strip)
PIECES = st.lists(st.one_of(WORDS, st.integers(0, 2030).map(str)), min_size=1, max_size=4).map(" ".join)
NAMES = st.lists(PIECES, min_size=1, max_size=4).map(", ".join)
ORGANISATIONS = st.tuples(NAMES, st.sampled_from(["Oy", "ry", "säätiö", "kuntayhtymä"])).map(", ".join)
PLACES = st.sampled_from(["Hämeen", "Etelä-Savon", "Pohjois-Pohjanmaan", "Varsinais-Suomen", "Lapin"])
AUTHORITIES = st.one_of(
    st.builds("{} elinkeino-{} liikenne- ja ympäristökeskus".format, PLACES, st.sampled_from([",", "", " "])),
    st.builds("{} {}".format, PLACES, st.sampled_from(["liitto", "maakuntaliitto", "ELY-keskus"])),
    st.sampled_from(
        ["Sosiaali- ja terveysministeriö", "Innovaatiorahoituskeskus Tekes", "Ruokavirasto", "Finnvera"]
    ),
)
SUMS = st.decimals(-(10**6), 10**7, places=2).map(lambda euros: f"{euros.normalize():f}")
DAYS = st.dates().filter(lambda day: day.year >= 1000)


@given(
    name=NAMES,
    priority=st.integers(1, 13),
    authority=AUTHORITIES,
    days=st.tuples(DAYS, DAYS).map(sorted),
    implementer=ORGANISATIONS,
    sums=st.tuples(SUMS, SUMS, SUMS, SUMS),
    ending=st.sampled_from(["", ";", ",,;", ", ,;", ",, ;"]),
    quoted=st.booleans(),
)
def test_a_line_built_from_parts_reads_back_as_those_parts(
    name: str,
    priority: int,
    authority: str,
    days: list[date],
    implementer: str,
    sums: tuple[str, ...],
    ending: str,
    quoted: bool,
) -> None:
    start, end = days
    line = a_line(
        name=name,
        priority=str(priority),
        authority=authority,
        start=f"{start.day}.{start.month}.{start.year}",
        end=f"{end.day}.{end.month}.{end.year}",
        implementer=implementer,
        sums=",".join(sums),
        ending=ending,
    )
    row = parse_line(quoted_whole(line) if quoted else line)
    assert (row.name, row.priority) == (name, str(priority))
    assert row.authority == tidy_authority(authority).name
    assert (row.start, row.end) == (start.isoformat(), end.isoformat())
    assert row.implementer == implementer
    assert (row.granted_eu_state, row.spent_eu_state, row.planned_public, row.spent_public) == tuple(
        float(euros) for euros in sums
    )


@pytest.mark.parametrize(
    "written",
    [
        "Hämeen elinkeino-  liikenne- ja ympäristökeskus",
        "Hämeen elinkeino-, liikenne- ja ympäristökeskus",
        " Hämeen elinkeino- liikenne- ja ympäristökeskus",
        "Hämeen elinkeino-| liikenne-  ja ympäristökeskus ",
        "Hämeen elinkeino-, liikenne- ja ympäristökes",
        "Hämeen ELY-keskus",
    ],
)
def test_an_authority_has_one_spelling(written: str) -> None:
    assert tidy_authority(written) == AuthorityName(HAME)


@pytest.mark.parametrize("between", ["  ", " ", ", ", " | "])
def test_the_unit_of_an_authority_is_set_apart(between: str) -> None:
    assert tidy_authority(f"{HAME}{between}yritystuet") == AuthorityName(HAME, "yritystuet")
    unit = "pääomasijoitustoiminta"
    assert tidy_authority(f"Finnvera{between}{unit}") == AuthorityName("Finnvera", unit)


def test_a_units_name_in_a_line_is_kept_apart_from_the_authority() -> None:
    row = parse_line(a_line(authority="Hämeen elinkeino-  liikenne- ja ympäristökeskus  yritystuet"))
    assert (row.authority, row.authority_unit) == (HAME, "yritystuet")


def test_an_unknown_authority_is_tidied_and_left_whole() -> None:
    assert tidy_authority(" Kylän  neuvosto |  jaosto ") == AuthorityName("Kylän neuvosto, jaosto")


def test_rows_are_numbered_by_physical_lines_and_the_header_is_line_one(tmp_path: Path) -> None:
    text = ",".join(HEADER) + ";\n" + a_line() + "\n\n" + a_line(code="S20002") + "\n"
    expected = [(2, a_line()), (4, a_line(code="S20002"))]
    assert list(read_lines(io.StringIO(text))) == expected
    path = tmp_path / "list.csv"
    path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert list(read_lines(path)) == expected
    assert list(read_lines(str(path))) == expected


def test_a_list_without_its_header_loses_no_row() -> None:
    assert list(read_lines([a_line()])) == [(1, a_line())]


def test_the_header_is_known_whatever_its_ending() -> None:
    header = ",".join(HEADER)
    assert is_header(header)
    assert is_header("\ufeff" + header + ",,;\r\n")
    assert not is_header(header.replace("Tila", "Toiminnan tila"))


def test_importing_the_format_loads_nothing_heavy() -> None:
    code = "import sys, ingest.formats.eura2014_line; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "numpy", "networkx", "neo4j"} & set(loaded.stdout.split())
