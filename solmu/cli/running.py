"""Start, serve, and what state things are in: demo, serve, doctor."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, StoreUrl
from solmu.cli.output import json_line, note, progress, say, table
from solmu.settings import DEMO_STORE, MEANING, Settings, settings

if TYPE_CHECKING:
    from graph.desk import Desk
    from graph.records import Fields

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Print the findings and stop.")] = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    store: StoreUrl = None,
) -> None:
    """Load the sample of real Finnish projects, print the top findings, and open the pages.

    The sample goes into a store of its own (./solmu-demo.db) unless --store or SOLMU_STORE names one.

    Example: solmu demo --no-serve
    """
    from ingest.load import load
    from ingest.sample import sample_file

    where = settings(store or os.environ.get("SOLMU_STORE") or DEMO_STORE)
    with where.open() as kept, sample_file() as path:
        report = load(kept, path, by=where.by, progress=progress("Sample"))
    said = "loaded" if report.batch else "there already"
    say(f"Sample {said}: {report.loaded:,} facts in {where.store}.")
    desk = where.desk()
    with desk.store:
        print_demo(desk)
        if no_serve:
            return
        _serve(desk, host, port)


def serve(host: Host = "127.0.0.1", port: Port = 8000, store: StoreUrl = None) -> None:
    """Serve the pages and the API of a store; one that is not there yet starts empty.

    Example: solmu serve --port 8080
    """
    desk = settings(store).desk(create=True)
    with desk.store:
        _serve(desk, host, port)


def doctor(json: AsJson = False, store: StoreUrl = None) -> None:
    """Say what is configured, whether the store can be reached, and how full it is; exit with 1 where it cannot.

    Example: solmu doctor
    """
    from graph.desk import OVERLAP_MODEL
    from graph.errors import SolmuError

    where = settings(store)
    set_ = {name: _shown(name, where) for name in MEANING}
    try:
        with where.open(create=False) as kept:
            counts = kept.counts()
            batches = kept.batches()
            name, revision = kept.revision()
            loading = kept.loading()
            models = kept.models(OVERLAP_MODEL)
        problem = None
    except SolmuError as trouble:
        counts, batches, name, revision, loading, models, problem = {}, [], "", 0, None, [], str(trouble)
    if json:
        json_line("solmu.doctor/1", {
            "settings": set_, "store": where.store.rpartition("@")[2], "reachable": problem is None,
            "problem": problem, "name": name,
            "revision": revision, "counts": counts, "batches": len(batches), "loading": bool(loading),
            "text_model": models[-1][0] if models else None, "python": sys.version.split()[0],
        })  # fmt: skip
        if problem:
            raise typer.Exit(1)
        return
    table("Settings", ("variable", "value", "meaning"), [(key, set_[key], MEANING[key]) for key in MEANING])
    if problem:
        note(f"solmu: {problem}")
        raise typer.Exit(1)
    say(
        f"Store {name} answers; revision {revision}, batches: {len(batches)}{', one still loading' if loading else ''}."
    )
    say(f"Text model: {models[-1][0][:19] if models else 'fitted at the first overlaps'}.")
    table("How full", ("kind", "count"), [(key, f"{count:,}") for key, count in counts.items()], right=(1,))


def print_demo(desk: Desk) -> None:
    """Print the ten strongest overlaps, the strongest blind ones, the silos, the brokers, and facts of the theme."""
    from graph.records.findings import Recipients
    from graph.review import OPEN
    from solmu.cli.bodies import print_brokers, print_silos
    from solmu.cli.finding import print_overlaps

    found = [overlap for overlap in desk.overlaps() if overlap.state in OPEN]
    news = [overlap for overlap in found if overlap.recipients is not Recipients.NOBODY_NEW]
    title = f"The ten strongest of {len(news):,} overlaps that are news to somebody ({len(found):,} in all)"
    print_overlaps(desk, news[:10], title)
    blind = [overlap for overlap in found if overlap.blind]
    say()
    print_overlaps(
        desk,
        blind[:5],
        f"The strongest of {len(blind):,} blind overlaps: near in content, far in the network",
    )
    say()
    print_silos(desk, desk.network.silos(), 10)
    print_brokers(desk.network.brokers(top=10))
    for kind, title in (("network", "Networks"), ("practice", "Good practices"), ("event", "Events")):
        rows = [row for row in desk.store.page(kind, size=500) if row.fields.get("url")][:5]
        table(title, ("name", "source"), [(_name(row.id, row.fields), row.fields["url"]) for row in rows])


def _name(id_: str, fields: Fields) -> str:
    from graph.records.entities import display_name

    return display_name(id_, fields)


def _serve(desk: Desk, host: str, port: int) -> None:
    import socket

    import uvicorn

    from api.app import create_app
    from graph.errors import StoreError

    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as problem:
        raise StoreError(
            f"Port {port} of {host} cannot be used: {problem.strerror}. Choose another with --port."
        ) from None
    real = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    note(f"The pages are at http://{shown}:{real}/ and the API at http://{shown}:{real}/docs; Ctrl+C ends.")
    own = ("127.0.0.1", "localhost", "[::1]")
    app = create_app(desk, hosts=own if host in ("127.0.0.1", "localhost", "::1") else ())
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


def _shown(name: str, where: Settings) -> str:
    if name.endswith("PASSWORD"):
        return "set" if where.password else "not set"
    if name == "SOLMU_STORE":
        return where.store.rpartition("@")[2]
    if name == "SOLMU_CACHE_DIR":
        return str(where.cache_dir or "none kept")
    return os.environ.get(name, "not set")
