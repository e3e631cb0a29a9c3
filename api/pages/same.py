"""`/same`: two names that may be one body's, or two listings one project's; a person says, then the program tells.

The page is blind: what speaks for and against a pair in the program's eyes is shown only after the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.asking import AskedDesk, an_id
from api.pages.facts import Group, groups, lines
from api.pages.finding import MOST_BYTES, MOST_HANDLE, TOO_LONG
from api.pages.forms import form
from api.pages.rendering import in_language, page_texts, render
from api.texts import TEXTS
from graph.desk import Desk
from graph.errors import UsageError
from graph.records import TieKind, Verdict, kind_of
from graph.records.acts import MOST_NOTE
from graph.snapshot import Snapshot
from graph.store.store import Entry
from ingest.resolution.merging import decide
from ingest.resolution.queue import Two, Waiting, two_of, waiting

router = APIRouter(include_in_schema=False)
LISTED = 30
"""How many more pairs are listed below the one that is asked."""
MOST_NAMES = 8
"""How many names stand in a cell before the rest are only counted."""
ANSWERS = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
AskedId = Annotated[str, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison: what is known of the one and of the other, each as names with an id or ''."""

    label: str
    one: Sequence[tuple[str, str]]
    other: Sequence[tuple[str, str]]


@router.get("/same")
def same(
    request: Request,
    desk: AskedDesk,
    a: AskedId = "",
    b: AskedId = "",
    by: Annotated[str, Query(max_length=MOST_HANDLE)] = "",
    said: Annotated[str, Query(max_length=10)] = "",
    of: Annotated[str, Query(max_length=1_001)] = "",
    pro: Annotated[str, Query(max_length=200)] = "",
    con: Annotated[str, Query(max_length=200)] = "",
    batch: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Response:
    """Ask of a pair: the one of `a` and `b`, else the one on which most hangs; after an answer, tell what was seen.

    `said` is the answer just given of the pair `of`, `pro` and `con` what spoke for and against it.
    """
    pairs = _by_weight(waiting(desk.store), desk.snapshot())
    asked = two_of(an_id(a), an_id(b)) if a and b else pairs[0].two if pairs else None
    entries = [desk.store.entry(id_) for id_ in asked] if asked else []
    rest = [pair for pair in pairs if pair.two != asked]
    texts = page_texts(request)
    answered = [id_ for id_ in of.split(" ") if id_][:2] if said in ANSWERS else []
    shown = {id_ for pair in rest[:LISTED] for id_ in pair.two} | {*answered}
    return render(
        request, "same.html", entries=entries, is_one=len(entries) == 2 and entries[0].id == entries[1].id,
        kind=kind_of(entries[0].id) if entries else "", compared=_compared(desk, entries, texts), waiting=len(pairs),
        rest=rest[:LISTED], more=len(rest) - len(rest[:LISTED]), names_of=_names(desk, shown),
        said=said if said in ANSWERS else "", answered=answered, by=by, batch=batch, most_note=MOST_NOTE,
        pro=_reasons("for", pro, texts), con=_reasons("not", con, texts), answers=[one.value for one in ANSWERS],
        loading=desk.store.loading() is not None,
    )  # fmt: skip


@router.post("/same")
async def keep(request: Request, desk: AskedDesk) -> Response:
    """Keep the answer of the form, and go on to the next pair."""
    said = await form(request, MOST_BYTES, TOO_LONG)
    note, by = said.get("note", "").strip(), said.get("by", "").strip()[:MOST_HANDLE]
    answer = said.get("answer", "")
    if answer not in ANSWERS or not said.get("a") or not said.get("b"):
        raise UsageError("Choose one of the answers on the page of the pair.")
    if len(note) > MOST_NOTE:
        raise UsageError(TOO_LONG)
    went = await run_in_threadpool(
        _answered, desk, two_of(an_id(said["a"]), an_id(said["b"])), Verdict(answer), note, by
    )
    address = in_language(request, "/same")
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{urlencode(went)}", status_code=303)


def _answered(desk: Desk, two: Two, answer: Verdict, note: str, by: str) -> dict[str, str]:
    """Keep an answer, and return what the page that follows tells of it."""
    seen = next((pair for pair in waiting(desk.store) if pair.two == two), Waiting(two))
    batch = decide(desk.store, two.a, two.b, answer, reason=note, by=by)
    told = {
        "said": answer.value, "of": " ".join(two), "pro": " ".join(seen.for_), "con": " ".join(seen.against),
        "batch": str(batch or ""), "by": by,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _names(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """Return the name to show for each id, of one merged into another the other's."""
    shown = desk.store.shown_as(ids)
    names = desk.store.names(sorted({*shown.values()}))
    return {id_: names[under] for id_, under in shown.items()}


def _reasons(way: str, words: str, texts: Mapping[str, str]) -> list[str]:
    """Return in words what spoke for a pair (`for`) or against it (`not`); what is no reason of ours is left out."""
    return [texts[key] for word in words.split(" ") if (key := f"same_{way}_{word}") in TEXTS["en"]]


def _by_weight(pairs: Sequence[Waiting], snapshot: Snapshot) -> list[Waiting]:
    """Return pairs that nobody looked at first, then those on which most hangs: the fewer ties of both sides."""
    ends = np.concatenate([snapshot.a, snapshot.b])
    ties = np.bincount(ends, minlength=len(snapshot.ids))

    def hangs(id_: str) -> int:
        place = snapshot.index.get(id_)
        return 0 if place is None else int(ties[place])

    return sorted(pairs, key=lambda pair: (pair.unsure, -min(map(hangs, pair.two)), pair.two))


def _compared(desk: Desk, entries: Sequence[Entry], texts: Mapping[str, str]) -> list[Compared]:
    """Return what is known of both, line by line: names, fields, ties, ids and who says so."""
    if len(entries) != 2:
        return []
    titles = {source.name: source.title or source.name for source in desk.store.sources()}
    basis = texts["field_sector_basis"]
    found: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {}
    for side, entry in enumerate(entries):
        said = {
            line.label: line.value for line in lines(entry, texts, titles) if line.label not in ("", basis)
        }
        cells = {
            label: [(value, "")] for label, value in said.items() if label.startswith(texts["field_name"])
        }
        cells[texts["also_known"]] = [(str(name), "") for name in _also(entry)]
        cells |= {label: [(value, "")] for label, value in said.items()}
        cells |= {
            group.label: _tied(group)
            for group in groups(desk, entry, texts, titles)
            if not _asks(group, texts)
        }
        cells[texts["ids"]] = [(id_, "") for id_ in entry.ids]
        cells[texts["row_source"]] = [(titles.get(name, name), "") for name in entry.sources]
        for label, names in cells.items():
            found.setdefault(label, ([], []))[side].extend(names)
    last = (texts["ids"], texts["row_source"])
    order = sorted(found, key=lambda label: last.index(label) if label in last else -1)
    return [Compared(label, *map(_cut, found[label])) for label in order if any(found[label])]


def _also(entry: Entry) -> Sequence[object]:
    also = entry.fields.get("also")
    return also if isinstance(also, list) else []


def _asks(group: Group, texts: Mapping[str, str]) -> bool:
    return group.label in (texts[f"tie_{TieKind.MAY_BE}_out"], texts[f"tie_{TieKind.MAY_BE}_in"])


def _tied(group: Group) -> list[tuple[str, str]]:
    found = [(tie.name, tie.id) for tie in group.ties]
    return found + [("", "")] * (group.count - len(found))


def _cut(names: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the first names, and how many more there are as a last one of digits."""
    if len(names) <= MOST_NAMES:
        return names
    return [*names[: MOST_NAMES - 1], (f"+{len(names) - MOST_NAMES + 1}", "")]
