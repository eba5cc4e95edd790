"""An answer with everything within it as checks see it: a placeholder in a row of a list is as unknown as any other."""

from __future__ import annotations

import operator
from typing import Any

from evaluator.engine.answers import Answers
from evaluator.model.answers import Answer, Frozen
from evaluator.packs.fields import ProposalField, proposal_fields


def seen_whole(answer: Answer[Any], described: ProposalField, answers: Answers) -> Answer[Any]:
    """Give an answer that checks see with its fields, and those of its rows, as checks see them too."""
    if answer.state != "answered":
        return answer
    value: object = answer.value
    if isinstance(value, Frozen):
        value = _seen_within(value, f"{described.path}.", answers)
    elif described.holds_items and isinstance(value, tuple):
        rows = [_seen_within(row, f"{described.path}[].", answers) for row in value]
        value = value if all(map(operator.is_, rows, value)) else tuple(rows)
    return answer if value is answer.value else _with_value(answer, value)


def _seen_within(holder: Frozen, prefix: str, answers: Answers) -> Frozen:
    """Give what holds answers with those that checks see otherwise; itself, as nearly always, if there are none."""
    seen: dict[str, Answer[Any]] = {}
    for name, held in vars(holder).items():
        if isinstance(held, Answer) and held.state != "blank" and (described := proposal_fields().get(prefix + name)):
            whole = seen_whole(answers.effective(described)(held), described, answers)
            if whole is not held:
                seen[name] = whole
    return holder.model_copy(update=seen) if seen else holder


def _with_value(answer: Answer[Any], value: object) -> Answer[Any]:
    return Answer(state=answer.state, value=value, evidence=answer.evidence, reason=answer.reason)
