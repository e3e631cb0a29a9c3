"""The business register: names over the years, seats, industries, and no sole trader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.records import Rank
from graph.store import open_store
from ingest.formats.ytj import Ytj
from ingest.reading import Upload
from tests.ingest.eu_tables import Loaded, loaded


def said(fi: str, sv: str = "", en: str = "") -> list[dict[str, str]]:
    return [{"languageCode": str(at), "description": text} for at, text in enumerate((fi, sv, en), 1) if text]


def name(text: str, type_: str = "1", end: str | None = None, version: int = 1) -> dict[str, Any]:
    return {"name": text, "type": type_, "registrationDate": "1990-01-01", "endDate": end, "version": version,
            "source": "1"}  # fmt: skip


def form(type_: str, text: str, end: str | None = None, version: int = 1) -> dict[str, Any]:
    return {"type": type_, "descriptions": said(text), "endDate": end, "version": version, "source": "1"}


def address(type_: int, code: str, city: str) -> dict[str, Any]:
    return {"type": type_, "street": "Keksitynkatu", "postCode": "00100", "co": "Maija Keksitty", "postOffices": [
        {"city": city, "languageCode": "1", "municipalityCode": code}]}  # fmt: skip


COMPANY: dict[str, Any] = {
    "businessId": {"value": "0245437-2", "registrationDate": "1978-03-15", "source": "3"},
    "names": [
        name("Keksityn Vanha Nimi Oy", end="2010-05-05", version=3),
        name("Keksityn Keksinnöt Oy", version=1),
        name("Keksityn Toinen Nimi Oy", end="2015-05-05", version=2),
        name("Påhittade Uppfinningar Ab", "2"),
        name("Kahvila Aamunkoi", "3"),
        name("Parturi Matti Keksitty", "3"),
    ],
    "mainBusinessLine": {
        "type": "70220", "typeCodeSet": "TOIMI3", "descriptions": said("Muu liikkeenjohdon konsultointi", "Konsult"),
    },
    "website": {"url": "www.example.org"},
    "companyForms": [form("13", "Kommandiittiyhtiö", "2000-01-01", 2), form("16", "Osakeyhtiö")],
    "addresses": [address(2, "091", "HELSINKI"), address(1, "049", "ESPOO")],
    "tradeRegisterStatus": "1", "status": "2", "registrationDate": "1979-01-02", "endDate": None,
}  # fmt: skip


def company(business_id: str, **changes: Any) -> dict[str, Any]:
    return {**COMPANY, "businessId": {"value": business_id}, **changes}


SOLE_TRADER = company("1234567-1", names=[name("Aamukahvi")], companyForms=[form("26", "Toiminimi")])
BY_NAME = company("0112038-9", names=[name("Matti Keksitty")], companyForms=[form("99", "Muu")])
BY_WORDS = company(
    "0737546-2", names=[name("Aamutee")], companyForms=[form("0", "Yksityinen elinkeinonharjoittaja")]
)


def written(folder: Path, whole: Any) -> Path:
    path = folder / "companies.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def read(folder: Path, *companies: dict[str, Any]) -> Loaded:
    return loaded(folder, written(folder, {"totalResults": len(companies), "companies": companies}))


def test_a_company_has_its_names_seat_and_days(tmp_path: Path) -> None:
    done = read(tmp_path, COMPANY)
    assert (done.report.format, done.report.source, done.report.rejected) == ("ytj", "ytj", [])
    actor = done.entities["actor:fi:0245437-2"]
    assert actor["name_fi"] == "Keksityn Keksinnöt Oy"
    assert actor["also"] == [
        "Kahvila Aamunkoi", "Keksityn Toinen Nimi Oy", "Keksityn Vanha Nimi Oy", "Påhittade Uppfinningar Ab",
    ]  # fmt: skip
    assert (actor["legal_form"], actor["business_id"]) == ("oy", "0245437-2")
    assert (actor["valid_from"], actor.get("valid_to")) == ("1979-01-02", None)
    assert actor["url"] == "https://www.example.org"
    assert {(tie["kind"], tie["b"]) for tie in done.ties} == {
        ("LOCATED_IN", "region:fi-kunta:049"), ("ABOUT", "industry:tol2008:70220"),
    }  # fmt: skip
    assert done.named("region") == {"Espoo", "Esbo"}
    assert b"Matti" not in done.data
    assert b"Maija" not in done.data
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        (industry,) = store.rows("industry")
    assert industry.fields["name_fi"] == "Muu liikkeenjohdon konsultointi"


@pytest.mark.parametrize("person", [SOLE_TRADER, BY_NAME, BY_WORDS], ids=["form", "name", "words"])
def test_a_sole_trader_is_counted_and_kept_nowhere(person: dict[str, Any], tmp_path: Path) -> None:
    done = read(tmp_path, COMPANY, person)
    assert (done.report.loaded, done.report.left_out, done.report.rejected) == (2, 1, [])
    assert set(done.of("actor")) == {"actor:fi:0245437-2"}
    assert person["names"][0]["name"].encode() not in done.data


def test_a_body_that_ended_keeps_its_last_name_and_day(tmp_path: Path) -> None:
    ended = company(
        "0245437-2", endDate="2020-02-02",
        names=[name("Ensin Oy", end="2010-01-01", version=2), name("Lopuksi Oy", end="2020-02-02", version=1)],
    )  # fmt: skip
    actor = read(tmp_path, ended).entities["actor:fi:0245437-2"]
    assert (actor["name_fi"], actor["also"], actor["valid_to"]) == ("Lopuksi Oy", ["Ensin Oy"], "2020-02-02")


def test_one_company_an_array_and_single_objects_for_lists_are_read_too(tmp_path: Path) -> None:
    converted = {**COMPANY, "companyForms": COMPANY["companyForms"][1], "names": COMPANY["names"][1]}
    for number, whole in enumerate((COMPANY, [COMPANY], converted)):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = loaded(folder, written(folder, whole))
        assert done.entities["actor:fi:0245437-2"]["name_fi"] == "Keksityn Keksinnöt Oy"


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    wrong = [
        company("0245437-3"),
        company("0112038-9", names=[]),
        company("0737546-2", registrationDate="soon"),
    ]
    done = read(tmp_path, COMPANY, *wrong)
    assert done.rejected == [(2, "businessId"), (3, "names"), (4, "date")]


def test_the_register_speaks_before_lists(tmp_path: Path) -> None:
    upload = Upload.at(written(tmp_path, COMPANY))
    assert Ytj().source(upload).rank is Rank.REGISTER
