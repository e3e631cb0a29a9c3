"""What a planner does on the command line: compare an idea with what there is, before it becomes a project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.desk import Desk
from graph.records import Act, ActKind, Claim, Practice, TieKind
from graph.records.findings import Checked, Draft
from graph.store import open_store
from tests.api.graphs import OTHER, SOURCE, TEXT, actor, project, region, tie
from tests.journeys.command_line import Place
from tests.solmu.lists import row, written
from tests.solmu.test_mistakes import refused

IDEA = f"Nosturit ja elementit\n{TEXT}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store of two projects, a good practice that one of them made, and who is in them; read only."""
    place = Place.of(tmp_path_factory.mktemp("checking"))
    practice = "practice:x:piiri"
    with open_store(place.settings["SOLMU_STORE"]) as store:
        with store.open_batch("import", sources=[SOURCE], file="list.csv") as batch:
            batch.write([
                actor("a", "Itäinen ammattiopisto"), actor("c", "Kunta C"), region("ita", "Itä-Suomi", ["1"]),
                project("P1", "Nosturista koulutukseen", TEXT), project("P3", "Hoivakylpy", OTHER),
                Claim(practice, "list", Practice.of(practice, {
                    "name_fi": "Nosturinkuljettajien mentorointipiiri",
                    "description_fi": "Elementtiasentajat ja nosturinkuljettajat mentorointipiireissä.",
                }).fields()),
                tie(TieKind.PARTICIPATES_IN, "actor:x:a", "project:x:P1", "lead"),
                tie(TieKind.PARTICIPATES_IN, "actor:x:c", "project:x:P1", "partner"),
                tie(TieKind.LOCATED_IN, "project:x:P1", "region:x:ita"),
                tie(TieKind.PRODUCED, "project:x:P1", practice),
            ])  # fmt: skip
            batch.close()
        Desk(store).overlaps()  # fits the text model, which belongs to the store
    return place


def asked(place: Place, monkeypatch: pytest.MonkeyPatch, *words: object) -> Draft:
    """The draft that a command makes of its words."""
    seen: list[Draft] = []

    def check(self: Desk, draft: Draft, *, top: int = 10) -> Checked:
        seen.append(draft)
        return Checked()

    monkeypatch.setattr(Desk, "check", check)
    place.did("check", *words)
    return seen[0]


def test_the_nearest_project_is_told_with_reasons_and_whom_to_call(place: Place) -> None:
    run = place.did(
        "check", IDEA, "--region", "Itä-Suomi", "--partner", "Kunta C",
        "--start", "2020-01-01", "--end", "2021-06-30",
    )  # fmt: skip
    assert "1 project near 'Nosturit ja elementit'" in run.out
    for words in (
        "Nosturista koulutukseen  (project:x:P1)", "It does what you plan", "Both speak of",
        "Both work in Itä-Suomi.", "In both: Kunta C.", "They run at one time",
        "Call: Itäinen ammattiopisto; Kunta C",
    ):  # fmt: skip
        assert words in run.out, words
    assert "Hoivakylpy" not in run.out
    assert run.err == ""


def test_good_practices_on_the_theme_follow_with_who_made_them(place: Place) -> None:
    said = place.did("check", IDEA).out.partition("Good practices on the theme")[2]
    assert "Nosturinkuljettajien mentorointipiiri  (practice:x:piiri)" in said
    assert "Made by: Nosturista koulutukseen" in said


def test_words_that_differ_stand_side_by_side_across_languages(place: Place) -> None:
    swedish = (
        "Kranförare och elementmontörer\nKranförarna och montörerna får mentorer och utbildning i yrket."
    )
    found = place.did("check", swedish, "--language", "sv", "--json").object["projects"]
    words = [word for one in found for reason in one["reasons"] for word in reason["evidence"]]
    if any(" / " in word for word in words):  # which words of two languages are one, the vocabulary says
        told = next(word for word in words if " / " in word)
        assert told in place.did("check", swedish, "--language", "sv").out


def test_that_nothing_is_near_is_said_plainly_and_is_no_error(place: Place) -> None:
    assert "Nothing is near 'xyzzy'" in place.did("check", "xyzzy").out
    assert place.did("check", "xyzzy", "--json").object["projects"] == []


