"""The commands of `cat2`, each read in when it is asked for: to make all of them ready costs a tenth of a short one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from evaluator.cli.output import give
from evaluator.version import VERSION

if TYPE_CHECKING:
    from typer._click import Command, Context  # typer has its own click, and no public name for these

# In the order in which the help lists them: the module that holds each, and its name there.
_COMMANDS = {
    "new": "authoring:new",
    "check": "evaluating:check",
    "evaluate": "evaluating:evaluate",
    "report": "evaluating:report",
    "explain": "evaluating:explain",
    "plan": "advising:plan",
    "whatif": "advising:whatif",
    "diff": "advising:diff",
    "next": "looking_ahead:next_",
    "sensitivity": "looking_ahead:sensitivity",
    "calendar": "own_files:calendar",
    "batch": "batching:batch",
    "guide": "authoring:guide",
    "schema": "authoring:schema",
    "serve": "serving:serve",
    "import": "importing:importing",
    "archive": "archiving:app",
    "review": "reviewing:app",
    "pack": "packs:app",
    "template": "templates:app",
}


class _OnDemand(TyperGroup):
    """Makes a command ready when it is looked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(_COMMANDS)  # the names, for the one that is meant by another

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002  typer's own words
        return _made_ready(cmd_name) if cmd_name in _COMMANDS else None


@cache
def _made_ready(name: str) -> Command:
    module, _, attribute = _COMMANDS[name].partition(":")
    found = getattr(import_module(f"evaluator.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        made: Command = get_group(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        made = get_command(alone)
    made.name = name
    return made


app = typer.Typer(
    name="cat2",
    cls=_OnDemand,
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


@cache
def command() -> Callable[..., object]:
    """Put the commands together, once for a process."""
    return get_command(app)
