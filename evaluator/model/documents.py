"""Advice that may stand beside a result in a report; each document was made from the proposal, not from the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a check shows none of them, and so does not wait for their models
    from evaluator.model.changes import Changes
    from evaluator.model.next_questions import NextQuestions
    from evaluator.model.plan import Plans
    from evaluator.model.sensitivity import Sensitivity


class Documents(NamedTuple):
    """The documents there are; a report says in a sentence which are not. `changes` are since an earlier draft."""

    plans: Plans | None = None
    next_questions: NextQuestions | None = None
    sensitivity: Sensitivity | None = None
    changes: Changes | None = None


NO_DOCUMENTS = Documents()
