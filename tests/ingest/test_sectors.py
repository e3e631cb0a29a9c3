"""A body's sector and legal form, told from its name; measured against the types that a real list gives."""

import json
import os
from pathlib import Path

import pytest

from ingest.sectors import RULES, SectorGuess, sector_of

PARTNERS = Path(__file__).parents[2] / ".." / "shared" / "data" / "projects" / "fi-esf-with-partners.ndjson"

# The list's own types. Schools map to no sector: they are municipal, private and associations' alike.
SECTOR_OF_TYPE = {
    "Kunta": "public",
    "Kuntayhtymä": "public",
    "Valtion viranomainen": "public",
    "Yliopisto": "public",
    "Ammattikorkeakoulu": "public",
    "Tutkimuslaitos": "public",
    "Kansalaisjärjestö": "third",
    "Muu järjestö tai yhdistys": "third",
    "Säätiö": "third",
    "Mikroyritys": "private",
    "Pieni yritys": "private",
    "Keskisuuri yritys": "private",
    "Yritys": "private",
    "Muu yksityisoikeudellinen oikeushenkilö": "private",
}


@pytest.mark.parametrize(
    ("name", "sector", "legal_form"),
    [
        ("Juvan kunta", "public", "kunta"),
        ("Kimitoöns kommun", "public", "kunta"),
        ("Oulun kaupunki", "public", "kaupunki"),
        ("Staden Kristinestad", "public", "kaupunki"),
        ("City of Turku", "public", "kaupunki"),
        ("Savon koulutuskuntayhtymä", "public", "kuntayhtymä"),
        ("Optima samkommun", "public", "kuntayhtymä"),
        ("Etelä-Karjalan sosiaali- ja terveyden huollon ky", "public", "kuntayhtymä"),
        ("Svenska Österbottens förbund för utbildning och kultur", "public", "kuntayhtymä"),
        ("Suupohjan peruspalveluliikelaitoskuntayhtymä", "public", "kuntayhtymä"),
        ("Etelä-Savon elinkeino-  liikenne- ja ympäristökeskus", "public", "valtion viranomainen"),
        ("Lapin ELY-keskus", "public", "valtion viranomainen"),
        ("Pirkanmaan TE-toimisto", "public", "valtion viranomainen"),
        ("Itä-Suomen aluehallintovirasto", "public", "valtion viranomainen"),
        ("Työ- ja elinkeinoministeriö", "public", "valtion viranomainen"),
        ("Lapin liitto", "public", "maakunnan liitto"),
        ("Satakuntaliitto", "public", "maakunnan liitto"),
        ("Etelä-Savon maakuntaliitto", "public", "maakunnan liitto"),
        ("Itä-Suomen yliopisto", "public", "yliopisto"),
        ("Tampereen korkeakoulusäätiö sr", "public", "yliopisto"),
        ("JYVÄSKYLÄN YLIOPISTOKEMIAN LAITOS", "public", "yliopisto"),
        ("Lapin ammattikorkeakoulu Oy", "public", "ammattikorkeakoulu"),
        ("Karelia University of Applied Sciences", "public", "ammattikorkeakoulu"),
        ("Savonia-amk", "public", "ammattikorkeakoulu"),
        ("Pohjois-Karjalan hyvinvointialue", "public", "hyvinvointialue"),
        ("Västra Nylands välfärdsområde", "public", "hyvinvointialue"),
        ("Joensuun Vesi -liikelaitos", "public", "liikelaitos"),
        ("Rovaniemen seurakunta", "public", "seurakunta"),
        ("Oulun Ev.lut seurakuntayhtymä", "public", "seurakunta"),
        ("Kainuun ammattiopisto", "public", "oppilaitos"),
        ("Anitest Oy", "private", "oy"),
        ("Oulun kaupungin Tilapalvelut Oy", "private", "oy"),
        ("SUOMEN KERTA OYRIIHIMÄEN TEHDAS", "private", "oy"),
        ("Kiinteistöosakeyhtiö Keksitynkatu", "private", "oy"),
        ("Stora Enso Oyj", "private", "oyj"),
        ("Axxell Utbildning Ab", "private", "ab"),
        ("Kouvola Innovation Ltd", "private", "ltd"),
        ("Keksitty GmbH", "private", "ltd"),
        ("Tilitoimisto Keksitty Ky", "private", "ky"),
        ("Levin Sanomat kommandiittiyhtiö", "private", "ky"),
        ("RS Fiksi avoin yhtiö", "private", "ay"),
        ("Helinin Konepaja Ay", "private", "ay"),
        ("Metalliliitto ry", "third", "ry"),
        ("Sininauhaliitto r.y.", "third", "ry"),
        ("Skepparklubben Närpes r.f.", "third", "ry"),
        ("Satakunnan Yrittäjät ry", "third", "ry"),
        ("Etelä-Savon Liikunta ry", "third", "ry"),
        ("Autismisäätiö", "third", "säätiö"),
        ("Lahden Diakoniasäätiö sr", "third", "säätiö"),
        ("Stiftelsen Juthbacka", "third", "säätiö"),
        ("Osuuskunta Kiisa", "third", "osk"),
        ("Lapin ammattikorkeakoulun opiskelijakunta", "third", "opiskelijakunta"),
        ("Keski-Suomen kauppakamari", "third", "yrittäjäjärjestö"),
        ("Mikkelin pursiseura", "third", "rekisteröimätön yhdistys tai järjestö"),
        ("Pohjois-Savon Liikunta", "third", "rekisteröimätön yhdistys tai järjestö"),
    ],
)
def test_a_name_tells_sector_and_legal_form(name: str, sector: str, legal_form: str) -> None:
    assert sector_of(name) == SectorGuess(sector, legal_form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["", "Kanoottisissit", "Finnvera", "Matti Virtanen", "Satakunta", "Tmi Keksitty", "123"]
)
def test_nothing_is_guessed_where_nothing_tells(name: str) -> None:
    assert sector_of(name) is None


def test_a_guess_says_that_it_is_one() -> None:
    guess = sector_of("Oulun kaupunki")
    assert guess is not None
    assert guess.inferred is True


def test_every_word_of_the_table_is_casefolded_and_every_rule_can_be_met() -> None:
    for rule in RULES:
        listed = f"{rule.words} {rule.endings} {rule.last}"
        assert listed == listed.casefold()
        assert any(
            (guess := sector_of(word)) is not None and guess.legal_form == rule.legal_form
            for word in listed.split()
        ), rule


def test_the_guess_agrees_with_the_types_of_the_partner_list() -> None:
    if not PARTNERS.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{PARTNERS} is absent, and CI must have it")
        pytest.skip(f"the list of projects with partners is not on this machine ({PARTNERS})")
    leads = [json.loads(line)["lead"] for line in PARTNERS.read_text(encoding="utf-8").splitlines()]
    typed = [lead for lead in leads if lead and lead["type"] in SECTOR_OF_TYPE]
    agreed = sum(
        (guess := sector_of(lead["name"])) is not None and guess.sector == SECTOR_OF_TYPE[lead["type"]]
        for lead in typed
    )
    # Measured: 142 of 142.
    assert len(typed) > 100
    assert agreed / len(typed) >= 0.95
