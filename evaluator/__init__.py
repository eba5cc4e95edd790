"""Evaluate proposals for CPT Category II codes against published criteria.

For example:

    from evaluator import evaluate, load_pack, load_proposal, render

    proposal = load_proposal("proposal.yaml")
    evaluation = evaluate(proposal)
    print(evaluation.recommendation.sentence)
    page = render(evaluation, "html")

Each name is explained in `evaluator.library`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluator.library import evaluate, load_pack, load_proposal, render

__all__ = ["evaluate", "load_pack", "load_proposal", "render"]


def __getattr__(name: str) -> Any:
    # Whoever imports one module of the package does not wait for all of it.
    if name not in __all__:
        raise AttributeError(f"module 'evaluator' has no attribute '{name}'")
    from evaluator import library  # noqa: PLC0415  see above

    return getattr(library, name)
