"""No natural person is kept. All persons here are made up; names from the lists are counted, never shown."""

import csv
import os
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names import is_also_a_word, is_given, is_never_a_name, is_sure_surname
from ingest.persons import PersonKind, mentions, person_kind, strip_person, without_person
from ingest.sectors import sector_of

LIST_2007 = Path(__file__).parents[2] / ".." / "shared" / "data" / "projects" / "fi-2007-2013.csv"
LEGAL_FORM = re.compile(
    r"(?<!\w)(oyj?|abp?|ky|ay|ry|rf|osk|sr|ltd|osuuskunta|osakeyhtiö)(?!\w)", re.IGNORECASE
)
TRADER = re.compile(r"(?<!\w)(t:?mi|toiminimi)(?!\w)", re.IGNORECASE)


@cache
def _rows() -> list[tuple[str, str]]:
    """Name of the project and of its implementer, for each row of the list of 2007-2013."""
    if not LIST_2007.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{LIST_2007} is absent, and CI must have it")
        pytest.skip(f"the national list of 2007-2013 is not on this machine ({LIST_2007})")
    with LIST_2007.open(encoding="utf-8-sig", newline="") as file:
        return [(row["Projektin nimi"], row["Toteuttajan nimi"].strip()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    "name",
    [
        "Virtanen Matti", "Matti Virtanen", "MATTI VIRTANEN", "Virtanen, Matti", "Virtanen  Matti",
        "Matti Juhani Virtanen", "Matti J. Virtanen", "M. Virtanen", "Virtanen M.", "J-P Virtanen",
        "Virtanen Matti ja Liisa", "Matti ja Liisa Virtanen", "Matti Virtanen & Liisa Korhonen",
        "Virtanen Matti ja kumpp.", "Anna-Liisa Mäki-Virtanen", "Liisa von Virtanen", "Åsa Lindström",
        "Matti Oudonnimi", "Matti Juhani Kartano", "Liisa Kivi", "Mattipekka Virtanen",
        "Mehmet Oudonnimi", "Matti Virtanen (ent. Virtasen Paja Oy)", "Giovanni Rossi", "Hans Müller",
        "Jean Dupont", "Nowak Katarzyna", "Lars Jensen",
    ],
)  # fmt: skip
def test_a_given_name_and_a_surname_and_nothing_else_is_a_person(name: str) -> None:
    assert person_kind(name) is PersonKind.PERSONAL_NAME


@pytest.mark.parametrize(
    "name",
    [
        "Tmi Matti Virtanen", "T:mi Virtanen", "VIRTANEN MATTI T:MI", "Toiminimi Tuulentupa", "Tuulentupa Tmi",
        "KONEHUOLTO MATTI VIRTANENT:MI", "F:ma Virtanen", "Enskild näringsidkare Åsa Lindström",
        "Matti Virtasen kuolinpesä", "Virtanen Matti perikunta", "Maatalousyhtymä Virtanen Matti ja Liisa",
        "Virtasen Maatila / Liisa Virtanen", "Parturi-Kampaamo Liisa Virtanen", "Taksi Matti Virtanen",
        "Liisa Virtanen Consulting", "Metsäurakointi M. Virtanen", "Kahvila Tuulentupa/Liisa Virtanen",
        "KAHVILA TUULENTUPA OM. VIRTANEN LIISA", "Kampaamo Oudonnimi Virtanen", "Einzelunternehmer Keksitty",
        "Entreprise individuelle Keksitty", "Eenmanszaak Keksitty", "Sole trader Keksitty",
    ],
)  # fmt: skip
def test_who_trades_in_their_own_name_is_a_sole_trader(name: str) -> None:
    assert person_kind(name) is PersonKind.SOLE_TRADER


def test_a_person_glued_to_a_trade_name_is_left_out() -> None:
    assert person_kind("KEKSINTÖPAJARINGMATTI VIRTANEN") is not None


@pytest.mark.parametrize(
    "name",
    [
        "Matti Virtanen Oy", "Kuljetusliike Matti Virtanen Oy", "Oy Matti Virtanen Ab", "Matti Virtanen Ky",
        "Virtanen ja Korhonen Ay", "Avoin yhtiö Virtanen", "Matti ja Liisa Virtasen säätiö", "Virtasen sukuseura ry",
        "Vesiosuuskunta Virtanen", "FIRMA OYMATTI VIRTANEN",
    ],
)  # fmt: skip
def test_a_legal_form_makes_a_body_of_any_name(name: str) -> None:
    assert person_kind(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "INNOMOST", "Kanoottisissit", "Finnvera", "Savonia", "Culminatum", "Metropolia", "Business Tampere",
        "Forum Virium Helsinki", "Helsingin kaupunki", "Juvan kunta",
        "S:t Michel", "S:t Karins", "NTM-centralen i Satakunta", "Kajaani", "Nuorten Akatemia",
        "Mikkelin Hiihtäjät", "Joensuun Tiedepuisto", "Teemun Putkityö", "Kahvila Helmi", "Studio Kaisa",
        "Anne's Health & Beauty", "Putkityö Virtanen", "Suomalainen Kirjakauppa", "Siirtolaisuusinstituutti",
        "Etelä-Savon elinkeino-  liikenne- ja ympäristökeskus", "Työ- ja elinkeinoministeriö", "",
        "Finn Church Aid", "David Gordon Memorial Hospital", "SOS Children's Villages", "Siren Associates",
    ],
)  # fmt: skip
def test_a_body_or_a_trade_name_without_a_full_personal_name_stays(name: str) -> None:
    assert person_kind(name) is None


