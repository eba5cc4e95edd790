"""The command line. Product goes to standard output, talk to standard error; errors of the user have no traceback."""

from __future__ import annotations

import sys

from evaluator.errors import UserError


def main() -> None:
    """Run `cat2` and leave with its exit code."""
    try:
        _run()
    except KeyboardInterrupt:  # the commands end by themselves; this is for the moments before they begin
        sys.exit(130)


def _run() -> None:
    from evaluator.cli.app import app
    from evaluator.cli.output import discard_output, prepare_streams, say

    prepare_streams()
    try:
        app()
    except UserError as error:
        say(f"cat2: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output left, as `head` does
        discard_output()
        sys.exit(1)
