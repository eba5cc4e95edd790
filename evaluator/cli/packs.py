"""Commands about criteria packs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from evaluator.cli import options as o
from evaluator.cli import pack_tools, pack_writing
from evaluator.cli.document import OneDocument, as_json
from evaluator.cli.talk import Talk, told_pack
from evaluator.model.criteria import Pack
from evaluator.packs import available_packs

app = typer.Typer(help="Criteria packs: list, show, lint, test, compare, document, begin.", no_args_is_help=True)


for command in (pack_writing.diff, pack_writing.docs, pack_writing.new):
    app.command()(command)
app.command("lint")(pack_tools.lint)
app.command("test")(pack_tools.try_examples)


@app.command("list")
def list_packs(
    form: o.OneFormat = None, output: o.Printed = None, quiet: o.Quiet = False, verbose: o.Verbose = False
) -> None:
    """List the packs that are shipped."""
    document, talk = OneDocument(form, output), Talk(quiet, verbose)
    rows = [{"pack": pack, "edition": edition} for pack, edition, _ in available_packs()]
    for pack, edition, folder in available_packs():
        talk.more(f"{pack}@{edition}: {folder}")
    document.give(as_json(rows) if document.is_json else "\n".join(f"{row['pack']}@{row['edition']}" for row in rows))


@app.command("show")
def show_pack(
    name: Annotated[str | None, typer.Argument(metavar="PACK", help=o.WHICH_PACK, show_default=False)] = None,
    profile: o.ProfileName = None,
    form: o.OneFormat = None,
    output: o.Printed = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show what a pack is: its words, criteria, checks and digest."""
    document = OneDocument(form, output, profile)
    pack = told_pack(name, profile, Talk(quiet, verbose))
    document.give(as_json(pack) if document.is_json else "\n".join(_shown(pack)))


def _shown(pack: Pack) -> list[str]:
    every = (pack.form, *pack.criteria)
    return [
        f"{pack.title}",
        f"{pack.id}@{pack.edition}, digest {pack.digest}",
        f"Words: {pack.publisher}. Logic: {pack.author}. Scoring model: {pack.scoring_model}.",
        f"{len(pack.criteria)} criteria and the form check.",
        f"{sum(len(one.checks) for one in every)} checks, {sum(len(one.gaps) for one in every)} remedies.",
        "",
        *(f"{one.id:>4}  {one.title} ({len(one.checks)} checks, {one.automation})" for one in every),
        *_profile_lines(pack),
    ]


def _profile_lines(pack: Pack) -> Iterator[str]:
    from evaluator.engine.profile_used import profile_used
    from evaluator.rendering.profiles import profile_changes, profile_sentence

    used = profile_used(pack)
    if used is not None:
        yield from ("", profile_sentence(used), *(f"  {each.name}: {each.value}" for each in profile_changes(used)))
