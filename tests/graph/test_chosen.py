"""Which part of the graph a theme, a region, a programme and kinds of tie take."""

from __future__ import annotations

import pytest

from graph.attributes import attributes
from graph.chosen import EVERYTHING, Choice, Sharing, chosen, sharings
from graph.errors import NotFound, UsageError
from graph.projection import network_of_bodies
from graph.snapshot import Snapshot
from tests.graph.factories import actor, joins, located, project, region, snapshot, targets, thing, tie


@pytest.fixture(scope="module")
def graph() -> Snapshot:
    return snapshot(
        project("P", "Nuorten työpaja"),
        project("Q", "Vanhusten hoiva"),
        project("R", "Metsien mittaus"),
        thing("theme", "T", name_fi="Osallisuus", name_en="Inclusion"),
        thing("theme", "G", name_fi="Vanhukset"),
        thing("programme", "ESF", name_fi="Euroopan sosiaalirahasto"),
        thing("call", "C", name_fi="Syksyn haku"),
        thing("event", "E", name_fi="Seminaari"),
        thing("network", "N", name_fi="Verkosto"),
        region("KUO", "297", name_fi="Kuopio", code="297"),
        region("PS", "297", "140", name_fi="Pohjois-Savo"),
        region("HKI", "091", name_fi="Helsinki"),
        [joins(who, "P") for who in "AB"],
        [joins(who, "Q") for who in "BC"],
        [joins(who, "R") for who in "CD"],
        [tie("MEMBER_OF", who, "network:fi:N") for who in "AD"],
        [tie("ATTENDED", who, "event:fi:E") for who in "AC"],
        tie("COLLABORATES_WITH", "actor:fi:B", "actor:fi:D"),
        tie("ABOUT", "project:fi:P", "theme:fi:T"),
        tie("ABOUT", "event:fi:E", "theme:fi:T"),
        targets("Q", "G"),
        located("P", "KUO"),
        located("Q", "HKI"),
        tie("FUNDED_UNDER", "call:fi:C", "programme:fi:ESF"),
        tie("FUNDED_UNDER", "project:fi:P", "call:fi:C"),
        tie("FUNDED_UNDER", "project:fi:Q", "programme:fi:ESF"),
    )


def things(graph: Snapshot, choice: Choice) -> str:
    """The locals of the projects, networks and events that a choice keeps, one letter each."""
    found = chosen(graph, choice)
    return "".join(found.ids[p][-1] for p in found.of_kind("event", "network", "project").tolist())


def ties(graph: Snapshot, choice: Choice) -> set[str]:
    """Who is tied to whom in what a choice keeps."""
    found = chosen(graph, choice)
    two, network = network_of_bodies(found)
    names = [found.ids[p][-1] for p in two.positions.tolist()]
    return {names[u] + names[v] for u, v in zip(network.u.tolist(), network.v.tolist(), strict=True)}


def test_no_choice_is_the_graph_itself(graph: Snapshot) -> None:
    assert EVERYTHING.is_all
    assert Choice(theme="  ", region="\t").is_all
    assert chosen(graph, EVERYTHING) is graph


@pytest.mark.parametrize("theme", ["Osallisuus", "OSALLISUUS ", "inclusion", "theme:fi:T"])
def test_a_theme_keeps_what_is_about_it(graph: Snapshot, theme: str) -> None:
    assert things(graph, Choice(theme=theme)) == "EP"


def test_a_theme_keeps_what_is_for_its_target_group_or_speaks_of_it_in_its_name(graph: Snapshot) -> None:
    assert things(graph, Choice(theme="Vanhukset")) == "Q"
    assert things(graph, Choice(theme="mittaukset metsissä")) == "R"
    with pytest.raises(NotFound, match="Nothing is about 'metsien hoiva'"):  # two words, of two projects
        chosen(graph, Choice(theme="metsien hoiva"))


@pytest.mark.parametrize("name", ["Kuopio", "region:fi:KUO", "297", "pohjois-savo"])
def test_a_region_keeps_what_is_in_it_or_in_what_meets_it(graph: Snapshot, name: str) -> None:
    assert things(graph, Choice(region=name)) == "P"


@pytest.mark.parametrize(
    ("programme", "kept"),
    [("Euroopan sosiaalirahasto", "PQ"), ("programme:fi:ESF", "PQ"), ("syksyn haku", "P")],
)
def test_a_programme_pays_through_its_calls(graph: Snapshot, programme: str, kept: str) -> None:
    assert things(graph, Choice(programme=programme)) == kept


