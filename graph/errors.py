"""Errors a person can act on: one sentence, what to do next, and the place that caused them."""

from __future__ import annotations


class SolmuError(Exception):
    """A failure that the user can mend; its text is one sentence for people, never a traceback."""

    exit_code = 1


class UsageError(SolmuError):
    """The call itself was wrong: an unknown option value, a file that is none, a missing argument."""

    exit_code = 2


class StoreError(SolmuError):
    """The store cannot be opened, reached or written."""


class BatchBusy(StoreError):
    """Another live process has a batch open; one writer at a time."""


class UndoBlocked(StoreError):
    """A later decision (a merge, a correction) stands on what an undo would take away."""


class NotFound(SolmuError):
    """No entity, batch or finding has this id."""


class DataError(SolmuError):
    """A file that cannot be read as what it claims to be; names file, row and column where known."""
