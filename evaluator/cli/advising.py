"""Commands that compare evaluations: diff, whatif, plan."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.api import Evaluator
from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.inputs import Inputs, result_for
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.preparing import prepared
from evaluator.cli.saved import saved_result
from evaluator.cli.talk import Talk
from evaluator.errors import ProposalError, UsageError
from evaluator.model.evaluation import Evaluation

if TYPE_CHECKING:
    from evaluator.model.changes import Changes

Before = Annotated[str, typer.Argument(metavar="BEFORE", help="A proposal, or a saved result; - reads a proposal.")]
After = Annotated[str, typer.Argument(metavar="AFTER", help="Another one, or a later draft of it.")]
INVALID = 2


def diff(
    before: Before,
    after: After,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    rescore: Annotated[
        bool, typer.Option("--rescore", help="Evaluate both proposals anew under one pack, so that numbers compare.")
    ] = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show what changed between two drafts or two saved results, for the better (+) or the worse (-)."""
    from evaluator.advice.changes import changes_between

    document, talk = OneDocument(form, output, before, after, profile, codes, calendar), Talk(quiet, verbose)
    evaluator = prepared(pack, profile, as_of, codes, calendar, talk)
    sides = [_side(name, evaluator, talk, rescore=rescore) for name in (before, after)]
    _show(changes_between(sides[0], sides[1]), document)


def whatif(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A proposal; - reads standard input.")],
    settings: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="An answer to try, written as in a proposal; may be given several times.",
        ),
    ],
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Try answers without saving them: what would change if they stood in the proposal."""
    from evaluator.advice.changes import changes_between
    from evaluator.advice.what_if import with_answers

    document, talk = OneDocument(form, output, file, profile, codes), Talk(quiet, verbose)
    evaluator = prepared(pack, profile, as_of, codes, None, talk)
    read = Inputs([file], evaluator.pack, talk).only()
    if read is None:
        raise typer.Exit(INVALID)
    tried = with_answers(read.proposal, [_setting(text) for text in settings], evaluator.pack)
    _show(changes_between(evaluator.evaluate(read.proposal), evaluator.evaluate(tried)), document)


def plan(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A proposal; - reads standard input.")],
    goal: Annotated[str, typer.Option("--to", metavar="GOAL", help="for_judgement or ready.")] = "for_judgement",
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Find the least work that closes the gaps: up to three sets of steps, each confirmed by the engine."""
    from evaluator.advice.plan import plans_for
    from evaluator.rendering.plan import plans_text

    document, talk = OneDocument(form, output, file, profile, codes), Talk(quiet, verbose)
    wanted = o.one_word(goal, ("for_judgement", "ready"), "--to")
    evaluator = prepared(pack, profile, as_of, codes, None, talk)
    read = Inputs([file], evaluator.pack, talk).only()
    if read is None:
        raise typer.Exit(INVALID)
    plans = plans_for(evaluator, read.proposal, "ready" if wanted == "ready" else "for_judgement")
    document.give(as_json(plans) if document.is_json else plans_text(plans))


def _setting(text: str) -> tuple[str, object]:
    """Split FIELD=VALUE; the value is JSON where it reads as such, a list or group as in a file, and text otherwise."""
    path, sign, value = text.partition("=")
    if not sign or not path.strip():
        raise UsageError(f"--set: found '{text}'; expected a field and its value, such as measure.type=outcome")
    try:
        return path.strip(), json.loads(value)
    except (ValueError, RecursionError):
        return path.strip(), _rows_of(value.strip())


def _rows_of(text: str) -> object:
    # A proposal is written so: [E1, E2] and {value: the answer, evidence: [E1]}. What is not closed is a text.
    if (text[:1], text[-1:]) not in (("[", "]"), ("{", "}")):
        return text

    from evaluator.proposals.yaml_text import yaml_document

    read: object = None
    with contextlib.suppress(ProposalError):
        read = yaml_document(f"answer: {text}").data
    if not isinstance(read, dict) or set(read) != {"answer"}:  # a line break may begin a key that is none of the answer
        raise UsageError(
            f"--set: found '{text}'; expected a list such as [E1, E2] or a group such as"
            " {value: the answer, evidence: [E1]}; a text in brackets stands in double quotes"
        )
    return read["answer"]


def _side(name: str, evaluator: Evaluator, talk: Talk, *, rescore: bool) -> Evaluation:
    result = saved_result(name)
    if result is not None and rescore:
        raise UsageError(f"--rescore: {name} is a saved result; name the proposal it was made from")
    if result is not None:
        talk.more(f"read {name}: a saved result")
        return result.evaluation
    found = Inputs([name], evaluator.pack, talk).only()
    if found is None:
        raise typer.Exit(INVALID)
    return result_for(evaluator, found).evaluation


def _show(changes: Changes, document: OneDocument) -> None:
    from evaluator.rendering.changes import changes_text

    document.give(as_json(changes) if document.is_json else changes_text(changes))
