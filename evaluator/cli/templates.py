"""Commands for report designers: list and copy our templates, and preview a society's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.next_step import command_line
from evaluator.cli.output import give_path, say, write_whole
from evaluator.cli.talk import Talk
from evaluator.errors import NotInstalledError, TemplateError, UsageError
from evaluator.rendering.audiences import AUDIENCES, Audience, Reader
from evaluator.rendering.formats import REPORTS, render

if TYPE_CHECKING:
    from evaluator.rendering.shelf import Shelf

app = typer.Typer(help="Templates of reports: list ours, copy them, preview your own.", no_args_is_help=True)
Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME…", help="Templates as listed.  \\[default: all]", show_default=False),
]


@app.command("list")
def list_templates(
    templates: o.Templates = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,  # noqa: ARG001  it is understood everywhere, also where nothing is told
) -> None:
    """List the templates that a society may replace, and which of them its folder does."""
    from evaluator.rendering.shelf import language_of, names_of_ours

    document = OneDocument(form, output)
    own = set(_shelf(templates).files)
    ours = names_of_ours()
    rows = [
        {"template": name, "ours": name in ours, "yours": name in own} for name in (*ours, *sorted(own - set(ours)))
    ]
    if document.is_json:
        document.give(as_json(rows))
        return
    lines = [f"{name}  (yours)" if name in own else name for name in ours]
    for name in sorted(own - set(ours)):
        language = language_of(name)
        used = f"with --language {language}" if language else "where another of yours names it"
        lines.append(f"{name}  (yours, replaces none of ours: used {used})")
    document.give("\n".join(lines))


@app.command("copy")
def copy(
    names: Names = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to copy into.", parser=o.folder)
    ] = Path("templates"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    quiet: o.Quiet = False,
) -> None:
    """Copy our templates into a folder, to be changed there; leave out of it what should stay as it is."""
    from evaluator.rendering.shelf import OURS, bytes_of, names_of_ours

    known = names_of_ours()
    for name in names or known:
        if name not in known:
            raise UsageError(f"found '{name}'; expected one of {', '.join(known)}")
    for name in names or known:
        give_path(write_whole(output / name, bytes_of(name, OURS) or b"", force=force))
    then = command_line("template", "preview", "--templates", output)
    say(f"Change them, take out what should stay as ours, then run: {then}", quiet=quiet)


@app.command("preview")
def preview(
    templates: o.Templates = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The folder for the previews.", parser=o.folder)
    ] = Path("template-preview"),
    form: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT,…", help="Which formats; several with commas.")
    ] = ",".join(REPORTS),
    audience: Annotated[str, typer.Option("--for", metavar="WHO,…", help="For whom; several with commas.")] = ",".join(
        AUDIENCES
    ),
    language: o.Language = "en",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Write a sample report, in which every kind of finding occurs, in each format and for each reader."""
    kinds, readers, shelf = o.words(form, REPORTS, "-f"), o.words(audience, AUDIENCES, "--for"), _shelf(templates)
    for name in sorted(shelf.files):
        Talk(quiet, verbose).more(f"read {name} in {templates}")
    shown = [
        _previewed(reader, kind, output, language, shelf) for reader in AUDIENCES if reader in readers for kind in kinds
    ]
    if not all(shown):
        raise typer.Exit(TemplateError.exit_code)


def _previewed(reader: Audience, kind: str, output: Path, language: str, shelf: Shelf) -> bool:
    """Write one preview; a fault in one of them is told, and the others are still shown."""
    from evaluator.rendering.sample import sample, sample_documents

    try:
        product = render(sample(), kind, language, shelf, Reader(reader, sample_documents()))
    except (TemplateError, NotInstalledError) as error:
        say(f"cat2: {kind} for {reader}: {error}")
        return False
    give_path(write_whole(output / f"{reader}.{kind}", product))
    return True


def _shelf(templates: Path | None) -> Shelf:
    from evaluator.rendering.shelf import OURS, read_shelf

    return OURS if templates is None else read_shelf(templates)
