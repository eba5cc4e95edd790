"""Run the examples of a pack: fragments of proposals that a person judged before the engine did."""

from __future__ import annotations

from typing import Any

from evaluator.advice.what_if import replaced
from evaluator.api import Evaluator
from evaluator.engine import run
from evaluator.engine.tables import rows_of_examples
from evaluator.model.criteria import Example
from evaluator.model.evaluation import CriterionResult
from evaluator.model.proposal import PROPOSAL_SCHEMA, Proposal


def proposal_with(answers: dict[str, Any], base: dict[str, Any] | None = None) -> Proposal:
    """Make a proposal from dotted paths and what is written there, over a whole one if there is a base.

    Raises:
        ValidationError: if an answer is not one that a proposal may hold.
    """
    written: dict[str, Any] = dict(base or {"schema": PROPOSAL_SCHEMA})
    for path, value in answers.items():
        written = replaced(written, path.split("."), value)
    return Proposal.model_validate(written)


def differences(
    evaluator: Evaluator, criterion_id: str, example: Example, base: dict[str, Any] | None = None
) -> list[str]:
    """Run one example; list where engine and hand differ, each as what was expected and what was found."""
    proposal = proposal_with(example.answers, base)
    own = rows_of_examples(evaluator.pack, example.tables)
    evaluation = evaluator.assemble(proposal, run(evaluator.compiled, proposal, evaluator.as_of, own=own))
    every = {criterion.id: criterion for criterion in (evaluation.form, *evaluation.criteria)}
    return compared(every[criterion_id], example)


def compared(found: CriterionResult, example: Example) -> list[str]:
    """List where one criterion's result and the hand that judged the example differ."""
    rows: list[tuple[str, str, str]] = [(found.id, example.finding, found.finding)]
    parts = _by_id_if_alone([(part.id, part.key, part.finding) for part in found.parts])
    checks = _by_id_if_alone(
        [(check.id, check.key, "claimed" if check.claimed else check.outcome) for check in found.checks]
    )
    rows += [(key, wanted, parts.get(key, "no such part")) for key, wanted in example.parts.items()]
    rows += [(key, wanted, checks.get(key, "not asked")) for key, wanted in example.checks.items()]
    if example.gaps is not None:
        rows.append(("gaps", ", ".join(example.gaps), ", ".join(gap.id for gap in found.gaps)))
    return [f"{key}: expected {wanted}, found {was}" for key, wanted, was in rows if wanted != was]


def _by_id_if_alone(rows: list[tuple[str, str, str]]) -> dict[str, str]:
    """Let an id stand for its key where a list has one item only."""
    found = {key: word for _, key, word in rows}
    for name, key, word in rows:
        if name not in found and sum(other == name for other, _, _ in rows) == 1:
            found[key.partition("[")[0]] = word
    return found
