"""Load, evaluate, render."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal, overload

from evaluator import api
from evaluator.library.shown import ShownEvaluation, shown
from evaluator.model.criteria import Pack
from evaluator.model.evaluation import Evaluation, Result
from evaluator.model.proposal import Proposal
from evaluator.packs import load_pack
from evaluator.proposals.reading import read_proposal
from evaluator.rendering.formats import TextForm
from evaluator.rendering.formats import render as rendered


def load_proposal(path: str | Path, pack: Pack | None = None) -> Proposal:
    """Read a proposal in YAML or JSON; the pack says what may be claimed not to apply.

    Raises:
        ProposalError: with every fault of the file.
    """
    return read_proposal(path, pack or load_pack()).proposal


def evaluate(proposal: Proposal, pack: Pack | None = None, as_of: datetime.date | None = None) -> ShownEvaluation:
    """Evaluate a proposal against a pack, the AMA's criteria if none is given, as of today if no day is given."""
    return shown(api.evaluate(proposal, pack or load_pack(), as_of))


@overload
def render(found: Evaluation | Result, form: TextForm = "html") -> str: ...
@overload
def render(found: Evaluation | Result, form: Literal["pdf"]) -> bytes: ...
@overload
def render(found: Evaluation | Result, form: str) -> str | bytes: ...
def render(found: Evaluation | Result, form: str = "html") -> str | bytes:
    """Write an evaluation in a format: text such as `html`, or the bytes of a `pdf`.

    A saved result also says in which lines answers stand.

    Raises:
        UsageError: there is no format of that name.
        NotInstalledError: what the format needs is not installed.
    """
    return rendered(found if isinstance(found, Result) else api.result_of(found), form)
