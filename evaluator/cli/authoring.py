"""Commands for those who begin: new, schema, guide."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.importing import Force, needs_openpyxl
from evaluator.cli.next_step import command_line
from evaluator.cli.output import give, say, write_whole
from evaluator.cli.talk import Talk, told_pack
from evaluator.errors import UsageError
from evaluator.model.criteria import Pack


class FormKind(StrEnum):
    """What a form to fill in can be."""

    yaml = "yaml"
    xlsx = "xlsx"


class Subject(StrEnum):
    """What there is a published schema of."""

    proposal = "proposal"
    evaluation = "evaluation"
    review = "review"
    pack = "pack"


_Word = TypeVar("_Word", FormKind, Subject)


def _read_as(kind: type[_Word], place: str) -> Callable[[str], _Word]:
    """Make the reader of a word that is one of a few; typer's own speaks of a value error."""

    def read(text: str | _Word) -> _Word:
        known = [each.value for each in kind]
        if text not in known:
            raise UsageError(f"{place}: found '{text}'; expected one of {', '.join(known)}")
        return kind(text)

    read.__name__ = "|".join(each.value for each in kind)
    return read


def new(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write the form here; - is standard output.  \\[default: standard output]",
            parser=o.file_or_standard_output,
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        FormKind,
        typer.Option(
            "--form", help="A commented text file, or an Excel workbook.", parser=_read_as(FormKind, "--form")
        ),
    ] = FormKind.yaml,
    begun: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="A proposal whose answers the workbook begins with.", show_default=False
        ),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    force: Force = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Begin a proposal: a form with every question and its guidance, as commented text or as an Excel workbook."""
    found = told_pack(pack, profile, Talk(quiet, verbose))
    product = _workbook(found, begun) if form is FormKind.xlsx else _scaffold(found, begun)
    if output is None:
        give(product)
        return
    _refuse_misleading_name(output, form)
    write_whole(output, product, force=force)
    words = ("import", "xlsx", output, "-o", "proposal.yaml") if form is FormKind.xlsx else ("check", output)
    say(f"Fill in {output}, then run: {command_line(*words, pack=pack, profile=profile)}", quiet=quiet)


def _scaffold(pack: Pack, begun: Path | None) -> str:
    from evaluator.proposals.scaffold import scaffold

    if begun is not None:
        raise UsageError("--from: the answers of a proposal go into a workbook; add --form xlsx")
    return scaffold(pack)


def _workbook(pack: Pack, begun: Path | None) -> bytes:
    from evaluator.proposals.reading import read_proposal

    needs_openpyxl()
    from evaluator.proposals.xlsx.writing import workbook_of

    return workbook_of(pack, read_proposal(begun, pack).proposal if begun else None)


def _refuse_misleading_name(output: Path, form: FormKind) -> None:
    is_workbook = output.suffix.lower() == ".xlsx"
    if is_workbook != (form is FormKind.xlsx):
        wanted = "give it a name that ends in .xlsx" if not is_workbook else "add --form xlsx for a workbook"
        raise UsageError(f"{output}: found this name for the form '{form.value}'; {wanted}")


def schema(
    subject: Annotated[
        Subject,
        typer.Argument(
            metavar="SUBJECT",
            help="proposal, evaluation, review or pack.",
            parser=_read_as(Subject, "SUBJECT"),
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="FORMAT", help="json, which a schema is.", show_default=False),
    ] = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,  # noqa: ARG001  it is understood everywhere, also where nothing is told
) -> None:
    """Print the JSON Schema of a proposal, an evaluation, a review or a pack."""
    document = OneDocument(form, output, known=("json",), default="json")
    document.give(as_json(_schema(subject)))


def guide(
    criterion: Annotated[
        str | None,
        typer.Argument(metavar="CRITERION", help="A criterion such as F.  \\[default: all]", show_default=False),
    ] = None,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    form: o.TextFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Read the criteria without a proposal: their words, what is asked and what would answer it."""
    from evaluator.rendering.guide import guide_data, guide_text

    document = OneDocument(form, output, profile, known=("text", "md", "json"))
    found = told_pack(pack, profile, Talk(quiet, verbose))
    names = [found.form.id, *(one.id for one in found.criteria)]
    criterion = next((name for name in names if criterion and name.casefold() == criterion.casefold()), criterion)
    if criterion is not None and criterion not in names:
        raise UsageError(f"CRITERION: found '{criterion}'; expected one of {', '.join(names)}")
    document.give(
        as_json(guide_data(found, criterion))
        if document.is_json
        else guide_text(found, criterion, markdown=document.kind == "md")
    )


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
