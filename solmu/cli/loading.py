"""Files in, and what became of them: ingest, batches, undo, history."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from solmu.cli.options import AsJson, StoreUrl
from solmu.cli.output import json_line, note, progress, say, table
from solmu.cli.proposing import proposal_as_json, tell_proposal
from solmu.cli.resolving import tell_unsure
from solmu.cli.reviewing import tell_acts
from solmu.settings import settings

if TYPE_CHECKING:
    from graph.store import Store
    from ingest.load import Report
    from ingest.preview import Preview
    from solmu.settings import Settings

SHOWN_CHANGES = 20


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Lists, tables or exports to load.")],
    source: Annotated[
        str | None, typer.Option(help="Name of the source, instead of the format's own.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Which column of a table holds what (TOML).")
    ] = None,
    save_mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the mapping that is proposed for a table of no known format (TOML)."
        ),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option("--complete", help="The file is the whole list: what it no longer names is closed."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be loaded; write nothing.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a row was rejected.")] = False,
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Load files; each is recognised by its header and becomes one batch.

    Rejected rows are written to FILE.rejects.csv in the current folder.
    The same file again changes nothing.

    Finnish funds: eura2007, eura2014, eura2021 (xlsx), fi-esf-partners, fi-themes.
    Finnish areas and labour: fi-municipalities, fi-coordination-areas,
    fi-successions, fi-boundaries, fi-research-bodies, labour-area,
    labour-occupation. The business register: ytj.
    EU funds: kohesio, list-of-operations (any authority's), da-list,
    cordis-projects, cordis-organizations, keep-eu, se-esf-bank, se-projektbank,
    uk-esif.
    Elsewhere: 360giving, h2020, hxl, iati-json, iati-names, iati-xml, ips-cases.
    Drawn networks: gephi, gexf, graph-commons, graphml, kumu.
    Also filled templates (solmu template) and what solmu export writes
    as ndjson.

    For any other table a mapping is proposed from its headers and cells. It
    is used and shown where it is sure; else --save-mapping writes it, for
    you to correct and give with --mapping.

    Example: solmu ingest fi-2007-2013.csv --store sqlite:///region.db
    """
    from graph.errors import UsageError
    from graph.store.opening import parts_of
    from ingest.formats.registry import format_of
    from ingest.load import load_each
    from ingest.reading import uploads

    if save_mapping is not None:
        if mapping is not None or len(files) > 1:
            raise UsageError("--save-mapping takes one file, without --mapping.")
        _save_mapping(files[0], save_mapping)
    where = settings(store)
    parts_of(where.store)  # a wrong address is told before files are read
    for path in files:  # a wrong file among several stops all of them before anything is written
        if mapping is None:
            with uploads(path) as found:
                for upload in found:
                    format_of(upload)
    if source is not None and "|" in source:
        raise UsageError("The name of a source cannot hold a vertical bar.")
    rejected = 0
    with ExitStack() as to_close:
        kept = cache(lambda: _opened(where, to_close, create=not dry_run))  # a wrong file makes no store
        for path in files:
            for report in load_each(
                kept, path, source=source, mapping=mapping, complete=complete, dry_run=dry_run, by=where.by,
                rejects_dir=Path.cwd(), progress=progress(path.name),
            ):  # fmt: skip
                rejected += len(report.rejected)
                _tell(report, json=json, dry_run=dry_run)
                if report.proposal is not None and not json:
                    tell_proposal(report.proposal, saved=save_mapping)
    if rejected and strict:
        raise typer.Exit(1)


def _opened(where: Settings, to_close: ExitStack, *, create: bool) -> Store | None:
    """Return the store; None where it is not there and none is to be made."""
    from graph.errors import SolmuError

    try:
        return to_close.enter_context(where.open(create=create))
    except SolmuError:
        if create or not where.store.startswith("sqlite:"):
            raise
        return None


def batches(json: AsJson = False, store: StoreUrl = None) -> None:
    """List what was loaded and decided, when, from which file.

    Example: solmu batches
    """
    with settings(store).open(create=False) as kept:
        rows = kept.batches()
    if json:
        for row in rows:
            json_line("solmu.batch/1", {
                "batch": row.number, "kind": row.kind, "state": row.state, "opened_at": row.opened_at,
                "closed_at": row.closed_at or None, "by": row.by, "file": row.file, "checksum": row.checksum,
                "note": row.note, "counts": row.counts, "undone_by": row.undone_by or None,
            })  # fmt: skip
        return
    table(
        "Batches", ("batch", "what", "when (UTC)", "by", "file", "checksum", "new", "changed", "withdrawn", "note"),
        [
            (row.number, row.kind, row.opened_at[:19].replace("T", " "), row.by, row.file, row.checksum[:8],
             row.counts.get("new", ""),
             row.counts.get("changed", ""), row.counts.get("withdrawn", ""),
             f"undone by batch {row.undone_by}" if row.undone_by else
             "still loading" if row.state == "open" else row.note)
            for row in rows
        ],
        right=(0, 6, 7, 8),
    )  # fmt: skip


def undo(
    batch: Annotated[int, typer.Argument(help="The number that `solmu batches` shows.")],
    store: StoreUrl = None,
) -> None:
    """Take a batch back: what it said goes, what it had replaced stands again. An undo can be undone too.

    Example: solmu undo 3
    """
    where = settings(store)
    with where.open(create=False) as kept:
        row = kept.undo(batch, by=where.by)
    say(f"Batch {batch} is undone; batch {row.number} did it.")


