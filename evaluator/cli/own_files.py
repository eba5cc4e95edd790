"""Options for files of the user's own, a list of codes and a calendar, and the command that shows the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.calendar import outlook
from evaluator.cli import options as o
from evaluator.cli.document import OneDocument
from evaluator.cli.talk import Talk, told_pack
from evaluator.errors import UsageError

if TYPE_CHECKING:
    from evaluator.model.calendar import Calendar
    from evaluator.packs.own_codes import CodeList

CodesFile = Annotated[
    str | None,
    typer.Option(
        "--codes",
        metavar="FILE",
        help="Your own list of codes: TOML with existing, retired and sections, or one code a line.  \\[default: none]",
        show_default=False,
    ),
]
CalendarFile = Annotated[
    str | None,
    typer.Option(
        "--calendar",
        metavar="FILE",
        help="Your own calendar of meetings, as TOML.  \\[default: none]",
        show_default=False,
    ),
]


def code_list(path: str | None) -> CodeList | None:
    """Read the user's list of codes, if one is named.

    Raises:
        CodeListError: with every fault of the file.
    """
    from evaluator.packs.own_codes import read_codes

    return read_codes(path) if path else None


def own_calendar(path: str | None) -> Calendar | None:
    """Read the user's calendar, if one is named.

    Raises:
        CalendarError: with every fault of the file.
    """
    from evaluator.packs.own_calendar import read_calendar

    return read_calendar(path) if path else None


def calendar(
    pack: o.PackName = None,
    as_of: o.AsOf = None,
    own: CalendarFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show which deadlines can still be made, and when a code could appear at the earliest."""
    from evaluator.rendering.calendar import calendar_text

    document, talk = OneDocument(form, output, own), Talk(quiet, verbose)
    published = told_pack(pack, None, talk).calendar
    if published is None:
        raise UsageError("--pack: this pack has no calendar.toml; its publisher's release days are not known")
    found = outlook(published, o.day(as_of), own_calendar(own))
    talk.read(calendar=own)
    document.give(found.model_dump_json(indent=2) if document.is_json else calendar_text(found))
