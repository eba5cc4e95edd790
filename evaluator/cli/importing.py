"""Commands that bring a measure in from another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.output import give, say, write_whole
from evaluator.errors import UsageError
from evaluator.packs import load_pack
from evaluator.rendering.notices import notice_in_words, warned_in_words

Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="PATH", help="A folder for the proposals, or a file for one.", show_default=False
    ),
]

importing = typer.Typer(help="Bring a measure in from another format.", no_args_is_help=True)


@importing.command("fhir-measure")
def fhir_measure(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…", help="FHIR R4 Measure resources, or Bundles of them, as JSON.", show_default=False
        ),
    ] = None,
    output: Output = None,
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
    measures = [(stem, fhir.import_measure(data)) for stem, data in resources]
    told = [[notice_in_words(warning) for warning in measure.warnings] for _, measure in measures]
    for (stem, _), warnings in zip(measures, told, strict=True):
        for warning in warnings:
            say(f"{stem}: {warning}", quiet=quiet)
    texts = [
        (stem, fhir.to_commented_yaml(measure, words)) for (stem, measure), words in zip(measures, told, strict=True)
    ]
    _hand_out(texts, output, force=force)


@importing.command("xlsx")
def xlsx(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…",
            help="Workbooks that `cat2 new --form xlsx` wrote and somebody filled in.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    force: Force = False,
    quiet: o.Quiet = False,
) -> None:
    """Turn filled-in Excel forms into proposals; what was written beside the questions is listed, not lost."""
    names = [Path(name) for name in o.required([str(file) for file in files or []])]
    needs_openpyxl()
    from evaluator.proposals.writing import to_yaml
    from evaluator.proposals.xlsx.reading import read_workbook

    if len(names) > 1 and output is None:
        raise UsageError("several forms need -o FOLDER to lie in")
    found = load_pack(pack, profile)
    read = [(name.stem, read_workbook(name, found)) for name in names]
    for _, workbook in read:
        for warning in workbook.warnings:
            say(warned_in_words(warning), quiet=quiet)
    _hand_out([(stem, to_yaml(workbook.proposal)) for stem, workbook in read], output, force=force)


def needs_openpyxl() -> None:
    """Say which extra brings what Excel forms need, before anything is read.

    Raises:
        MissingExtraError: it is not installed.
    """
    from evaluator.extras import library

    library("openpyxl", "forms", "A form in Excel")


def _hand_out(texts: list[tuple[str, str]], output: Path | None, *, force: bool) -> None:
    stems = [stem for stem, _ in texts]
    for number, (stem, text) in enumerate(texts):
        if output is None:
            give(text)
            continue
        is_file = output.suffix in (".yaml", ".yml") and len(texts) == 1
        unique = stem if stems.count(stem) == 1 else f"{stem}-{number + 1}"
        give(str(write_whole(output if is_file else output / f"{unique}.yaml", text, force=force)))
