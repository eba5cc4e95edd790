"""Commands that compare, document and begin criteria packs: diff, docs, new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli.document import OneDocument
from evaluator.cli.next_step import command_line
from evaluator.cli.output import give_path, say, write_folder, write_whole
from evaluator.cli.talk import Talk, told_pack

Older = Annotated[str, typer.Argument(metavar="A", help="The older pack: an id, id@edition, or a folder.")]
Newer = Annotated[str, typer.Argument(metavar="B", help="The newer pack.")]
Proposals = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FOLDER…", help="Proposals, or folders of them, to judge under both.", show_default=False),
]
Folder = Annotated[
    Path,
    typer.Option(
        "-o", "--output", metavar="DIR", help="The folder to write into.", parser=o.folder, show_default=False
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]


def diff(
    older: Older,
    newer: Newer,
    proposals: Proposals = None,
    as_of: o.AsOf = None,
    form: o.TextFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show what differs between two packs or editions, and which findings change for proposals of yours."""
    from evaluator.advice.pack_diff import pack_difference
    from evaluator.cli.comparing_packs import files_in, judged_under_both
    from evaluator.packs.crosswalk import renamed_ids
    from evaluator.rendering.pack_difference import difference_markdown, difference_text

    files, talk = files_in(proposals or []), Talk(quiet, verbose)
    document = OneDocument(form, output, *files, known=("text", "md", "json"))
    before, after = (told_pack(name, None, talk) for name in (older, newer))
    talk.read(**({"as of": o.day(as_of), "proposals": f"{len(files):,}"} if files else {}))
    judged, refused = judged_under_both(before, after, files, o.day(as_of))
    found = pack_difference(before, after, renamed_ids(newer, after), judged, refused)
    written = {"text": difference_text, "md": difference_markdown}.get(document.kind)
    document.give(written(found) if written else found.model_dump_json(indent=2))


def docs(
    output: Folder,
    name: Annotated[str | None, typer.Argument(metavar="PACK", help=o.WHICH_PACK, show_default=False)] = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Write one page for each criterion of a pack, with a picture of its logic, and an index."""
    from evaluator.packs.reading import load_examples
    from evaluator.rendering.pack_pages import pack_documents

    pack = told_pack(name, None, Talk(quiet, verbose))
    for file, text in pack_documents(pack, load_examples(name, pack)).items():
        give_path(write_whole(output / file, text))


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or a pack.")],
    criterion: Annotated[
        str | None,
        typer.Option(
            "--criterion", metavar="ID", help="Add a criterion of this id to the pack in DIR.", show_default=False
        ),
    ] = None,
    quiet: o.Quiet = False,
) -> None:
    """Start a pack, or a criterion of one: small, complete and running, to be changed piece by piece."""
    from evaluator.packs.new import new_criterion, new_pack

    if criterion is None:
        made = new_pack(folder)
        write_folder(folder, [(str(path.relative_to(folder)), text) for path, text in made.items()])
    else:
        made = new_criterion(folder, criterion)
        for path, text in made.items():
            write_whole(path, text)
    for path in made:
        give_path(path)
    say(f"Change the words to yours, then run: {command_line('pack', 'lint', folder)}", quiet=quiet)
