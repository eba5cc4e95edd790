"""The commands of `cat2`, put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

from evaluator.cli import (
    advising,
    archiving,
    authoring,
    batching,
    evaluating,
    importing,
    looking_ahead,
    own_files,
    packs,
    reviewing,
    serving,
    tables,
    templates,
)
from evaluator.cli.output import give
from evaluator.version import VERSION

app = typer.Typer(
    name="cat2",
    help="Compare a proposal for a CPT Category II code with the AMA's published criteria, "
    "and say what is missing and how to close it. "
    "Nothing leaves this machine, and nothing here predicts a decision of the AMA.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        give(f"cat2 {VERSION}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


for one in (
    authoring.new,
    evaluating.check,
    evaluating.evaluate,
    evaluating.report,
    evaluating.explain,
    advising.plan,
    advising.whatif,
    advising.diff,
    looking_ahead.next_,
    looking_ahead.sensitivity,
    own_files.calendar,
    batching.batch,
    authoring.guide,
    authoring.schema,
    serving.serve,
):
    app.command(one.__name__.rstrip("_"))(one)
importing.importing.command("table")(tables.table)
app.add_typer(importing.importing, name="import")
app.add_typer(archiving.app, name="archive")
app.add_typer(reviewing.app, name="review")
app.add_typer(packs.app, name="pack")
app.add_typer(templates.app, name="template")


@cache
def command() -> Callable[[], object]:
    """Put the commands together, once for a process."""
    return get_command(app)
