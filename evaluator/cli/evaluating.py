"""Commands that evaluate: check, evaluate, report, explain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from evaluator.api import Evaluator
from evaluator.cli import options as o
from evaluator.cli.desk import Desk
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.earlier import Earlier, SinceFile, changes_block
from evaluator.cli.endings import kinds_for
from evaluator.cli.inputs import Inputs, result_for
from evaluator.cli.output import say, styles_shown
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.preparing import prepared
from evaluator.cli.reviewing import ReviewFile, refuse_review_of_saved
from evaluator.cli.saved import saved_result
from evaluator.cli.talk import Talk
from evaluator.cli.writing import writer_for
from evaluator.errors import UsageError
from evaluator.model.evaluation import Result
from evaluator.model.proposal import Proposal
from evaluator.rendering.sourced import Sourced

INVALID, FOUND, ERROR = 2, 1, 3


def check(
    files: o.Files = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    review: ReviewFile = None,
    since: SinceFile = None,
    form: o.LineFormat = None,
    output: o.Printed = None,
    fail_on: o.FailOn = o.FAIL_DEFAULT,
    quiet: o.Quiet = False,
    verbose: o.MoreOfGaps = False,
) -> None:
    """Show the gaps of proposals briefly, with what closes each."""
    wanted = o.fail_words(fail_on)
    document = OneDocument(form, output, *(files or []), profile, codes, calendar, review, since)
    earlier, talk = Earlier(since, files), Talk(quiet, verbose)
    names = o.required(files)
    evaluator = prepared(pack, profile, as_of, codes, calendar, talk, review)
    talk.read(since=since)
    inputs = _inputs(names, evaluator, talk, review, since)
    results, texts = [], []
    for name, result in inputs.results(evaluator):
        results.append(result)
        found = earlier.beside(Sourced(result))
        text = _lines(found) if document.is_json else _text(found, name, verbose=verbose)
        if document.is_printed:
            document.give(text)
        texts.append(text.removesuffix("\n"))
    if texts and not document.is_printed:
        document.give("\n".join(texts))
    _leave(results, wanted, refused=bool(inputs.refused))


def evaluate(
    files: o.Files = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    review: ReviewFile = None,
    since: SinceFile = None,
    form: o.ResultFormats = None,
    audience: o.For = "applicant",
    annex: o.Annex = True,
    language: o.Language = "en",
    templates: o.Templates = None,
    output: o.Output = None,
    fail_on: o.FailOn = "never",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Evaluate proposals and write results and reports."""
    kinds, wanted = kinds_for(form, output, "json", files), o.fail_words(fail_on)
    writer = writer_for(kinds, language, audience, templates, annex=annex)
    earlier, talk = Earlier(since, files, audience), Talk(quiet, verbose)
    names = o.required(files)
    evaluator = prepared(pack, profile, as_of, codes, calendar, talk, review)
    talk.read(since=since)
    inputs = _inputs(names, evaluator, talk, review, since)
    desk = Desk(kinds, output, inputs.files, writer, (profile, codes, calendar, review, since))
    results = _handed_out(desk, inputs, evaluator, earlier)
    desk.close()
    _leave(results, wanted, refused=bool(inputs.refused))


