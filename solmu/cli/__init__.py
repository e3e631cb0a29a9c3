"""The command line: a contract that scripts may rely on; `main` is the door, one file for each family of commands."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn


def main() -> None:
    """Run the command line; errors of ours become one sentence and an exit code, never a traceback."""
    from graph.errors import SolmuError
    from solmu.cli.app import app

    logging.getLogger("neo4j").addHandler(
        logging.NullHandler()
    )  # what the driver logs, our sentence says already
    try:
        try:
            app(prog_name="solmu")
        finally:
            sys.stdout.flush()
    except SolmuError as problem:
        print(f"solmu: {problem}", file=sys.stderr)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        _end_quietly()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # Typer met it first
            _end_quietly()
        raise
    except KeyboardInterrupt:
        sys.exit(130)


def _end_quietly() -> NoReturn:
    """End well: the reader of our output, `head` for one, had enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(0)