@pytest.mark.parametrize(
    ("published", "body"),
    [
        ("KEKSINTÖ OYMATTI VIRTANEN", "KEKSINTÖ OY"),
        ("KEKSINTÖ OYJAANA VIRTANEN", "KEKSINTÖ OY"),
        ("KEKSINTÖ KYVIRTANEN MATTI", "KEKSINTÖ KY"),
        ("Yritys Oy / Matti Virtanen", "Yritys Oy"),
        ("Matti Virtanen, Yritys Oy", "Yritys Oy"),
        ("Oy Firma Ab  Matti Meikäläinen", "Oy Firma Ab"),
        ("Oy Firma Ab Matti Meikäläinen", "Oy Firma Ab"),
        ("Firma Oy (Matti Virtanen)", "Firma Oy"),
        ("Firma Oy (ent. Tmi Matti Virtanen)", "Firma Oy"),
        ("Firma Oy c/o Matti Virtanen", "Firma Oy"),
        ("FIRMA OYC/O TILITOIMISTO TUULENTUPA OY", "FIRMA OY"),
        (
            "Itä-Suomen yliopisto Fysiikan laitos Professori Liisa Virtanen",
            "Itä-Suomen yliopisto Fysiikan laitos",
        ),
        ("Oulun yliopisto, Virtanen Liisa", "Oulun yliopisto"),
    ],
)
def test_a_person_beside_a_body_is_taken_away(published: str, body: str) -> None:
    assert strip_person(published) == (body, True)


@pytest.mark.parametrize(
    "name",
    [
        "Matti Virtanen Oy", "Kuljetusliike Matti Virtanen Oy", "Oy Matti Virtanen Ab", "Oy Matti Virtanen",
        "Kiinteistö Oy Matti Virtanen", "METSÄ BOARD OYJ ÄÄNEKOSKI", "MIKKELIN BETONI OYVIERUMÄEN TEHDAS",
        "KYMEN MÄNTYOVI OY", "Kainuun Eino Leino -seura ry", "Firma Oy / Forum Virium Helsinki",
        "Etelä-Savon elinkeino-  liikenne- ja ympäristökeskus", "Kajaanin kaupunki",
    ],
)  # fmt: skip
def test_a_body_called_after_a_person_keeps_its_whole_name(name: str) -> None:
    assert strip_person(name) == (name, False)


@pytest.mark.parametrize(
    ("project", "left"),
    [
        ("Matti Virtanen", ""),
        ("T:mi Matti Virtanen", ""),
        ("VIRTANEN MATTI, investointi", "investointi"),
        ("Matti Virtasen maatilan laajennus", "maatilan laajennus"),
        ("Investointi / Matti Virtanen", "Investointi"),
        ("Verstaan laajennus (Matti Virtanen)", "Verstaan laajennus"),
        ("Tmi Matti Virtanen - verstaan laajennus", "verstaan laajennus"),
        ("M. Virtasen verstas", "verstas"),
        ("Virtasen verstas", "verstas"),
        ("Laajennus, T:mi Virtanen Matin verstas", "Laajennus, verstas"),
    ],
)
def test_a_projects_name_loses_its_implementers_name(project: str, left: str) -> None:
    assert mentions(project, "Tmi Matti Virtanen")
    assert without_person(project, "Tmi Matti Virtanen") == left


