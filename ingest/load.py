"""Load a file into the store: recognise it, gather its claims, write them as one batch, account for every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from graph.errors import DataError
from graph.records import Claim, Source, is_tie
from graph.store import Store, Written
from graph.store.batches import CHUNK
from graph.uncollected import uncollected
from ingest.counting import counted
from ingest.formats.base import Format, Selective
from ingest.formats.mapped import Mapped
from ingest.formats.registry import format_of
from ingest.gather import Gathered
from ingest.preview import Preview, previewed
from ingest.proposal import Proposal
from ingest.reading import Upload, uploads
from ingest.reading.limits import MOST_REJECTED
from ingest.rejects import write_rejects
from ingest.rows import RowOf
from ingest.same_list import refuse_other_list
from ingest.together import gathered_together, is_for_two

_TOLD = 3
"""How many rejected rows are told where none could be loaded."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done (`rows`, `claims`), how many are done, and how many there are (0 unknown)."""


@dataclass(slots=True)
class Report:
    """What became of a file: `read` rows are `loaded` + `rejected`; `left_out` natural persons were kept nowhere."""

    file: str
    format: str
    source: str
    read: int = 0
    loaded: int = 0
    rejected: list[RowOf] = field(default_factory=list)
    left_out: int = 0
    sources: list[Source] = field(default_factory=list)
    """Sources that the file itself names."""
    unread: list[str] = field(default_factory=list)
    """Columns of which nothing was loaded, as far as the format tells."""
    entities: int = 0
    ties: int = 0
    written: Written = field(default_factory=Written)
    withdrawn: int = 0
    is_incomplete: bool = False
    """Whether nothing was taken away although the file is the whole: what its rejected rows speak of is not known."""
    batch: int | None = None
    """The number of the batch, None where nothing changed or nothing was to be written."""
    rejects_file: Path | None = None
    preview: Preview | None = None
    """What writing would have changed, where nothing was to be written."""
    proposal: Proposal | None = None
    """The mapping that was proposed and used, where no format knew the file and no person wrote one."""