def test_a_project_that_names_its_fund_is_of_it() -> None:
    graph = snapshot(thing("project", "P", fund="ESR"), thing("project", "Q", fund="EAKR"), joins("A", "P"))
    assert things(graph, Choice(programme="esr")) == "P"


def test_choices_narrow_each_other(graph: Snapshot) -> None:
    assert things(graph, Choice(programme="programme:fi:ESF", region="Helsinki")) == "Q"
    assert things(graph, Choice(theme="Osallisuus", region="Helsinki")) == ""


def test_bodies_regions_and_themes_all_stay(graph: Snapshot) -> None:
    found = chosen(graph, Choice(theme="Osallisuus"))
    for kind in ("actor", "region", "theme", "programme", "call"):
        assert len(found.of_kind(kind)) == len(graph.of_kind(kind)) > 0


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", {"AB", "BC", "CD", "AD", "AC", "BD"}),
        ("projects", {"AB", "BC", "CD"}),
        ("networks", {"AD"}),
        ("events", {"AC"}),
        ("events,networks", {"AC", "AD"}),
        ("projects,networks,events,collaborations", {"AB", "BC", "CD", "AD", "AC", "BD"}),
    ],
)
def test_kinds_of_tie_are_those_asked_for(graph: Snapshot, kinds: str, expected: set[str]) -> None:
    assert ties(graph, Choice(ties=sharings(kinds))) == expected


def test_a_collaboration_says_nothing_of_a_theme(graph: Snapshot) -> None:
    assert ties(graph, Choice(region="Helsinki")) == {"BC"}
    both = (Sharing.COLLABORATIONS, Sharing.PROJECTS)
    assert ties(graph, Choice(ties=both)) == {"AB", "BC", "CD", "BD"}
    assert ties(graph, Choice(theme="Osallisuus", ties=both)) == {"AB"}


@pytest.mark.parametrize(
    "choice", [Choice(theme="Avaruus"), Choice(region="Avaruus"), Choice(programme="Avaruus")]
)
def test_what_nothing_is_called_is_said_in_one_sentence(graph: Snapshot, choice: Choice) -> None:
    with pytest.raises(NotFound, match="'Avaruus'") as problem:
        chosen(graph, choice)
    assert str(problem.value).endswith(".")
    assert "\n" not in str(problem.value)


def test_words_for_kinds_of_tie_come_in_any_order_once() -> None:
    assert sharings(None) == sharings("") == sharings(" , ") == ()
    assert sharings("events,projects, events") == sharings("projects,events")
    with pytest.raises(UsageError, match="'friendships' ties no bodies; use some of projects, networks"):
        sharings("projects,friendships")


# what is known of a body besides its ties


def test_a_body_is_where_it_says_else_where_most_of_its_projects_are() -> None:
    graph = snapshot(
        actor("A", sector="public"),
        actor("B"),
        actor("C", sector="third"),
        actor("D"),
        [region(name) for name in "RST"],
        joins("A", "P"),
        [joins("B", name) for name in "PQV"],
        [joins("C", name) for name in "PQ"],
        joins("D", "X"),
        located("P", "S"),
        located("Q", "R"),
        located("V", "S"),
        tie("LOCATED_IN", "actor:fi:A", "region:fi:T"),
        tie("ABOUT", "project:fi:Q", "theme:fi:H"),
    )
    sector, place, theme = attributes(graph)
    assert [attribute.name for attribute in (sector, place, theme)] == ["sector", "region", "theme"]
    assert [sector.of(body) for body in range(4)] == ["public", None, "third", None]
    # A says T; B: S twice; C: R and S once each, the smaller id; D: nobody knows
    assert [place.of(body) for body in range(4)] == ["region:fi:T", "region:fi:S", "region:fi:R", None]
    assert [theme.of(body) for body in range(4)] == [None, "theme:fi:H", "theme:fi:H", None]
    assert [attribute.known for attribute in (sector, place, theme)] == [2, 3, 2]
    assert sector.values == sorted(sector.values)


def test_towns_and_counties_are_compared_at_one_level() -> None:
    graph = snapshot(
        region("T", "091", level="kunta"), region("C", "091", "092", level="maakunta"),
        region("D", "405", level="maakunta"), region("ALL", "091", "092", "405", level="country"),
        region("N", level="kunta"), located("P1", "T"), located("P2", "C"), located("P3", "D"), located("P4", "ALL"),
        located("P5", "N"), *(joins(f"A{i}", f"P{i}") for i in range(1, 6)),
    )  # fmt: skip
    of = attributes(graph)[1]
    assert [of.of(i) for i in range(5)] == ["region:fi:C", "region:fi:C", "region:fi:D", None, "region:fi:N"]
