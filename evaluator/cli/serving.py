"""The command that opens the form in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.output import say
from evaluator.cli.own_files import CalendarFile, CodesFile, code_list, own_calendar
from evaluator.packs import load_pack


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="This machine alone: 127.0.0.1, ::1 or localhost.")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="PORT", help="The port; 0 takes a free one.", parser=o.number(int, "--port", 0, 65535)
        ),
    ] = 8202,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            help="Where proposals are kept; CAT2_DATA names it too.  \\[default: your folder for data]",
            show_default=False,
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only serve; open no browser.")] = False,
) -> None:
    """Fill in proposals in the browser, with what is found beside the form; for this machine alone."""
    from evaluator.extras import library

    for name in ("fastapi", "uvicorn", "sqlalchemy", "alembic", "python_multipart"):
        library(name, "web", "The form in the browser")
    from evaluator.store.proposals import Store
    from evaluator.web.own import Own
    from evaluator.web.serving import address_of, data_folder, listening
    from evaluator.web.serving import serve as answer

    chosen, folder = load_pack(pack, profile), data_folder(data)
    own = Own(o.day(as_of) if as_of else None, code_list(codes), own_calendar(calendar))
    with listening(host, port) as listener:
        store = Store(folder)  # before anything is promised
        say(f"The form is at {address_of(listener)}\nProposals are kept in {folder}\nTo stop it: Ctrl+C")
        answer(listener, store, chosen, own, browser=not no_browser)
