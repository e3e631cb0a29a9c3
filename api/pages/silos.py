"""`/silos`: groups of bodies and which keep to themselves, their map, and how sectors, regions and themes mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.asking import AskedDesk, AskedView
from api.pages.choosing import chosen, page
from api.pages.rendering import page_language, signed
from api.texts import TEXTS
from graph.records.groups import EiBy, Silos
from graph.silos.null import LEVEL
from visualize import NetworkPage, group_map

router = APIRouter(include_in_schema=False)
WORDS = ("find", "show", "colour_by", "by_kind", "by_group", "whole", "close", "ties", "none", "no_groups",
         "kind_silo", "kind_group")  # fmt: skip
SHOWN = 20
"""So many groups stand open, and all silos."""
MOST_CLOSED = 4
MAPPED = 4
"""Fewer groups need no map."""


@router.get("/silos")
def silos(request: Request, desk: AskedDesk, view: AskedView) -> Response:
    """Show the groups and how they mix."""
    which = chosen(desk, view)
    found = desk.network.silos(which.view)
    language = page_language(request)
    count = sum(group.silo is True for group in found.groups)
    names = desk.store.names(list({id_ for group in found.groups for id_ in group.top_members[:2]}))
    given = [by for by in found.by if by.ei_index is not None]
    names_of = desk.store.names([value for by in given for value in _values(by.values, by.mixing.values)])
    return page(
        request, desk, "silos.html", which, silos=found, given=given,
        names_of=names_of, closed={by.attribute: _closed(by, names_of, TEXTS[language]) for by in given},
        tested=sum(group.q_value is not None for group in found.groups),
        count=count, shown=max(SHOWN, count), map=_map(found, names, language),
        texts={
            **TEXTS[language],
            "find_hint": TEXTS[language]["map_find"],
            "picture": TEXTS[language]["map_picture"],
        },
    )  # fmt: skip


def _closed(by: EiBy, names: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """Return the groups of an attribute that keep to themselves most beyond chance, with their E-I index."""
    inward = [
        group
        for group in by.groups
        if group.q_value is not None
        and group.q_value < LEVEL
        and (group.ei_index or 0) < (group.expected or 0)
    ]
    return [
        f"{texts.get('word_' + group.value, names.get(group.value, group.value))} "
        f"({signed(group.ei_index)}; {texts['by_chance']} {signed(group.expected)})"
        for group in inward[:MOST_CLOSED]
    ]


def _values(*some: Iterable[str]) -> list[str]:
    return [value for one in some for value in one if ":" in value]


def _map(found: Silos, names: dict[str, str], language: str) -> NetworkPage | None:
    if len(found.groups) < MAPPED or not found.between:
        return None
    texts = TEXTS[language]
    words = {key: texts[key] for key in WORDS} | {"open": texts["map_open"], "picture": texts["map_picture"]}
    return group_map(found, names, language=language).told(words)
