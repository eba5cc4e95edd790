"""Commands that say whether a pack can be trusted: lint, test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.talk import Talk, told_pack

if TYPE_CHECKING:
    from evaluator.advice.lint_finding import LintResult
    from evaluator.advice.pack_report import PackReport

PackArgument = Annotated[
    str | None,
    typer.Argument(metavar="PACK", help=o.WHICH_PACK, show_default=False),
]
Only = Annotated[str, typer.Option("--criterion", metavar="ID", help="This criterion only.", show_default=False)]
Mutate = Annotated[bool, typer.Option("--mutate", help="Also change the pack in small ways and see who notices.")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day on which the examples are judged.")]


def lint(
    name: PackArgument = None,
    before: Annotated[
        str | None,
        typer.Option("--before", metavar="PACK", help="The edition before, if it is not shipped.", show_default=False),
    ] = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """List what is wrong with a pack that can be read: logic, cases, gaps, fields, numbers, ids, sentences."""
    from evaluator.advice.pack_lint import lint_pack

    document = OneDocument(form, output)
    if verbose:
        told_pack(name, None, Talk(quiet, verbose))
    result = lint_pack(name, before)
    document.give(as_json(asdict(result)) if document.is_json else "\n".join(_findings(result)))
    if result.findings:
        raise typer.Exit(1)


def _findings(result: LintResult) -> Iterator[str]:
    yield from map(str, result.findings)
    yield from (f"{place}: not decided; there are too many combinations to try" for place in result.undecided)
    yield f"{result.pack}: {len(result.findings)} findings, {len(result.undecided)} not decided"


def try_examples(
    name: PackArgument = None,
    mutate: Mutate = False,
    only: Only = "",
    as_of: AsOf = "2026-11-22",
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Run the examples of a pack; list differences, what no example shows and, with --mutate, what none notices."""
    from evaluator.advice.pack_report import report_on

    document = OneDocument(form, output)
    if verbose:
        told_pack(name, None, Talk(quiet, verbose))
    report = report_on(name, o.day(as_of), only, mutate=mutate)
    document.give(as_json(asdict(report)) if document.is_json else "\n".join(_lines(report)))
    if not report.holds:
        raise typer.Exit(1)


def _lines(report: PackReport) -> Iterator[str]:
    from evaluator.advice.pack_test import name_of

    for test in report.tests:
        cases, findings = (f"{seen} of {total}" for seen, total in (test.cases, test.findings))
        yield f"{test.id}: {test.examples} examples; cases {cases}, findings {findings} shown"
        yield from (f"  differs: {example}: {row}" for example, rows in test.differences for row in rows)
        yield from (f"  not shown: {name_of(place)}" for place in test.missing)
        yield from (f"  excused: {name_of(place)}" for place in test.excused)
    for score in report.mutation:
        yield (
            f"{score.id}: {score.killed} of {score.counted} mutants noticed, {score.score:.1f} %;"
            f" {len(score.equivalent)} proven alike"
        )
        yield from (f"  survives: {name}" for name in score.survivors)
        yield from (f"  excused: {name}" for name in score.excused)
    yield from (f"survivors.toml: '{name}' no longer excuses anything" for name in report.stale)
    yield report.summary
