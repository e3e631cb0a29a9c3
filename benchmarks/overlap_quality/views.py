"""The lists as they are compared for this benchmark: what a rule reads is blanked, so that no score can see it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.data import DATA
from benchmarks.overlap_quality import rules
from graph.records import Fields
from graph.snapshot import Snapshot, take
from graph.store import open_store
from ingest.load import load

Rule = Callable[[Snapshot, int, int], rules.Label | None]


@dataclass(frozen=True)
class View:
    """A snapshot with some fields blanked, and the rule that labels pairs of its projects by `whole`, unblanked."""

    name: str
    blanked: str
    snapshot: Snapshot
    whole: Snapshot
    rule: Rule


def views() -> list[View]:
    """Return all views."""
    names = loaded("fi-2007-2013.csv", "fi-2014-2020-as-published.csv")
    se, uk = loaded("se-2014-2020.json"), loaded("uk-england-2014-2020.csv")
    iati = loaded("iati-somalia.json.gz")
    twice = _split(loaded("fi-2007-2013.csv", "fi-2014-2020-as-published.csv", "fi-esf-with-partners.ndjson"))
    return [
        View("names", "acronyms, priorities, sectors", _names_only(names), names, rules.of_names(names)),
        View("swedish descriptions", "names, themes", _without_names(se), se, rules.of_described),
        View("english descriptions", "names, themes", _without_names(uk), uk, rules.of_described),
        View("aid", "nothing: the rule reads identifiers", iati, iati, rules.of_clusters),
        View("two lists", "names on one side, codes", twice, twice, rules.of_two_lists),
    ]


def loaded(*files: str) -> Snapshot:
    """Return the snapshot of some of the lists."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{folder}/lists.db", create=True) as store,
    ):
        for file in files:
            load(store, DATA / "projects" / file)
        with store.reading() as tx:
            return take(tx)


def _names_only(whole: Snapshot) -> Snapshot:
    """Return the snapshot without the acronyms in names, priorities of projects and sectors of actors."""

    def blank(fields: Fields) -> Fields:
        kept = {key: value for key, value in fields.items() if key not in ("priority", "sector")}
        return {
            key: rules.without_acronyms(str(value)) if key.startswith("name_") else value
            for key, value in kept.items()
        }

    return _changed(whole, blank)


def _without_names(whole: Snapshot) -> Snapshot:
    def blank(fields: Fields) -> Fields:
        described = any(key.startswith("description_") for key in fields)
        return {k: v for k, v in fields.items() if not (described and k.startswith("name_"))}

    return _changed(whole, blank)


def _changed(whole: Snapshot, blank: Callable[[Fields], Fields]) -> Snapshot:
    kinds = set(whole.of_kind("project", "actor").tolist())
    return replace(whole, fields=[blank(one) if i in kinds else one for i, one in enumerate(whole.fields)])


def _split(whole: Snapshot) -> Snapshot:
    """Return the projects that stand in two kinds of list as two: one with the name, one with the summary alone."""
    entities = [
        (id_, fields, source)
        for id_, fields, source in zip(whole.ids, whole.fields, whole.sources, strict=True)
    ]
    split = []
    for id_, fields, source in entities:
        if not id_.startswith("project:"):
            split.append((id_, fields, source))
            continue
        told = {k: v for k, v in fields.items() if k.startswith("description_")}
        rest = {
            k: v for k, v in fields.items() if k not in told and k not in ("priority", "specific_objective")
        }
        if told and "|" in source:
            split.append((id_, rest, source))
            split.append(
                (
                    f"{id_}~told",
                    {**told, **{k: rest[k] for k in ("valid_from", "valid_to") if k in rest}},
                    source,
                )
            )
        elif not told:
            split.append((id_, rest, source))
    return Snapshot.of(split, [])
