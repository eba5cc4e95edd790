"""The command that scores an archive."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options as o
from evaluator.cli.document import TEXT
from evaluator.cli.output import give, say
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.talk import Talk
from evaluator.errors import NoInputError, UsageError

if TYPE_CHECKING:
    from evaluator.archive.batch import Progress, Wish

VISIBILITIES = ("own", "published", "confidential")
_TELL_EVERY = 5.0


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="IN…",
        help="Files, folders, patterns, zip and tar archives of proposals, FHIR Measures or tables.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="RUN", help="A new folder for the run.", parser=o.folder, show_default=False
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "-j", "--jobs", metavar="N", help="Processes that score, from 1 to 256.", parser=o.number(int, "--jobs", 1, 256)
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a run that was broken off.")]
Mappings = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping",
        metavar="[PATTERN=]MAPPING",
        help="What means what in tables; several times with the pattern of the files that each is for.",
        show_default=False,
    ),
]
Visibility = Annotated[
    str, typer.Option("--visibility", metavar="WHOSE", help="Of these records: own, published or confidential.")
]
Evaluations = Annotated[bool, typer.Option("--evaluations", help="Also keep every full evaluation, as JSON lines.")]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        help="For one record, up to 3600; longer is an error of it.",
        parser=o.number(float, "--time-limit", 0.001, 3600.0),
    ),
]
Format = Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="Of the summary: text or json.")]


def batch(
    inputs: Inputs = None,
    output: Output = None,
    jobs: Jobs = 1,
    resume: Resume = False,
    mapping: Mappings = None,
    visibility: Visibility = "confidential",
    evaluations: Evaluations = False,
    time_limit: TimeLimit = 60.0,
    format_: Format = "text",
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Score an archive: every record is scored or listed with its error; broken off, it goes on with --resume."""
    run = _refuse_misfits(inputs, output, visibility, format_)
    needs_archive("A batch")
    from evaluator.archive.batch import Wish
    from evaluator.archive.score import Ruling

    today = o.day(as_of).isoformat() if as_of or not resume else ""
    talk = Talk(quiet, verbose)
    talk.read(codes=codes, calendar=calendar)
    ruling = Ruling(pack, profile, today, codes, calendar, tuple(mapping or ()), visibility, evaluations)
    manifest = _run(Wish(inputs or [], run, ruling, workers=jobs, seconds=time_limit, resume=resume), quiet=quiet)
    talk.more(told_ruler(manifest))
    for name in manifest["passed_over"]:
        talk.more(f"passed over {name}")
    give(json.dumps(manifest, ensure_ascii=False, indent=1) if format_ == "json" else summary_of(manifest, run))
    if not manifest["in"]:
        raise NoInputError(f"{run}: the inputs held no records")
    if manifest.get("evaluation_errors"):
        raise typer.Exit(3)
    if not manifest["scored"]:
        raise typer.Exit(2)


def _refuse_misfits(inputs: list[str] | None, output: Path | None, visibility: str, format_: str) -> Path:
    """Give the folder of the run, once all words fit together."""
    if not inputs:
        raise NoInputError("no inputs; name files, folders or archives")
    if output is None:
        raise UsageError("a run needs -o RUN, a new folder")
    o.one_word(visibility, VISIBILITIES, "--visibility")
    o.one_format(format_, TEXT)
    return output


def _run(wish: Wish, *, quiet: bool) -> dict[str, Any]:
    from evaluator.archive.batch import run_batch

    try:
        return run_batch(wish, Teller(quiet=quiet))
    except KeyboardInterrupt:
        say(f"\nbroken off; go on with: cat2 batch … -o {wish.run} --resume", quiet=quiet)
        raise


def needs_archive(what: str) -> None:
    """Say which extra brings what archives need, before anything is read.

    Raises:
        MissingExtraError: it is not installed.
    """
    from evaluator.extras import library

    for name in ("pyarrow", "duckdb"):
        library(name, "archive", what)


def told_ruler(manifest: dict[str, Any]) -> str:
    """Say by which criteria and for which day a run was scored."""
    ruler = manifest["ruler"]
    profile = f", profile {ruler['profile']}" if ruler["profile"] else ""
    return (
        f"criteria: {ruler['pack']}@{ruler['edition']}, digest {ruler['digest'][:12]}{profile}, as of {ruler['as_of']}"
    )


def summary_of(manifest: dict[str, Any], run: Path) -> str:
    """Say how a batch ended, so that every record is accounted for."""
    where = "these records, unless their mapping tells it" if manifest["mappings"] else "these records"
    aside = manifest.get("gaps_not_counted", 0)
    gaps = _count(manifest["gaps"], "gap") + (f", {aside:,} more that do not count" if aside else "")
    lines = [
        f"{run}: {manifest['in']:,} in, {manifest['scored']:,} scored, {_count(manifest['errors'], 'error')}",
        f"{gaps}; visibility of {where}: {manifest['visibility']}",
    ]
    if manifest["errors"]:
        lines.append(f"{run}/errors has each error with its place and reason")
    if failed := manifest.get("evaluation_errors"):
        lines.append(
            f"{_count(failed, 'record')} could not be evaluated, or not in full; "
            "the table of errors, and engine_errors in that of proposals, say which"
        )
    if not_wanted := manifest["not_wanted"]:
        lines.append(
            f"{_count(not_wanted, 'row or resource', 'rows or resources')} passed over: "
            "no measures by their mapping, or by their type in FHIR"
        )
    if passed_over := len(manifest["passed_over"]):
        lines.append(f"{_count(passed_over, 'file')} of another kind, or without records; manifest.json names them")
    if unused := manifest.get("mappings_unused"):
        lines.append(f"--mapping: no file was for {', '.join(unused)}")
    if twice := len(manifest["ids_more_than_once"]):
        lines.append(f"{_count(twice, 'id')} for several records; each record is scored and has its place")
    return "\n".join(lines)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


class Teller:
    """Tells on standard error how far a batch is: on one line of a terminal, or now and then in a file."""

    def __init__(self, *, quiet: bool) -> None:
        """Tell nothing where `quiet`."""
        self._quiet, self._last = quiet, time.monotonic()
        self._terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def __call__(self, progress: Progress) -> None:
        """Tell it, if it is time."""
        now = time.monotonic()
        if self._quiet or now - self._last < (0.5 if self._terminal else _TELL_EVERY):
            return
        self._last = now
        rate = progress.done / max(progress.seconds, 0.001)
        left = progress.seconds * (1 - progress.share) / progress.share if progress.share else 0
        text = f"{progress.done:,} records, {progress.errors:,} errors, {rate:,.0f} a second, about {_time(left)} left"
        if self._terminal:
            sys.stderr.write(f"\r{text}\x1b[K")
            sys.stderr.flush()
        else:
            say(text)


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
