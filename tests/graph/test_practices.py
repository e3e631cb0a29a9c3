"""How far good practices have come, and where projects work beside what the figures say."""

from __future__ import annotations

from graph.coverage import RegionLine, coverage
from graph.practices import practices
from tests.graph.factories import Bond, Thing, located, project, region, snapshot, thing, tie


def test_the_practice_that_has_come_furthest_is_first_and_one_without_a_stage_last() -> None:
    stages = {"A": None, "B": "identified", "C": "rooted", "D": "piloted", "E": "piloted"}
    rows = [
        thing("practice", local, **({"stage": stage} if stage else {})) for local, stage in stages.items()
    ]
    assert [line.name for line in practices(snapshot(rows))] == ["C", "D", "E", "B", "A"]
    assert practices(snapshot(rows))[-1].stage is None


def test_a_practice_says_whose_it_is_who_took_it_over_and_where() -> None:
    line = practices(
        snapshot(
            thing("practice", "X", name_sv="Forum", url="https://example.org/x"),
            tie("PRODUCED", "project:fi:P", "practice:fi:X"),
            tie("PRODUCED", "actor:fi:A", "practice:fi:X"),
            tie("ADOPTED", "actor:fi:B", "practice:fi:X"),
            tie("ADOPTED", "actor:fi:B", "practice:fi:X", source="other"),
            tie("ADOPTED", "actor:fi:B", "practice:fi:Y"),
            tie("LOCATED_IN", "practice:fi:X", "region:fi:S"),
            tie("LOCATED_IN", "practice:fi:X", "region:fi:R"),
        )
    )[0]
    assert (line.name, line.source, line.stage) == ("Forum", "https://example.org/x", None)
    assert line.producers == ("actor:fi:A", "project:fi:P")
    assert line.adopters == ("actor:fi:B",)
    assert line.regions == ("region:fi:R", "region:fi:S")


def figures(region_: str, value: float, measure: str = "unemployed", **fields: object) -> Thing:
    local = f"{region_}-{measure}-{len(fields)}-{fields.get('occupation', '')}"
    said = {"periods": ["2023-10", "2024-10"], "values": [1.0, value], **fields}
    return thing("indicator", local, measure=measure, region=f"region:fi:{region_}", **said)


def lines(*rows: Thing | Bond) -> dict[str, RegionLine]:
    return {line.name: line for line in coverage(snapshot(list(rows)))}


K = region("K", "297", "915", level="maakunta")
L = region("L", "698", level="maakunta")


def test_a_region_with_need_and_no_project_is_a_white_spot_and_comes_first() -> None:
    found = lines(K, L, figures("K", 900.0), figures("L", 50.0), project("P"), located("P", "K"))
    assert list(found) == ["L", "K"]
    assert (found["L"].white_spot, found["L"].projects, found["L"].unemployed_per_project) == (True, 0, None)
    assert (found["K"].white_spot, found["K"].projects, found["K"].unemployed_per_project) == (
        False,
        1,
        900.0,
    )
    assert not lines(K)["K"].white_spot


def test_a_project_counts_where_one_of_its_places_meets_the_region() -> None:
    places = [
        region("town", "297"),
        region("wide", "915", "698"),
        region("unknown"),
        region("elsewhere", "001"),
    ]
    ties = [
        located("P", "town"),
        located("P", "elsewhere"),
        located("Q", "wide"),
        located("R", "unknown"),
        located("S", "K"),
    ]
    found = lines(K, L, *places, *(project(local) for local in "PQRS"), *ties)
    assert (found["K"].projects, found["L"].projects) == (3, 1)
    assert found["K"].unemployed is None
    assert found["K"].running is None


def test_projects_that_run_in_the_latest_period_of_the_figures_are_counted() -> None:
    days = {
        "A": ("2024-10-31", "2025-01-01"),
        "B": ("2020-01-01", "2024-09-30"),
        "C": None,
        "D": ("2020-01-01", "2024-10-01"),
    }
    rows = [row for local, when in days.items() for row in (project(local, days=when), located(local, "K"))]
    line = lines(K, figures("K", 10.0), *rows)["K"]
    assert (line.projects, line.running, line.period) == (4, 2, "2024-10")


def test_figures_of_occupation_groups_are_summed_where_there_is_no_total() -> None:
    groups = [
        figures("K", 10.0, occupation="1"),
        figures("K", 5.5, occupation="2"),
        figures("K", 99.0, occupation="21"),
    ]
    assert lines(K, *groups)["K"].unemployed == 15.5
    assert lines(K, *groups, figures("K", 20.0))["K"].unemployed == 20.0
    assert lines(K, *groups, figures("K", 7.0, "vacancies"))["K"].vacancies == 7.0
