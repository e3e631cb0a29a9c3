"""IATI's XML: languages, roles, days and places; the same activity and bodies as in the gathered JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import DataError
from ingest.load import load
from tests.ingest.eu_tables import Loaded, loaded

ACTIVITY = """
<iati-activity xml:lang="fi" default-currency="EUR">
  <iati-identifier>FI-3-2021-1</iati-identifier>
  <reporting-org ref="FI-3" type="10"><narrative xml:lang="en">Ministry for Examples</narrative></reporting-org>
  <title><narrative>Vettä kylille</narrative><narrative xml:lang="en">Water for villages</narrative></title>
  <description type="1"><narrative xml:lang="en">Wells are dug. Write to water@example.org.</narrative></description>
  <description type="2"><narrative xml:lang="en">Clean water for all.</narrative></description>
  <participating-org role="1" ref="FI-3">
    <narrative xml:lang="en">Ministry for Examples</narrative>
  </participating-org>
  <participating-org role="2"><narrative>Board of Made-up Affairs</narrative></participating-org>
  <participating-org role="3"><narrative>Made-up Water Agency</narrative></participating-org>
  <participating-org role="4" ref="FI-PRO-0245437-2">
    <narrative>Kehitysjärjestö Esimerkki ry</narrative>
  </participating-org>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2020-01-01"/>
  <activity-date type="2" iso-date="2021-03-01"/>
  <activity-date type="3" iso-date="2024-12-31"/>
  <contact-info>
    <person-name><narrative>Zebulon Quixley</narrative></person-name><email>z@example.org</email>
  </contact-info>
  <recipient-country code="SO" percentage="60"><narrative xml:lang="en">Somalia</narrative></recipient-country>
  <recipient-region code="289" vocabulary="1"/>
  <sector vocabulary="1" code="14030"/>
  <sector vocabulary="10" code="9"><narrative xml:lang="en">Water, sanitation, hygiene</narrative></sector>
</iati-activity>
"""
OLD = """
<iati-activity>
  <iati-identifier>XX-OLD-1</iati-identifier>
  <reporting-org ref="XX">Made-up Agency</reporting-org>
  <title xml:lang="en">Roads for the north</title>
  <title xml:lang="fr">Des routes pour le nord</title>
  <participating-org role="Funding">Made-up Agency</participating-org>
  <participating-org role="Implementing">Builders of Roads Ltd</participating-org>
  <participating-org role="Implementing">Keepers of Roads Ltd</participating-org>
  <activity-date type="start-planned" iso-date="2009-05-01">May 2009</activity-date>
