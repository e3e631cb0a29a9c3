"""Names of bodies: what FORMATS says makes Finnish ones hard, each rule on real names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.resolution.answers import Answer, judged
from ingest.resolution.features import Named, Stated
from ingest.resolution.names import readings

SAME = [
    ("Oulun vesilaitos", "Vesilaitos Oulu"),
    ("Työterveyslaitos", "Työterveyslaitos, Kuopio"),
    ("Ilmatieteen laitos", "Ilmatieteen laitos, Sodankylä"),
    ("Vantaan kaupunki", "Vantaan kaupunki / sivistystoimi"),
    ("Helsingin kaupunki", "Helsingfors stad"),
    ("Helsingin kaupunki", "City of Helsinki"),
    ("Turun Ammattikorkeakoulu Oy", "Turku University of Applied Sciences"),
    ("Seinäjoen ammattikorkeakoulu", "SeAMK"),
    ("Työterveyslaitos", "TTL"),
    ("Lapin ELY-keskus", "Lapin elinkeino-, liikenne- ja ympäristökeskus"),
    ("Lapin ELY-keskus", "NTM-centralen i Lappland"),
    ("Suomen eOppimiskeskus ry", "Suomen e-oppimiskeskus ry"),
    ("Helsingin yliopisto", "Helsingin yliopisto Ruralia-instituutti"),
    ("Oulun kaupunki", "Oulun kaupungin nuorisoasiainkeskus"),
    ("Linnan Kehitys Oy", "Kehittämiskeskus Oy Häme (uusi nimi on 1.7. lukien Linnan Kehitys Oy)"),
    ("Joensuun yliopisto", "Joensuun ylipisto"),
    ("Oy Porvoon Kauppaoppilaitos - Borgå Handelsläroverk Ab", "Borgå Handelsläroverk Ab"),
    ("UN Department of Economic and Social Affairs", "UN DEPT OF ECONOMIC AND SOCIAL AFFAIRS"),
    (
        "Joint United Nations Programme on HIV/AIDS",
        "United Nations Joint Programme on HIV and AIDS Secretariat",
    ),
    ("Comité International de la Croix-Rouge", "COMITE INTERNATIONAL DE LA CROIX ROUGE CICR"),
]
DIFFERENT = [
    ("Vesilaitos Oulu", "Vesilaitos Kotka"),
    ("Pelastuslaitos Oulu", "Pelastuslaitos Kotka"),
    ("Vesilaitos, Oulu", "Vesilaitos (Kotka)"),
    ("Tutkimuslaitos Oulu", "Tutkimuslaitos Turku"),
    ("Vantaan kaupunki", "Vantaan kaupunki / Vantaan Energia Oy"),
    ("Vantaan Energia Oy", "Vantaan kaupunki / Vantaan Energia Oy"),
    ("Vantaan kaupunki", "Vantaan Energia Oy – Vantaan kaupunki"),
    ("Porin kaupunki", "Porin kaupunki / Prizztech Oy"),
    ("Savon Ammattiopisto", "Savon Ammattiopiston opiskelijakunta"),
    ("Savon Ammattiopisto", "Savon Ammattiopisto, opiskelijakunta"),
    ("Jyväskylän yliopisto", "Jyväskylän yliopiston ylioppilaskunta"),
    ("Syöpäsäätiö sr", "Suomen Syöpäyhdistys ry"),
    ("Oulun kaupunki", "Oulun kaupungin Tilapalvelut Oy"),
    ("Heinolan kaupunki", "Heinolan seurakunta"),
    ("Rovaniemen koulutuskuntayhtymä", "Rovaniemen kaupunki"),
    ("SASK", "SASKY koulutuskuntayhtymä"),
    ("Mannerheimin Lastensuojeluliitto ry", "Mannerheimin Lastensuojeluliitto – Turun paikallisyhdistys ry"),
    ("Savon koulutuskuntayhtymä", "Salon seudun koulutuskuntayhtymä"),
    ("Lapin ELY-keskus", "Lapin elinvoimakeskus"),
    ("Åbo Akademi", "Turun yliopisto"),
    ("Suomen Yrittäjät ry", "Helsingin Yrittäjät ry"),
    ("Marttayhdistys ry (Kuopio)", "Marttayhdistys ry (Oulu)"),
    ("Kansalaisopisto, Kuopio", "Kansalaisopisto / Lahti"),
    ("Vihreä Polku ry, 1. osasto", "Vihreä Polku ry, 2. osasto"),
    ("Pohjola Rakennus Oy Uusimaa", "Pohjola Rakennus Oy Häme"),
    ("Hameen Säätiö", "Hämeen Säätiö"),
    ("Department of Health", "Ministry of Health"),
]


def answer(a: str, b: str, **of_a: object) -> Answer:
    """What is said of two names that Splink thinks probable."""
    return judged(Named("a", (a,), **of_a), Named("b", (b,)), 0.9).answer  # type: ignore[arg-type]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_body(a: str, b: str) -> None:
    assert answer(a, b) is Answer.SAME
    assert answer(b, a) is Answer.SAME


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_bodies(a: str, b: str) -> None:
    assert answer(a, b) is not Answer.SAME
    assert answer(b, a) is not Answer.SAME


def test_a_shared_identifier_decides_and_two_of_one_register_part() -> None:
    a = Named("a", ("Oulun kaupunki",), ("fi:0187690-1",))
    assert judged(a, Named("b", ("BusinessOulu",), ("fi:0187690-1",)), 0.0).answer is Answer.SAME
    twin = judged(a, Named("b", ("Oulun kaupunki",), ("fi:0245437-2",)), 1.0)
    assert twin.answer is Answer.DIFFERENT
    assert twin.against == ("identifier",)


def test_a_letter_in_the_only_word_of_a_firm_is_asked_of_a_person() -> None:
    assert answer("MAKOTEC OY", "JAKOTEC OY") is Answer.UNSURE


def test_parts_of_what_may_be_one_body_are_asked_of_a_person() -> None:
    said = judged(
        Named("a", ("Sydänyhdistys ry, Kuopion osasto",)),
        Named("b", ("Sydänyhdistys ry, Lahden osasto",)),
        1.0,
    )
    assert (said.answer, said.against) == (Answer.UNSURE, ("part",))
    assert (
        answer("Diakonia-ammattikorkeakoulu, Oulun kampus", "Diakonia-ammattikorkeakoulu, Turun kampus")
        is Answer.SAME
    )


def test_a_country_parts_bodies_of_one_name() -> None:
    a, b = Named("a", ("Red Cross",), (), "fi"), Named("b", ("Red Cross",), (), "se")
    assert judged(a, b, 1.0).against == ("country",)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Stated(frozenset({"company"})), Stated(frozenset({"association"})), "form"),
        (Stated(sector="private"), Stated(sector="third"), "sector"),
        (
            Stated(towns=frozenset({"region:fi-kunta:564"})),
            Stated(towns=frozenset({"region:fi-kunta:285"})),
            "place",
        ),
    ],
)
def test_one_name_of_which_columns_say_two_things_is_asked_of_a_person(
    one: Stated, other: Stated, why: str
) -> None:
    a, b = (Named(id_, ("Polku Verstas",), (), "fi", stated) for id_, stated in (("a", one), ("b", other)))
    assert (judged(a, b, 1.0).answer, judged(a, b, 1.0).against) == (Answer.UNSURE, (why,))
    assert judged(a, replace(b, stated=one), 1.0).answer is Answer.SAME
    shared = replace(a, identifiers=("fi:2900149-6",)), replace(b, identifiers=("fi:2900149-6",))
    assert judged(*shared, 1.0).answer is Answer.SAME


@given(st.text(max_size=400))
def test_any_text_can_be_read_and_is_like_itself(name: str) -> None:
    readings(name)
    said = judged(Named("a", (name,)), Named("b", (name,)), 1.0)
    assert said.answer is Answer.SAME or not said.against
