"""The command line: a contract that scripts may rely on; `main` is the door, one file for each family of commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; errors of ours become one sentence and an exit code, never a traceback."""
    from graph.errors import SolmuError
    from solmu.cli.app import app

    try:
        app()
    except SolmuError as problem:
        print(f"solmu: {problem}", file=sys.stderr)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