</iati-activity>
"""


def written(folder: Path, *activities: str, name: str = "activities.xml") -> Path:
    path = folder / name
    body = "".join(activities)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">{body}</iati-activities>',
        encoding="utf-8",
    )
    return path


def read(folder: Path, *activities: str) -> Loaded:
    return loaded(folder, written(folder, *activities))


def test_an_activity_has_its_languages_days_and_places(tmp_path: Path) -> None:
    done = read(tmp_path, ACTIVITY)
    assert (done.report.format, done.report.loaded, done.report.rejected) == ("iati-xml", 1, [])
    project = done.entities["project:iati:FI-3-2021-1"]
    assert (project["name_fi"], project["name_en"]) == ("Vettä kylille", "Water for villages")
    assert project["description_en"].startswith("Wells are dug.")
    assert project["description_en"].endswith("Clean water for all.")
    assert (project["valid_from"], project["valid_to"]) == ("2021-03-01", "2024-12-31")
    assert project["status"] == "implementation"
    assert set(done.of("region")) == {"region:iso3166:SO", "region:dac:289"}
    assert done.named("theme") == {"14030", "Water, sanitation, hygiene"}


def test_contacts_are_never_read(tmp_path: Path) -> None:
    done = read(tmp_path, ACTIVITY)
    assert b"Quixley" not in done.data
    assert b"@example.org" not in done.data


def test_roles_become_parts(tmp_path: Path) -> None:
    done = read(tmp_path, ACTIVITY)
    by_name = {id_: fields["name_en"] for id_, fields in done.of("actor").items()}
    assert {
        (by_name[tie["a"]], tie["kind"], tie.get("role")) for tie in done.ties if tie["a"] in by_name
    } == {
        ("Ministry for Examples", "FUNDS", None),
        ("Board of Made-up Affairs", "STEERS", None),
        ("Made-up Water Agency", "PARTICIPATES_IN", "partner"),
        ("Kehitysjärjestö Esimerkki ry", "PARTICIPATES_IN", "lead"),
    }
    assert "actor:fi:0245437-2" in by_name


def test_who_reports_leads_where_it_does_not_fund(tmp_path: Path) -> None:
    text = ACTIVITY.replace('role="1"', 'role="4"').replace(' ref="FI-PRO-0245437-2"', "")
    done = read(tmp_path, text)
    by_name = {fields["name_en"]: id_ for id_, fields in done.of("actor").items()}
    roles = {role for actor, role in done.roles() if actor == by_name["Ministry for Examples"]}
    assert roles == {"lead"}
    assert (by_name["Kehitysjärjestö Esimerkki ry"], "partner") in done.roles()


def test_version_1_has_roles_in_words_and_no_narratives(tmp_path: Path) -> None:
    done = read(tmp_path, OLD)
    project = done.entities["project:iati:XX-OLD-1"]
    assert (project["name_en"], project["name_fr"]) == ("Roads for the north", "Des routes pour le nord")
    assert project["valid_from"] == "2009-05-01"
    assert sorted(role for _, role in done.roles()) == ["FUNDS", "partner", "partner"]


def test_the_gathered_json_says_the_same(tmp_path: Path) -> None:
    xml = read(tmp_path, OLD)
    folder = tmp_path / "json"
    folder.mkdir()
    path = folder / "gathered.json"
    path.write_text(json.dumps([{
        "identifier": "XX-OLD-1", "reported_by": "Made-up Agency", "title": "Roads for the north", "description": "",
        "orgs": {"funding": ["Made-up Agency"], "programming": [],
                 "implementing": ["Builders of Roads Ltd", "Keepers of Roads Ltd"]},
        "sectors": {"dac": [], "humanitarian": []}, "locations": {"admin1": [], "admin2": []},
        "dates": {"start": "2009-05-01", "end": None},
    }]), encoding="utf-8")  # fmt: skip
    gathered = loaded(folder, path)
    assert gathered.report.format == "iati-json"
    assert set(xml.entities) == set(gathered.entities)
    assert xml.roles() == gathered.roles()


def test_a_natural_person_is_counted_and_kept_nowhere(tmp_path: Path) -> None:
    text = OLD.replace("Keepers of Roads Ltd", "Maija Keksitty").replace("Roads for the", "Maija Keksitty's")
    done = read(tmp_path, text)
    assert done.report.left_out == 1
    assert b"Keksitty" not in done.data


def test_wrong_activities_are_told(tmp_path: Path) -> None:
    nameless = OLD.replace("<iati-identifier>XX-OLD-1</iati-identifier>", "")
    undated = OLD.replace("2009-05-01", "soon")
    done = read(tmp_path, ACTIVITY, nameless, undated)
    assert done.rejected == [(2, "iati-identifier"), (3, "activity-date")]
    assert done.report.loaded == 1


def test_a_document_type_and_a_broken_end_load_nothing(tmp_path: Path) -> None:
    bomb = written(tmp_path, ACTIVITY, name="bomb.xml")
    bomb.write_text('<!DOCTYPE iati-activities [<!ENTITY a "b">]>\n' + bomb.read_text().partition("\n")[2])
    cut = written(tmp_path, ACTIVITY, name="cut.xml")
    cut.write_text(cut.read_text()[:-5])
    for path, why in ((bomb, "document type"), (cut, "no whole XML at line")):
        with pytest.raises(DataError, match=why):
            load(_no_store, path)


def _no_store() -> None:
    raise AssertionError("a wrong file must make no store")
