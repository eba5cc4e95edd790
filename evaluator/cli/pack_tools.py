"""Commands that say whether a pack can be trusted: lint, test."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.output import give

if TYPE_CHECKING:
    from evaluator.advice.pack_test import CriterionTest

PackArgument = Annotated[
    str | None,
    typer.Argument(metavar="[PACK]", help="A shipped pack or the folder of one.", show_default=False),
]
Form = Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="text or json.")]
Only = Annotated[str, typer.Option("--criterion", metavar="ID", help="This criterion only.", show_default=False)]


def try_examples(
    name: PackArgument = None,
    only: Only = "",
    as_of: o.AsOf = "2026-11-22",
    form: Form = "text",
) -> None:
    """Run the examples of a pack; list differences, and what no example shows."""
    from evaluator.advice.excuses import load_excuses
    from evaluator.advice.pack_test import check_examples
    from evaluator.packs import load_pack
    from evaluator.packs.finding import pack_folder
    from evaluator.packs.reading import load_examples

    pack = load_pack(name)
    excuses = load_excuses(pack_folder(name))
    tests = check_examples(pack, load_examples(name, pack), o.day(as_of), only, excuses.places)
    if o.words(form, ("text", "json"), "-f") == ["json"]:
        give(json.dumps([asdict(one) for one in tests], indent=2))
    else:
        give("\n".join(line for one in tests for line in _lines(one)))
    if not all(one.complete for one in tests):
        raise typer.Exit(1)


def _lines(test: CriterionTest) -> list[str]:
    from evaluator.advice.pack_test import name_of

    cases, findings = (f"{seen} of {total}" for seen, total in (test.cases, test.findings))
    lines = [f"{test.id}: {test.examples} examples; cases {cases}, findings {findings} shown"]
    lines += [f"  differs: {example}: {row}" for example, rows in test.differences for row in rows]
    lines += [f"  not shown: {name_of(place)}" for place in test.missing]
    return lines + [f"  excused: {name_of(place)}" for place in test.excused]
