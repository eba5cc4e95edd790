"""Commands for those who begin: new, import, schema, guide."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from evaluator.cli import options as o
from evaluator.cli.output import give, say, write_whole
from evaluator.errors import UsageError
from evaluator.packs import load_pack

Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]

importing = typer.Typer(help="Bring a measure in from another format.", no_args_is_help=True)


class Subject(StrEnum):
    """What there is a published schema of."""

    proposal = "proposal"
    evaluation = "evaluation"
    review = "review"
    pack = "pack"


def new(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write the form here.  [default: standard output]",
            show_default=False,
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    force: Force = False,
) -> None:
    """Begin a proposal: a commented form with every question, which loads as it is."""
    from evaluator.proposals.scaffold import scaffold

    text = scaffold(load_pack(pack, profile))
    if output is None:
        give(text)
    else:
        write_whole(output, text, force=force)
        say(f"Fill in {output}, then run: cat2 check {output}")


def schema(subject: Annotated[Subject, typer.Argument(help="proposal, evaluation, review or pack")]) -> None:
    """Print the JSON Schema of a proposal, an evaluation, a review or a pack."""
    give(json.dumps(_schema(subject), ensure_ascii=False, indent=2))


def guide(
    criterion: Annotated[
        str | None,
        typer.Argument(metavar="[CRITERION]", help="A criterion such as F.  [default: all]", show_default=False),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    form: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="text, md or json.")] = "text",
) -> None:
    """Read the criteria without a proposal: their words, what is asked and what would answer it."""
    from evaluator.rendering.guide import guide_data, guide_text

    (kind,) = o.words(form, ("text", "md", "json"), "-f")[:1]
    found = load_pack(pack, profile)
    names = [found.form.id, *(one.id for one in found.criteria)]
    criterion = next((name for name in names if criterion and name.casefold() == criterion.casefold()), criterion)
    if criterion is not None and criterion not in names:
        raise UsageError(f"CRITERION: found '{criterion}'; expected one of {', '.join(names)}")
    give(
        json.dumps(guide_data(found, criterion), ensure_ascii=False, indent=2)
        if kind == "json"
        else guide_text(found, criterion, markdown=kind == "md")
    )


@importing.command("fhir-measure")
def fhir_measure(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…", help="FHIR R4 Measure resources, or Bundles of them, as JSON.", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="A folder for the proposals, or a file for one.", show_default=False
        ),
    ] = None,
    table: Annotated[
        bool, typer.Option("--table", help="Print what the resources carry and what was imported, instead of writing.")
    ] = False,
    force: Force = False,
    quiet: o.Quiet = False,
) -> None:
    """Turn FHIR Measures into proposals: what they state becomes answers, what they leave out stays blank."""
    from evaluator.proposals import fhir_measure as fhir

    names = [Path(name) for name in o.required([str(file) for file in files or []])]
    resources = [(name.stem, data) for name in names for data in fhir.read_measures(name)]
    if table:
        give(fhir.coverage_table(fhir.coverage([data for _, data in resources])))
        return
    if len(resources) > 1 and output is None:
        raise UsageError("several measures need -o FOLDER to lie in")
    for number, (stem, data) in enumerate(resources):
        measure = fhir.import_measure(data)
        for warning in measure.warnings:
            say(f"{stem}: {warning}", quiet=quiet)
        text = fhir.to_commented_yaml(measure)
        if output is None:
            give(text)
            continue
        path = (
            output
            if output.suffix in (".yaml", ".yml") and len(resources) == 1
            else output / f"{_unique(stem, number, resources)}.yaml"
        )
        give(str(write_whole(path, text, force=force)))


def _unique(stem: str, number: int, resources: list[tuple[str, dict[str, Any]]]) -> str:
    return stem if sum(other == stem for other, _ in resources) == 1 else f"{stem}-{number + 1}"


def _schema(subject: Subject) -> object:
    if subject is Subject.proposal:
        from evaluator.proposals.schema import proposal_schema

        return proposal_schema()
    if subject is Subject.evaluation:
        from evaluator.model.evaluation import Result

        return Result.model_json_schema()
    if subject is Subject.review:
        from evaluator.review.schema import review_schema

        return review_schema()
    from evaluator.model.criteria import Pack

    return Pack.model_json_schema()
