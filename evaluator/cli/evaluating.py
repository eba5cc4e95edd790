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
from evaluator.cli.earlier import Earlier, SinceFile, changes_block
from evaluator.cli.endings import kinds_for
from evaluator.cli.inputs import Inputs, result_for
from evaluator.cli.output import give, say, styles_shown
from evaluator.cli.own_files import CalendarFile, CodesFile
from evaluator.cli.reviewing import ReviewFile, evaluator_under, refuse_review_of_saved
from evaluator.cli.saved import saved_result
from evaluator.cli.writing import writer_for
from evaluator.errors import UsageError
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Result
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
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
    form: o.LineFormat = "text",
    fail_on: o.FailOn = o.FAIL_DEFAULT,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show the gaps of proposals briefly, with what closes each."""
    wanted = o.fail_words(fail_on)
    kind = o.text_or_json(form)
    earlier = Earlier(since, files)
    inputs, evaluator = _prepared(
        files, load_pack(pack, profile), as_of, codes, calendar, review, quiet=quiet, one=bool(since)
    )
    results = []
    for name, result in inputs.results(evaluator):
        results.append(result)
        found = earlier.beside(Sourced(result))
        give(_lines(found) if kind == "json" else _text(found, name, verbose=verbose))
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
) -> None:
    """Evaluate proposals and write results and reports."""
    kinds, wanted = kinds_for(form, output, "json", files), o.fail_words(fail_on)
    writer = writer_for(kinds, language, audience, templates, annex=annex)
    earlier = Earlier(since, files, audience)
    inputs, evaluator = _prepared(
        files, load_pack(pack, profile), as_of, codes, calendar, review, quiet=quiet, one=bool(since)
    )
    desk = Desk(kinds, output, inputs.files, writer, review, since)
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
) -> None:
    """Write gap reports from proposals or from saved results."""
    kinds = kinds_for(form, output, "html", files)
    names = list(dict.fromkeys(o.required(files)))
    earlier = Earlier(since, names, audience)
    writer = writer_for(kinds, language, audience, templates, annex=annex)
    desk = Desk(kinds, output, names, writer, review, since)
    saved = {name: saved_result(name) for name in names}
    fresh = [name for name, result in saved.items() if result is None]
    refuse_review_of_saved(review, [name for name in names if name not in fresh])
    prepared = None
    if fresh:
        prepared = _prepared(
            fresh, load_pack(pack, profile), as_of, codes, calendar, review, quiet=quiet, one=bool(since)
        )
    results = []
    for name, result in saved.items():  # in the order in which they were named
        if result is not None:
            found = earlier.beside(Sourced(result))
            desk.hand_out(found, Path(name).name.removesuffix(".json").removesuffix(".evaluation"))
            results.append(found.result)
        elif prepared is not None:
            results += _handed_out(desk, *prepared, earlier, [name])
    desk.close()
    _leave(results, [], refused=prepared is not None and bool(prepared[0].refused))


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
    form: o.OneFormat = "text",
    why_not: Annotated[
        bool,
        typer.Option(
            "--why-not", help="What keeps the engine's findings from being better, and what would have to be true."
        ),
    ] = False,
    quiet: o.Quiet = False,
) -> None:
    """Show the path from the answers to a finding: what was read, which case held, which rule fired."""
    kind = o.text_or_json(form)
    result = saved_result(file)
    refuse_review_of_saved(review, [file] if result else [])
    if why_not and result is not None:
        raise UsageError(f"--why-not: {file} is a saved result, which holds no answers; name the proposal")
    inputs = None
    if result is None:
        inputs, evaluator = _prepared([file], load_pack(pack, profile), as_of, codes, calendar, review, quiet=quiet)
        read = inputs.only()
        result = result_for(evaluator, read) if read is not None else None
        if why_not and read is not None and result is not None:
            give(_why_not(evaluator, read.proposal, result, criterion, kind))
    if result is not None and not why_not:
        give(_explanation(result, criterion, kind))
    _leave([result] if result else [], [], refused=inputs is not None and bool(inputs.refused))


def _explanation(result: Result, criterion: str | None, kind: str) -> str:
    from evaluator.rendering.explanation import explained, explanation

    if kind == "json":
        return json.dumps(explained(result, criterion), ensure_ascii=False, indent=2)
    return explanation(result, criterion, styled=styles_shown())


def _why_not(evaluator: Evaluator, proposal: Proposal, result: Result, criterion: str | None, kind: str) -> str:
    from evaluator.advice.why_not import why_not
    from evaluator.rendering.why_not import why_not_text

    found = why_not(evaluator, proposal, criterion)
    if kind == "json":
        return json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return why_not_text(found, result.source_map, result.evaluation.notice)


def _prepared(
    files: list[str] | None,
    pack: Pack,
    as_of: str | None,
    codes: str | None,
    calendar: str | None,
    review: str | None,
    *,
    quiet: bool,
    one: bool = False,
) -> tuple[Inputs, Evaluator]:
    inputs = Inputs(o.required(files), pack, quiet, one=one or review is not None)
    return inputs, evaluator_under(pack, as_of, codes, calendar, review)


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
