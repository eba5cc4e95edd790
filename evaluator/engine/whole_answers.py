"""An answer with everything within it as checks see it: a placeholder in a row of a list is as unknown as any other."""

from __future__ import annotations

from typing import Any

from evaluator.engine.answers import Answers
from evaluator.model.answers import Answer, Frozen
from evaluator.packs.fields import ProposalField, proposal_fields


def seen_whole(answer: Answer[Any], described: ProposalField, answers: Answers) -> Answer[Any]:
    """Give an answer that checks see with its fields, and those of its rows, as checks see them too."""
    if answer.state != "answered":
        return answer
    if isinstance(answer.value, Frozen):
        return _with_value(answer, _seen_within(answer.value, f"{described.path}.", answers))
    if described.holds_items and isinstance(answer.value, tuple):
        return _with_value(answer, tuple(_seen_within(row, f"{described.path}[].", answers) for row in answer.value))
    return answer


def _seen_within(holder: Frozen, prefix: str, answers: Answers) -> Frozen:
    seen: dict[str, Answer[Any]] = {}
    for name in type(holder).model_fields:
        held = getattr(holder, name)
        described = proposal_fields().get(prefix + name)
        if isinstance(held, Answer) and described is not None:
            seen[name] = seen_whole(answers.effective(described)(held), described, answers)
    return holder.model_copy(update=seen)


def _with_value(answer: Answer[Any], value: object) -> Answer[Any]:
    return Answer(state=answer.state, value=value, evidence=answer.evidence, reason=answer.reason)