def report(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE…",
            help="Proposals, or results that `cat2 evaluate -f json` wrote; - reads a proposal from standard input.",
            show_default=False,
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    review: ReviewFile = None,
    since: SinceFile = None,
    form: o.ReportFormats = None,
    audience: o.For = "applicant",
    annex: o.Annex = True,
    language: o.Language = "en",
    templates: o.Templates = None,
    output: o.Output = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Write gap reports from proposals or from saved results."""
    kinds = kinds_for(form, output, "html", files)
    names = list(dict.fromkeys(o.required(files)))
    earlier = Earlier(since, names, audience)
    writer = writer_for(kinds, language, audience, templates, annex=annex)
    desk = Desk(kinds, output, names, writer, (profile, codes, calendar, review, since))
    saved = {name: saved_result(name) for name in names}
    fresh = [name for name, result in saved.items() if result is None]
    refuse_review_of_saved(review, [name for name in names if name not in fresh])
    talk = Talk(quiet, verbose)
    talk.read(since=since)
    inputs = evaluator = None
    if fresh:
        evaluator = prepared(pack, profile, as_of, codes, calendar, talk, review)
        inputs = _inputs(fresh, evaluator, talk, review, since)
    results = []
    for name, result in saved.items():  # in the order in which they were named
        if result is not None:
            talk.more(f"read {name}: a saved result")
            found = earlier.beside(Sourced(result))
            desk.hand_out(found, Path(name).name.removesuffix(".json").removesuffix(".evaluation"))
            results.append(found.result)
        elif inputs is not None and evaluator is not None:
            results += _handed_out(desk, inputs, evaluator, earlier, [name])
    desk.close()
    _leave(results, [], refused=inputs is not None and bool(inputs.refused))


def explain(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A proposal, or a saved result; - reads a proposal from standard input."),
    ],
    criterion: Annotated[
        str | None,
        typer.Argument(
            metavar="CRITERION", help="A criterion such as F, or form.  \\[default: all]", show_default=False
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    calendar: CalendarFile = None,
    review: ReviewFile = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    why_not: Annotated[
        bool,
        typer.Option(
            "--why-not", help="What keeps the engine's findings from being better, and what would have to be true."
        ),
    ] = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show the path from the answers to a finding: what was read, which case held, which rule fired."""
    document, talk = OneDocument(form, output, file, profile, codes, calendar, review), Talk(quiet, verbose)
    result = saved_result(file)
    refuse_review_of_saved(review, [file] if result else [])
    if why_not and result is not None:
        raise UsageError(f"--why-not: {file} is a saved result, which holds no answers; name the proposal")
    inputs = None
    if result is None:
        evaluator = prepared(pack, profile, as_of, codes, calendar, talk, review)
        inputs = _inputs([file], evaluator, talk, review, None)
        read = inputs.only()
        result = result_for(evaluator, read) if read is not None else None
        if why_not and read is not None and result is not None:
            document.give(_why_not(evaluator, read.proposal, result, criterion, document))
    else:
        talk.more(f"read {file}: a saved result")
    if result is not None and not why_not:
        document.give(_explanation(result, criterion, document))
    _leave([result] if result else [], [], refused=inputs is not None and bool(inputs.refused))


def _explanation(result: Result, criterion: str | None, document: OneDocument) -> str:
    from evaluator.rendering.explanation import explained, explanation

    if document.is_json:
        return as_json(explained(result, criterion))
    return explanation(result, criterion, styled=document.is_printed and styles_shown())


def _why_not(
    evaluator: Evaluator, proposal: Proposal, result: Result, criterion: str | None, document: OneDocument
) -> str:
    from evaluator.advice.why_not import why_not
    from evaluator.rendering.why_not import why_not_text

    found = why_not(evaluator, proposal, criterion)
    if document.is_json:
        return as_json(found)
    return why_not_text(found, result.source_map, result.evaluation.notice)


def _inputs(names: list[str], evaluator: Evaluator, talk: Talk, review: str | None, since: str | None) -> Inputs:
    """Take the files; a review and an earlier draft are of one proposal."""
    return Inputs(names, evaluator.pack, talk, one=bool(since) or review is not None)


def _handed_out(
    desk: Desk, inputs: Inputs, evaluator: Evaluator, earlier: Earlier, files: list[str] | None = None
) -> list[Result]:
    results = []
    for name, found in inputs.sourced(evaluator, partial(desk.writer.documents, desk.kinds, evaluator), files):
        results.append(found.result)
        desk.hand_out(earlier.beside(found), name)
    return results


def _text(found: Sourced, name: str, *, verbose: bool) -> str:
    from evaluator.rendering.terminal import terminal_summary

    return terminal_summary(found.result, name=name, verbose=verbose) + changes_block(found.documents.changes)


def _lines(found: Sourced) -> str:
    """Write a result on one line, and what changed since an earlier draft on a line of its own."""
    documents = [found.result.model_dump(mode="json", by_alias=True)]
    changes = found.documents.changes
    documents += [changes.model_dump(mode="json")] if changes is not None else []
    return "\n".join(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in documents)


def _leave(results: Iterable[Result], wanted: list[str], *, refused: bool) -> None:
    found = list(results)
    if refused:
        raise typer.Exit(INVALID)
    if any(o.ended_in_error(result.evaluation) for result in found):
        say("cat2: part of a proposal could not be evaluated; see the errors in the report")
        raise typer.Exit(ERROR)
    if any(o.fails(result.evaluation, wanted) for result in found):
        raise typer.Exit(FOUND)
