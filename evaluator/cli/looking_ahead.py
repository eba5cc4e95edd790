"""Commands that try many answers: sensitivity and next."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from evaluator.api import Evaluator
from evaluator.cli import options as o
from evaluator.cli.inputs import Inputs
from evaluator.cli.output import give
from evaluator.cli.own_files import CodesFile, code_list
from evaluator.packs import load_pack
from evaluator.proposals.reading import ReadProposal

File = Annotated[str, typer.Argument(metavar="FILE", help="A proposal; - reads standard input.")]
INVALID = 2


def sensitivity(
    file: File,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = "text",
) -> None:
    """For staff only: show which findings hang on a single answer or evidence item, and which are robust."""
    from evaluator.advice.sensitivity import sensitivity_of
    from evaluator.rendering.sensitivity import sensitivity_text

    kind = o.text_or_json(form)
    evaluator, read = _read(file, pack, profile, as_of, codes)
    found = sensitivity_of(evaluator, read.proposal, read.source_map)
    give(_json(found) if kind == "json" else sensitivity_text(found))


def next_(
    file: File,
    pack: o.PackName = None,
    profile: o.ProfileName = None,
    as_of: o.AsOf = None,
    codes: CodesFile = None,
    form: o.OneFormat = "text",
    every: Annotated[bool, typer.Option("--all", help="All of them, and not the first ten.")] = False,
) -> None:
    """Show which unanswered questions to answer next: by how much an answer can settle, then by effort."""
    from evaluator.advice.ask_next import next_questions
    from evaluator.rendering.next_questions import next_questions_text

    kind = o.text_or_json(form)
    evaluator, read = _read(file, pack, profile, as_of, codes)
    found = next_questions(evaluator, read.proposal, read.source_map)
    give(_json(found) if kind == "json" else next_questions_text(found, every=every))


def _read(
    file: str, pack: str | None, profile: str | None, as_of: str | None, codes: str | None
) -> tuple[Evaluator, ReadProposal]:
    chosen = load_pack(pack, profile)
    read = Inputs([file], chosen).only()
    if read is None:
        raise typer.Exit(INVALID)
    return Evaluator(chosen, o.day(as_of), codes=code_list(codes)), read


def _json(document: Any) -> str:
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2)
