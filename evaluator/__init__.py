"""Evaluate proposals for CPT Category II codes against published criteria.

For example:

    from evaluator import evaluate, load_pack, load_proposal, render

    proposal = load_proposal("proposal.yaml")
    evaluation = evaluate(proposal)
    print(evaluation.recommendation.sentence)
    page = render(evaluation, "html")

Each name is explained in `evaluator.library` and in docs/library.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluator.library.evaluating import evaluate, load_proposal, render
    from evaluator.library.frames import findings_frame
    from evaluator.library.rule_testing import check_criterion
    from evaluator.packs import load_pack

__all__ = ["check_criterion", "evaluate", "findings_frame", "load_pack", "load_proposal", "render"]

_DEFINED_IN = {
    "check_criterion": "evaluator.library.rule_testing",
    "evaluate": "evaluator.library.evaluating",
    "findings_frame": "evaluator.library.frames",
    "load_pack": "evaluator.packs",
    "load_proposal": "evaluator.library.evaluating",
    "render": "evaluator.library.evaluating",
}


def __getattr__(name: str) -> Any:
    # Whoever imports one module of the package does not wait for all of it.
    if name not in _DEFINED_IN:
        raise AttributeError(f"module 'evaluator' has no attribute '{name}'")
    return getattr(import_module(_DEFINED_IN[name]), name)
