"""The command line. Product goes to standard output, talk to standard error; errors of the user have no traceback."""

from __future__ import annotations

import os
import sys

from evaluator.errors import UserError


def main() -> None:
    """Run `cat2` and leave with its exit code."""
    from evaluator.cli.app import app
    from evaluator.cli.output import plain, prepare_streams

    prepare_streams()
    try:
        app()
    except UserError as error:
        sys.stderr.write(plain(f"cat2: {error}\n"))
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