def test_names_that_nobody_bears_are_told(place: Place) -> None:
    words = ("check", IDEA, "--region", "Atlantis", "--partner", "Ei kukaan", "--target-group", "kaikki")
    assert "Not recognised, and left out: Atlantis; Ei kukaan; kaikki." in place.did(*words).out
    assert place.did(*words, "--json").object["unknown"] == ["Atlantis", "Ei kukaan", "kaikki"]


def test_json_is_one_object(place: Place) -> None:
    found = place.did("check", IDEA, "--json", "--top", "1").object
    assert (found["schema"], sorted(found)) == (
        "solmu.checked/1", ["practices", "projects", "schema", "unknown"],
    )  # fmt: skip
    (near,) = found["projects"]
    assert set(near) == {"project", "score", "kind", "reasons", "bodies"}
    assert near["project"] == "project:x:P1"
    assert near["bodies"] == ["actor:x:a", "actor:x:c"]
    assert sum(reason["weight"] for reason in near["reasons"]) == pytest.approx(near["score"], abs=1e-3)


def test_nothing_is_stored(place: Place) -> None:
    with open_store(place.settings["SOLMU_STORE"]) as store:
        before = b"".join(store.backup()), store.revision()
        place.did("check", IDEA, "--region", "Itä-Suomi")
        assert (b"".join(store.backup()), store.revision()) == before


