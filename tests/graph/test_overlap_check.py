"""A draft compared with what there is: as the same project would be compared if it were on a list."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.overlap import Compared, TextModel, fit, overlaps
from graph.overlap.candidates import EACH
from graph.overlap.check import Checker
from graph.overlap.kinds import SAME_THING
from graph.overlap.score import CONSTANT, REGIMES, Weights, shipped
from graph.records import TieKind, named_id
from graph.records.findings import Checked, Draft, NearProject, Overlap, OverlapKind, Reason
from tests.graph.factories import (
    ACROSS,
    AFTER,
    Bond,
    Thing,
    actor,
    id_of,
    joins,
    leads,
    located,
    project,
    region,
    snapshot,
    targets,
    thing,
    tie,
)

LANGUAGE_AT_WORK = "Maahanmuuttajien kielikoulutus työpaikoilla"
LANGUAGE_AT_SCHOOL = "Maahanmuuttajien kielikoulutus oppilaitoksissa"
YOUTH = "Etsivä nuorisotyö ja työpajatoiminta"
NAMES = [
    LANGUAGE_AT_WORK, LANGUAGE_AT_SCHOOL, YOUTH, "Etsivä nuorisotyö ja digitaalinen valmennus",
    "Matkailun digitaalinen markkinointi", "Hoiva-alan rekrytointi ja työhyvinvointi", "Työhyvinvointi hoivassa",
]  # fmt: skip
BODIES, REGIONS, GROUPS = ("A", "B", "C"), ("R1", "R2", "R3"), ("T1", "T2")
AROUND = [
    *(actor(local, name_fi=f"Toimija {local}") for local in BODIES),
    region("R1", "001", name_fi="Alue 1"), region("R2", "002", name_fi="Alue 2"),
    region("R3", "001", "002", name_fi="Alue 3"), *(thing("theme", local) for local in GROUPS),
]  # fmt: skip
Rows = Sequence[Thing | Bond | Sequence[Thing | Bond]]


def checked(
    *rows: Thing | Bond | Sequence[Thing | Bond], model: TextModel | None = None, **draft: Any
) -> Checked:
    """What a draft of these fields comes near, by a model fitted on the rows unless another is given."""
    graph = snapshot(*rows)
    return Checker(Compared(graph, model or fit(graph)), shipped()).check(
        Draft(**{"name": YOUTH, **draft}), top=100
    )


def first(*rows: Thing | Bond | Sequence[Thing | Bond], **draft: Any) -> NearProject:
    return checked(*rows, **draft).projects[0]


def as_project(draft: Draft) -> list[Thing | Bond]:
    """The draft as a project of a list: its partners take part, nobody leads."""
    days = {"valid_from": draft.start, "valid_to": draft.end}
    fields = {
        f"name_{draft.language}": draft.name, f"description_{draft.language}": draft.description,
        **{key: day.isoformat() for key, day in days.items() if day},
    }  # fmt: skip
    id_ = id_of("project", "ZZ")
    return [
        Thing(id_, {key: value for key, value in fields.items() if value}, "list"),
        *(tie(TieKind.PARTICIPATES_IN, body, id_, "partner") for body in draft.partners),
        *(tie(TieKind.LOCATED_IN, id_, place) for place in draft.regions),
        *(tie(TieKind.TARGETS, id_, group) for group in draft.target_groups),
    ]


def as_pairs(
    rows: Rows, draft: Draft, model: TextModel, weights: Weights | None = None
) -> dict[str, Overlap]:
    """The findings of the draft were it a project, by the other project."""
    compared = Compared(snapshot(*rows, as_project(draft)), model)
    return {str(o.a): o for o in overlaps(compared, weights, pairs=True) if o.b == id_of("project", "ZZ")}


def shown(reasons: Sequence[Reason]) -> dict[str, tuple[str, ...]]:
    return {reason.kind: reason.evidence for reason in reasons}


def assert_alike(one: NearProject, pair: Overlap, within: float = 2e-4, *, dated: bool = True) -> None:
    """A draft without days is still to come, so that its kind may be another than that of a project without days."""
    assert one.score == pytest.approx(pair.score, abs=within)
    assert shown(one.reasons) == shown(pair.reasons)
    parts = {reason.kind: reason.weight for reason in pair.reasons}
    for reason in one.reasons:
        assert reason.weight == pytest.approx(parts[reason.kind], abs=within)
    assert not dated or one.kind is pair.kind


@st.composite
def lists(draw: st.DrawFn) -> list[Thing | Bond]:
    """Projects that say a few things, with places, target groups and days; each body in one of them."""
    rows: list[Thing | Bond] = list(AROUND)
    for i, name in enumerate(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=7))):
        local = f"P{i:02}"
        own = f"omasana{'abcdefg'[i]}" if draw(st.booleans()) else ""
        rows.append(project(local, name, own, days=draw(st.sampled_from([None, ACROSS, AFTER]))))
        rows += [leads(BODIES[i], local)] if i < len(BODIES) else []
        rows += [located(local, place) for place in draw(st.sets(st.sampled_from(REGIONS), max_size=1))]
        rows += [targets(local, group) for group in draw(st.sets(st.sampled_from(GROUPS)))]
    return rows


def some(kind: str, locals_: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from([id_of(kind, local) for local in locals_]), max_size=2).map(sorted)


DRAFTS = st.builds(
    Draft, name=st.sampled_from(NAMES), description=st.sampled_from(["", "uusi oppimiskenttä"]),
    regions=some("region", REGIONS), partners=some("actor", BODIES[1:]), target_groups=some("theme", GROUPS),
    start=st.sampled_from([None, date(2016, 1, 1), date(2019, 1, 1)]), end=st.sampled_from([None, date(2020, 12, 31)]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(lists(), DRAFTS)
@example(
    [
        *AROUND,
        *(project(f"P{i:02}", LANGUAGE_AT_WORK) for i in range(7)),
        *(targets("P06", group) for group in GROUPS),
    ],
    Draft(name=LANGUAGE_AT_SCHOOL, target_groups=[id_of("theme", group) for group in GROUPS]),
)
def test_a_draft_is_as_near_as_the_same_project_would_be(rows: list[Thing | Bond], draft: Draft) -> None:
    model = fit(snapshot(rows))
    graph = snapshot(rows)
    near = {o.project: o for o in Checker(Compared(graph, model), shipped()).check(draft, top=100).projects}
    pairs = as_pairs([rows], draft, model)
    assert pairs.keys() <= near.keys()
    for other, pair in pairs.items():
        assert_alike(near[other], pair, dated=bool(draft.start or draft.end))
    # what is near and no finding is nothing to report as a pair either; of a text that many share one stands for all
    compared = Compared(snapshot(rows, as_project(draft)), model)
    apart = {compared.projects.ids[i] for few in compared.texts.members if len(few) <= EACH for i in few}
    missed = (near.keys() - pairs.keys()) & apart if id_of("project", "ZZ") in apart else ()
    assert all(near[other].score < SAME_THING for other in missed)


@settings(max_examples=40, deadline=None)
@given(lists(), DRAFTS, st.integers(0, 7))
def test_the_nearest_come_first_and_their_parts_add_up(
    rows: list[Thing | Bond], draft: Draft, top: int
) -> None:
    graph = snapshot(rows)
    checker = Checker(Compared(graph, fit(graph)), shipped())
    every = checker.check(draft, top=100)
    assert list(every.projects) == sorted(every.projects, key=lambda one: (-one.score, one.project))
    assert checker.check(draft, top=top).projects == every.projects[:top]
    assert checker.check(draft, top=100) == every
    for one in every.projects:
        assert 0 <= one.score <= 1
        assert round(sum(reason.weight for reason in one.reasons), 4) == one.score
        assert shown(one.reasons)["content"]


def test_a_draft_that_repeats_a_project_finds_it_first_and_says_whom_to_call() -> None:
    rows = [
        AROUND,
        *(project(f"P{i}", name) for i, name in enumerate(NAMES)),
        joins("A", "P2"),
        leads("B", "P2"),
    ]
    for i, name in enumerate(NAMES):
        assert first(*rows, name=name).project == f"project:fi:P{i}"
    assert first(*rows, name=YOUTH).bodies == ("actor:fi:B", "actor:fi:A")


@pytest.mark.parametrize(
    ("start", "kind"),
    [(date(2010, 1, 1), OverlapKind.DUPLICATE), (date(2025, 1, 1), OverlapKind.CONTINUATION)],
)
def test_a_draft_that_says_the_very_same_is_the_same_thing_whatever_the_score(
    start: date, kind: OverlapKind
) -> None:
    rows = [AROUND, project("P", YOUTH), located("P", "R1"), joins("B", "P")]
    draft = Draft(
        name=YOUTH, start=start, end=date(2030, 1, 1), regions=["region:fi:R1"], partners=["actor:fi:B"]
    )
    low = Weights({regime: {**shipped().of[regime], CONSTANT: -9.0} for regime in REGIMES})
    graph = snapshot(*rows)
    compared = Compared(graph, fit(graph))
    one = Checker(compared, low).check(draft).projects[0]
    assert one.score < SAME_THING
    assert as_pairs(rows, draft, compared.model, low)["project:fi:P"].kind is kind
    assert one.kind is kind


def test_sentences_that_everyone_writes_do_not_bring_a_draft_near() -> None:
    form = "Hankkeen aikana kootaan laaja kumppanuus sekä kestävät alueelliset toimintamallit."
    rows = [project(f"P{i}", name, form) for i, name in enumerate(NAMES)]
    draft = Draft(name="Jauhelihan pakkauslinja tehtaalla", description=form)
    model = fit(snapshot(*rows))
    assert as_pairs(rows, draft, model) == {}
    assert checked(*rows, model=model, **dict(draft)).projects == ()
    own = Draft(name=YOUTH, description=form)
    assert_alike(
        checked(*rows, model=model, **dict(own)).projects[0], as_pairs(rows, own, model)["project:fi:P2"]
    )


# who and where


@pytest.mark.parametrize(
    "asked", [lambda local, name: local, lambda local, name: name], ids=["by id", "by name"]
)
@pytest.mark.parametrize("local", ["A", "B"])
def test_partners_regions_and_target_groups_are_known_by_id_and_by_any_name(asked: Any, local: str) -> None:
    rows = [
        *(actor(one, name_fi=f"Säätiö {one}", name_sv=f"Stiftelsen {one}") for one in "AB"),
        *(region(one, f"00{i}", name_fi=f"Maakunta {one}", also=[f"Seutu {one}"]) for i, one in enumerate("AB")),
        *(thing("theme", one, name_fi=f"Nuoret {one}") for one in "AB"),
        project("P", YOUTH), leads(local, "P"), located("P", local), targets("P", local),
    ]  # fmt: skip
    answer = checked(
        *rows,
        partners=[asked(f"actor:fi:{local}", f"STIFTELSEN  {local}")],
        regions=[asked(f"region:fi:{local}", f"seutu {local}")],
        target_groups=[asked(f"theme:fi:{local}", f"nuoret {local}")],
    )
    assert answer.unknown == ()
    reasons = shown(answer.projects[0].reasons)
    assert reasons["bodies"] == (f"actor:fi:{local}",)
    assert reasons["place"] == (f"region:fi:{local}",)
    assert reasons["target_groups"] == (f"theme:fi:{local}",)


def test_what_nobody_is_called_is_told_and_the_rest_counts() -> None:
    rows = [AROUND, project("P", YOUTH), located("P", "R1")]
    answer = checked(
        *rows, regions=["Alue 1", "Atlantis"], partners=["actor:fi:nobody"], target_groups=["Alue 1", "T1"]
    )
    assert answer.unknown == ("Atlantis", "actor:fi:nobody", "Alue 1")  # a region is no target group
    assert shown(answer.projects[0].reasons)["place"] == ("region:fi:R1",)


def test_a_partner_known_by_name_alone_is_the_body_of_a_register_that_bears_it() -> None:
    by_name = named_id("actor", "Nuorisosäätiö")
    rows = [
        actor("0"), actor("9", name_fi="Nuorisosäätiö"), actor(by_name, name_fi="Nuorisosäätiö"),
        project("P", YOUTH), leads("9", "P"),
    ]  # fmt: skip
    for asked in ("actor:fi:9", by_name, "nuorisosäätiö"):
        answer = checked(*rows, partners=[asked])
        assert answer.unknown == ()
        assert shown(answer.projects[0].reasons).get("bodies") == ("actor:fi:9",)


def test_a_partner_in_both_lifts_the_score_a_hub_does_not_and_two_firms_lower_it() -> None:
    hub = [leads("HUB", f"H{i}") for i in range(60)] + [leads(f"B{i}", f"R{i}") for i in range(220)]
    rows = [AROUND, hub, project("P", YOUTH), leads("B", "P"), joins("HUB", "P")]
    apart = first(*rows, partners=["actor:fi:C"]).score
    assert first(*rows, partners=["actor:fi:B"]).score > apart
    assert first(*rows, partners=["actor:fi:HUB"]).score == apart
    firms = [
        AROUND,
        *(actor(f"F{i}", sector="private") for i in (1, 2)),
        project("P", YOUTH),
        leads("F1", "P"),
    ]
    assert first(*firms, partners=["actor:fi:F2"]).score < first(*firms, partners=["actor:fi:C"]).score
    assert first(*firms, partners=["actor:fi:F1"]).score > first(*firms, partners=["actor:fi:C"]).score


@pytest.mark.parametrize("projects", [1, 2, 9])
def test_a_partner_counts_as_rare_as_it_is_with_the_draft(projects: int) -> None:
    rows = [AROUND, project("P", YOUTH), joins("B", "P"), [joins("B", f"X{i}") for i in range(projects - 1)]]
    draft = Draft(name=YOUTH, partners=["actor:fi:B"], start=date(2017, 1, 1), end=date(2018, 6, 30))
    model = fit(snapshot(*rows))
    assert_alike(
        checked(*rows, model=model, **dict(draft)).projects[0], as_pairs(rows, draft, model)["project:fi:P"]
    )


def test_a_hub_that_takes_part_in_one_project_says_nothing_either() -> None:
    events = [tie("ATTENDED", "actor:fi:HUB", f"E{i}") for i in range(60)]
    others = [leads(f"B{i}", f"R{i}") for i in range(220)]
    rows = [AROUND, events, others, project("P", YOUTH), joins("HUB", "P")]
    alone = first(*rows, partners=["actor:fi:C"])
    assert first(*rows, partners=["actor:fi:HUB"]).score == alone.score


def test_an_idea_without_days_is_still_to_come() -> None:
    rows = [AROUND, project("P", YOUTH, days=ACROSS), leads("B", "P"), located("P", "R1")]
    kinds = {
        partners: first(*rows, partners=list(partners), regions=["region:fi:R1"]).kind
        for partners in ((), ("actor:fi:B",))
    }
    assert kinds == {(): OverlapKind.PARALLEL, ("actor:fi:B",): OverlapKind.CONTINUATION}
    running = [AROUND, project("P", YOUTH, days=("2016-01-01", "2999-12-31")), located("P", "R1")]
    assert first(*running, regions=["region:fi:R1"]).kind is OverlapKind.DUPLICATE


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_short_idea_is_read_in_its_own_language_whatever_it_is_said_to_be(language: str) -> None:
    rows = [AROUND, project("P", YOUTH)]
    assert first(*rows, name=YOUTH, language=language).project == "project:fi:P"


def test_place_and_days_tell_the_kind() -> None:
    rows = [AROUND, project("P", YOUTH, days=ACROSS), leads("B", "P"), located("P", "R1")]
    then = {"start": date(2016, 6, 1), "end": date(2017, 6, 1), "partners": ["actor:fi:B"]}
    later = {"start": date(2019, 1, 1), "end": date(2020, 6, 1), "partners": ["actor:fi:B"]}
    assert first(*rows, **then, regions=["region:fi:R1"]).kind is OverlapKind.DUPLICATE
    assert first(*rows, **then, regions=["Alue 3"]).kind is OverlapKind.DUPLICATE
    assert first(*rows, **then, regions=["region:fi:R2"]).kind is OverlapKind.PARALLEL
    assert first(*rows, **later, regions=["region:fi:R1"]).kind is OverlapKind.CONTINUATION


# practices


def test_practices_on_the_theme_are_told_with_who_made_them_and_the_words_shared() -> None:
    practices = [
        thing("practice", "near", name_fi="Työpajatoiminta etsivässä nuorisotyössä"),
        thing("practice", "far", name_fi="Jauhelihan pakkauslinja tehtaalla"),
    ]
    rows = [AROUND, project("P", YOUTH), practices, tie(TieKind.PRODUCED, "project:fi:P", "practice:fi:near")]
    (one,) = checked(*rows).practices
    assert (one.practice, one.bodies) == ("practice:fi:near", ("project:fi:P",))
    assert 0 < one.score <= 1
    assert one.words
    assert checked(*rows, name="Matkailun digitaalinen markkinointi").practices == ()


# other languages, nothing, hostile text


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Language training for immigrants at workplaces", "en"),
        ("Språkutbildning för invandrare på arbetsplatser", "sv"),
    ],
)
def test_a_draft_in_another_language_finds_what_means_the_same(name: str, language: str) -> None:
    rows = [project(f"P{i}", other) for i, other in enumerate(NAMES)]
    for said in (language, "fi"):  # the small words tell where nobody says which language it is
        near = checked(*rows, name=name, language=said).projects
        assert near[0].project == "project:fi:P0"
        assert any(" / " in words for words in shown(near[0].reasons)["content"])


def test_of_nothing_near_nothing_is_told() -> None:
    rows = [project(f"P{i}", name) for i, name in enumerate(NAMES)]
    assert checked(*rows, name="Jauhelihan pakkauslinja") == Checked()
    assert checked() == Checked()
    assert checked(project("P", YOUTH), name="123 !!! 2020") == Checked()
    assert checked(AROUND, regions=["Alue 1"], partners=["Toimija B"], target_groups=["T1"]) == Checked()


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01", "😀🎉👩‍👩‍👧‍👦" * 50, "مشروع تدريب الشباب في العمل" * 3, "<p>" * 600, "<" * 2_000, "İstanbul ﬁ ß ẞ",
        "<script>alert('työpaja')</script><b>nuori", "-" * 2_000, "a-" * 1_000, "ä" * 2_000, "&amp;&lt;", "١٢٣ 一二三",
        "'; DROP TABLE entities; --", "{{ 7 * 7 }} ${x} %s %n \\u0000", "=p-youth-workshop =p-youth-outreach",
    ],
)  # fmt: skip
def test_hostile_texts_break_nothing_and_take_no_time(text: str) -> None:
    rows = [
        AROUND,
        project("P", YOUTH, text),
        project("Q", text, YOUTH),
        thing("practice", "X", name_fi=text),
    ]
    graph = snapshot(*rows)
    checker = Checker(Compared(graph, fit(graph)), shipped())
    started = time.process_time()
    for draft in (
        Draft(name=text, regions=[text[:500]], partners=[text[:500]], target_groups=[text[:500]]),
        Draft(name=YOUTH, description=(text * 100)[:200_000]),
        Draft(name=text, description=(text * 100)[:200_000], language="xx"),
    ):
        for one in checker.check(draft).projects:
            assert 0 <= one.score <= 1
    assert time.process_time() - started < 3


def test_asking_leaves_no_trace() -> None:
    graph = snapshot(AROUND, *(project(f"P{i}", name) for i, name in enumerate(NAMES)))
    compared = Compared(graph, fit(graph))
    before = overlaps(compared, pairs=True)
    checker = Checker(compared, shipped())
    for name in NAMES:
        checker.check(Draft(name=name, partners=["actor:fi:B"], regions=["Alue 1"]))
    assert overlaps(compared, pairs=True) == before
    assert len(compared.projects.ids) == len(NAMES)
