"""The commands, their options, their exit codes and their JSON: what scripts stand on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest.formats.registry import formats
from tests.journeys.command_line import Place
from tests.solmu.lists import FIVE_PROJECTS, HEADER, row, written

NETWORK = ("--theme", "--region", "--programme", "--ties", "--known-at")
"""Which network of bodies is asked of."""
CONTRACT = {
    "demo": ("--no-serve", "--store"),
    "ingest": (
        "FILE", "--source", "--mapping", "--save-mapping", "--complete", "--dry-run", "--strict", "--json", "--store",
    ),
    "template": ("KIND", "OUT", "--language"),
    "resolve": (
        "ANSWER", "--kind", "--new", "--dry-run", "--engine", "--reason", "--top", "--json", "--store",
    ),
    "batches": ("--json", "--store"),
    "undo": ("--store",),
    "history": ("ID", "--json", "--store"),
    "overlaps": (
        "--top", "--kind", "--region", "--blind", "--pairs", "--state", "--all", "--as-of", "--known-at",
        "--carry-over", "--json", "--store",
    ),
    "check": (
        "TEXT|FILE", "--name", "--description", "--region", "--partner", "--target-group", "--start", "--end",
        "--language", "--top", "--json", "--store",
    ),
    "silos": ("--redraws", *NETWORK, "--as-of", "--carry-over", "--json", "--store"),
    "brokers": (*NETWORK, "--as-of", "--carry-over", "--json", "--store"),
    "structure": (*NETWORK, "--as-of", "--carry-over", "--json", "--store"),
    "links": (*NETWORK, "--as-of", "--carry-over", "--json", "--store"),
    "invite": ("--size", *NETWORK, "--must", "--not", "--keep", "--as-of", "--carry-over", "--json", "--store"),
    "compare": ("DATE", "--redraws", *NETWORK, "--json", "--store"),
    "follow-up": ("--on", "--json", "--store"),
    "succession": ("--date", "--apply", "--by", "--json", "--store"),
    "practices": ("--as-of", "--known-at", "--carry-over", "--json", "--store"),
    "coverage": ("--as-of", "--known-at", "--carry-over", "--json", "--store"),
    "fit": ("WHAT", "--switch", "--json", "--store"),
    "review": ("FINDING", "WORD", "--reason", "--on", "--came", "--store"),
    "show": ("ID", "--json", "--store"),
    "search": ("TEXT", "--json", "--store"),
    "export": ("OUT", "--format", "--store"),
    "backup": ("FILE", "--store"),
    "restore": ("FILE", "--store"),
    "serve": ("--host", "--port", "--store"),
    "doctor": ("--json", "--store"),
}  # fmt: skip
ASKS_AS_JSON = {
    ("batches",): "solmu.batch/1",
    ("history", "project:fi:S90001"): "solmu.claim/1",
    ("overlaps",): "solmu.overlap/1",
    ("overlaps", "--pairs"): "solmu.overlap/1",
    ("check", "Nuorten työpajat"): "solmu.checked/1",
    ("silos", "--redraws", "0"): "solmu.silos/1",
    ("brokers",): "solmu.broker/1",
    ("links",): "solmu.link/1",
    ("structure",): "solmu.structure/1",
    ("invite",): "solmu.invitation/1",
    ("compare", "2010-01-01"): "solmu.comparison/1",
    ("follow-up",): "solmu.followed-up/1",
    ("succession", "--date", "2026-01-01"): "solmu.succession/1",
    ("practices",): "solmu.practice/1",
    ("coverage",): "solmu.coverage/1",
    ("show", "project:fi:S90001"): "solmu.entity/1",
    ("search", "oppisopimus"): "solmu.hit/1",
    ("doctor",): "solmu.doctor/1",
}


@pytest.mark.parametrize("command", CONTRACT)
def test_each_command_tells_its_options_and_shows_an_example(small: Place, command: str) -> None:
    said = small.did(command, "--help").out
    for word in CONTRACT[command]:
        assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said, re.IGNORECASE), (
            f"{command} --help tells no {word}"
        )
    assert re.search(rf"Example: solmu {command}\b", said)


def test_the_help_lists_every_command_and_no_other(small: Place) -> None:
    listed = re.findall(r"^│ ([a-z][\w-]*)  ", small.did("--help").out, re.MULTILINE)
    assert sorted(listed) == sorted(CONTRACT)


def test_the_help_of_ingest_names_every_format(small: Place) -> None:
    said = small.did("ingest", "--help").out
    assert [format_.name for format_ in formats() if format_.name not in said] == []


@pytest.mark.parametrize("asked", ASKS_AS_JSON)
def test_json_is_one_object_a_line_and_says_its_schema(small: Place, asked: tuple[str, ...]) -> None:
    run = small.did(*asked, "--json")
    assert all(one["schema"] == ASKS_AS_JSON[asked] for one in run.objects)
    assert run.err == ""


@pytest.mark.parametrize("asked", ASKS_AS_JSON)
def test_without_json_a_person_reads_something(small: Place, asked: tuple[str, ...]) -> None:
    run = small.did(*asked)
    assert run.out.strip()
    assert '"schema"' not in run.out


def test_an_overlap_carries_what_the_contract_names(small: Place) -> None:
    (overlap,) = small.did("overlaps", "--json").objects
    assert set(overlap) >= {
        "finding", "a", "b", "score", "kind", "blind", "distance", "introducers", "recipients", "reasons", "verdict",
        "state", "changed",
    }  # fmt: skip
    assert (overlap["a"], overlap["b"]) == ("project:fi:S90001", "project:fi:S90002")
    assert overlap["blind"] is None  # the list names one body a project: who knows whom cannot be told
    assert all(set(reason) >= {"kind", "weight", "evidence"} for reason in overlap["reasons"])


def test_the_silos_carry_what_the_contract_names(small: Place) -> None:
    silos = small.did("silos", "--json", "--redraws", "0").object
    assert set(silos) >= {"modularity", "null_model", "groups", "by"}


def test_a_family_is_one_object_with_members_and_pairs_are_pairs(empty: Place) -> None:
    name = "Saariston etälukioiden ja kyläkoulujen verkko-opetuksen aloitus"
    rows = [row(f"S9100{i}", name, f"Keksityn kylän {i} koulusäätiö") for i in range(4)]
    empty.did("ingest", written(empty.folder / "four.csv", rows))
    (family,) = empty.did("overlaps", "--json").objects
    assert family["kind"] == "family"
    assert family["members"] == [f"project:fi:S9100{i}" for i in range(4)]
    assert "a" not in family
    pairs = empty.did("overlaps", "--pairs", "--json").objects
    assert len(pairs) == 6
    assert all("members" not in pair and pair["kind"] != "family" and pair["a"] < pair["b"] for pair in pairs)


def test_top_takes_the_strongest_and_none_found_is_no_error(small: Place) -> None:
    assert len(small.did("overlaps", "--json", "--top", "1").objects) == 1
    assert small.did("overlaps", "--json", "--kind", "continuation").out == ""
    assert small.did("overlaps", "--json", "--blind").out == ""
    assert "Load a list" in small.did("overlaps", "--kind", "continuation").out


def test_an_empty_store_has_no_findings_and_that_is_no_error(empty: Place) -> None:
    empty.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS))
    empty.did("undo", "1")
    for asked in (("overlaps",), ("silos",), ("brokers",), ("links",), ("practices",), ("coverage",)):
        assert empty.did(*asked).err == ""
    assert empty.did("doctor", "--json").object["counts"] == {}


def test_rejected_rows_end_with_0_and_with_1_where_it_is_strict(empty: Place) -> None:
    bad = [*FIVE_PROJECTS, row("S90006", "Kelvoton päivä", "Kuvitteellinen Oy", start="32.13.2010")]
    path = written(empty.folder / "list.csv", bad)
    report = empty.did("ingest", path, "--json").object
    assert (report["read"], report["loaded"], report["rejected"]) == (6, 5, 1)
    rejects = Path(report["rejects_file"])
    header, wrong = rejects.read_text("utf-8-sig").splitlines()
    assert header == HEADER + ",solmu_column,solmu_reason"
    assert wrong.startswith(bad[-1] + ",Aloituspvm,")
    assert empty.here("ingest", path, "--strict").code == 1
    rejects.write_text(f"{header}\n{wrong.replace('32.13.2010', '31.12.2010')}\n", "utf-8")
    again = empty.did("ingest", rejects, "--json").object
    assert (again["read"], again["loaded"]) == (1, 1)
    assert empty.did("show", "project:fi:S90006", "--json").object["fields"]["valid_from"] == "2010-12-31"


def test_no_personal_name_comes_into_the_rejects_of_shifted_columns(empty: Place) -> None:
    shifted = row("S90007", "Siirtynyt rivi", "Toteuttaja").split(",")
    shifted[9:] = ["", "Tmi Keksitty Maija Kuvitelma", "900", "1200", "1100"]
    dates = row("S90008", "Toinen siirtynyt rivi", "Toteuttaja", start="Maija Keksitty Virtanen")
    run = empty.did(
        "ingest", written(empty.folder / "l.csv", [*FIVE_PROJECTS, ",".join(shifted), dates]), "--json"
    )
    assert run.object["rejected"] == 2
    kept = Path(run.object["rejects_file"]).read_text("utf-8") + run.out + run.err
    assert "Maija" not in kept


def test_a_dry_run_says_what_would_be_and_writes_nothing(small: Place) -> None:
    more = written(small.folder / "more.csv", [row("S90099", "Yksi lisää", "Kuvitteellinen Oy")])
    before = small.did("batches", "--json").out
    report = small.did("ingest", more, "--dry-run", "--json").object
    assert (report["read"], report["loaded"], report["batch"], report["dry_run"]) == (1, 1, None, True)
    assert small.did("batches", "--json").out == before
    assert small.here("show", "project:fi:S90099").code == 1


def test_the_source_can_be_named_and_complete_closes_what_a_list_no_longer_names(empty: Place) -> None:
    path = written(empty.folder / "list.csv", FIVE_PROJECTS)
    empty.did("ingest", path, "--source", "own-list")
    assert set(empty.did("show", "project:fi:S90005", "--json").object["said_by"].values()) == {"own-list"}
    shorter = written(empty.folder / "shorter.csv", FIVE_PROJECTS[:4])
    assert empty.did("ingest", shorter, "--source", "own-list", "--json").object["batch"] is None
    report = empty.did("ingest", shorter, "--source", "own-list", "--complete", "--json").object
    assert report["withdrawn"] >= 1
    assert empty.here("show", "project:fi:S90005").code == 1
    empty.did("undo", report["batch"])
    assert empty.did("show", "project:fi:S90005").code == 0


def test_a_table_of_ones_own_is_loaded_with_a_mapping(empty: Place) -> None:
    (empty.folder / "own.csv").write_text(
        "Tunnus;Hanke;Tekijä\nX1;Kylien kyytipalvelu;Keksitty ry\n", "utf-8"
    )
    (empty.folder / "own.toml").write_text(
        '[table]\ndelimiter = ";"\n[columns]\ncode = "Tunnus"\nname = "Hanke"\nlead = "Tekijä"\n', "utf-8"
    )
    run = empty.here("ingest", "own.csv", "--mapping", "own.toml", "--json")
    assert run.code == 0, run.err
    assert run.object["loaded"] == 1
    assert "Kylien kyytipalvelu" in empty.did("search", "kyytipalvelu").out


def test_a_table_of_no_known_format_is_loaded_by_the_mapping_that_is_proposed(empty: Place) -> None:
    (empty.folder / "own.csv").write_text(
        "Hankkeen nimi;Toteuttaja;Puhelin\nKylien kyytipalvelu;Keksitty ry;040 1234567\n", "utf-8"
    )
    told = empty.did("ingest", "own.csv", "--save-mapping", "own.toml").out
    for words in ("Hankkeen nimi", "name", "1.00", "contact data", "--mapping own.toml"):
        assert words in told
    run = empty.did("ingest", "own.csv", "--json").object
    assert (run["format"], run["batch"], run["proposed"]["kind"]) == ("proposed", None, "projects")
    assert [(one["column"], one["field"], one["used"]) for one in run["proposed"]["columns"]] == [
        ("Hankkeen nimi", "name", True), ("Toteuttaja", "lead", True), ("Puhelin", None, False),
    ]  # fmt: skip
    again = empty.did("ingest", "own.csv", "--mapping", "own.toml", "--json").object
    assert (again["format"], again["batch"], again["proposed"]) == ("mapped", None, None)


def test_a_mapping_that_is_not_sure_is_saved_and_nothing_is_loaded(empty: Place) -> None:
    (empty.folder / "own.csv").write_text("Mikä;Toteuttaja;Alkaa\nSilta;Keksitty ry;1.1.2020\n", "utf-8")
    run = empty.here("ingest", "own.csv", "--save-mapping", "own.toml")
    assert run.code == 1
    assert "own.toml, but it is not sure: no column seems to hold the project name" in run.err
    assert not empty.store_file.exists()
    text = (empty.folder / "own.toml").read_text("utf-8")
    (empty.folder / "own.toml").write_text(text.replace("[columns]", '[columns]\nname = "Mikä"'), "utf-8")
    assert empty.did("ingest", "own.csv", "--mapping", "own.toml", "--json").object["loaded"] == 1


@pytest.mark.parametrize(
    "kind", ["actors", "projects", "networks", "practices", "events", "inputs", "indicators"]
)
def test_a_template_of_each_kind_is_written_and_known_when_it_comes_back(empty: Place, kind: str) -> None:
    said = empty.did("template", kind, "mine.xlsx", "--language", "sv").out
    assert "solmu ingest mine.xlsx" in said
    run = empty.here("ingest", "mine.xlsx")
    assert run.code == 1
    assert "is a template whose sheet" in run.err


def test_progress_goes_to_stderr_and_the_report_to_stdout(empty: Place) -> None:
    run = empty.done("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS), "--json")
    assert json.loads(run.out)["loaded"] == 5
    assert re.search(r"5 of 5 rows, [\d,]+ a second", run.err)
    assert "a second" not in run.out


def test_doctor_lists_every_setting_and_tells_no_password(empty: Place) -> None:
    place = Place(empty.folder, {**empty.settings, "SOLMU_NEO4J_PASSWORD": "hush-hush"})
    place.did("ingest", written(empty.folder / "list.csv", FIVE_PROJECTS))
    run = place.did("doctor")
    for name in ("SOLMU_STORE", "SOLMU_NEO4J_USER", "SOLMU_NEO4J_PASSWORD", "SOLMU_CACHE_DIR", "SOLMU_BY"):
        assert name in run.out
    assert "hush-hush" not in run.out + place.did("doctor", "--json").out


def test_doctor_ends_with_1_where_the_store_cannot_be_reached(empty: Place) -> None:
    run = empty.here("doctor", "--json")
    assert run.code == 1
    assert run.object["reachable"] is False
    assert "There is no store" in run.object["problem"]


def test_the_version_is_the_packages(small: Place) -> None:
    from solmu import __version__

    assert small.did("--version").out == f"solmu {__version__}\n"
