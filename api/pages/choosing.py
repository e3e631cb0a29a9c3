"""The form at the head of the pages about the network of bodies: which part of the graph they speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request
from starlette.responses import Response

from api.around import around, regions_of_projects
from api.pages.rendering import render
from graph.chosen import Choice, undated
from graph.desk import Desk
from graph.errors import NotFound
from graph.network_desk import View


@dataclass(frozen=True)
class Chosen:
    """The view that a page shows; where nothing is called as it was asked for, there is nothing to show."""

    asked: View
    view: View
    is_known: bool

    @property
    def choice(self) -> Choice:
        """What was asked for, as the form shows it again."""
        return self.asked.choice or Choice()


def chosen(desk: Desk, asked: View) -> Chosen:
    """Return the view that was asked for, and whether there is anything of that name."""
    try:
        desk.network.snapshot(asked)
    except NotFound:
        return Chosen(asked, replace(asked, choice=None), False)
    return Chosen(asked, asked, True)


def page(request: Request, desk: Desk, template: str, which: Chosen, **values: Any) -> Response:
    """Return a page about the network of bodies, with the form that chooses it."""
    graph = around(desk.snapshot())
    without_days = undated(desk.network.snapshot(which.view)) if which.view.as_of else 0
    return render(
        request, template, which=which, choice=which.choice, undated=without_days,
        day=which.asked.as_of.isoformat() if which.asked.as_of else "", regions=regions_of_projects(graph),
        graph=graph, loading=desk.store.loading() is not None, **values,
    )  # fmt: skip