def load(
    store: Store | Callable[[], Store | None],
    path: Path,
    *,
    source: str | None = None,
    mapping: Path | None = None,
    complete: bool = False,
    dry_run: bool = False,
    by: str = "",
    rejects_dir: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Load one file as one batch and return what became of it; of a zip archive the last of its files.

    `store` may be a function that opens it, called only when there is something to write: a wrong file makes none.
    The whole file is read before the batch opens, so a file that turns out wrong changes nothing. `complete` says that
    the file is the whole list: what the source said before and no longer says is closed, unless rows were rejected, for
    those may speak of it. `mapping` is a file that says
    what each column of a table holds (`ingest.mapping`); a table that no format knows is loaded by the mapping proposed
    for it, where that is sure. With `dry_run` the store stays as it is. A rejects file is written to `rejects_dir`
    when rows were rejected; one that is there and has other rows, perhaps mended, stays beside it.
    """
    reports = load_each(
        store, path, source=source, mapping=mapping, complete=complete, dry_run=dry_run, by=by,
        rejects_dir=rejects_dir, progress=progress,
    )  # fmt: skip
    return list(reports)[-1]


def load_each(
    store: Store | Callable[[], Store | None],
    path: Path,
    *,
    source: str | None = None,
    mapping: Path | None = None,
    complete: bool = False,
    dry_run: bool = False,
    by: str = "",
    rejects_dir: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Iterator[Report]:
    """Load a file, or each file of a zip archive as a batch of its own, and yield what became of each; see `load`.

    Every file is recognised before the first is loaded: an archive with one that nobody knows loads nothing.
    """
    with uploads(path) as files:
        formats = [Mapped.of(mapping) if mapping else format_of(upload, source or "") for upload in files]
        for upload, format_ in zip(files, formats, strict=True):
            said_by = format_.source(upload)
            if source:
                said_by = said_by.model_copy(update={"name": source})
            report = Report(str(upload.path), format_.name, said_by.name)
            report.proposal = format_.proposal if isinstance(format_, Mapped) else None
            report.unread = format_.unread(upload) if isinstance(format_, Selective) else []
            with uncollected():
                gathered = gather(format_, upload, said_by, report, progress)
            if report.rejected and rejects_dir is not None:
                report.rejects_file = write_rejects(rejects_dir, upload, report.rejected)
            opened = store() if callable(store) else store
            report.is_incomplete = complete and bool(report.rejected)
            takes_away = complete and not report.rejected
            if opened is not None and report.proposal is not None and not source:
                refuse_other_list(opened, gathered.claims(), said_by.name, str(upload.path))
            if dry_run:
                with uncollected():
                    report.preview = previewed(opened, gathered.claims())
                if takes_away and opened is not None:
                    report.preview.withdrawn = len(
                        opened.stale(said_by.name, gathered.speaks_of(said_by.name))
                    )
            elif opened is not None:
                _write(opened, upload, said_by, gathered, report, takes_away, by, progress)
            yield report


def gather(format_: Format, upload: Upload, source: Source, report: Report, progress: Progress) -> Gathered:
    """Return the claims of a file, counting its rows in `report`.

    Raise DataError where no row can be loaded, or where the file ends within a row.
    """

    def told(rows: int) -> None:
        progress("rows", rows, 0)

    if is_for_two(format_, upload):
        gathered, count = gathered_together(format_, upload, source.name, told)
    else:
        gathered = Gathered(source.name)
        count = counted(format_.rows(upload), gathered, told)
    report.read, report.loaded, report.left_out = count.read, count.loaded, count.left_out
    report.rejected, report.sources, last = count.rejected, count.sources, count.last
    progress("rows", report.read, report.read)
    if len(report.rejected) > MOST_REJECTED:
        raise DataError(
            f"More than {MOST_REJECTED:,} rows of {upload.path} cannot be loaded{_told(report.rejected)}. "
            "Nothing was loaded."
        )
    if last is not None and last.rejected is not None and not last.rejected.column and not upload.ends_whole:
        raise DataError(
            f"{upload.path} is cut off in its last row, {last.number}: {last.rejected.reason}. "
            "Get the whole file again; nothing was loaded."
        )
    if not report.loaded:
        raise DataError(
            f"{upload.path} holds no row that can be loaded{_told(report.rejected)}. Nothing was loaded."
        )
    return gathered


def _told(rejected: Sequence[RowOf]) -> str:
    """Return why rows were rejected, the first few one by one."""
    why = [
        f"row {row.number}, {f'column {row.rejected.column}, ' if row.rejected.column else ''}{row.rejected.reason}"
        for row in rejected[:_TOLD]
        if row.rejected is not None
    ]
    more = len(rejected) - len(why)
    return (": " if why else "") + "; ".join([*why, *([f"{more:,} more rows"] if more else [])])


def _chunks(claims: Iterator[Claim]) -> Iterator[list[Claim]]:
    """Yield the claims of one transaction after the other; the next are merged while the store writes."""

    def chunk() -> list[Claim]:
        with uncollected():
            return list(islice(claims, CHUNK))

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(chunk)
        while some := coming.result():
            coming = ahead.submit(chunk)
            yield some


def _write(
    store: Store,
    upload: Upload,
    source: Source,
    gathered: Gathered,
    report: Report,
    takes_away: bool,
    by: str,
    progress: Progress,
) -> None:
    with store.open_batch(
        "import", sources=report.sources or [source], file=upload.name, checksum=upload.checksum, by=by
    ) as batch:
        done = 0
        for some in _chunks(gathered.claims()):
            batch.write(some, more=True)  # a store's driver leaves cycles behind: here they are found
            ties = sum(is_tie(claim.id) for claim in some)
            report.ties += ties
            report.entities += len(some) - ties
            done += len(some)
            progress("claims", done, max(done, len(gathered)))
        progress("claims", done, done)
        if takes_away:
            report.withdrawn = batch.withdraw(source.name, gathered.speaks_of(source.name))
        report.written = batch.written
        row = batch.close()
        report.batch = row.number if row else None