def history(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="An id such as project:fi:S21468, or that of a finding.")
    ],
    json: AsJson = False,
    store: StoreUrl = None,
) -> None:
    """Show all that sources ever said of an id, and when; of a finding, what people said and did about it.

    Example: solmu history project:fi:S21468
    """
    from graph.errors import NotFound
    from graph.records.findings import is_finding

    if is_finding(id_):
        return tell_acts(id_, json=json, store=store)
    with settings(store).open(create=False) as kept:
        steps = kept.history(id_)
    if not steps:
        raise NotFound(f"Nothing was ever said of {id_}; `solmu search` finds ids by name.")
    for claim, since, closed in steps:
        said = since.closed_at or since.opened_at if since else ""
        ended = (closed.closed_at or closed.opened_at) if closed else None
        if json:
            json_line("solmu.claim/1", {
                "id": claim.id, "source": claim.source, "batch": claim.batch, "known_from": said, "known_to": ended,
                "fields": claim.fields,
            })  # fmt: skip
        else:
            until = f" to {ended[:19]}" if ended else ""
            say(f"{said[:19]}{until}  {claim.source}, batch {claim.batch}, of {claim.id}")
            for key, value in claim.fields.items():
                say(f"    {key}: {value}")


def _save_mapping(file: Path, to: Path) -> None:
    """Write the mapping proposed for a file; raise UsageError where a format knows it, DataError where it is unsure."""
    from graph.errors import DataError, UsageError
    from ingest.formats.registry import known_format
    from ingest.proposal import propose, save
    from ingest.reading import Upload

    upload = Upload.at(file)
    known = known_format(upload)
    if known is not None:
        raise UsageError(f"{file} is {known.title}; it loads without a mapping.")
    proposal = propose(upload)
    if proposal is None:
        raise DataError(
            f"{file} holds no table with columns like those of any kind of record; nothing was saved."
        )
    save(proposal, to, upload.name)
    if not proposal.sure:
        raise DataError(
            f"The mapping proposed for {file} is in {to}, but it is not sure: {'; '.join(proposal.doubts)}. "
            f"Correct it and load with --mapping {to}; nothing was loaded."
        )


def _preview_as_json(found: Preview) -> dict[str, object]:
    changes = [{"id": one.id, "field": one.field, "old": one.old, "new": one.new} for one in found.changes]
    return {
        "new": found.new, "changed": found.changed, "unchanged": found.unchanged, "merged": found.merged,
        "withdrawn": found.withdrawn,
        "changes": changes, "same": found.compared.merged if found.compared else None,
        "uncertain": [[pair.a, pair.b] for pair in found.compared.unsure] if found.compared else None,
    }  # fmt: skip


def _tell_preview(found: Preview) -> None:
    say(f"  {found.new:,} facts are new, {found.changed:,} changed, {found.unchanged:,} known already.")
    if found.withdrawn:
        say(f"  {found.withdrawn:,} facts that the file no longer names would be withdrawn.")
    if found.merged:
        say(f"  {found.merged:,} of them are of ids that are one with another.")
    if found.changes:
        table(
            "Changed", ("id", "field", "old", "new"),
            [(one.id, one.field, _short(one.old), _short(one.new)) for one in found.changes[:SHOWN_CHANGES]],
        )  # fmt: skip
    if found.compared is None:
        say("  Which of the new are already here under other names, solmu resolve tells after the load.")
        return
    say(
        f"  {found.compared.merged:,} of the new bodies and projects are one with another, as solmu resolve will merge "
        f"them; {len(found.compared.unsure):,} pairs are uncertain."
    )
    tell_unsure(found.compared.unsure, found.compared.names, SHOWN_CHANGES)


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _tell(report: Report, *, json: bool, dry_run: bool) -> None:
    if json:
        json_line("solmu.ingest/1", {
            "file": report.file, "format": report.format, "source": report.source, "read": report.read,
            "loaded": report.loaded, "rejected": len(report.rejected), "left_out_persons": report.left_out,
            "new": report.written.new, "changed": report.written.changed, "unchanged": report.written.unchanged,
            "withdrawn": report.withdrawn, "incomplete": report.is_incomplete, "batch": report.batch,
            "rejects_file": str(report.rejects_file) if report.rejects_file else None, "dry_run": dry_run,
            "preview": _preview_as_json(report.preview) if report.preview else None,
            "unread": report.unread,
            "proposed": proposal_as_json(report.proposal) if report.proposal else None,
        })  # fmt: skip
        return
    say(
        f"{report.file}: {report.read:,} rows read, {report.loaded:,} loaded, {len(report.rejected):,} rejected."
    )
    if report.left_out:
        say(
            f"  {report.left_out:,} natural persons (sole traders, personal names) were left out; no name was kept."
        )
    if report.preview is not None:
        _tell_preview(report.preview)
        say("  Dry run: nothing was written.")
    elif report.batch is None:
        say("  All of it was known already; nothing changed and no batch was made.")
    else:
        written = report.written
        say(
            f"  Batch {report.batch}: {written.new:,} new facts, {written.changed:,} changed, "
            f"{written.unchanged:,} known already{f', {report.withdrawn:,} withdrawn' if report.withdrawn else ''}."
        )
    if report.is_incomplete:
        note(
            "Nothing was taken away: the rejected rows may speak of it. Mend them in the list and load the whole again "
            "with --complete."
        )
    if report.unread:
        note(
            f"Nothing is loaded from the columns {', '.join(report.unread)}: --mapping FILE can say what they hold."
        )
    if report.rejects_file:
        note(f"Rejected rows are in {report.rejects_file}.")
