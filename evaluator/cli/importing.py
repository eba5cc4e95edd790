"""Commands that bring a measure in from another format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.archive.sources import Source, Walk
from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.incoming import WHERE, Incoming, named
from evaluator.cli.tables import table
from evaluator.cli.talk import Talk, told_pack
from evaluator.errors import UsageError
from evaluator.rendering.notices import notice_in_words, warned_in_words

if TYPE_CHECKING:
    from evaluator.model.criteria import Pack
    from evaluator.proposals.xlsx.reading import ReadWorkbook

Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="A folder for the proposals, or a file for one; - is standard output.  \\[default: standard output]",
        parser=o.path_or_standard_output,
        show_default=False,
    ),
]

importing = typer.Typer(help="Bring a measure in from another format.", no_args_is_help=True)


@importing.command("fhir-measure")
def fhir_measure(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="IN…",
            help="FHIR R4 Measure resources, or Bundles of them, as JSON or JSON lines. " + WHERE,
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    coverage: Annotated[
        bool, typer.Option("--table", help="Print what the resources carry and what was imported, instead of writing.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="Of --table: md or json.  \\[default: as the file of -o ends, else md]",
            show_default=False,
        ),
    ] = None,
    force: Force = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Turn FHIR Measures into proposals: what they state becomes answers, what they leave out stays blank."""
    from evaluator.proposals import fhir_measure as fhir

    names, talk = named(inputs), Talk(quiet, verbose)
    if coverage:
        _count_coverage(names, OneDocument(form, output, *names, known=("md", "json"), default="md"), talk)
        return
    if form is not None:
        raise UsageError(
            f"-f: found '{form}' without --table; expected it left out, since proposals are written as YAML"
        )
    incoming = Incoming(output, "measures", talk, force=force)
    measures = _measures(Walk(names, fhir.ENDINGS), incoming)
    for source, data in measures:
        imported = fhir.import_measure(data)
        warnings = [notice_in_words(warning) for warning in imported.warnings]
        for warning in warnings:
            incoming.tell(f"{source.own_name.stem}: {warning}")
        incoming.add(fhir.to_commented_yaml(imported, warnings), source.own_name.stem)
    incoming.finish()


def _count_coverage(names: list[str], document: OneDocument, talk: Talk) -> None:
    from evaluator.proposals import fhir_measure as fhir

    incoming = Incoming(None, "measures", talk, force=False)
    read = []
    for _, data in _measures(Walk(names, fhir.ENDINGS), incoming):
        incoming.imported += 1  # before the next source is opened, which would else count as one without any
        read.append(data)
    if read:
        found = fhir.coverage(read)
        document.give(as_json(asdict(found)) if document.is_json else fhir.coverage_table(found))
    incoming.finish("read")


def _measures(walk: Walk, incoming: Incoming) -> Iterator[tuple[Source, dict[str, Any]]]:
    """Read every Measure; a resource of another kind is an error where its file was named, and else counted."""
    from evaluator.proposals.fhir_measure import resources_of

    for source, stream in incoming.opened(walk):
        with incoming.reading(source):
            for resource in resources_of(stream, source.name):
                if resource.data is not None:
                    yield source, resource.data
                elif resource.error and (not resource.kind or walk.is_named(source)):
                    incoming.refuse(str(resource.error))
                else:
                    incoming.others[resource.kind] += 1


@importing.command("xlsx")
def xlsx(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="IN…",
            help="Workbooks that `cat2 new --form xlsx` wrote and somebody filled in. " + WHERE,
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    force: Force = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Turn filled-in Excel forms into proposals; what was written beside the questions is listed, not lost."""
    names = named(inputs)
    needs_openpyxl()
    from evaluator.proposals.writing import to_yaml

    talk = Talk(quiet, verbose)
    found = told_pack(pack, profile, talk)
    incoming = Incoming(output, "forms", talk, force=force)
    for source, workbook in _workbooks(Walk(names, {".xlsx"}), incoming, found):
        for warning in workbook.warnings:
            incoming.tell(warned_in_words(warning))
        incoming.add(to_yaml(workbook.proposal), source.own_name.stem)
    incoming.finish()


def _workbooks(walk: Walk, incoming: Incoming, pack: Pack) -> Iterator[tuple[Source, ReadWorkbook]]:
    from evaluator.proposals.files import content
    from evaluator.proposals.xlsx.reading import proposal_in

    for source, stream in incoming.opened(walk):
        with incoming.reading(source):
            yield source, proposal_in(content(stream, source.name), pack, source.name)


def needs_openpyxl() -> None:
    """Say which extra brings what Excel forms need, before anything is read.

    Raises:
        MissingExtraError: it is not installed.
    """
    from evaluator.extras import library

    library("openpyxl", "forms", "A form in Excel")


importing.command("table")(table)
