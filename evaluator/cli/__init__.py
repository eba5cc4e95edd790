"""The command line. Product goes to standard output, talk to standard error; errors of the user have no traceback."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from evaluator.errors import UserError, cannot_be_used

# What a shell reports of a program that ended because nobody reads on: 128 and the number of SIGPIPE.
READER_LEFT = 141
# A command begins by making much that stays: modules, models, a pack. To look through it for garbage again and again,
# as Python does by default after each 700 objects, takes an eighth of the time of a short command.
_LOOK_FOR_GARBAGE_AFTER = 200_000


def main() -> None:
    """Run `cat2` and leave with its exit code."""
    gc.set_threshold(_LOOK_FOR_GARBAGE_AFTER)
    # Whatever else is installed has no say in how a proposal is read; to look through all packages for something that
    # would takes longer than to read one.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    atexit.register(_leave_as_it_is)
    try:
        _run()
    except KeyboardInterrupt:  # the commands end by themselves; this is for the moments before they begin
        sys.exit(130)


def _leave_as_it_is() -> None:
    """Keep Python from looking through all of it again at the end, to throw it away anyhow."""
    if "duckdb" not in sys.modules:  # which reports what is still there then
        gc.freeze()


def _run() -> None:
    from typer.exceptions import TyperException

    from evaluator.cli.app import command
    from evaluator.cli.output import discard_output, flush_output, prepare_streams, say

    prepare_streams()
    try:
        try:
            code = command()(standalone_mode=False)  # by itself it would tell faults of a call in words of its own
        finally:
            flush_output()
        sys.exit(code if isinstance(code, int) else 0)
    except TyperException as error:
        from evaluator.cli.misuse import misuse_in_words

        if told := misuse_in_words(error, sys.argv[1:]):
            say(f"cat2: {told}")
        sys.exit(UserError.exit_code)
    except UserError as error:
        say(f"cat2: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output left, as `head` does
        discard_output()
        sys.exit(READER_LEFT)
    except OSError as error:
        if not (told := cannot_be_used(error)):
            raise
        say(f"cat2: {told}")
        sys.exit(UserError.exit_code)
    except SystemExit as left:  # typer and rich see it first, and end with 1, which means --fail-on here
        if not isinstance(left.__context__, BrokenPipeError):
            raise
        discard_output()
        sys.exit(READER_LEFT)
