"""The commands, registered in the order that help lists them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from solmu import __version__
from solmu.cli import (
    bodies,
    checking,
    finding,
    loading,
    looking,
    moving,
    resolving,
    reviewing,
    running,
    succeeding,
    templates,
)
from solmu.cli.options import StoreUrl

app = typer.Typer(
    name="solmu",
    help="Find where projects overlap, where bodies sit in silos, and whom to connect.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"solmu {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    store: StoreUrl = None,
) -> None:
    """Find where projects overlap, where bodies sit in silos, and whom to connect."""
    if store is not None:
        os.environ["SOLMU_STORE"] = store  # a command's own --store still counts before it


START, DATA, FINDINGS, LOOK = "Start", "Data in and out", "Findings", "Look things up"

app.command(rich_help_panel=START)(running.demo)
app.command(rich_help_panel=START)(running.serve)
app.command(rich_help_panel=START)(running.doctor)
app.command(rich_help_panel=DATA)(loading.ingest)
app.command(rich_help_panel=DATA)(templates.template)
app.command(rich_help_panel=DATA)(resolving.resolve)
app.command(rich_help_panel=DATA)(succeeding.succession)
app.command(rich_help_panel=DATA)(loading.batches)
app.command(rich_help_panel=DATA)(loading.undo)
app.command(rich_help_panel=DATA)(moving.export)
app.command(rich_help_panel=DATA)(moving.backup)
app.command(rich_help_panel=DATA)(moving.restore)
app.command(rich_help_panel=FINDINGS)(finding.overlaps)
app.command(rich_help_panel=FINDINGS)(bodies.silos)
app.command(rich_help_panel=FINDINGS)(bodies.brokers)
app.command(rich_help_panel=FINDINGS)(bodies.structure)
app.command(rich_help_panel=FINDINGS)(bodies.links)
app.command(rich_help_panel=FINDINGS)(bodies.invite)
app.command(rich_help_panel=FINDINGS)(bodies.compare)
app.command("follow-up", rich_help_panel=FINDINGS)(bodies.follow_up)
app.command(rich_help_panel=FINDINGS)(finding.practices)
app.command(rich_help_panel=FINDINGS)(finding.coverage)
app.command(rich_help_panel=FINDINGS)(checking.check)
app.command(rich_help_panel=FINDINGS)(reviewing.review)
app.command(rich_help_panel=FINDINGS)(finding.fit)
app.command(rich_help_panel=LOOK)(looking.show)
app.command(rich_help_panel=LOOK)(looking.search)
app.command(rich_help_panel=LOOK)(loading.history)
