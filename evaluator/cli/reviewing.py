"""Commands about reviews: begin a review file, compare reviewers; and the option that names one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.document import OneDocument
from evaluator.cli.inputs import Inputs
from evaluator.cli.next_step import command_line
from evaluator.cli.output import give, give_path, write_whole
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.preparing import prepared
from evaluator.cli.talk import Talk
from evaluator.errors import Fault, NoInputError, ReviewError, UsageError

if TYPE_CHECKING:
    from evaluator.api import Evaluator
    from evaluator.model.proposal import Proposal
    from evaluator.review.reading import ReadReview
    from evaluator.review.scaffold import Wishes

INVALID = 2
_ENDINGS = (".review.yaml", ".review.yml", ".review.json")
ReviewFile = Annotated[
    str | None,
    typer.Option(
        "--review",
        metavar="FILE",
        help="A review of this one proposal: what people decided stands beside what was found, and "
        "--fail-on looks at what follows from both.  \\[default: none]",
        show_default=False,
    ),
]

app = typer.Typer(help="Decide beside the findings, and compare reviewers.", no_args_is_help=True)


def refuse_review_of_saved(review: str | None, saved: list[str]) -> None:
    """Keep a review from being laid over a result that was saved.

    Raises:
        UsageError: if there is such a result.
    """
    if review is not None and saved:
        raise UsageError(f"--review: {saved[0]} is a saved result; name the proposal it was made from")


@app.command()
def new(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The proposal to be reviewed; - reads standard input.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write the review here, and not to NAME.review.yaml beside the proposal; - prints it.",
            show_default=False,
        ),
    ] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who reviews.", show_default=False)] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="A blind first round: ask for ratings and do not show what was found.")
    ] = False,
    all_checks: Annotated[
        bool, typer.Option("--all-checks", help="An entry for every required check, not only for open questions.")
    ] = False,
    earlier: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="REVIEW",
            help="A review of an earlier draft: what it says of answers that have not changed is carried over, "
            "and what lapsed is told, to be decided anew.",
            show_default=False,
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Begin a review: a commented file beside the proposal, to be filled in; it never replaces a file."""
    from evaluator.review.scaffold import Wishes

    if blind:
        _refuse_in_a_blind_round(earlier, all_checks=all_checks)
    talk = Talk(quiet, verbose)
    evaluator = prepared(pack, profile, as_of, codes, calendar, talk)
    read = Inputs([file], evaluator.pack, talk).only()
    if read is None:
        raise typer.Exit(INVALID)
    text, carried = _begun(evaluator, read.proposal, Wishes(reviewer.strip(), blind, all_checks), earlier)
    if carried:
        talk.say(carried)
    if str(output) == "-" or (output is None and file == "-"):
        give(text)
        return
    path = output or _beside(Path(file), reviewer)
    _refuse_taken(path)
    give_path(write_whole(path, text, force=False))
    if blind:
        talk.say(f"Fill in {path}; once others have done the same: {command_line('review', 'compare', path)} OTHER")
        return
    same = {"pack": pack, "profile": profile, "as_of": as_of, "codes": codes, "calendar": calendar}
    then = command_line("report", file, "--review", path, "-o", "report.html", **same)
    talk.say(f"Fill in {path}, then run: {then}")


def _refuse_in_a_blind_round(earlier: str | None, *, all_checks: bool) -> None:
    if all_checks:
        raise UsageError("--blind: a blind round asks about criteria; leave out --all-checks")
    if earlier is not None:
        raise UsageError("--blind: a blind round shows nothing that was said before; leave out --from")


def _refuse_taken(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file in it with -o")
    if path.exists():
        raise UsageError(f"{path}: this file exists already, and no review is replaced; name another file with -o")


def _begun(evaluator: Evaluator, proposal: Proposal, wishes: Wishes, earlier: str | None) -> tuple[str, str]:
    """Write the text of a review, and how much of an earlier one is in it."""
    from evaluator.review.reading import read_review
    from evaluator.review.scaffold import review_carried_over, review_scaffold

    if earlier is None:
        return review_scaffold(evaluator, proposal, wishes), ""
    text, carried = review_carried_over(evaluator, proposal, wishes, read_review(earlier))
    return text, carried.summary


@app.command()
def compare(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REVIEW…",
            help="Review files, or folders with *.review.yaml, of two or more reviewers.",
            show_default=False,
        ),
    ] = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Compare reviewers who judged apart: agreement on each criterion, and what to discuss."""
    from evaluator.rendering.comparison import comparison_text
    from evaluator.review.comparing import compare as compared

    paths, talk = _files(files), Talk(quiet, verbose)
    document = OneDocument(form, output, *paths)
    found = compared(_reviews(paths))
    for path in paths:
        talk.more(f"read {path}")
    document.give(found.model_dump_json(indent=2, by_alias=True) if document.is_json else comparison_text(found))


def _files(names: list[str] | None) -> list[Path]:
    """List the files named, and the reviews in the folders named, each once.

    Raises:
        NoInputError: if there is none.
    """
    if not names:
        raise NoInputError("no review files; name those of two reviewers, or a folder that holds them")
    found: dict[Path, Path] = {}
    for path in map(Path, names):
        inside = sorted(each for ending in _ENDINGS for each in path.glob(f"*{ending}")) if path.is_dir() else [path]
        if not inside:
            raise NoInputError(f"{path}: this folder holds no file whose name ends in .review.yaml")
        found |= {each.resolve(): each for each in inside}
    return list(found.values())


def _reviews(files: list[Path]) -> list[ReadReview]:
    """Read all files, and tell the faults of all of them at once.

    Raises:
        ReviewError: with every fault.
    """
    from evaluator.review.reading import read_review

    reads: list[ReadReview] = []
    faults: list[Fault] = []
    for path in files:
        if not path.exists():
            expected, step = "a review file, or a folder with *.review.yaml", "Begin one with `cat2 review new`."
            faults.append(Fault("", "no file or folder of this name", expected, step, str(path)))
            continue
        try:
            reads.append(read_review(str(path)))
        except ReviewError as error:
            faults += error.faults
    if faults:
        raise ReviewError(faults)
    return reads


def _beside(proposal: Path, reviewer: str) -> Path:
    """Name the review after the proposal and, where it is known, the reviewer: two reviewers have a file each."""
    words = "-".join("".join(each if each.isalnum() else " " for each in reviewer).casefold().split())[:40]
    return proposal.with_name(f"{proposal.stem}{f'.{words}' if words else ''}.review.yaml")
