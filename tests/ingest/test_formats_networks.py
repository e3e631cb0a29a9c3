"""Aid activities, grants, drawn networks and the business register, built from what their publishers specify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.store import Store, open_store
from ingest.load import load
from tests.ingest.archives import zipped
from tests.ingest.eu_tables import written_csv, written_xlsx
from tests.ingest.test_formats_eu_lists import names, only, roles
from tests.journeys.command_line import Place
from tests.solmu.lists import FIVE_PROJECTS
from tests.solmu.lists import written as written_list

IATI = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03">
 <iati-activity xml:lang="en" default-currency="EUR">
  <iati-identifier>FI-3-KEKSI/01</iati-identifier>
  <title><narrative>Water &amp; work</narrative><narrative xml:lang="sv">Vatten och arbete</narrative></title>
  <description><narrative>Wells are dug.</narrative></description>
  <participating-org ref="FI-PRO-0245437-2" role="1"><narrative>Keksitty ministeriö</narrative></participating-org>
  <participating-org role="4"><narrative>Kaivosäätiö sr</narrative></participating-org>
  <sector code="14030"><narrative>Water supply</narrative></sector>
  <recipient-country code="SO"><narrative>Somalia</narrative></recipient-country>
  <activity-date type="1" iso-date="2020-01-01"/><activity-date type="2" iso-date="2020-03-01"/>
  <activity-date type="3" iso-date="2022-12-31"/>
  <contact-info><person-name><narrative>Maija Keksitty</narrative></person-name>
   <email>m@keksi.example</email></contact-info>
 </iati-activity>
</iati-activities>
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'x.db'}")


def written(path: Path, text: str) -> Path:
    """Write a text, and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def test_an_iati_activity_in_its_languages(store: Store, tmp_path: Path) -> None:
    report = load(store, written(tmp_path / "keksi.xml", IATI))
    project = only(store, "project")
    assert (report.format, report.loaded) == ("iati-xml", 1)
    assert (project["name_en"], project["name_sv"]) == ("Water & work", "Vatten och arbete")
    assert (project["valid_from"], project["valid_to"]) == ("2020-03-01", "2022-12-31")
    assert roles(store) == {("Keksitty ministeriö", "None"), ("Kaivosäätiö sr", "lead")}
    assert {row.id for row in store.rows("actor")} >= {"actor:fi:0245437-2"}
    store.close()
    assert b"Maija" not in b"".join(file.read_bytes() for file in tmp_path.glob("x.db*"))


def test_a_document_type_is_refused_and_broken_xml_told_with_its_line(store: Store, tmp_path: Path) -> None:
    bomb = IATI.replace("<iati-activities", '<!DOCTYPE x [<!ENTITY a "b">]>\n<iati-activities', 1)
    with pytest.raises(DataError, match="document type"):
        load(store, written(tmp_path / "bomb.xml", bomb))
    with pytest.raises(DataError, match="no XML at line 5"):
        load(store, written(tmp_path / "broken.xml", IATI.replace("</title>", "</titel>")))


GRANT = {
    "Identifier": "360G-keksi-1", "Title": "Made-up grant", "Description": "Things", "Currency": "GBP",
    "Amount Awarded": "12500", "Award Date": "2021-05-01", "Planned Dates:Start Date": "2021-06-01",
    "Planned Dates:End Date": "2022-05-31", "Recipient Org:Identifier": "GB-CHC-1234567",
    "Recipient Org:Name": "Keksi Trust", "Funding Org:Identifier": "GB-COH-01234567", "Funding Org:Name": "Keksi Fund",
}  # fmt: skip
GRANT_JSON = {
    "grants": [{
        "id": "360G-keksi-1", "title": "Made-up grant", "description": "Things", "currency": "GBP",
        "amountAwarded": 12500,
        "awardDate": "2021-05-01", "plannedDates": [{"startDate": "2021-06-01", "endDate": "2022-05-31"}],
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Keksi Trust"}],
        "fundingOrganization": [{"id": "GB-COH-01234567", "name": "Keksi Fund"}],
    }]
}  # fmt: skip


@pytest.mark.parametrize("container", ["csv", "xlsx", "json"])
def test_a_grant_is_the_same_in_every_container(store: Store, tmp_path: Path, container: str) -> None:
    path = tmp_path / f"grants.{container}"
    if container == "json":
        path.write_text(json.dumps(GRANT_JSON), encoding="utf-8")
    elif container == "csv":
        written_csv(path, list(GRANT), [GRANT])
    else:
        written_xlsx(path, Grants=(list(GRANT), [GRANT]))
    assert load(store, path).format == "360giving"
    project = only(store, "project")
    assert (project["id"], project["planned_total"]) == ("project:360giving:360G-keksi-1", 12_500)
    assert (project["valid_from"], project["valid_to"]) == ("2021-06-01", "2022-05-31")
    assert {row.id for row in store.rows("actor")} == {"actor:gb-chc:1234567", "actor:gb-coh:01234567"}