def test_the_first_line_is_the_name_and_the_rest_the_description(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parts(*words: object) -> tuple[str, str]:
        draft = asked(place, monkeypatch, *words)
        return draft.name, draft.description

    sentence = (
        "Nuoret saavat työpajoilla oppisopimuksen, ja mestarit siirtävät taitonsa heille ennen eläkettään"
    )
    assert parts("Työpajat") == ("Työpajat", "")
    assert parts("Työpajat\n\nOppia.\nTyötä.") == ("Työpajat", "Oppia.\nTyötä.")
    assert parts(f"{sentence}. {sentence}.") == (f"{sentence}.", f"{sentence}.")
    assert parts("Lyhyt. Yksi rivi.") == ("Lyhyt. Yksi rivi.", "")
    assert parts("Oppia.", "--name", "Työpajat") == ("Työpajat", "Oppia.")
    assert parts("Työpajat", "--description", "Oppia.") == ("Työpajat", "Oppia.")
    assert parts("--name", "Työpajat") == ("Työpajat", "")
    name, description = parts("sana " * 1_000)
    assert len(name) < 200
    assert description == ("sana " * 1_000).strip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_plain_text_is_read(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    file = tmp_path / "idea"
    file.write_text(IDEA, encoding=encoding)
    draft = asked(place, monkeypatch, file, "--region", "Itä-Suomi")
    assert (draft.name, draft.description, draft.regions) == ("Nosturit ja elementit", TEXT, ("Itä-Suomi",))
    assert asked(place, monkeypatch, file, "--name", "Muu").description == IDEA


def test_a_file_of_json_is_read_and_options_count_before_it(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, Any] = {
        "schema": "solmu.draft/1", "name": "Kranar", "description": TEXT, "language": "sv", "regions": ["Itä-Suomi"],
        "partners": ["Kunta C"], "target_groups": [], "start": "2027-01-01", "end": "2028-12-31",
    }  # fmt: skip
    file = tmp_path / "idea.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    draft = asked(place, monkeypatch, file, "--end", "2029-12-31")
    assert draft.model_dump(mode="json") == {
        **{key: value for key, value in told.items() if key != "schema"}, "end": "2029-12-31",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("idea.pdf", b"%PDF-1.7\nobj", ("no text",)), ("idea.docx", b"PK\x03\x04\x00\x00", ("no text",)),
        ("idea.txt", b"\xff\xfa\x00", ("no text",)), ("latin.txt", "Työpaja".encode("latin-1"), ("no text", "UTF-8")),
        ("empty.txt", b" \n", ("empty",)), ("idea.json", b'{"name": ', ("no JSON",)),
        ("list.json", b"[]", ("no draft",)),
        ("other.json", b'{"schema": "solmu.claim/1"}', ("no draft",)), ("no.json", b"{}", ("needs a name",)),
        ("typo.json", b'{"name": "x", "regoins": []}', ("typo.json", "regoins")),
        ("day.json", b'{"name": "x", "start": "soon"}', ("start", "2026-03-01")),
        ("long.txt", b"x\n" + b"y" * 200_001, ("long.txt", "200000")), ("huge.txt", b"x" * 4_000_001, ("too large",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_is_no_draft_gets_one_sentence(
    place: Place, tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)
    refused(place.here("check", tmp_path / name), 1, *words)


@pytest.mark.parametrize(
    "text",
    ["\x1b[31mpunainen", "'; DROP TABLE entity; --", "😀" * 50, "ä" * 5_000, "(" * 3_000, "a/" * 3_000],
)
def test_hostile_text_is_only_text(place: Place, text: str) -> None:
    assert "\x1b" not in place.did("check", text).out


def test_a_store_without_projects_has_nothing_near(empty: Place) -> None:
    empty.did("ingest", written(empty.folder / "list.csv", [row("S90001", "Nuorten työpajat", "Säätiö")]))
    empty.did("undo", "1")
    assert "Nothing is near" in empty.did("check", "Nuorten työpajat").out


# fitting the score on verdicts


def judged(place: Place, verdicts: int) -> None:
    """Give verdicts on pairs: the same where texts are alike, different where they are not."""
    claims = []
    for i in range(verdicts):
        words = (
            f"Nosturikuljettajien ja elementtiasentajien mentorointi {'kunnassa' if i % 2 else 'kaupungissa'}"
        )
        claims += [project(f"J{i}a", words, TEXT), project(f"J{i}b", words, TEXT if i % 2 else OTHER)]
    with open_store(place.settings["SOLMU_STORE"]) as store:
        with store.open_batch("import", sources=[SOURCE]) as batch:
            batch.write(claims)
            batch.close()
        for i in range(verdicts):
            said = "same" if i % 2 else "different"
            pair = (f"project:x:J{i}a", f"project:x:J{i}b")
            store.act(Act(finding=f"overlap:{i:012x}", kind=ActKind.VERDICT, value=said, members=pair))


def weights(place: Place) -> str:
    with open_store(place.settings["SOLMU_STORE"]) as store:
        return Desk(store).weights()[0]


def test_few_verdicts_leave_the_score_as_it_is(empty: Place) -> None:
    judged(empty, 19)
    said = empty.did("fit", "overlaps", "--switch").out
    assert "Verdicts on pairs: 19" in said
    assert "fewer than 20" in said
    assert weights(empty) == ""
    fitted = empty.did("fit", "overlaps", "--switch", "--json").object
    assert (fitted["schema"], fitted["verdicts"], fitted["switched"]) == ("solmu.fit/1", 19, False)
    assert fitted["before"] is fitted["after"] is None
    assert fitted["text_model"]["texts"] >= 1


def test_the_score_is_fitted_on_verdicts_and_in_use_only_when_asked(empty: Place) -> None:
    judged(empty, 24)
    said = empty.did("fit", "overlaps").out
    assert "Verdicts on pairs: 24, of them the same: 12." in said
    for word in ("before", "after", "precision", "recall", "--switch"):
        assert word in said
    assert weights(empty) == ""
    fitted = empty.did("fit", "overlaps", "--json").object
    assert set(fitted["before"]) == set(fitted["after"]) == {"precision", "recall"}
    assert (fitted["verdicts"], fitted["same"], fitted["switched"]) == (24, 12, False)
    assert "in use from now on" in empty.did("fit", "overlaps", "--switch").out
    assert weights(empty) != ""
    assert empty.did("fit", "overlaps", "--switch", "--json").object["switched"]


def test_verdicts_that_all_say_one_thing_teach_nothing(empty: Place) -> None:
    judged(empty, 24)
    with open_store(empty.settings["SOLMU_STORE"]) as store:
        for i in range(0, 24, 2):
            pair = (f"project:x:J{i}a", f"project:x:J{i}b")
            store.act(Act(finding=f"overlap:{i:012x}", kind=ActKind.VERDICT, value="unsure", members=pair))
    assert "fewer than 20" in empty.did("fit", "overlaps").out