@pytest.mark.parametrize(
    "project", ["Investointi ja kehittäminen", "CNC-sorvin hankinta", "Matin tori  vaihe 2", ""]
)
def test_a_projects_name_without_the_person_is_left_as_it_is(project: str) -> None:
    assert not mentions(project, "Matti Virtanen")
    assert without_person(project, "Matti Virtanen") == project


def test_a_sole_traders_trade_name_goes_too() -> None:
    assert (
        without_person("Tuulentupa Espanjan markkinoille", "Toiminimi Tuulentupa") == "Espanjan markkinoille"
    )


GIVEN = st.sampled_from(["Matti", "Liisa", "Pekka", "Åsa", "Anna-Liisa", "Timo", "Marketta"])
SURNAME = st.sampled_from(["Virtanen", "Meikäläinen", "Mäki", "Lahti", "Korpi", "Lindström", "Niemelä"])


@given(
    GIVEN,
    SURNAME,
    st.booleans(),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from([" ", "  ", ", "]),
)
def test_any_order_case_and_spacing_tells_the_same_person(given_name, surname, turned, case, between) -> None:
    parts = (surname, given_name) if turned else (given_name, surname)
    name = case(between.join(parts))
    assert person_kind(name) is PersonKind.PERSONAL_NAME
    assert without_person(f"Laajennus: {case(' '.join(parts))}", f"{given_name} {surname}") == "Laajennus"


def test_about_one_row_in_nine_of_2007_2013_is_a_natural_persons() -> None:
    kinds = [person_kind(name) for _, name in _rows()]
    said_so = sum(1 for _, name in _rows() if TRADER.search(name) and person_kind(name))
    # Measured: 433 rows say Tmi, 1,543 are bare personal names, 398 a trade beside a full personal name.
    assert 420 <= said_so <= 460
    assert 1_450 <= kinds.count(PersonKind.PERSONAL_NAME) <= 1_600
    assert 2_200 <= len(kinds) - kinds.count(None) <= 2_450


def test_no_row_with_a_legal_form_is_taken_for_a_personal_name() -> None:
    wrong = sum(
        1 for _, name in _rows() if LEGAL_FORM.search(name) and person_kind(name) is PersonKind.PERSONAL_NAME
    )
    assert wrong == 0


def test_no_row_that_says_tmi_is_kept_unless_a_company_stands_in_it() -> None:
    kept = sum(
        1 for _, name in _rows() if TRADER.search(name) and person_kind(name) is None and not sector_of(name)
    )
    assert kept == 0


def test_hardly_a_full_personal_name_is_left_among_bodies_without_a_form() -> None:
    kept = {name for _, name in _rows() if person_kind(name) is None and sector_of(name) is None}
    assert sum(map(_holds_a_listed_full_name, kept)) == 0


def test_no_full_name_of_a_left_out_implementer_remains_in_a_projects_name() -> None:
    left_out = [(project, name) for project, name in _rows() if person_kind(name)]
    remaining = sum(
        1
        for project, name in left_out
        if _neighbours(without_person(project, name)) & _neighbours(name)
        or _holds_a_listed_full_name(without_person(project, name))
    )
    assert remaining == 0


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())


def _neighbours(text: str) -> set[frozenset[str]]:
    """Each two neighbouring words that may be a given name and a surname, in either order."""
    return {
        frozenset(pair)
        for pair in pairwise(_words(text))
        if any(map(is_given, pair)) and not any(map(is_never_a_name, pair))
    }


def _holds_a_listed_full_name(text: str) -> bool:
    return any(
        is_given(first) and not is_also_a_word(first) and not is_given(second) and is_sure_surname(second)
        for pair in pairwise(_words(text))
        for first, second in (pair, pair[::-1])
    )


@pytest.mark.parametrize(
    "cell",
    [
        "Prof. Keijo Mäkinen, Oulun yliopisto", "Professori Keijo Mäkinen / Oulun yliopisto",
        "Projektipäällikkö , Oulun yliopisto", "Oulun yliopisto, projektipäällikkö",
        "Oulun yliopisto (Prof. Keijo Mäkinen)",
    ],
)  # fmt: skip
def test_a_title_and_whom_it_is_of_are_no_part_of_a_body(cell: str) -> None:
    assert strip_person(cell) == ("Oulun yliopisto", True)