@pytest.mark.parametrize("format_", ["graphml", "gexf"])
def test_our_own_export_comes_back_with_its_ids(tmp_path: Path, store: Store, format_: str) -> None:
    place = Place.of(tmp_path / "place")
    place.did("ingest", written_list(tmp_path / "list.csv", FIVE_PROJECTS))
    place.did("export", tmp_path / f"out.{format_}", "--format", format_)
    report = load(store, tmp_path / f"out.{format_}")
    assert report.format == format_
    assert store.entry("project:fi:S90001").name
    assert any(tie.fields["kind"] == "PARTICIPATES_IN" for tie in store.ties("project:fi:S90001"))


def test_kumu_is_a_workbook_of_two_sheets(store: Store, tmp_path: Path) -> None:
    elements = [
        {"Label": "Keksi ry", "Type": "Organisation", "Tags": "nuoret | työ", "Description": "Keksii"},
        {"Label": "Keksitty hanke", "Type": "Hanke", "Tags": "", "Description": ""},
        {"Label": "Maija Virtanen", "Type": "Person", "Tags": "", "Description": ""},
    ]
    links = [{"From": "Keksi ry", "To": "Keksitty hanke", "Type": "vetää", "Direction": "directed"}]
    path = written_xlsx(
        tmp_path / "kumu.xlsx", Elements=(list(elements[0]), elements), Connections=(list(links[0]), links)
    )
    report = load(store, path)
    assert (report.format, report.left_out) == ("graph-tables", 1)
    assert roles(store) == {("Keksi ry", "lead"), ("Keksi ry", "None")}
    assert names(store, "theme") == {"nuoret", "työ"}


def test_gephi_edges_find_their_nodes_in_the_archive(store: Store, tmp_path: Path) -> None:
    nodes = written_csv(
        tmp_path / "g-nodes.csv",
        ["Id", "Label"],
        [{"Id": "1", "Label": "A ry"}, {"Id": "2", "Label": "B ry"}],
    )
    edges = written_csv(
        tmp_path / "g-edges.csv", ["Source", "Target", "Type", "Weight"],
        [{"Source": "1", "Target": "2", "Type": "Undirected", "Weight": "1"}],
    )  # fmt: skip
    load(
        store,
        zipped(tmp_path / "g.zip", {"g-edges.csv": edges.read_bytes(), "g-nodes.csv": nodes.read_bytes()}),
    )
    assert names(store, "actor") == {"A ry", "B ry"}
    ties = {tie.id: tie for row in store.rows("actor") for tie in store.ties(row.id)}
    assert [tie.fields["kind"] for tie in ties.values()] == ["COLLABORATES_WITH"]


COMPANY = {
    "businessId": {"value": "0245437-2"},
    "names": [
        {"name": "Keksi Oy", "type": "1", "registrationDate": "2015-01-01"},
        {"name": "Vanha Keksi Oy", "type": "1", "registrationDate": "1999-01-01", "endDate": "2014-12-31"},
        {"name": "Keksi Ab", "type": "2", "registrationDate": "2015-01-01"},
    ],
    "companyForms": [{"type": "16", "descriptions": [{"languageCode": "1", "description": "Osakeyhtiö"}]}],
    "addresses": [{"type": 1, "postOffices": [{"city": "KUOPIO", "languageCode": "1"}]}],
}
TRADER = {
    "businessId": {"value": "1234567-1"}, "names": [{"name": "Tmi Keksitty Maija", "type": "1"}],
    "companyForms": [{"type": "26", "descriptions": [{"languageCode": "3", "description": "Private trader"}]}],
}  # fmt: skip


def test_the_business_register_gives_names_by_date_and_leaves_sole_traders_out(
    store: Store, tmp_path: Path
) -> None:
    path = written(tmp_path / "ytj.json", json.dumps({"totalResults": 2, "companies": [COMPANY, TRADER]}))
    report = load(store, path)
    actor = only(store, "actor")
    assert (report.format, report.loaded, report.left_out) == ("ytj", 2, 1)
    assert (actor["id"], actor["name_fi"]) == ("actor:fi:0245437-2", "Keksi Oy")
    assert actor["also"] == ["Keksi Ab", "Vanha Keksi Oy"]
    assert [store.entry(tie.b).name for tie in store.ties("actor:fi:0245437-2")] == ["Kuopio"]
