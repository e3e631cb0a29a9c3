"""The coordination themes: every line accounted for, what repeats what, and who owns, joined and produced."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DataError
from graph.records import named_id
from ingest.formats.theme_names import is_class_of_bodies
from tests.ingest.real_files import claims_of, cut_off, loaded_twice, real_file, rows_of, shuffled

NAME = "theme/fi-coordination-themes.ndjson"


@pytest.fixture(scope="module")
def path() -> Path:
    return real_file(NAME)


@pytest.fixture(scope="module")
def listed(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def claims(path: Path) -> dict[str, dict[str, Any]]:
    return {id_: dict(claim.fields) for id_, claim in claims_of(path).items()}


def tied(claims: dict[str, dict[str, Any]], kind: str, to: str) -> set[str]:
    """Names of those tied to an id."""
    ends = [fields["a"] for fields in claims.values() if fields.get("kind") == kind and fields["b"] == to]
    return {claims[end]["name_fi"] for end in ends}


def written(to: Path, *lines: dict[str, Any]) -> Path:
    plain: dict[str, Any] = {
        "kind": "practice", "record_kind": "practice", "name": "Koe", "same_as": None, "owner": None,
        "owner_kind": None, "members": [], "projects": [], "places": [], "start": None, "end": None, "stage": None,
        "summary_fi": None, "source": None,
    }  # fmt: skip
    path = to / "theme.ndjson"
    path.write_text("".join(json.dumps({**plain, **one}) + "\n" for one in lines), encoding="utf-8")
    return path


def test_every_line_is_loaded(path: Path) -> None:
    rows = rows_of(path)
    assert [row.number for row in rows] == list(range(1, 108))
    assert all(row.rejected is None and row.left_out == 0 for row in rows)


def test_there_is_one_thing_for_each_line_but_those_that_repeat_one(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    expected = {(one["record_kind"], one["same_as"] or one["name"]) for one in listed}
    counts = Counter(kind for kind, _ in expected)
    assert counts == {"project": 17, "programme": 11, "call": 3, "network": 26, "practice": 35, "event": 12}
    found = Counter(id_.split(":")[0] for id_, fields in claims.items() if fields.get("url"))
    assert found == counts


def test_lines_that_repeat_one_project_are_one_by_its_code_where_it_has_one(
    claims: dict[str, dict[str, Any]],
) -> None:
    assert set(claims["project:fi:S20318"]["also"]) == {"Kohtaamo"}
    (matching,) = [
        fields for id_, fields in claims.items()
        if id_.startswith("project:name:") and fields["name_fi"] == "Tulevaisuuden työmarkkinat"
    ]  # fmt: skip
    assert matching["also"] == ["Tulevaisuuden työmarkkinat (Future Labour Market)"]
    assert (matching["role"], matching["valid_from"]) == ("coordination", "2023-01-01")


def test_what_stands_in_the_partner_file_too_is_the_same_thing(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    partner_file = real_file("projects/fi-esf-with-partners.ndjson")
    partners = claims_of(partner_file)
    both = {id_ for id_ in claims if id_.startswith("project:")} & partners.keys()
    assert claims_name(claims, "Lasten, nuorten ja perheiden osallisuuden koordinaatio") in both
    named = [json.loads(line)["networks"] for line in partner_file.read_text(encoding="utf-8").splitlines()]
    expected = {one["name"] for one in listed if one["record_kind"] == "network"} & {
        name for names in named for name in names
    }
    shared = {id_ for id_ in claims if id_.startswith("network:")} & partners.keys()
    assert {claims[id_]["name_fi"] for id_ in shared} == expected
    assert "Etelä-Karjalan ennakointitoiminnan toimijaverkosto" in expected


def claims_name(claims: dict[str, dict[str, Any]], name: str) -> str:
    (id_,) = [id_ for id_, fields in claims.items() if fields.get("name_fi") == name]
    return id_


@pytest.mark.parametrize("kind", ["network", "practice", "event", "project", "programme", "call"])
def test_the_first_of_each_kind_has_its_page_as_source(
    kind: str, listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    first = next(one for one in listed if one["record_kind"] == kind)
    pages = [
        one["source"]
        for one in listed
        if (one["same_as"] or one["name"]) == (first["same_as"] or first["name"])
    ]
    id_ = claims_name(claims, first["name"])
    assert claims[id_]["url"] in pages
    assert claims[id_]["description_fi"]
    assert {fields["evidence"] for fields in claims.values() if id_ in (fields.get("a"), fields.get("b"))}


def test_practices_keep_their_stage_and_no_stage_is_legal(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    practices = [one for one in listed if one["record_kind"] == "practice"]
    stages = Counter(claims[named_id("practice", one["name"])].get("stage") for one in practices)
    assert stages == Counter(one["stage"] for one in practices)
    assert stages[None] == 14


def test_the_forum_was_produced_by_the_coordination_project_and_piloted(
    claims: dict[str, dict[str, Any]],
) -> None:
    forum = named_id("practice", "Kohtaantofoorumi")
    assert claims[forum]["stage"] == "piloted"
    assert tied(claims, "PRODUCED", forum) == {"Tulevaisuuden työmarkkinat"}
    assert tied(claims, "ATTENDED", named_id("event", "Kohtaantofoorumi Kuopio")) == {
        "Tulevaisuuden työmarkkinat"
    }
    places = {
        fields["b"]
        for fields in claims.values()
        if fields.get("kind") == "LOCATED_IN" and fields["a"] == forum
    }
    assert "region:fi-coordination-area:ita-suomi" in places


def test_a_programme_owns_a_practice(claims: dict[str, dict[str, Any]]) -> None:
    assert tied(claims, "PRODUCED", named_id("practice", "Fast Expert Teams")) == {
        "TYÖ2030",
        "Työterveyslaitos",
    }


def test_owners_and_members_are_tied_by_the_kind_of_thing(claims: dict[str, dict[str, Any]]) -> None:
    network = named_id("network", "KUUMA-seudun tilannekuvafoorumit")
    assert tied(claims, "MEMBER_OF", network) == {
        "Keski-Uudenmaan koulutuskuntayhtymä Keuda", "Uudenmaan yrittäjät", "Hyria", "Laurea-ammattikorkeakoulu",
        "KUUMA-seutu liikelaitos",
    }  # fmt: skip
    conveners = [fields for fields in claims.values() if fields.get("b") == network and fields.get("note")]
    assert [(one["a"], one["note"]) for one in conveners] == [
        (named_id("actor", "Keski-Uudenmaan koulutuskuntayhtymä Keuda"), "convener")
    ]
    call = named_id("call", "Työnvälityksen tehostaminen (kohtaanto-teeman alahankehaku)")
    assert tied(claims, "COORDINATES", call) == {
        "Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus",
        "Tulevaisuuden työmarkkinat",
    }
    creative = claims_name(claims, "Luova verkko")
    assert tied(claims, "FUNDS", creative) == {"Hämeen elinkeino-, liikenne- ja ympäristökeskus"}
    assert tied(claims, "PARTICIPATES_IN", creative) == {"Taiteen edistämiskeskus"}


def test_a_class_of_bodies_is_no_actor(claims: dict[str, dict[str, Any]]) -> None:
    names = {fields.get("name_fi") for id_, fields in claims.items() if id_.startswith("actor:")}
    classes = {"ELY-keskukset", "TE-toimistot", "oppilaitokset", "28 seutukaupunkia", "13 Pohjois-Karjalan kuntaa",
               "Lapin kunnat", "ministeriöt", "kuutoskaupungit", "ELY Centres", "ELY-keskus",
               "maakuntaliitto"}  # fmt: skip
    assert not names & classes
    assert all(is_class_of_bodies(name) for name in classes)
    assert {"KELA", "Uudenmaan yrittäjät", "Opetus- ja kulttuuriministeriö"} & {
        name for name in names if name and not is_class_of_bodies(name)
    }


def test_projects_known_by_code_only_are_there_to_be_joined(
    listed: list[dict[str, Any]], claims: dict[str, dict[str, Any]]
) -> None:
    ends = {end for fields in claims.values() for end in (fields.get("a"), fields.get("b")) if end}
    assert ends <= claims.keys()
    coded = {id_ for id_ in claims if id_.startswith("project:fi:")}
    assert {"project:fi:S11612", "project:fi:S20860", "project:fi:S21970"} <= coded
    assert claims["project:fi:S20860"]["name_fi"] == "Etelä-Savon ennakointiverkko"
    assert "role" not in claims["project:fi:S20860"]


def test_ecosystems_are_told_from_networks(claims: dict[str, dict[str, Any]]) -> None:
    forms = Counter(fields["form"] for id_, fields in claims.items() if id_.startswith("network:"))
    assert forms.total() == 26
    assert claims[named_id("network", "6Aika – työllisyyden ekosysteemi")]["form"] == "ecosystem"
    assert claims[named_id("network", "Alueelliset ELO-ryhmät")]["form"] == "network"


def test_order_of_lines_never_shows_and_a_second_load_changes_nothing(path: Path, tmp_path: Path) -> None:
    assert claims_of(shuffled(path, tmp_path, header=False)) == claims_of(path)
    first, second = loaded_twice(path, tmp_path)
    assert (first.read, first.loaded) == (107, 107)
    assert second.batch is None


def test_a_file_cut_off_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cut off"):
        rows_of(cut_off(path, tmp_path))


@pytest.mark.parametrize(
    ("wrong", "column"),
    [({"stage": "started"}, "stage"), ({"record_kind": "rumour"}, "record_kind"), ({"name": ""}, "name"),
     ({"members": "KELA"}, "members"), ({"start": "2024-02-31"}, "start")],
)  # fmt: skip
def test_a_wrong_line_is_rejected_with_its_key(wrong: dict[str, Any], column: str, tmp_path: Path) -> None:
    good, bad = rows_of(written(tmp_path, {}, wrong))
    assert good.rejected is None
    assert bad.rejected is not None
    assert bad.rejected.column == column


def test_a_person_among_members_is_counted_and_kept_nowhere(tmp_path: Path) -> None:
    path = written(tmp_path, {"members": ["Keksitty Maija", "KELA"]})
    assert [row.left_out for row in rows_of(path)] == [1]
    assert "Keksitty" not in str(claims_of(path))
