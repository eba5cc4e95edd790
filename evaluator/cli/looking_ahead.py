"""Commands that try many answers: sensitivity and next."""

from __future__ import annotations

from typing import Annotated

import typer

from evaluator.api import Evaluator
from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.inputs import Inputs
from evaluator.cli.own_files import CodesFile
from evaluator.cli.preparing import prepared
from evaluator.cli.talk import Talk
from evaluator.proposals.reading import ReadProposal

File = Annotated[str, typer.Argument(metavar="FILE", help="A proposal; - reads standard input.")]
INVALID = 2


def sensitivity(
    file: File,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """For staff only: show which findings hang on a single answer or evidence item, and which are robust."""
    from evaluator.advice.sensitivity import sensitivity_of
    from evaluator.rendering.sensitivity import sensitivity_text

    document, talk = OneDocument(form, output, file, profile, codes), Talk(quiet, verbose)
    evaluator, read = _read(file, prepared(pack, profile, as_of, codes, None, talk), talk)
    found = sensitivity_of(evaluator, read.proposal, read.source_map)
    document.give(as_json(found) if document.is_json else sensitivity_text(found))


def next_(
    file: File,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, and not the first ten.")] = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show which unanswered questions to answer next: by how much an answer can settle, then by effort."""
    from evaluator.advice.ask_next import next_questions
    from evaluator.rendering.next_questions import next_questions_text

    document, talk = OneDocument(form, output, file, profile, codes), Talk(quiet, verbose)
    evaluator, read = _read(file, prepared(pack, profile, as_of, codes, None, talk), talk)
    found = next_questions(evaluator, read.proposal, read.source_map)
    document.give(as_json(found) if document.is_json else next_questions_text(found, every=every))


def _read(file: str, evaluator: Evaluator, talk: Talk) -> tuple[Evaluator, ReadProposal]:
    read = Inputs([file], evaluator.pack, talk).only()
    if read is None:
        raise typer.Exit(INVALID)
    return evaluator, read
